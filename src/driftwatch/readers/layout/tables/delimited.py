"""Tables as text: which sign parts the cells, and the rows of a file larger than memory; a broken row costs itself."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from driftwatch.errors import Reason
from driftwatch.reading import Notes

_SIGNS = ("\t", ";", ",", "|", "\x1f")
_SAMPLE_ROWS = 200
_AGREE = 0.6
"""The share of rows that have as many cells as most."""
_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_MOST_LINES = 2_000
"""Lines of one cell; a quotation mark that opens more is a slip."""
_NEVER_CLOSED = " "
"""Stands for a row whose quotation mark never closes."""


class Row(NamedTuple):
    """One row."""

    number: int
    """As a spreadsheet counts them, the header first."""
    line: int
    """The line of the file in which it begins."""
    cells: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one file parts its cells."""

    delimiter: str
    quote: str = '"'
    escaped: bool = False
    """Whether a quotation mark within a cell has a backslash before it, as MySQL writes it, rather than stands twice."""
    skipped: int = 0
    """Lines before the header: Excel's `sep=;`."""
    columns: int = 0
    """Cells of a row."""

    def cells(self, lines: Iterable[str], *, strict: bool = False) -> "Iterator[list[str]]":
        """The cells of whole rows."""
        escape = "\\" if self.escaped else None
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, doublequote=not self.escaped, escapechar=escape, strict=strict)

    def quotes(self, line: str) -> int:
        """How many marks in the line could open or close a cell."""
        return line.count(self.quote) - (line.count("\\" + self.quote) if self.escaped else 0)

    def opens(self, line: str) -> bool:
        """Whether the line ends within a quoted cell."""
        if not self.quotes(line) % 2:
            return False
        try:
            list(self.cells([line], strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


def dialect_of(sample: str) -> Dialect | None:
    """How the sample parts its cells, None where it is no table of two columns or more; its last line may be cut."""
    lines = sample.split("\n")
    told = _SEP.fullmatch(lines[0])
    skipped = 1 if told else 0
    quote = "'" if re.search(r"(?:^|[,;\t])'[^'\n]*'[,;\t]", sample) and sample.count('"') < 2 else '"'
    escaped = '\\"' in sample and '""' not in sample
    found: list[tuple[float, int, Dialect]] = []
    for sign in [told[1]] if told else _SIGNS:
        if sign not in sample:
            continue
        dialect = Dialect(delimiter=sign, quote=quote, escaped=escaped, skipped=skipped)
        widths = Counter(len(row.cells) for row in _sampled(dialect, lines) if row.cells)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda each: (each[1], each[0]))
        share = times / sum(widths.values())
        if width > 1 and share >= _AGREE and times > 1:
            found.append((share, width, Dialect(delimiter=sign, quote=quote, escaped=escaped, skipped=skipped, columns=width)))
    return max(found, key=lambda each: each[:2])[2] if found else None


def rows(dialect: Dialect, bundles: Iterable[tuple[int, list[str]]], notes: Notes, *, most: int) -> Iterator[Row]:
    """Every row; one whose cells are too many, too few or too long is named and left out. `most` bounds the characters of a row."""
    return _Rows(dialect, notes, most).of(bundles)


class _Rows:
    """Puts lines together where a cell goes on, and takes them apart into cells."""

    def __init__(self, dialect: Dialect, notes: Notes, most: int, number: int = 0) -> None:
        self._dialect, self._notes, self._most = dialect, notes, most
        self.number = number
        """Of the last row."""
        self._open: list[str] = []
        self._length, self._begun, self._marks = 0, 0, 0

    def of(self, bundles: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
        last = 0
        for first, lines in bundles:
            last = first + len(lines)
            skipped = self._dialect.skipped if first == 1 else 0
            yield from self._parted(self._records(first + skipped, lines[skipped:] if skipped else lines))
        while self._open:
            yield from self._parted(self._given_up(last))

    def _records(self, first: int, lines: list[str]) -> list[tuple[int, str]]:
        """Whole rows, each with its line; what is still open is kept for the next lines."""
        quote = self._dialect.quote
        if not self._open and not any(quote in line for line in lines):
            return list(enumerate(lines, first))
        found: list[tuple[int, str]] = []
        for number, line in enumerate(lines, first):
            if self._open:
                found += self._goes_on(number, line)
            elif quote in line and self._dialect.opens(line):
                self._open, self._length, self._begun, self._marks = [line], len(line), number, self._dialect.quotes(line)
            else:
                found.append((number, line))
        return found

    def _goes_on(self, number: int, line: str) -> list[tuple[int, str]]:
        """One more line of an open cell: it closes, goes on, or was never meant to be open."""
        self._open.append(line)
        self._length += len(line) + 1
        marks = self._dialect.quotes(line) if self._dialect.quote in line else 0
        self._marks += marks
        if self._length > self._most or len(self._open) > _MOST_LINES:
            return self._given_up(number + 1)
        if not marks or self._marks % 2:
            return []
        record, self._open = "\n".join(self._open), []
        return [(self._begun, record)]

    def _given_up(self, end: int) -> list[tuple[int, str]]:
        """The first line of what never closes is a row that is left out; the others are looked at anew."""
        kept, begun = self._open[1:], self._begun
        self._open = []
        return [(begun, _NEVER_CLOSED), *self._records(end - len(kept), kept)]

    def _parted(self, records: Sequence[tuple[int, str]]) -> Iterator[Row]:
        """The cells of each row."""
        fed = _Fed(records)
        reader, number, width = self._dialect.cells(fed), self.number, self._dialect.columns
        for at, (line, record) in enumerate(records):
            number += 1
            self.number = number
            cells, why = _next(reader)
            if fed.at != at + 1:
                why = "a quotation mark opens a cell that never closes"
            elif not why and (record is _NEVER_CLOSED or (width and len(cells) != width and "\n" in record)):
                why = "a quotation mark opens a cell that never closes"
                anew = _Rows(self._dialect, self._notes, self._most, number)
                yield from anew.of([(line + 1, record.split("\n")[1:])] if "\n" in record else [])
                number = self.number = anew.number
            if not why:
                yield Row(number, line, cells)
                continue
            self._notes.problem(f"row {number}: {why}; the row is left out", Reason.MALFORMED_CSV, line=line)
            fed.at = at + 1
            reader = self._dialect.cells(fed)


class _Fed:
    """Hands a csv.reader one row after the other, and knows how many it has taken."""

    def __init__(self, records: Sequence[tuple[int, str]]) -> None:
        self._records, self.at = records, 0

    def __iter__(self) -> "_Fed":
        return self

    def __next__(self) -> str:
        if self.at >= len(self._records):
            raise StopIteration
        self.at += 1
        return self._records[self.at - 1][1]


def _next(reader: Iterator[list[str]]) -> tuple[list[str], str]:
    """The next row, or why there is none."""
    try:
        return next(reader), ""
    except StopIteration:
        return [], "it goes on behind the end of the file"
    except csv.Error as error:
        return [], str(error)


def _sampled(dialect: Dialect, lines: Sequence[str]) -> list[Row]:
    """The first rows, the last line of the sample left out where there are more."""
    kept = list(lines[:-1]) if len(lines) > 2 else list(lines)
    found: list[Row] = []
    for row in rows(dialect, [(1, kept[: 4 * _SAMPLE_ROWS])], Notes(), most=1 << 16):
        found.append(row)
        if len(found) >= _SAMPLE_ROWS:
            break
    return found
