"""Rows of a table as messages: who, when, in which channel and thread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple, Protocol

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason
from driftwatch.readers.layout.calls import at, began
from driftwatch.readers.layout.captions import TIMING, clock
from driftwatch.readers.layout.column_names import Columns
from driftwatch.readers.layout.column_times import ColumnTimes, numbers_in
from driftwatch.readers.layout.table_rows import Cells
from driftwatch.readers.layout.voices import NOBODY, Voice, Voices
from driftwatch.reading import Notes, Source

_NOTHING = frozenset(("", "null", "none", "nat", "nan", "-", "n/a"))
_SAMPLE = 200
"""Rows by which it is told what a column of times holds."""
_LONGEST_NAME = 200
_GLOBAL_ID = re.compile(r"(?=.{0,100}[A-Za-z])[\w.@:+/=\-]{12,128}|\d{15,40}|\d{9,12}\.\d{3,9}")
"""An id that is unique beyond its table: of a counter, two tables hold the same."""


class Rows(Protocol):
    """A table that is opened: of text, of JSON, of Parquet."""

    @property
    def header(self) -> list[str]:
        """The names of its columns."""

    def cells(self, names: Sequence[str]) -> Iterator[Cells]:
        """The cells of these columns, row by row."""


class _Row(NamedTuple):
    """The cells of one row by what their columns hold."""

    text: object
    speaker: object
    organisation: object
    email: object
    time: object
    date: object
    clock: object
    start: object
    channel: object
    thread: object
    id: object
    edited: object


@dataclass(slots=True)
class Talk:
    """Makes messages of the rows of one table."""

    source: Source
    notes: Notes
    columns: Columns
    _names: list[str] = field(default_factory=list)
    _places: list[int | None] = field(default_factory=list)
    _met: set[tuple[str, str]] = field(default_factory=set)

    def messages(self, table: Rows) -> Iterator[Message]:
        """A message for each row with a text."""
        kinds = [what for what in _Row._fields if what in self.columns]
        self._names = [self.columns.of[what] for what in kinds]
        self._places = [kinds.index(what) if what in kinds else None for what in _Row._fields]
        found = table.cells(self._names)
        first = list(islice(found, _SAMPLE))
        timed = self._timed(table, [self._row(each.values) for each in first])
        voices = Voices(self.source.people)
        for cells in chain(first, found):
            row = self._row(cells.values)
            text = text_of(row.text)
            if any(map(str.isalnum, text)):
                yield self._message(row, text, cells, timed, voices)
            else:
                self.notes.dropped["empty"] += 1

    def _row(self, values: Sequence[object]) -> _Row:
        return _Row._make(None if place is None else values[place] for place in self._places)

    def _timed(self, table: Rows, rows: Sequence[_Row]) -> "_Timed":
        """How the table tells times: for dates in numbers, by every one of them."""
        starts = [_start(row) for row in rows]
        offsets = all(_seconds(start) is not None for start in starts if not _empty(start)) and not all(map(_empty, starts))
        offsets = offsets and all(_empty(row.date) for row in rows)
        if offsets:
            return _Timed(None, began(self.source, [], self.notes))
        times = ColumnTimes(self.source.timezone, self.notes)
        column = self.columns.of.get("time") or self.columns.of.get("date")
        if column is not None and any(numbers_in(text_of(row.time or row.date)) for row in rows):
            times.decide((cells.line or 0, text_of(cells.values[0])) for cells in table.cells([column]))
        return _Timed(times, None if column is not None else began(self.source, [], self.notes))

    def _message(self, row: _Row, text: str, cells: Cells, timed: "_Timed", voices: Voices) -> Message:
        moment = timed.moment(row)
        if moment is None and timed.times is not None and not _empty(row.time if row.time is not None else row.date):
            what = f"{cells.place}: `{text_of(row.time or row.date)[:40]}` is no time; it counts as undated"
            self.notes.problem(what, Reason.BAD_TIME, line=cells.line)
        channel = text_of(row.channel).strip()[:_LONGEST_NAME]
        place = channel or self.source.name
        document = f"{place}/{moment:%Y-%m-%d}" if moment is not None and timed.times is not None else place
        voice = self._voice(row, voices)
        self._meet(document, voice)
        said, identity = text.strip(), text_of(row.id).strip()
        native = f"{channel}/{identity}" if channel else identity
        return Message(
            source=self.source.name,
            locator=cells.place,
            document=document,
            reader="table",
            register=Register.CHAT if timed.times is not None else Register.TRANSCRIPT,
            text=said,
            speaker=voice.name or None,
            organisation=voice.organisation or None,
            said_at=moment,
            thread=text_of(row.thread).strip()[:_LONGEST_NAME] or None,
            offset=len(text) - len(text.lstrip()),
            native=native if _GLOBAL_ID.fullmatch(identity) else None,
            edited=timed.edited(row),
        )

    def _voice(self, row: _Row, voices: Voices) -> Voice:
        """Who speaks by name, else by address; the organisation by its own column, else by what stands behind the name, else by the address."""
        email = text_of(row.email).strip()[:_LONGEST_NAME]
        name = text_of(row.speaker).strip()
        voice = voices.of(name) if name and name.casefold() not in _NOTHING else NOBODY
        if not voice.name and email:
            voice = voices.of(email)
        organisation = text_of(row.organisation).strip()[:_LONGEST_NAME] or voice.organisation or email.rpartition("@")[2]
        others = (*voice.others, email) if email and email != voice.name else voice.others
        return voice if organisation == voice.organisation and others == voice.others else Voice(voice.name, organisation, others)

    def _meet(self, document: str, voice: Voice) -> None:
        key = (document, voice.name)
        if not voice.name or key in self._met:
            return
        self._met.add(key)
        self.notes.attend(document, voice.name, voice.organisation)
        for other in voice.others:
            self.notes.also(document, voice.name, other)


@dataclass(slots=True)
class _Timed:
    """How a table tells when something was said."""

    times: ColumnTimes | None
    """None where it counts from the beginning of a call."""
    begun: datetime | None

    def moment(self, row: _Row) -> datetime | None:
        """When the row was said."""
        if self.times is None:
            return at(self.begun, _seconds(_start(row)))
        if not _empty(row.time):
            return self.times.moment(row.time)
        if _empty(row.date):
            return self.begun
        if _empty(row.clock):
            return self.times.moment(row.date)
        return self.times.moment(f"{text_of(row.date).strip()} {text_of(row.clock).strip()}")

    def edited(self, row: _Row) -> datetime | None:
        """When it was last changed, as far as that is told."""
        return None if self.times is None or _empty(row.edited) or isinstance(row.edited, bool) else self.times.moment(row.edited)


def text_of(value: object) -> str:
    """A cell as text; of what is no text, what it shows."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def _start(row: _Row) -> object:
    return next((value for value in (row.start, row.time, row.clock) if not _empty(value)), None)


def _seconds(value: object) -> float | None:
    """From the beginning of a call: `0:01:22`, `82.5`; None where it is no such time."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if 0 <= value < 1e6 else None
    text = text_of(value).strip()[:32]
    if TIMING.fullmatch(f"{text} --> 0:00"):
        return clock(text)
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d{1,9})?", text) else None


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NOTHING)
