"""What statements say of how a thing is done, gathered by procedure."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """In what two partners are compared."""

    FORMALITY = "steps or time beforehand against doing it directly"
    RECORD = "decided on record against decided in talk"
    CADENCE = "how often"
    LEAD = "how long it takes or before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement that says how a thing is done."""

    row: int
    measure: Measure
    value: float
    """1 by steps or on record, -1 directly or in talk; of a length of time the decimal logarithm of its seconds."""
    words: str = ""
    """A length of time as it is written."""
    missing: bool = False
    """Says that a step or a record is not there."""
    weak: bool = False
    """Only tells of an act: counts where it meets the other way."""
    matters: frozenset[str] = frozenset()
    """The procedures that it can belong to."""
    own: frozenset[str] = frozenset()
    """Its words that carry meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure of two partners in one measure, the items in the order of the statements."""

    name: str
    measure: Measure
    pair: tuple[str, str]
    sides: tuple[tuple[Item, ...], tuple[Item, ...]]
    poles: tuple[str, str]
    """Of lengths of time the shorter and the longer as they are mostly written: -1 and 1; else empty."""
    exchanges: int
    """Documents or threads in which both stand against each other."""
    shared: tuple[str, ...]
    """Words of the matter that both use."""

    @property
    def rows(self) -> frozenset[int]:
        """Statements of both."""
        return frozenset(item.row for side in self.sides for item in side)
