"""All families that the model knows, in the order of the model card."""

from families import chain, equations, sums

FAMILIES = (chain, sums, equations)
SHARES = (1.3, 1, 1)   # of the training samples; chains have the most ways of being said
BY_NAME = {family.NAME: family for family in FAMILIES}


def text_of(worded):
    """What the visitor types: some families also hand on the phrases that the thinking quotes."""
    return getattr(worded, "text", worded)
