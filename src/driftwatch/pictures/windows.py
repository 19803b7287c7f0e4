"""Stretches of the calendar that follow each other and overlap: wide enough to carry a figure, set by the calendar and not by the first statement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

WEEK = 7
MOST = 26
"""Windows: more cannot be told apart on a page."""
WIDTHS = (4, 8, 13, 26, 52, 104)
"""Weeks that are tried."""
SHARE = 0.5
"""Of the windows, those that must carry a figure for their width to be wide enough."""
LEAST = 3
"""Of them: one alone is no course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Whole weeks, from a Monday on."""

    first: date
    weeks: int

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day < self.first + timedelta(days=WEEK * self.weeks)


def stretches(first: date, last: date, *, carries: Callable[[Stretch], bool]) -> tuple[Stretch, ...]:
    """Of the narrowest width of which half carry a figure, else of that of which most do; each ends a week or some after the one before it."""
    step = WEEK * max(1, ceil(((last - first).days + 1) / (WEEK * MOST)))
    tried = [tuple(_of(first, last, weeks, step)) for weeks in WIDTHS if WEEK * weeks >= step]
    carrying = [sum(map(carries, each)) for each in tried]
    wide = next((each for each, count in zip(tried, carrying, strict=True) if count >= max(LEAST, SHARE * len(each))), None)
    return wide or tried[carrying.index(max(carrying))]


def _of(first: date, last: date, weeks: int, step: int) -> Iterator[Stretch]:
    """From the week of the first day on, up to the one that holds the last day; that one at least."""
    end = date.fromordinal(step * ceil(last.toordinal() / step) + 1)
    ends: list[date] = [end]
    while ends[-1] - timedelta(days=step + WEEK * weeks) >= first - timedelta(days=WEEK - 1):
        ends.append(ends[-1] - timedelta(days=step))
    return (Stretch(first=each - timedelta(days=WEEK * weeks), weeks=weeks) for each in reversed(ends))

