"""Periods have their turn once, whatever zone, rest or clock."""

import os
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.domain.schedules import Rhythm, Routine, begins, moment, next_turn, upcoming

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MAIL = Routine(rhythm=Rhythm.WEEKLY, day=0, at=time(7, 30), behind=1)
DAILY = Routine(rhythm=Rhythm.DAILY, at=time(2, 30))
NEVER = Routine(rhythm=Rhythm.NEVER)
WEEKS = 104
STEP, MOST_REST, MOST_BACK = timedelta(hours=12), timedelta(days=5), timedelta(hours=2)
MOST_LEAP = timedelta(hours=2, minutes=15)
"""The widest leap of a clock in these years, and the calendar's step."""
SEED = os.environ.get("DRIFTWATCH_SEED", "7")
ODD = (
    "Africa/Casablanca", "America/New_York", "America/Nuuk", "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza",
    "Asia/Kathmandu", "Asia/Tehran", "Atlantic/Azores", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Apia",
    "Pacific/Chatham", "Pacific/Easter", "Pacific/Kiritimati", "Pacific/Marquesas", "Pacific/Norfolk", "UTC",
)  # fmt: skip
"""Zones of every kind: half hours, no changes, changes of half an hour, of two hours, in Ramadan, at midnight, backwards in summer."""
ZONES = sorted(available_timezones()) if os.environ.get("DRIFTWATCH_NIGHTLY") else ODD


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_mail_of_a_week_is_due_in_the_week_after_at_the_local_time():
    before = next_turn(MAIL, "2026-W13", at=utc("2026-04-06T05:29"), zone=BERLIN)
    turn = next_turn(MAIL, "2026-W13", at=utc("2026-04-06T05:30"), zone=BERLIN)

    assert before is None
    assert (turn.period, turn.at, turn.skipped) == ("2026-W14", utc("2026-04-06T05:30"), ())


def test_a_period_that_had_its_turn_does_not_get_another_when_the_clock_steps_back():
    late, early = utc("2026-04-06T06:00"), utc("2026-04-06T04:00")

    assert next_turn(MAIL, "2026-W14", at=late, zone=BERLIN) is None
    assert next_turn(MAIL, "2026-W14", at=early, zone=BERLIN) is None


def test_after_a_rest_the_latest_period_alone_has_its_turn_and_the_others_are_named():
    weekly = next_turn(MAIL, "2026-W10", at=utc("2026-04-08T12:00"), zone=BERLIN)
    daily = next_turn(DAILY, "2026-04-03", at=utc("2026-04-08T12:00"), zone=BERLIN)

    assert (weekly.period, weekly.skipped) == ("2026-W14", ("2026-W11", "2026-W12", "2026-W13"))
    assert (daily.period, daily.skipped) == ("2026-04-08", ("2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07"))


def test_a_new_routine_begins_with_the_next_period():
    at = utc("2026-04-08T12:00")

    assert next_turn(MAIL, None, at=at, zone=BERLIN) is None
    assert begins(MAIL, None, at=at, zone=BERLIN) == "2026-W14"
    assert begins(MAIL, "2026-W14", at=at, zone=BERLIN) is None


def test_a_changed_rhythm_begins_anew():
    weekly, at = Routine(rhythm=Rhythm.WEEKLY, day=2, at=time(6)), utc("2026-04-08T12:00")

    assert next_turn(weekly, "2026-04-07", at=at, zone=UTC) is None
    assert begins(weekly, "2026-04-07", at=at, zone=UTC) == "2026-W15"


def test_what_never_recurs_is_never_due():
    assert next_turn(NEVER, "2026-04-07", at=utc("2026-04-08T12:00"), zone=UTC) is None
    assert begins(NEVER, None, at=utc("2026-04-08T12:00"), zone=UTC) is None


def test_a_time_that_the_clock_leaps_over_comes_an_hour_later_and_one_that_comes_twice_counts_the_first_time():
    leapt = moment(date(2026, 3, 29), time(2, 30), BERLIN)
    twice = moment(date(2026, 10, 25), time(2, 30), BERLIN)

    assert (leapt, twice) == (utc("2026-03-29T01:30"), utc("2026-10-25T00:30"))


