"""All families that the model knows, in the order of the model card."""

from families import chain, equations, sums

FAMILIES = (chain, sums, equations)
SHARES = {chain.NAME: 1.3, sums.NAME: 1, equations.NAME: 1}   # of the training samples; chains have the most wordings
BY_NAME = {family.NAME: family for family in FAMILIES}


def text_of(worded):
    """What the visitor types: some families also hand on the phrases that the thinking quotes."""
    return getattr(worded, "text", worded)
