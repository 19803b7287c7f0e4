"""How much was heard of whom, when, and from which kind of source."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from driftwatch.domain.pictures import Heard
from driftwatch.pictures.sight import Sight

MOST_WEEKS = 26
"""From the first week to the last; a longer time is told in months."""
WEEK = 7


def heard(sight: Sight) -> tuple[Heard, ...]:
    """By week, or by month where there are more than half a year of them; what carries no date stands in no window."""
    rows = [row for row in sight.material.statements.rows() if row.said_at is not None]
    days = [row.said_at.astimezone(sight.timezone).date() for row in rows if row.said_at is not None]
    weekly = _is_short(days)
    found: defaultdict[tuple[date, str | None, str], list[str]] = defaultdict(list)
    for row, day in zip(rows, days, strict=True):
        found[_monday(day) if weekly else day.replace(day=1), row.partner, str(row.register)].append(row.document)
    return tuple(
        Heard(window=window, partner=partner, register=register, statements=len(documents), documents=len(set(documents)))
        for (window, partner, register), documents in sorted(found.items(), key=lambda entry: (entry[0][0], entry[0][1] or "", entry[0][2]))
    )


def _is_short(days: Iterable[date]) -> bool:
    mondays = sorted({_monday(day) for day in days})
    return not mondays or (mondays[-1] - mondays[0]).days < WEEK * MOST_WEEKS


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
