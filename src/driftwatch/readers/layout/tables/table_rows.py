"""Rows of tables as text and as JSON: the cells of the columns that are asked for, with the place of each row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.errors import Reason
from driftwatch.readers.layout.objects.json_shapes import shapes
from driftwatch.readers.layout.objects.json_stream import json_lines, records
from driftwatch.readers.layout.tables.delimited import Dialect, Row, dialect_of, rows
from driftwatch.readers.layout.text.decoding import Encoding, glimpse
from driftwatch.readers.layout.text.lines import blocks, settled_for
from driftwatch.reading import Notes, Source

HEAD_BYTES = 64 * 1024
_OWN = ("name", "display_name", "displayName", "full_name", "username", "email", "text", "value", "id")
"""Of an object in a cell, the first of these stands for it."""


class Cells(NamedTuple):
    """What stands in the columns that were asked for, in their order."""

    place: str
    """The row's locator."""
    line: int | None
    values: Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRows:
    """A table whose cells a sign parts; a row is numbered as a spreadsheet numbers it, the header being row 1."""

    source: Source
    notes: Notes
    dialect: Dialect
    header: list[str]
    headed: bool
    """Whether the first row is a header."""
    settled: list[Encoding] = field(default_factory=list)
    """The encoding, once it is known."""

    @classmethod
    def opened(cls, source: Source, notes: Notes) -> "TextRows | None":
        """The table, None where the file is none; columns that the [[source]] names by number have no header."""
        with closing(source.stream()) as stream:
            head = stream.read(HEAD_BYTES)
        dialect = dialect_of(glimpse(head))
        if dialect is None:
            return None
        first = next(iter(rows(dialect, [(1, glimpse(head).split("\n"))], Notes(), most=HEAD_BYTES)), None)
        cells = [] if first is None else first.cells
        asked = list(source.columns.values())
        headed = not asked or any(name in cells for name in asked) or not all(name.isdecimal() for name in asked)
        header = [cell.strip() for cell in cells] if headed else [str(number) for number in range(1, len(cells) + 1)]
        return cls(source=source, notes=notes, dialect=dialect, header=header, headed=headed)

    def cells(self, names: Sequence[str]) -> Iterator[Cells]:
        """The cells of these columns; a row that has too many or too few is named and left out."""
        wanted = [self.header.index(name) for name in names]
        width = len(self.header)
        for row in self._rows(self.notes):
            cells = row.cells if len(row.cells) == width else self._fitted(row, width)
            if not cells:
                continue
            yield Cells(f"row {row.number}", row.line, [cells[at] for at in wanted])

    def column(self, name: str) -> Iterator[tuple[int, object]]:
        """The cells of one column with their lines."""
        at = self.header.index(name)
        return ((row.line, row.cells[at]) for row in self._rows(Notes()) if len(row.cells) > at)

    def _rows(self, notes: Notes) -> Iterator[Row]:
        encoding = self._encoding()
        found = rows(self.dialect, blocks(self.source, notes, encoding=encoding), notes, most=self.source.limits.line_bytes)
        if self.headed:
            next(found, None)
        return found

    def _encoding(self) -> Encoding:
        if not self.settled:
            self.settled.append(settled_for(self.source, self.notes))
        return self.settled[0]

    def _fitted(self, row: Row, width: int) -> list[str]:
        """The cells where only empty ones at the end are missing or too many; none where the row is left out."""
        cells = row.cells
        if not any(cells):
            return []
        if len(cells) > width and not any(cells[width:]):
            return cells[:width]
        if width - 2 <= len(cells) < width and len(cells) > 1:
            return cells + [""] * (width - len(cells))
        what = f"row {row.number} has {len(cells)} cells, the header {width}; it is left out"
        self.notes.problem(what, Reason.MALFORMED_CSV, line=row.line)
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRows:
    """Objects of JSON lines, or of a list; each is an entry."""

    source: Source
    notes: Notes
    header: list[str]
    in_lines: bool

    @classmethod
    def opened(cls, source: Source, notes: Notes) -> "JsonRows | None":
        """The table, None where the file is none."""
        with closing(source.stream()) as stream:
            text = glimpse(stream.read(HEAD_BYTES)).lstrip()
        header = json_header(text)
        return None if header is None else cls(source=source, notes=notes, header=header, in_lines=text.startswith("{"))

    def cells(self, names: Sequence[str]) -> Iterator[Cells]:
        """The cells of these columns."""
        found = json_lines(self.source, self.notes) if self.in_lines else records(self.source, self.notes)
        for number, record in found:
            yield Cells(f"entry {number}", number if self.in_lines else None, [_single(record.get(name)) for name in names])

    def column(self, name: str) -> Iterator[tuple[int, object]]:
        """The cells of one column with their lines."""
        found = json_lines(self.source, Notes()) if self.in_lines else records(self.source, Notes())
        return ((number, _single(record.get(name))) for number, record in found)


def json_header(text: str) -> list[str] | None:
    """The keys of the objects that begin a file, None where it begins otherwise."""
    found = shapes(text)
    objects = found.get("*" if text.startswith("[") else "", [])
    return list(dict.fromkeys(key for keys in objects for key in sorted(keys))) if objects else None


def _single(value: object) -> object:
    if isinstance(value, Mapping):
        return next((value[key] for key in _OWN if isinstance(value.get(key), str | int)), None)
    if isinstance(value, list):
        return None
    return value
