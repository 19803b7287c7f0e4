"""How many usages of a term are compared."""

import hashlib

LEAST_BACKGROUND = (5, 3)
"""Usages and documents a side from which on a term tells something of the background."""
MOST_BACKGROUND = 100
"""Ordinary words that are compared: more of them do not say better what any word shows."""
LOCATED_BACKGROUND = 1000
"""Ordinary words that are looked for, in the order of `spread`: of so many enough are said by two partners."""
MOST_A_SIDE = 100
"""Usages of a side; more make a verdict slower, not surer."""
MOST_A_DOCUMENT = 8
"""Usages of one document: a long meeting is not the whole programme."""


def spread(word: str) -> bytes:
    """An order that has nothing to do with what the words are."""
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
