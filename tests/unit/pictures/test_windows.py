from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.pictures.windows import MOST, WIDTHS, Stretch, stretches

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1))


@given(first=DAYS, length=st.integers(min_value=0, max_value=4000))
def test_stretches_follow_the_calendar_and_end_with_the_last_day(first, length):
    last = first + timedelta(days=length)

    found = stretches(first, last, carries=lambda _: True)

    assert all(each.first.weekday() == 0 for each in found)
    assert found[-1].holds(last) or last - found[-1].first < timedelta(days=7 * found[-1].weeks)
    assert 1 <= len(found) <= MOST + 1
    assert [each.first for each in found] == sorted(each.first for each in found)


@given(first=DAYS, length=st.integers(min_value=0, max_value=180), later=st.integers(min_value=0, max_value=2))
def test_a_day_more_moves_no_earlier_stretch(first, length, later):
    last = first + timedelta(days=length)
    before = stretches(first, last, carries=lambda _: True)

    after = stretches(first, last + timedelta(days=later), carries=lambda _: True)

    if len(before) > 1 and (length + later) // 182 == length // 182:
        assert before == after[: len(before)]


def test_the_narrowest_width_is_taken_that_carries_half_of_them():
    found = stretches(date(2026, 1, 5), date(2026, 12, 28), carries=lambda each: each.weeks >= 13)

    assert {each.weeks for each in found} == {13}


def test_where_none_carries_enough_the_width_is_taken_that_carries_most():
    day = date(2026, 3, 2)

    found = stretches(date(2026, 1, 5), date(2026, 12, 28), carries=lambda each: each.weeks == 8 and each.first <= day < each.first + timedelta(14))

    assert {each.weeks for each in found} == {8}


def test_one_day_is_one_stretch():
    (found,) = stretches(date(2026, 1, 7), date(2026, 1, 7), carries=lambda _: False)

    assert found.weeks == WIDTHS[0]
    assert found.holds(date(2026, 1, 7))


@pytest.mark.parametrize(("days", "inside"), [(-1, False), (0, True), (27, True), (28, False)])
def test_a_stretch_holds_whole_weeks(days, inside):
    first = date(2026, 1, 5)

    assert Stretch(first=first, weeks=4).holds(first + timedelta(days=days)) is inside
