"""How many usages of a term are compared."""

LEAST_BACKGROUND = (5, 3)
"""Usages and documents a side from which on a term tells something of the background."""
MOST_BACKGROUND = 200
"""Ordinary words that are compared: more of them do not say better what any word shows."""
MOST_A_SIDE = 100
"""Usages of a side; more make a verdict slower, not surer."""
MOST_A_DOCUMENT = 8
"""Usages of one document: a long meeting is not the whole programme."""