def test_a_day_that_a_zone_leapt_over_is_named_as_skipped_and_the_next_has_its_turn():
    apia = ZoneInfo("Pacific/Apia")

    turn = next_turn(Routine(rhythm=Rhythm.DAILY, at=time(6)), "2011-12-29", at=utc("2011-12-30T16:00"), zone=apia)

    assert (turn.period, turn.skipped) == ("2011-12-31", ("2011-12-30",))


def test_the_next_turn_lies_ahead_and_is_the_one_that_then_is_due():
    at = utc("2026-04-06T05:30")

    ahead = upcoming(MAIL, at=at, zone=BERLIN)

    assert (ahead, upcoming(NEVER, at=at, zone=BERLIN)) == (utc("2026-04-13T05:30"), None)
    assert next_turn(MAIL, "2026-W14", at=ahead, zone=BERLIN).period == "2026-W15"


def test_a_year_of_53_weeks_has_53_mails():
    turn = next_turn(MAIL, "2026-W52", at=utc("2027-01-04T08:00"), zone=UTC)
    after = next_turn(MAIL, "2026-W53", at=utc("2027-01-11T08:00"), zone=UTC)

    assert (turn.period, after.period) == ("2026-W53", "2027-W01")


def calendar(zone, routine, first, last):
    """The first quarter of an hour of each ISO week at which the clock on the wall shows the routine's day and time or a later one.

    Independent of what is tested: it never asks for the moment of a local time, only for the local time of a moment.
    """
    reached, at = {}, first
    while at <= last:
        wall = at.astimezone(zone).replace(tzinfo=None)
        monday = datetime.combine(wall.date(), time()) - timedelta(days=wall.weekday())
        told = (monday - timedelta(days=7)).strftime("%G-W%V")
        if told not in reached and wall >= monday + timedelta(days=routine.day, hours=routine.at.hour, minutes=routine.at.minute):
            reached[told] = at
            at += timedelta(days=6 if len(reached) > 1 else 0)
        at += timedelta(minutes=15)
    del reached[min(reached)]  # its beginning was not seen
    return reached


def ticks(chance, first, last):
    """Moments at which somebody looks: hours apart, at times after a rest of days, at times by a clock that was put back."""
    at = first
    while at < last:
        yield at
        what = chance.random()
        at += STEP * chance.random() if what < 0.9 else MOST_REST * chance.random() if what < 0.95 else -MOST_BACK * chance.random()


@pytest.mark.parametrize("name", ZONES)
def test_no_week_is_missed_or_done_twice_whatever_the_zone_the_rests_and_the_clock(name):
    chance = Random(f"{SEED} {name}")
    zone = ZoneInfo(name)
    routine = Routine(rhythm=Rhythm.WEEKLY, day=chance.randrange(7), at=time(chance.choice((0, 1, 2, 3, 7, 22)), chance.choice((0, 30))), behind=1)
    first = utc("2025-12-29T12:00") + timedelta(days=chance.randrange(7))
    last = first + WEEKS * timedelta(days=7)
    due = calendar(zone, routine, first - timedelta(days=22), last)
    done = begins(routine, None, at=first, zone=zone)
    wanted = [week for week in due if week > done]

    ran, latest = [], first
    for at in ticks(chance, first, last):
        turn = next_turn(routine, done, at=at, zone=zone)
        if turn is not None:
            assert due[turn.period] <= at, "too early"
            assert latest < due[turn.period] + MOST_LEAP, "too late: somebody had looked before"
            ran, done = [*ran, turn.period], turn.period
            assert turn.skipped == ()
        latest = max(latest, at)

    assert ran == [week for week in wanted if due[week] + MOST_LEAP <= latest or week in ran]
    assert len(ran) == len(set(ran)) >= WEEKS - 2


@given(
    zone=st.sampled_from(ODD).map(ZoneInfo),
    day=st.dates(date(1990, 1, 1), date(2036, 1, 1)),
    at=st.times(),
    late=st.timedeltas(timedelta(), timedelta(days=40)),
)
@settings(max_examples=200)
def test_every_day_has_its_turn_or_is_named_as_skipped(zone, day, at, late):
    routine = Routine(rhythm=Rhythm.DAILY, at=at)
    begun = begins(routine, None, at=moment(day, at, zone), zone=zone)

    turn = next_turn(routine, begun, at=moment(day, at, zone) + late, zone=zone)

    told = [*turn.skipped, turn.period] if turn else []
    days = [(date.fromisoformat(begun) + timedelta(days=1 + n)).isoformat() for n in range(len(told))]
    assert told == days
    assert len(told) >= late.days - 1
