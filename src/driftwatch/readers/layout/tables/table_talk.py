"""Rows of a table as messages: who, when, in which channel and thread."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple, Protocol

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason
from driftwatch.readers.layout.speech.calls import at, began
from driftwatch.readers.layout.speech.captions import TIMING, clock
from driftwatch.readers.layout.speech.voices import NOBODY, Voice, Voices
from driftwatch.readers.layout.tables.column_names import Columns
from driftwatch.readers.layout.tables.column_times import ColumnTimes, numbers_in
from driftwatch.readers.layout.tables.table_rows import Cells
from driftwatch.reading import Notes, Source

_NOTHING = frozenset(("", "null", "none", "nat", "nan", "-", "n/a"))
_SAMPLE = 200
"""Rows by which it is told what a column of times holds."""
_LONGEST_NAME = 200
_MOST_KEPT = 20_000
_GLOBAL_ID = re.compile(r"(?=.{0,100}[A-Za-z])[\w.@:+/=\-]{12,128}|\d{15,40}|\d{9,12}\.\d{3,9}")
"""An id that is unique beyond its table: of a counter, two tables hold the same."""


class Rows(Protocol):
    """A table that is opened: of text, of JSON, of Parquet."""

    @property
    def header(self) -> list[str]:
        """The names of its columns."""

    def cells(self, names: Sequence[str]) -> Iterator[Cells]:
        """The cells of these columns, row by row."""

    def column(self, name: str) -> Iterator[tuple[int, object]]:
        """The cells of one column with the lines in which they stand; whatever is wrong with rows is told by `cells`."""


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
    _picked: Callable[[Sequence[object]], Sequence[object]] = tuple
    """The cells of a row, and None behind them, in the order of _Row."""
    _who: dict[tuple[object, ...], tuple[str, Voice]] = field(default_factory=dict)
    """Channel and speaker of the cells that were met."""
    _met: set[tuple[str, str]] = field(default_factory=set)

    def messages(self, table: Rows) -> Iterator[Message]:
        """A message for each row with a text."""
        kinds = [what for what in _Row._fields if what in self.columns]
        self._names = [self.columns.of[what] for what in kinds]
        self._picked = itemgetter(*(kinds.index(what) if what in kinds else -1 for what in _Row._fields))
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
        return _Row._make(self._picked((*values, None)))

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
            times.decide((number, text_of(value)) for number, value in table.column(column))
        return _Timed(times, None if column is not None else began(self.source, [], self.notes))

    def _message(self, row: _Row, text: str, cells: Cells, timed: "_Timed", voices: Voices) -> Message:
        moment = timed.moment(row)
        dated = timed.times is not None
        if moment is None and dated and not _empty(row.time if row.time is not None else row.date):
            what = f"{cells.place}: `{text_of(row.time or row.date)[:40]}` is no time; it counts as undated"
            self.notes.problem(what, Reason.BAD_TIME, line=cells.line)
        key = (row.channel, row.speaker, row.organisation, row.email)
        if key not in self._who:
            if len(self._who) > _MOST_KEPT:
                self._who.clear()
            self._who[key] = text_of(row.channel).strip()[:_LONGEST_NAME], self._voice(row, voices)
        channel, voice = self._who[key]
        place = channel or self.source.name
        document = f"{place}/{moment.date().isoformat()}" if moment is not None and dated else place
        if voice.name and (document, voice.name) not in self._met:
            self._meet(document, voice)
        said = text.strip()
        return Message(
            source=self.source.name,
            locator=cells.place,
            document=document,
            reader="table",
            register=Register.CHAT if dated else Register.TRANSCRIPT,
            text=said,
            speaker=voice.name or None,
            organisation=voice.organisation or None,
            said_at=moment,
            thread=text_of(row.thread).strip()[:_LONGEST_NAME] or None if row.thread else None,
            offset=0 if len(said) == len(text) else len(text) - len(text.lstrip()),
            native=_native(row, channel) if row.id else None,
            edited=timed.edited(row) if row.edited else None,
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
        self._met.add((document, voice.name))
        self.notes.attend(document, voice.name, voice.organisation)
        for other in voice.others:
            self.notes.also(document, voice.name, other)


@dataclass(slots=True)
class _Timed:
    """How a table tells when something was said."""

    times: ColumnTimes | None
    """None where it counts from the beginning of a call."""
    begun: datetime | None
    _kept: dict[tuple[object, ...], datetime | None] = field(default_factory=dict)

    def moment(self, row: _Row) -> datetime | None:
        """When the row was said."""
        key = (row.time, row.date, row.clock, row.start)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._moment(row)
        return self._kept[key]

    def _moment(self, row: _Row) -> datetime | None:
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


def _native(row: _Row, channel: str) -> str | None:
    """The id of the message, where no other table can hold the same."""
    identity = text_of(row.id).strip()
    if not _GLOBAL_ID.fullmatch(identity):
        return None
    return f"{channel}/{identity}" if channel else identity


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
