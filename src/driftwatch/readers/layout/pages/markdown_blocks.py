"""Markdown to blocks: the structure by markdown-it, the text always a slice of the source."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, line_starts, row
from driftwatch.readers.layout.pages.markup import markup_blocks
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<inner>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKER = re.compile(r"[ \t]*(?:>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)*[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NESTING = 100
"""Levels of lists and quotes, two to a list; what lies deeper markdown-it does not read."""


def front_matter(text: str) -> str:
    """What stands between the two rules at the head, with its line breaks; empty where there is none."""
    front = _FRONT_MATTER.match(text)
    return front["inner"] if front else ""


def markdown_blocks(text: str, notes: Notes) -> list[Block]:
    """The blocks of a Markdown text in order; code is dropped and counted."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable(["code", "reference", "inline", "text_join"])
    front = _FRONT_MATTER.match(text)
    if front:
        notes.dropped["front matter"] += 1
    body = "\n" * text.count("\n", 0, front.end()) + text[front.end() :] if front else text
    return list(_Walk(text, notes).blocks(parser.parse(body)))


class _Walk:
    """Goes through the tokens once; it keeps the source, to find each line of a block in it."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._text, self._notes = text, notes
        self._starts = line_starts(text)
        self._depth = 0
        self._fresh = False
        """Whether the next paragraph is the first of its list item."""
        self._heads: list[str] | None = []
        """Of the table that is open; None until its header is through."""
        self._cells: list[Block] | None = None
        """Of the row that is open."""
        self._cursor = 0
        """How far its line has been given to cells."""
        self._level = 0
        """Of the heading that is open."""
        self._last = 0
        """The line behind the last block."""

    def blocks(self, tokens: Sequence["Token"]) -> Iterator[Block]:
        for token in tokens:
            if token.type == "inline":
                if self._cells is None:
                    yield self._inline(token)
                else:
                    self._cells.append(self._cell(token))
            elif token.type == "tr_close" and self._cells is not None:
                if self._heads is None:
                    self._heads = [cell.content() for cell in self._cells]
                else:
                    yield row(self._cells, self._heads)
                self._cells = None
            elif token.type == "html_block" and token.map:
                yield from markup_blocks(token.content, self._notes, first_line=token.map[0] + 1)
            elif token.type == "fence":
                self._notes.dropped["code"] += 1
            else:
                self._structure(token)

    def _structure(self, token: "Token") -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._depth -= 1
        elif token.type == "list_item_open":
            self._fresh = True
        elif token.type == "heading_open":
            self._level = int(token.tag[1])
        elif token.type == "heading_close":
            self._level = 0
        elif token.type == "table_open":
            self._heads = None
        elif token.type == "tr_open":
            self._cells, self._cursor = [], 0

    def _inline(self, token: "Token") -> Block:
        first, behind = token.map or [0, 0]
        lines = tuple(line for n, content in enumerate(token.content.split("\n")) for line in self._lines(first + n, content))
        spaced, self._last = first > self._last, behind
        if self._level:
            return Block(kind=Kind.HEADING, text=self._text, lines=lines, depth=self._level, spaced=spaced)
        if not self._depth:
            return Block(kind=Kind.PARAGRAPH, text=self._text, lines=lines, spaced=spaced)
        depth, self._fresh = self._depth + (not self._fresh), False
        return Block(kind=Kind.ITEM, text=self._text, lines=lines, depth=depth, spaced=spaced)

    def _lines(self, number: int, content: str) -> Iterator[Line]:
        """One line of the source without its marks, cut at `<br>`."""
        begin, end = self._starts[number], self._starts[number + 1] - 1
        source, stripped = self._text[begin:end], content.strip()
        at = source.rfind(stripped)
        if at < 0:
            at = marker.end() if (marker := _MARKER.match(source)) else 0
            stripped = source[at:].rstrip()
        hard = source.endswith(("  ", "\\"))
        edges = [0, *(edge for hit in _BREAK.finditer(stripped) for edge in hit.span()), len(stripped)]
        stretches = list(zip(edges[::2], edges[1::2], strict=True))
        for start, stop in stretches:
            text = stripped[start:stop].rstrip("\\")
            yield Line(begin + at + start, begin + at + start + len(text.rstrip()), f"line {number + 1}", hard or len(stretches) > 1)

    def _cell(self, token: "Token") -> Block:
        """A cell of the row's line; cells are looked for one behind the other."""
        number = (token.map or [0, 0])[0]
        begin, content = self._starts[number], token.content.strip()
        at = self._text.find(content, begin + self._cursor, self._starts[number + 1])
        start = at if at >= 0 else begin + self._cursor
        end = start + len(content) if at >= 0 else start
        self._cursor = end - begin + 1
        return Block(kind=Kind.PARAGRAPH, text=self._text, lines=(Line(start, end, f"line {number + 1}"),))
