"""Time cut into months, or into quarters or years where there would be too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_PERIODS = 18
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Neighbouring periods, each known by its number."""

    unit: str
    months: int
    """In a period."""
    first: int
    last: int

    @property
    def all(self) -> range:
        """Their numbers in order."""
        return range(self.first, self.last + 1)

    def of(self, day: date) -> int:
        """The period in which a day lies."""
        return _month(day) // self.months

    def along(self, day: date) -> float:
        """Where a day lies between the beginning of the first (0) and the end of the last (1); outside them it lies beyond."""
        months = _month(day) + (day.day - 1) / 31
        return (months / self.months - self.first) / (self.last + 1 - self.first)

    def label(self, period: int) -> str:
        """`Mar 2026`, `Q1 2026`, `2026`."""
        year, part = divmod(period, 12 // self.months)
        return str(year) if self.months == 12 else f"Q{part + 1} {year}" if self.months == 3 else f"{_MONTHS[part]} {year}"


def periods(days: Iterable[date]) -> Periods:
    """The periods from the first to the last of these days, of which there is one at least."""
    months = sorted({_month(day) for day in days})
    first, last = months[0], months[-1]
    unit, step = next(((unit, step) for unit, step in (("month", 1), ("quarter", 3)) if last // step - first // step < MOST_PERIODS), ("year", 12))
    return Periods(unit=unit, months=step, first=first // step, last=last // step)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
