"""An OpenDocument text, streamed: paragraphs, headings, lists, tables, text boxes, comments, footnotes and changes of its content."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.readers.layout.office.comments import Changes, Comment
from driftwatch.readers.layout.office.grids import Grid
from driftwatch.readers.layout.office.open_styles import OpenStyles, attribute, full, prefixed
from driftwatch.readers.layout.office.open_text import OpenScript, OpenWritten
from driftwatch.readers.layout.office.packages import Forgetting, elements, too_deep
from driftwatch.readers.layout.pages.blocks import Block, Kind, authored
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENTS = (
    "text:table-of-content text:illustration-index text:table-index text:object-index text:user-index text:alphabetical-index text:bibliography"
).split()
_ASIDE = frozenset(("text:tracked-changes", "office:annotation", "text:note", "draw:text-box", "office:master-styles", "office:styles", *_CONTENTS))
_PARAGRAPHS = frozenset(("text:p", "text:h"))
_NAMES = (
    *("style:style", "office:text", "table:table", "table:table-row", "text:list", "text:list-item", "text:list-header", "text:section"),
    *sorted(_PARAGRAPHS | _ASIDE),
)
_STEPS = {full(name): name for name in _NAMES}
_MOST_COLUMNS = 64


class OpenBody:
    """Goes through the content as its elements end, and forgets each."""

    def __init__(self, limits: Limits, notes: Notes, styles: OpenStyles | None = None) -> None:
        self._limits, self._notes = limits, notes
        self._styles = styles or OpenStyles()
        self._script = OpenScript(self._styles, notes, limits.xml_depth)
        self.comments: list[Comment] = []
        self.footnotes: list[tuple[str, str | None]] = []
        """Text, and the heading under which it is anchored."""
        self.changes = Changes()
        self._paragraphs, self._tables = 0, 0
        self._heading: str | None = None
        self._grid = Grid("")
        self._place = _Path()

    def blocks(self, part: BinaryIO) -> Iterator[Block]:
        """The blocks of `content.xml`, or of a flat file, in order."""
        place, forget = self._place, Forgetting()
        for event, element in elements(part, *_STEPS):
            name = _STEPS[element.tag]
            if event == "start":
                self._begins(element, name)
                continue
            place.leave(name, element)
            if name == "style:style":
                self._styles.take(element)
                forget(element)
            elif name == "text:tracked-changes" and place.in_body:
                self._changed(element)
                forget(element)
            elif place.in_body:
                yield from self._ended(element, name, forget)

    def _begins(self, element: "_Element", name: str) -> None:
        place = self._place
        place.enter(name, element)
        if place.tables > self._limits.xml_depth // 3 or place.lists > self._limits.xml_depth // 2:
            raise too_deep(self._limits.xml_depth)
        if name == "table:table" and place.tables == 1 and place.in_body:
            self._tables += 1
            self._grid = Grid(f"table {self._tables}")

    def _ended(self, element: "_Element", name: str, forget: Forgetting) -> Iterator[Block]:
        """The blocks of what has ended in the body itself."""
        place = self._place
        if name in _PARAGRAPHS and not place.tables:
            self._paragraphs += 1
            yield from self._lettered(element, f"paragraph {self._paragraphs}", place.depth())
            forget(element)
        elif name == "table:table-row" and place.tables == 1:
            yield from self._row(element, self._grid)
            forget(element)
        elif name == "table:table" and not place.tables:
            yield from self._grid.end()
            forget(element)
        elif name == "draw:text-box" and not place.tables:
            yield from self._box(element, f"paragraph {max(self._paragraphs, 1)}")
            forget(element)
        elif name in _CONTENTS:
            self._notes.dropped[Reason.BOILERPLATE] += 1
            forget(element)

    def _lettered(self, element: "_Element", place: str, depth: int = 0) -> Iterator[Block]:
        """A paragraph, and what stands in its text boxes."""
        written = self._script.written(element)
        if written.text.strip() and self._place.hidden:
            self._notes.dropped[Reason.HIDDEN_TEXT] += 1
        elif written.text.strip():
            yield self._block(element, written, place, depth)
        self._beside(written, place)
        for box in written.boxes:
            yield from self._box(box, place)

    def _block(self, element: "_Element", written: OpenWritten, place: str, depth: int) -> Block:
        level = self._level(element)
        if level:
            block = authored(written.text, place, Kind.HEADING, level)
            self._heading = " ".join(block.content().split())
            return block
        return replace(authored(written.text, place, Kind.ITEM if depth else Kind.PARAGRAPH, depth), emphasised=written.bold)

    def _level(self, element: "_Element") -> int:
        """Of a heading, 0 of all else."""
        outline = attribute(element, "text:outline-level") or ""
        if prefixed(element.tag) == "text:h":
            return int(outline) if re.fullmatch(r"[1-9]|10", outline) else 1
        return self._styles.heading(attribute(element, "text:style-name"))

    def _box(self, box: "_Element", place: str) -> Iterator[Block]:
        """The paragraphs of a text box."""
        for element in _inside(box, *_PARAGRAPHS):
            yield from self._lettered(element, f"{place} text box")
        for table in _inside(box, "table:table"):
            yield from self._table(table, f"{place} text box table 1")

    def _beside(self, written: OpenWritten, place: str) -> None:
        """Comments and footnotes that are anchored in a paragraph."""
        for each in written.annotations:
            said = {prefixed(child.tag): (child.text or "").strip() for child in each if child.text}
            self.comments.append(
                Comment(
                    number=len(self.comments) + 1,
                    text="\n".join(self._script.written(p).text for p in _inside(each, *_PARAGRAPHS)),
                    author=said.get("dc:creator"),
                    initials=said.get("meta:creator-initials") or said.get("loext:sender-initials"),
                    at=said.get("dc:date"),
                    place=place,
                    heading=self._heading,
                    resolved=attribute(each, "loext:resolved") == "true",
                )
            )
        for each in written.footnotes:
            body = next((child for child in each if prefixed(child.tag) == "text:note-body"), each)
            text = "\n".join(self._script.written(p).text for p in _inside(body, *_PARAGRAPHS))
            self.footnotes.append((text, self._heading))

    def _row(self, element: "_Element", grid: Grid) -> Iterator[Block]:
        """A row of a table, with the tables that lie in its cells behind it."""
        place, inner, covered = grid.next_row(), list[Iterator[Block]](), 0
        for cell in element:
            name = prefixed(cell.tag)
            if name == "table:covered-table-cell" and covered:
                covered -= 1
            elif name in ("table:table-cell", "table:covered-table-cell"):
                span = _count(attribute(cell, "table:number-columns-spanned"))
                blocks = [block for p in _inside(cell, *_PARAGRAPHS) for block in self._lettered(p, place)]
                for _ in range(_count(attribute(cell, "table:number-columns-repeated"))):
                    grid.cell(blocks, span=span, merged=name == "table:covered-table-cell")
                covered = span - 1
                inner += [self._table(table, f"{place} table {n}") for n, table in enumerate(_inside(cell, "table:table"), start=1)]
        parent = element.getparent()
        yield from grid.row(header=parent is not None and prefixed(parent.tag) == "table:table-header-rows")
        for table in inner:
            yield from table

    def _table(self, element: "_Element", place: str) -> Iterator[Block]:
        """A table within a cell or a text box."""
        grid = Grid(place)
        for row in _inside(element, "table:table-row"):
            yield from self._row(row, grid)
        yield from grid.end()

    def _changed(self, element: "_Element") -> None:
        """The list of tracked changes; what was deleted stands here and nowhere else."""
        for region in element.iter(full("text:insertion"), full("text:deletion")):
            author = next((each.text for each in region.iter(full("dc:creator"))), None)
            deleted = prefixed(region.tag) == "text:deletion"
            self.changes.note(author, inserted=not deleted, deleted=deleted)
            if deleted:
                self._notes.dropped["deleted"] += 1


class _Path:
    """Where in the document the stream stands."""

    def __init__(self) -> None:
        self.tables, self.lists, self.hidden = 0, 0, 0
        self.in_body = False
        """Whether the stream is in the text itself: in no other paragraph, text box, comment or table of contents."""
        self._body, self._aside, self._paragraphs = False, 0, 0
        self._items: list[bool] = []
        """Of the open items of lists: whether the next paragraph is their first."""

    def enter(self, name: str, element: "_Element") -> None:
        self._body = self._body or name == "office:text"
        self._step(name, element, 1)
        if name in ("text:list-item", "text:list-header"):
            self._items.append(name == "text:list-item")

    def leave(self, name: str, element: "_Element") -> None:
        self._step(name, element, -1)
        if name in ("text:list-item", "text:list-header") and self._items:
            self._items.pop()
        self._body = self._body and name != "office:text"

    def depth(self) -> int:
        """Of the item that a paragraph is, or goes on with; 0 outside of lists."""
        if not self._items:
            return 0
        first, self._items[-1] = self._items[-1], False
        return len(self._items) if first else len(self._items) + 1

    def _step(self, name: str, element: "_Element", by: int) -> None:
        if name == "table:table":
            self.tables += by
        elif name == "text:list":
            self.lists += by
        elif name in _PARAGRAPHS:
            self._paragraphs += by
        elif name in _ASIDE:
            self._aside += by
        elif name == "text:section" and attribute(element, "text:display") == "none":
            self.hidden += by
        self.in_body = self._body and not (self._aside or self._paragraphs)


def _inside(element: "_Element", *names: str) -> "Iterator[_Element]":
    """The nearest elements of these names, those in lists, sections and frames too."""
    for each in element:
        name = prefixed(each.tag)
        if name in names:
            yield each
        elif name not in ("text:p", "text:h", "table:table", "office:annotation", "text:note", *_CONTENTS):
            yield from _inside(each, *names)


def _count(text: str | None) -> int:
    return min(int(text), _MOST_COLUMNS) if text and re.fullmatch(r"[1-9][0-9]{0,6}", text) else 1
