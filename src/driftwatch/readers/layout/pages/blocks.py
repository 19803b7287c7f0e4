"""A page as readers hand it on: headings, paragraphs, list items and table rows, each with the place of every line."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

_BOLD = re.compile(r"(\*\*|__)(?!\s)[^*_\n]{1,80}(?<![.!?])\1:?")
_HEADING_CHARS = 80


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class Line(NamedTuple):
    """One line of a block: offsets into its text, and the locator of its beginning."""

    start: int
    end: int
    place: str
    broken: bool = False
    """Whether the author broke the line here, rather than the width of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block; `text` is the decoded text that the lines point into, often that of the whole source."""

    kind: Kind
    text: str
    lines: tuple[Line, ...]
    depth: int = 0
    """Level of a heading, nesting of an item; both from 1."""
    cells: tuple["Block", ...] = ()
    """Of a row."""
    heads: tuple[str, ...] = ()
    """Of a row: what stands in the header of each column; empty where the table has none."""
    spaced: bool = True
    """Whether a blank line stands before it."""
    apart: bool = False
    """Whether its author sets it apart from what stands above: a numbered paragraph, a box. Who spoke there does not go on."""
    emphasised: bool = False
    """Whether all of it is set in bold, as far as the format tells that apart from its text."""

    def content(self) -> str:
        """All of it as it stands in the source, from its first line to its last."""
        return self.text[self.lines[0].start : self.lines[-1].end] if self.lines else ""

    def line(self, number: int) -> str:
        """One line, without what marks it as quote or item."""
        return self.text[self.lines[number].start : self.lines[number].end]

    def within(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines of which something lies between these offsets; lines follow each other."""
        return self.lines[bisect_right(self.lines, start, key=attrgetter("end")) : bisect_left(self.lines, end, key=attrgetter("start"))]

    def place(self, at: int) -> str | None:
        """The locator of the line on which this offset lies, its end included."""
        number = bisect_left(self.lines, at, key=attrgetter("end"))
        return self.lines[number].place if number < len(self.lines) and self.lines[number].start <= at else None

    def indent(self, number: int) -> int:
        """How far the line is set in."""
        start = self.lines[number].start
        return start - (self.text.rfind("\n", 0, start) + 1)


def looks_like_heading(block: Block) -> bool:
    """Whether a paragraph is one bold line: a heading to the eye, if it is nobody's name."""
    if block.kind is not Kind.PARAGRAPH or len(block.lines) != 1:
        return False
    text = block.content()
    return bool(_BOLD.fullmatch(text)) or (block.emphasised and len(text) <= _HEADING_CHARS and text[-1:] not in ".!?;," and ": " not in text)


def line_starts(text: str) -> list[int]:
    """The offset of each line, and that behind the last."""
    starts = [0]
    while (cut := text.find("\n", starts[-1])) >= 0:
        starts.append(cut + 1)
    return [*starts, len(text) + 1]


def authored(text: str, place: str, kind: Kind, depth: int = 0, *, emphasised: bool = False) -> Block:
    """A block of a text of its own, all of whose lines have one place (a paragraph of a Word file) and end where the author broke them."""
    return Block(kind=kind, text=text, lines=tuple(_lines(text, place)) or (Line(0, 0, place),), depth=depth, emphasised=emphasised)


def row(cells: Sequence[Block], heads: Sequence[str] = ()) -> Block:
    """A table row."""
    first = cells[0] if cells else authored("", "", Kind.PARAGRAPH)
    return Block(kind=Kind.ROW, text=first.text, lines=first.lines, cells=tuple(cells), heads=tuple(heads))


def _lines(text: str, place: str) -> Iterator[Line]:
    start = 0
    for piece in text.split("\n"):
        if stripped := piece.strip():
            begin = start + piece.index(stripped)
            yield Line(begin, begin + len(stripped), place, True)
        start += len(piece) + 1
