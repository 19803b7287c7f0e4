"""Where the statements stand in a message: what is found in a text alone, whoever said it and wherever it stands."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Passed(NamedTuple):
    """A message's text on its way to be cut."""

    text: str
    by_line: bool
    """Whether every line stands for itself, as in a chat."""


class Slices(NamedTuple):
    """What a text is cut into, and how much of it is nobody's words."""

    pieces: tuple[tuple[int, int], ...]
    """Start and end of each statement in the text."""
    code: int = 0
    """Passages that are code or a log."""
    headings: int = 0
    """Passages that are the title of a section."""


Slicer = Callable[[Sequence[Passed]], Sequence[Slices]]
"""Cuts texts, each by itself, in their order."""
