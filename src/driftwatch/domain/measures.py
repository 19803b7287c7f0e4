"""What partners say of one measure: the targets they state, the readings they give, and how they count it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Where and by whom something is said of a measure."""

    row: int
    """Of the statement."""
    partner: str
    speaker: str
    document: str
    said_at: datetime | None
    named: bool
    """Whether the statement names the measure itself; otherwise it is the one spoken of just before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A target or reading, in the first unit of the measure's dimension."""

    saying: Saying
    amount: float
    words: str
    direction: str
    """"at least", "at most", or empty."""
    due: frozenset[str] = frozenset()
    """Months and quarters by which it holds."""
    object: frozenset[str] = frozenset()
    """What it is said of: the words behind "of", "for", "at"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How it is said to be counted."""

    saying: Saying
    words: frozenset[str]
    """Stems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One quantity by which something is judged, under all its names."""

    name: str
    """As people mostly write it."""
    key: str
    """Of the charter; empty where it has none."""
    dimension: str
    targets: tuple[Value, ...] = ()
    readings: tuple[Value, ...] = ()
    ways: tuple[Way, ...] = ()
    echoes: tuple[Value, ...] = ()
    """Every figure in a statement on it, whoever it is of and whether or not it is held: what tells that one side repeats the other's."""
    rows: tuple[int, ...] = ()
    """All statements that name it."""
    counted: bool = False
    """Whether it is the number of some things, of which people give counts for many a purpose."""

    def within(self, first: date, last: date) -> "Measure":
        """What was said of it on these days; what carries no date is out."""

        def holds(saying: Saying) -> bool:
            return saying.said_at is not None and first <= saying.said_at.date() <= last

        return self._where(holds)

    def until(self, end: tuple[datetime, int]) -> "Measure":
        """What was said of it before this time and row."""

        def holds(saying: Saying) -> bool:
            return saying.said_at is not None and (saying.said_at, saying.row) < end

        return self._where(holds)

    def _where(self, holds: Callable[[Saying], bool]) -> "Measure":
        return replace(
            self,
            targets=tuple(value for value in self.targets if holds(value.saying)),
            readings=tuple(value for value in self.readings if holds(value.saying)),
            ways=tuple(way for way in self.ways if holds(way.saying)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A measure named in a statement, from one character to another."""

    measure: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The programme's measures, and which of them each statement names or continues."""

    names: tuple[str, ...]
    """As people mostly write each measure."""
    keys: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    """All folded words of each measure's names."""
    mentions: Mapping[int, tuple[Mention, ...]]
    """Row -> the measures that it names."""
    context: Mapping[int, int]
    """Row -> the measure that is spoken of where the statement names none."""
