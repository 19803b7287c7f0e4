"""Typed column tables: the only place where a column's name stands in quotes is here.

    late = statements.where(statements.said_at >= since)

A table wraps one pandas frame and never changes it: every method gives a new table. Vectors and
label probabilities do not live in columns but in one float32 array beside the table, row by row.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Self, overload

import numpy as np
import pandas as pd

from driftwatch.domain.gathering import Gathered, gather
from driftwatch.domain.habits import Habits, learnt
from driftwatch.domain.talk import Message
from driftwatch.domain.voices import voices
from driftwatch.domain.words import folded


class Column:
    """A declared column; reached on a table as an attribute it is that column's Series."""

    def __init__(self, dtype: str) -> None:
        self.dtype = dtype
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, table: None, owner: type) -> Self: ...
    @overload
    def __get__(self, table: "Table", owner: type) -> "pd.Series[Any]": ...
    def __get__(self, table: "Table | None", owner: type) -> "Self | pd.Series[Any]":
        return self if table is None else table.frame[self.name]


class Table:
    """Rows of one kind; an empty table is a table."""

    columns: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls) -> None:
        cls.columns = {name: value.dtype for name, value in vars(cls).items() if isinstance(value, Column)}

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    @classmethod
    def of(cls, rows: Iterable[Sequence[object]]) -> Self:
        """A table of rows whose values stand in the order of the declared columns."""
        frame = pd.DataFrame(list(rows), columns=list(cls.columns), dtype=object)
        return cls(frame.astype(cls.columns).reset_index(drop=True))

    def __len__(self) -> int:
        return len(self.frame)

    def where(self, claim: "pd.Series[Any] | np.ndarray[Any, Any]") -> Self:
        """The rows for which the claim holds, renumbered from 0."""
        return type(self)(self.frame[np.asarray(claim, dtype=bool)].reset_index(drop=True))

    def take(self, positions: "Sequence[int] | np.ndarray[Any, Any]") -> Self:
        """The rows at these positions, in this order, renumbered from 0."""
        return type(self)(self.frame.iloc[list(positions)].reset_index(drop=True))

    def with_column(self, column: Column, values: "Sequence[object] | np.ndarray[Any, Any]") -> Self:
        """The same rows with one column replaced."""
        series = pd.Series(list(values), index=self.frame.index, dtype=object).astype(self.columns[column.name])
        return type(self)(self.frame.assign(**{column.name: series}))

    def positions(self, claim: "pd.Series[Any] | np.ndarray[Any, Any]") -> "np.ndarray[Any, np.dtype[np.intp]]":
        """Row numbers for which the claim holds, to reach into the array beside the table."""
        return np.flatnonzero(np.asarray(claim, dtype=bool))


class Messages(Table):
    """What readers yielded, with the partner that attribution gave to each."""

    source = Column("object")
    locator = Column("object")
    document = Column("object")
    reader = Column("object")
    register = Column("object")
    text = Column("object")
    speaker = Column("object")
    organisation = Column("object")
    said_at = Column("object")
    thread = Column("object")
    heading = Column("object")
    offset = Column("int64")
    native = Column("object")
    edited = Column("object")
    partner = Column("object")

    @classmethod
    def gathered(cls, messages: Iterable[Message]) -> Self:
        """The messages as a table, of no partner yet, in an order that does not depend on the order of files."""
        ordered = sorted(enumerate(messages), key=lambda pair: (pair[1].source, pair[0]))
        return cls.of([*message, None] for _, message in ordered)

    def rows(self) -> Iterator["MessageRow"]:
        """The rows as named tuples."""
        return map(MessageRow._make, self.frame.itertuples(index=False, name=None))


class MessageRow(NamedTuple):
    """One attributed message."""

    source: str
    locator: str
    document: str
    reader: str
    register: str
    text: str
    speaker: str | None
    organisation: str | None
    said_at: datetime | None
    thread: str | None
    heading: str | None
    offset: int
    native: str | None
    edited: datetime | None
    partner: str | None


