"""Calendar windows: the ISO weeks in which something was said, never those in which somebody scanned."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

UNDATED = "undated"
"""The one window of what carries no date."""
UNKNOWN = ""
"""The window of what was noted before windows were."""


def week_of(when: datetime, timezone: tzinfo) -> str:
    """The ISO week of a moment in a time zone: `2026-W14`."""
    year, week, _ = when.astimezone(timezone).isocalendar()
    return f"{year}-W{week:02d}"


def window_of(said: Iterable[datetime | None], timezone: tzinfo) -> str:
    """The window in which the last of it was said."""
    latest = max((moment for moment in said if moment), default=None)
    return UNDATED if latest is None else week_of(latest, timezone)


def windows_of(said: Iterable[datetime | None], timezone: tzinfo) -> frozenset[str]:
    """The windows in which any of it was said; what carries no date adds none."""
    return frozenset(week_of(moment, timezone) for moment in said if moment)


def order(window: str) -> tuple[int, str]:
    """A key that sorts windows by time; those without a time stand first."""
    return (UNKNOWN, UNDATED, window).index(window), window
