"""What is done again and again, and when its time has come: by periods of the calendar, never by the hands of a clock.

A period (a day, an ISO week) has its turn once, at a local time of the programme's zone. Whoever knows the last period that had its turn
cannot miss one and cannot repeat one, whatever the clock does: jump, step back, or strike the same hour twice.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MOST_SKIPPED = 60
"""Periods that are named one by one after a long rest."""


class Rhythm(StrEnum):
    """How often something is done without being asked for."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class Recurring(StrEnum):
    """What is done again and again."""

    SCAN = "scan"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """How often something is done, and when, in the programme's time zone."""

    rhythm: Rhythm
    day: int = 0
    """Of the week, 0 Monday … 6 Sunday; for what is weekly."""
    at: time = time(6, 0)
    behind: int = 0
    """Whole weeks by which the period lies before its turn: the mail tells of the week that has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """All that is done again and again for a programme."""

    scan: Routine
    digest: Routine


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A period whose time has come."""

    period: str
    """`2026-04-06` where it is a day, `2026-W14` where it is an ISO week."""
    at: datetime
    """Since when it is due; UTC."""
    skipped: tuple[str, ...] = ()
    """Periods before it whose time passed while nobody was there, oldest first; they do not get a turn of their own any more."""


def next_turn(routine: Routine, done: str | None, *, at: datetime, zone: tzinfo) -> Turn | None:
    """The period that is to be done now, where `done` was the last one; after a rest that is the latest alone.

    None where nothing is due, and where nothing is known of earlier periods: a new routine `begins` with the one after.
    """
    day = _latest(routine, at, zone)
    if day is None or not _follows(_period(routine, day), done):
        return None
    return Turn(period=_period(routine, day), at=moment(day, routine.at, zone), skipped=_between(routine, day, done))


def begins(routine: Routine, done: str | None, *, at: datetime, zone: tzinfo) -> str | None:
    """The period to be taken as done where the routine is new or its rhythm was changed; None where it goes on."""
    day = _latest(routine, at, zone)
    if day is None or (done is not None and len(done) == len(_period(routine, day))):
        return None
    return _period(routine, day)


def upcoming(routine: Routine, *, at: datetime, zone: tzinfo) -> datetime | None:
    """When its time comes next, UTC; None where it never does."""
    if routine.rhythm is Rhythm.NEVER:
        return None
    day = at.astimezone(zone).date() - _DAY
    while not (_has_turn(routine, day) and moment(day, routine.at, zone) > at):
        day += _DAY
    return moment(day, routine.at, zone)


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """When the local clock shows this time on that day, in UTC.

    Where it shows it twice, the first time; where the clock leaps over it, as long after the leap as it lies after the leap's beginning.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def _latest(routine: Routine, at: datetime, zone: tzinfo) -> date | None:
    """The last day on which it was due by this moment; None where it never is."""
    if routine.rhythm is Rhythm.NEVER:
        return None
    day = at.astimezone(zone).date() + _DAY  # the local clock may have been put back over midnight
    while not (_has_turn(routine, day) and moment(day, routine.at, zone) <= at):
        day -= _DAY
    return day


def _has_turn(routine: Routine, day: date) -> bool:
    return routine.rhythm is Rhythm.DAILY or day.weekday() == routine.day


def _period(routine: Routine, day: date) -> str:
    if routine.rhythm is Rhythm.DAILY:
        return day.isoformat()
    year, week, _ = (day - routine.behind * _WEEK).isocalendar()
    return f"{year:04}-W{week:02}"


def _follows(period: str, done: str | None) -> bool:
    """Whether this period comes after that one; a day and a week do not compare: the rhythm was changed."""
    return done is not None and len(period) == len(done) and period > done


def _between(routine: Routine, latest: date, done: str | None) -> tuple[str, ...]:
    """The periods after `done` and before the latest."""
    step = _DAY if routine.rhythm is Rhythm.DAILY else _WEEK
    found = [_period(routine, latest - times * step) for times in range(1, _MOST_SKIPPED + 1)]
    return tuple(period for period in reversed(found) if _follows(period, done))
