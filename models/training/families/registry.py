"""All families that the model knows, in the order of the model card."""

from families import chain, countdown, equations, sums

FAMILIES = (chain, sums, equations, countdown)
# Of the training samples: chains have the most wordings, Countdown the longest thinkings.
SHARES = {chain.NAME: 1.2, sums.NAME: 1.2, equations.NAME: 1.1, countdown.NAME: 1.7}
BY_NAME = {family.NAME: family for family in FAMILIES}


def text_of(worded):
    """What the visitor types: some families also hand on the phrases that the thinking quotes."""
    return getattr(worded, "text", worded)
