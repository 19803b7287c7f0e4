"""ISO weeks: the period of a digest."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from driftwatch.domain.talk import FileReport
from driftwatch.errors import ConfigurationError

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def week_of(when: datetime, timezone: tzinfo) -> str:
    """The ISO week of a moment in a time zone: `2026-W14`."""
    year, week, _ = when.astimezone(timezone).isocalendar()
    return f"{year}-W{week:02d}"


def week_bounds(period: str) -> tuple[date, date]:
    """Monday and Sunday of a week; raises ConfigurationError where there is no such week."""
    found = re.fullmatch(r"(\d{4})-?W(\d{1,2})", period.strip(), re.IGNORECASE)
    if not found:
        raise ConfigurationError(f"period `{period}` is not an ISO week; write it like 2026-W14")
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise ConfigurationError(f"period `{period}`: the year {found[1]} has no week {int(found[2])}; write it like 2026-W14") from error
    return monday, monday + timedelta(days=6)


def week_name(period: str) -> str:
    """The period as it is kept and compared, however it was typed: `2026-w3` is `2026-W03`."""
    year, week, _ = week_bounds(period)[0].isocalendar()
    return f"{year}-W{week:02d}"


def latest_week(files: Sequence[FileReport], at: datetime, timezone: tzinfo) -> str:
    """The week in which something was last said; the week of `at` where no file carries a time."""
    return week_of(max((file.last for file in files if file.last), default=at), timezone)


def month_of(period: str) -> tuple[int, int]:
    """Year and month in which the week ends: a mail a month is the first of these."""
    sunday = week_bounds(period)[1]
    return sunday.year, sunday.month


def month_name(period: str) -> str:
    """The same in words: `April`."""
    return MONTHS[month_of(period)[1] - 1]
