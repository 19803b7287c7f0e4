"""The neighbourhood of a term in its statement: what decides which sense a usage has."""

from typing import NamedTuple

CONTEXT_WORDS = 20
"""Words of context kept on each side of a term."""
CONTEXT_CHARACTERS = 240
"""Limit for those words, so that one endless "word" cannot crowd the term out."""


class Window(NamedTuple):
    """A cut of a text with the place of the term in it."""

    text: str
    start: int
    end: int


def window(text: str, start: int, end: int) -> Window:
    """The span text[start:end] with its context, white space folded; a window of a window is itself."""
    before, term, after = text[:start], " ".join(text[start:end].split()), text[end:]
    left = " ".join(before.split()[-CONTEXT_WORDS:])[-CONTEXT_CHARACTERS:].lstrip()
    right = " ".join(after.split()[:CONTEXT_WORDS])[:CONTEXT_CHARACTERS].rstrip()
    if left and (before[-1].isspace() or text[start:end][:1].isspace()):
        left += " "
    if right and (after[0].isspace() or text[start:end][-1:].isspace()):
        right = " " + right
    return Window(left + term + right, len(left), len(left) + len(term))
