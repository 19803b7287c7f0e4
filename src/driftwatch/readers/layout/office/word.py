"""A Word document, streamed: paragraphs, lists, tables and text boxes of its body as blocks, with the places of comments and footnotes.

`with Package(source) as package: for block in WordBody(package, source.limits, notes).blocks(): …` holds one paragraph or table row at a time.
`first_paragraphs(head)` gives the beginning of the text from the first bytes of a file, for readers that recognise a document by what it says.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.office.grids import Grid
from driftwatch.readers.layout.office.packages import Forgetting, Package, elements, opening, too_deep
from driftwatch.readers.layout.office.word_styles import (
    Style,
    Styles,
    child,
    continues_list,
    list_level,
    local,
    number,
    styles,
    switched,
    tags,
    value,
)
from driftwatch.readers.layout.office.word_text import Script, Written
from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, authored
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_MARKS = frozenset(("commentRangeStart", "commentReference", "footnoteReference"))
_ASIDE = frozenset(("txbxContent", "Fallback"))
_WHOLE = frozenset(("p", "tr", "tbl"))
"""What makes blocks once it is through."""
_STEPS = {tag: tag.rpartition("}")[2] for tag in tags("body", "p", "tr", "tbl", *_MARKS, *_ASIDE)}
"""The elements at which the walk stops."""
_HEADING_CHARS = 200
"""A longer paragraph is text, whatever level its outline gives it."""
_DEEPER = 60
"""Twentieths of a point by which an item is set in deeper than the one that it belongs to."""
_OPENING = 256 * 1024


def first_paragraphs(head: bytes) -> list[str]:
    """The paragraphs, empty ones left out, with which a Word document begins, as far as the first bytes of its file hold them."""
    begun = opening(head, DOCUMENT, _OPENING)
    body = WordBody(None, Limits(), Notes())
    found: list[str] = []
    try:
        for block in body.of(io.BytesIO(begun)):
            found += [text for cell in block.cells or (block,) if (text := cell.content()).strip()]
    except UnreadableSourceError:
        return found
    return found


class WordBody:
    """Goes through the body as its elements end, and forgets each."""

    def __init__(self, package: Package | None, limits: Limits, notes: Notes) -> None:
        self._package, self._limits, self._notes = package, limits, notes
        self.anchors: dict[tuple[str, str], tuple[str, str | None]] = {}
        """(kind of mark, id) -> place and heading of the paragraph in which a comment or footnote is anchored."""
        self._styles = Styles()
        self.script = Script(self._styles, notes, limits.xml_depth)
        self._paragraphs, self._tables = 0, 0
        self._grid = Grid("")
        """The table that is open."""
        self._heading: str | None = None
        self._levels: list[tuple[int | None, str | None, int]] = []
        """Indent, list and level of the items that the next one may lie in."""
        self._marks: list[tuple[str, str]] = []
        """Anchors met since the last block."""

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body in order; a break in its XML ends them with an UnreadableSourceError."""
        if self._package is None:
            return
        self._styles = self._read_styles(self._package)
        self.script = Script(self._styles, self._notes, self._limits.xml_depth)
        with self._package.part(DOCUMENT) as part:
            yield from self.of(part)

    def of(self, part: BinaryIO) -> Iterator[Block]:
        """The blocks of the XML of a body."""
        place, forget = _Path(), Forgetting()
        for event, element in elements(part, *_STEPS):
            name = _STEPS[element.tag]
            if event == "start":
                self._begins(name, place)
                continue
            place.leave(name)
            if name in _MARKS:
                self._marks.append((name, value(element, "id") or ""))
            elif name in _WHOLE and place.in_body and place.tables == (name == "tr"):
                yield from self._ended(element, name)
                forget(element)

    def _begins(self, name: str, place: "_Path") -> None:
        place.enter(name)
        if name == "tbl" and place.tables == 1 and place.in_body:
            self._tables += 1
            self._levels.clear()
            self._grid = Grid(f"table {self._tables}")
        elif place.tables > self._limits.xml_depth // 3:
            raise too_deep(self._limits.xml_depth)

    def _ended(self, element: "_Element", name: str) -> Iterator[Block]:
        """The blocks of a paragraph of the body, of a row of one of its tables, or of the end of one."""
        if name == "p":
            self._paragraphs += 1
            if len(element):
                yield from self._anchored(self._lettered(element, f"paragraph {self._paragraphs}"))
        elif name == "tr":
            yield from self._anchored(self._row(element, self._grid))
        elif name == "tbl":
            yield from self._grid.end()

    def _anchored(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """Remember where the marks stand that these blocks hold."""
        place = None
        for block in blocks:
            if block.kind is Kind.HEADING:
                self._heading = " ".join(block.content().split())
            place = place or block.lines[0].place
            yield block
        if self._marks and place is not None:
            for mark in self._marks:
                self.anchors.setdefault(("footnote" if mark[0] == "footnoteReference" else "comment", mark[1]), (place, self._heading))
            self._marks.clear()

    def _lettered(self, element: "_Element", place: str) -> Iterator[Block]:
        """A paragraph and what stands in its text boxes."""
        written = self.script.written(element)
        style = written.style
        if written.text.strip() and style.contents:
            self._notes.dropped[Reason.BOILERPLATE] += 1
        elif written.text.strip():
            kind, depth = self._shape(style, written)
            block = authored(written.text, place, kind, depth)
            yield from _by_weight(block, written.bold) if written.bold and kind is Kind.PARAGRAPH else (block,)
        for box in written.boxes:
            for each in box.iterchildren():
                if local(each.tag) == "p":
                    yield from self._lettered(each, f"{place} text box")
                elif local(each.tag) == "tbl":
                    yield from self._table(each, f"{place} text box table 1")

    def _shape(self, style: Style, written: Written) -> tuple[Kind, int]:
        """What a paragraph is on the page."""
        if style.heading and len(written.text) <= _HEADING_CHARS:
            self._levels.clear()
            return Kind.HEADING, style.heading
        if (level := list_level(style)) is not None:
            return Kind.ITEM, self._depth(self._styles.indent(style), style.numbering, level)
        if self._levels and continues_list(style):
            return Kind.ITEM, len(self._levels) + 1
        self._levels.clear()
        return Kind.PARAGRAPH, 0

    def _depth(self, left: int | None, numbering: str | None, level: int) -> int:
        """How deep an item lies: by its level within one list, by how far it is set in where another list stands within it."""
        while self._levels and not _within(self._levels[-1], left, numbering, level):
            self._levels.pop()
        self._levels.append((left, numbering, level))
        return max(len(self._levels), 1 if left is not None else level + 1)

    def _row(self, element: "_Element", grid: Grid) -> Iterator[Block]:
        """A row of a table, with the tables that lie in its cells behind it."""
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            self._notes.dropped["deleted"] += 1
            return
        place = grid.next_row()
        inner: list[Iterator[Block]] = []
        for cell in _inside(element, "tc"):
            own = child(cell, "tcPr")
            span, merged = child(own, "gridSpan"), child(own, "vMerge")
            blocks = [block for p in _inside(cell, "p") for block in self._lettered(p, place)]
            goes_on = merged is not None and (value(merged) or "continue") != "restart"
            grid.cell(blocks, span=number(value(span)) or 1 if span is not None else 1, merged=goes_on)
            inner += [self._table(table, f"{place} table {n}") for n, table in enumerate(_inside(cell, "tbl"), start=1)]
        self._levels.clear()
        yield from grid.row(header=bool(switched(properties, "tblHeader")))
        for table in inner:
            yield from table

    def _table(self, element: "_Element", place: str) -> Iterator[Block]:
        """A table within a cell or a text box."""
        grid = Grid(place)
        for row in _inside(element, "tr"):
            yield from self._row(row, grid)
        yield from grid.end()

    def _read_styles(self, package: Package) -> Styles:
        """The styles; where their part is broken the text can still be read."""
        parts = [package.part(name) if name in package else None for name in (_STYLES, _NUMBERING)]
        try:
            return styles(parts[0], parts[1])
        except UnreadableSourceError as error:
            if error.reason in (Reason.DTD, Reason.TOO_LARGE):
                raise
            self._notes.problem(f"its styles cannot be read, so headings and lists may be taken for text: {error}", error.reason)
            return Styles()


class _Path:
    """Where in the document the stream stands."""

    def __init__(self) -> None:
        self.tables = 0
        """Tables that are open."""
        self.in_body = False
        """Whether the stream is in the body itself: in no text box, and in no second copy for old programs."""
        self._aside = 0

    def enter(self, name: str) -> None:
        if name == "tbl":
            self.tables += 1
        elif name in _ASIDE:
            self._aside += 1
            self.in_body = False
        elif name == "body":
            self.in_body = True

    def leave(self, name: str) -> None:
        if name == "tbl":
            self.tables -= 1
        elif name in _ASIDE:
            self._aside -= 1
            self.in_body = not self._aside


def _by_weight(block: Block, bold: frozenset[int]) -> Iterator[Block]:
    """A paragraph, of which each bold line stands for itself: people put headings there by breaking the line."""
    plain: list[Line] = []
    for line in block.lines:
        if block.text.count("\n", 0, line.start) not in bold:
            plain.append(line)
            continue
        if plain:
            yield replace(block, lines=tuple(plain))
            plain = []
        yield replace(block, lines=(line,), emphasised=True)
    if plain:
        yield replace(block, lines=tuple(plain))


def _within(item: tuple[int | None, str | None, int], left: int | None, numbering: str | None, level: int) -> bool:
    """Whether an item belongs to the one above it."""
    if item[1] == numbering and level != item[2]:
        return level > item[2]
    if left is None or item[0] is None or item[1] == numbering:
        return level > item[2]
    return left > item[0] + _DEEPER


def _inside(element: "_Element", name: str) -> "Iterator[_Element]":
    """The children of this name, those in content controls and change marks too."""
    for each in element:
        found = local(each.tag)
        if found == name:
            yield each
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"):
            yield from _inside(each, name)
