"""reStructuredText to blocks: the structure by its lines and indents, the text always a slice of the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from driftwatch.errors import Reason
from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, row
from driftwatch.readers.layout.pages.rst_lines import DIRECTIVE, FIELD, FOOTNOTE, GRID_BORDER, SIMPLE_BORDER, RstLines, is_links
from driftwatch.readers.layout.pages.rst_tables import grid_table, list_table, simple_table
from driftwatch.reading import Notes

_CODE = frozenset("code code-block sourcecode parsed-literal literalinclude highlight math raw doctest testcode prompt graphviz mermaid".split())
_SPOKEN = frozenset(
    (
        "note warning tip hint important attention caution danger error seealso admonition topic sidebar epigraph highlights pull-quote "
        "container compound rubric versionadded versionchanged deprecated todo table class line-block"
    ).split()
)
"""Directives whose content is text like any other."""
_TERM_WORDS = 6


@dataclass(slots=True)
class _Open:
    """The paragraph that is being gathered."""

    lines: list[Line] = field(default_factory=list)
    indent: int = 0
    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    spaced: bool = True
    apart: bool = False


def rst_blocks(text: str, notes: Notes) -> list[Block]:
    """The blocks of a text in order; code, comments, targets and lone links are dropped and counted."""
    return list(_Walk(RstLines(text), notes).blocks())


class _Walk:
    """Goes through the lines once."""

    def __init__(self, page: RstLines, notes: Notes) -> None:
        self._page, self._notes = page, notes
        self._at = 0
        self._open = _Open()
        self._items: list[tuple[int, int]] = []
        """Columns of the marks of the open items, and of their text."""
        self._levels: list[tuple[str, bool]] = []
        """How titles were adorned so far, the highest first."""
        self._code_below: int | None = None
        """The indent of a paragraph that announced code by `::`."""

    def blocks(self) -> Iterator[Block]:
        """The blocks in order."""
        steps = (self._blank, self._code, self._title, self._markup, self._table, self._field)
        while self._at < len(self._page):
            for step in steps:
                before = self._at
                yield from step()
                if self._at > before:
                    break
            else:
                yield from self._text()
                self._at += 1
        yield from self._closed()

    def _blank(self) -> Iterator[Block]:
        if self._page.blank(self._at):
            yield from self._closed()
            self._at += 1

    def _code(self) -> Iterator[Block]:
        """What is set in below a paragraph that ends in `::`, and sessions of a shell."""
        yield from ()
        if self._open.lines:
            return
        announced, self._code_below = self._code_below, None
        if announced is not None and self._page.indent(self._at) > announced:
            self._notes.dropped["code"] += 1
            self._at = self._page.below(self._at, announced)
        elif self._page.bare(self._at).startswith(">>> "):
            self._notes.dropped["code"] += 1
            while not self._page.blank(self._at):
                self._at += 1

    def _title(self) -> Iterator[Block]:
        """An underlined line, with or without one above it; a lone row of signs parts sections and says nothing."""
        page, at = self._page, self._at
        if page.is_adornment(at) and not (SIMPLE_BORDER.fullmatch(page.lines[at]) and " " in page.bare(at)):
            over = not page.blank(at + 1) and page.is_adornment(at + 2) and page.bare(at)[0] == page.bare(at + 2)[0] and not page.is_adornment(at + 1)
            yield from self._closed()
            if over:
                yield self._heading(at + 1, over=True)
            self._at += 3 if over else 1
        elif not self._open.lines and page.is_adornment(at + 1) and not (page.indent(at) or page.marker(at, inside=False)):
            yield self._heading(at, over=False)
            self._at += 2

    def _heading(self, number: int, *, over: bool) -> Block:
        adornment = (self._page.bare(number + 1)[0], over)
        if adornment not in self._levels:
            self._levels.append(adornment)
        self._items.clear()
        return Block(kind=Kind.HEADING, text=self._page.text, lines=(self._page.piece(number),), depth=self._levels.index(adornment) + 1)

    def _markup(self) -> Iterator[Block]:
        """Directives, comments, targets, footnotes: what begins with two points."""
        page, at = self._page, self._at
        line, indent = page.lines[at].strip(), page.indent(at)
        if self._open.lines or not (line == ".." or line.startswith(".. ")):
            return
        end = page.below(at, indent) if page.blank(at + 1) or page.indent(at + 1) > indent else at + 1
        directive = DIRECTIVE.match(line)
        name = directive["name"].lower() if directive else ""
        if directive and name == "list-table":
            yield from list_table(page, at + 1, end)
            self._at = end
        elif directive and name in _SPOKEN:
            self._begin_text(at, indent + directive.end())
            self._open.apart = True
        elif footnote := FOOTNOTE.match(line):
            self._begin_text(at, indent + footnote.end())
        else:
            self._notes.dropped["code" if name in _CODE else Reason.BOILERPLATE] += 1
            self._at = end

    def _begin_text(self, number: int, column: int) -> None:
        """The content of a directive or footnote begins on its own line; its options are passed over."""
        self._at = number + 1
        if self._page.lines[number][column:].strip():
            self._open = _Open([self._page.piece(number, column)], indent=column, spaced=True)
            return
        while not self._page.blank(self._at) and FIELD.match(self._page.bare(self._at)):
            self._at += 1

    def _table(self) -> Iterator[Block]:
        page, at = self._page, self._at
        reader = grid_table if GRID_BORDER.fullmatch(page.lines[at]) else simple_table if SIMPLE_BORDER.fullmatch(page.lines[at]) else None
        if reader is not None:
            yield from self._closed()
            self._at, rows = reader(page, at)
            yield from rows

    def _field(self) -> Iterator[Block]:
        """`:Date: 3 March 2026`, as a paragraph without its first colon."""
        page, at = self._page, self._at
        hit = FIELD.match(page.bare(at))
        if hit is None or (self._open.lines and not page.bare(at - 1).startswith(":")):
            return
        yield from self._closed()
        end = at + 1
        while end < len(page) and not page.blank(end) and page.indent(end) > page.indent(at):
            end += 1
        first = page.piece(at, page.indent(at) + 1)
        self._at = end
        yield Block(kind=Kind.PARAGRAPH, text=page.text, lines=(first, *(page.piece(n) for n in range(at + 1, end))))

    def _text(self) -> Iterator[Block]:
        """A line of a paragraph or item."""
        page, at = self._page, self._at
        indent = page.indent(at)
        mark = page.marker(at, inside=bool(self._open.lines) and self._open.kind is not Kind.ITEM)
        if page.bare(at).startswith("| "):
            yield from self._line_block(indent)
        elif mark:
            yield from self._closed()
            self._items = [item for item in self._items if item[0] < indent]
            self._items.append((indent, indent + mark))
            spaced = page.blank(at - 1)
            self._open = _Open([page.piece(at, indent + mark)], indent + mark, Kind.ITEM, len(self._items), spaced)
        elif not self._open.lines:
            self._items = [item for item in self._items if item[0] < indent]
            kind, depth = (Kind.ITEM, len(self._items) + 1) if self._items else (Kind.PARAGRAPH, 0)
            self._open = _Open([page.piece(at)], indent, kind, depth, page.blank(at - 1), self._open.apart)
        elif self._open.kind is Kind.PARAGRAPH and len(self._open.lines) == 1 and indent > self._open.indent and self._is_term():
            yield self._definition(indent)
        else:
            self._open.lines.append(page.piece(at))

    def _line_block(self, indent: int) -> Iterator[Block]:
        """`| one line`, ended by its author."""
        if self._open.lines and not self._open.lines[-1].broken:
            yield from self._closed()
        line = self._page.piece(self._at, indent + 1, broken=True)
        self._open.lines.append(line)

    def _is_term(self) -> bool:
        start, end, _, broken = self._open.lines[0]
        return not broken and len(self._page.text[start:end].split()) <= _TERM_WORDS

    def _definition(self, indent: int) -> Block:
        """`Term`, and below it, set in, what is said of it or by whom it names."""
        page, at = self._page, self._at
        end = at
        while end < len(page) and not page.blank(end) and page.indent(end) >= indent:
            end += 1
        term = Block(kind=Kind.PARAGRAPH, text=page.text, lines=tuple(self._open.lines))
        said = Block(kind=Kind.PARAGRAPH, text=page.text, lines=tuple(page.piece(n) for n in range(at, end)))
        self._open, self._at = _Open(), end - 1
        return row([term, said], ("who", "said"))

    def _closed(self) -> Iterator[Block]:
        """The block that was gathered, unless it says nothing."""
        gathered, self._open = self._open, _Open(apart=self._open.apart and not self._open.lines)
        if not gathered.lines:
            return
        texts = [self._page.text[line.start : line.end] for line in gathered.lines]
        if texts[-1].endswith("::"):
            self._code_below = self._items[-1][0] if gathered.kind is Kind.ITEM and self._items else gathered.indent
        if is_links(texts):
            self._notes.dropped[Reason.BOILERPLATE] += 1
        elif texts != ["::"]:
            yield Block(
                kind=gathered.kind,
                text=self._page.text,
                lines=tuple(gathered.lines),
                depth=gathered.depth,
                spaced=gathered.spaced,
                apart=gathered.apart,
            )
