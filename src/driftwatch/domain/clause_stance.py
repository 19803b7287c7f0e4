"""What one statement does with a clause of the charter: hold to it, or depart from it, and by what sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from driftwatch.domain.provisions import Provision


class Sign(StrEnum):
    """By what a statement holds to a clause or departs from it."""

    CITES = "cites the clause"
    SAME = "says the same"
    MISSES = "misses what the clause gives"
    OTHER = "names another figure"
    LACKING = "says that less is given, or later"
    LEAVES = "sets the clause aside"
    ALONE = "does alone what the clause has done together"
    PRACTICE = "goes on in another way"


HOLDS = (Sign.CITES, Sign.SAME, Sign.MISSES)
DEPARTS = (Sign.OTHER, Sign.LACKING, Sign.LEAVES, Sign.ALONE)
"""What counts as a departure; going on in another way only supports it."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One statement on one clause."""

    row: int
    partner: str
    sign: Sign
    plain: bool = True
    """False where only the exchange or a side's own words for the matter show what it is about."""

    @property
    def holds(self) -> bool:
        """Whether it holds to the clause."""
        return self.sign in HOLDS

    @property
    def departs(self) -> bool:
        """Whether it departs from it; neither is going on in a way of one's own near a citation."""
        return self.sign in DEPARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTalk:
    """All that is said of one provision."""

    provision: Provision
    stances: tuple[Stance, ...]
    spoken: Mapping[str, tuple[int, ...]]
    """Of each partner the rows that name the thing, whatever they say of it; those that only answer a citation are left out."""
    alike: tuple[Stance, ...]
    """The stances by which the partners are compared: read from words alone, whoever speaks them."""
    withdrawn: Mapping[str, date]
    """Of each partner the last day on which it took back something about the thing."""
    amended: date | None = None
    """The day on which both sides changed it, nobody holding to the old words later."""
    amendment: tuple[int, ...] = ()
    """The rows in which they did."""