class Statements(Table):
    """Sentences, list items and chat message parts: what everything else rests on.

    `position` counts the statements of a document from 0, so that neighbours can be found; `offset` counts the characters
    that stand before the text in the line, cell or message that `locator` names.
    """

    id = Column("object")
    text = Column("object")
    partner = Column("object")
    speaker = Column("object")
    said_at = Column("object")
    source = Column("object")
    locator = Column("object")
    document = Column("object")
    register = Column("object")
    heading = Column("object")
    thread = Column("object")
    position = Column("int64")
    offset = Column("int64")

    def rows(self) -> Iterator["StatementRow"]:
        """The rows as named tuples; they are made once, as nearly every stage goes through them."""
        return iter(self._rows)

    def row(self, position: int) -> "StatementRow":
        """One row as a named tuple."""
        return self._rows[position]

    @cached_property
    def voices(self) -> tuple[str | None, ...]:
        """Who says each statement, one name for each person of a partner; None where nobody is named."""
        return voices(zip(self.partner, self.speaker, strict=True))

    def voiced(self) -> Iterator["StatementRow"]:
        """The rows with the voice for the speaker: for those who ask how many people say something, or leave one out."""
        return (row._replace(speaker=voice) if row.speaker != voice else row for row, voice in zip(self._rows, self.voices, strict=True))

    def gathered(self) -> Gathered:
        """What all texts hold of runs, links and compounds, by document: read anew, and not kept; only the habits learnt from it are."""
        found = gather(list(self.text), list(self.document))
        self.habits = learnt(found.runs)
        return found

    @cached_property
    def habits(self) -> Habits:
        """How each word stands in all of the text, and who is a person."""
        return learnt(gather(list(self.text), list(self.document)).runs)

    @cached_property
    def _rows(self) -> tuple["StatementRow", ...]:
        return tuple(map(StatementRow._make, self.frame.itertuples(index=False, name=None)))

    def naming(self, words: Sequence[str]) -> list[int]:
        """The rows whose texts hold all of these folded words, in whatever order."""
        fewest, *others = sorted((self._spoken.get(word, _NOWHERE) for word in set(words)), key=len) if words else [_NOWHERE]
        return [row for row in fewest if all((at := bisect_left(other, row)) < len(other) and other[at] == row for other in others)]

    @cached_property
    def _spoken(self) -> dict[str, "array[int]"]:
        """The rows in which each folded word stands."""
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("l"))
        for row, text in enumerate(self.text):
            for word in set(folded(text)):
                found[word].append(row)
        return dict(found)


_NOWHERE = array("l")


class StatementRow(NamedTuple):
    """One statement."""

    id: str
    text: str
    partner: str | None
    speaker: str | None
    said_at: datetime | None
    source: str
    locator: str
    document: str
    register: str
    heading: str | None
    thread: str | None
    position: int
    offset: int


class Usages(Table):
    """Where a term stands in a statement.

    `statement` is the row number in Statements; `start` and `end` are offsets in its text;
    `distorted` names why a usage is kept out of the comparison ("reported", "quotation", "joke",
    "hypothetical", "name", "negated definition", "boilerplate"), None where it counts.
    """

    term = Column("object")
    statement = Column("int64")
    start = Column("int64")
    end = Column("int64")
    partner = Column("object")
    document = Column("object")
    distorted = Column("object")

    def rows(self) -> Iterator["UsageRow"]:
        """The rows as named tuples."""
        return map(UsageRow._make, self.frame.itertuples(index=False, name=None))


class UsageRow(NamedTuple):
    """One usage of a term."""

    term: str
    statement: int
    start: int
    end: int
    partner: str | None
    document: str
    distorted: str | None


Said = Mapping[tuple[str, str], Sequence[UsageRow]]
"""Usages by term and partner."""


class Asked(Table):
    """What goes to a worker: a text, two numbers that stand with it, and the key by which the answer is known again; engines.unit says more."""

    key = Column("object")
    text = Column("object")
    start = Column("int64")
    end = Column("int64")


class Answered(Table):
    """What comes back from a worker: bytes, by the key of the question."""

    key = Column("object")
    answer = Column("object")
