"""A course that all values share is taken off, whoever gives them; a misread figure weighs no more than a far one."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from driftwatch.statistics.trends import held_in, steady, without_course

DAYS = np.arange(16, dtype=np.int64) * 7
MOMENTS = [datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=int(day)) for day in DAYS]
NAMES = [f"m{day}" for day in DAYS]


def test_two_levels_that_grow_together_lie_apart_once_their_course_is_taken_off():
    high = np.arange(16) % 2 == 0
    values = 0.3 * np.arange(16) + np.where(high, 1.0, 0.0)

    rest = without_course(values, DAYS, rng=np.random.default_rng(1))

    inner = np.arange(2, 14)
    assert rest[inner][high[inner]].min() > rest[inner][~high[inner]].max()
    assert values[high].min() < values[~high].max()


def test_values_that_do_not_hang_on_time_stay_as_they_are():
    values = np.array([1.0, 3.0] * 8)

    assert without_course(values, DAYS, rng=np.random.default_rng(1)) is values


def test_few_values_have_no_course():
    values = np.arange(6.0)

    assert without_course(values, DAYS[:6], rng=np.random.default_rng(1)) is values


def test_a_value_far_off_is_held_in_and_the_rest_is_not():
    values = np.array([1.0, 1.1, 0.9, 1.2, 0.8, 50.0])

    held = held_in(values)

    assert held[-1] < 3.0
    assert held[:-1] == pytest.approx(values[:-1])


def test_undated_values_keep_their_course():
    values = [float(n) for n in range(16)]

    assert steady(values, [None, *MOMENTS[1:]], NAMES) == values


def test_the_same_values_in_another_order_of_names_give_the_same():
    values = [0.2 * n + n % 3 for n in range(16)]

    assert steady(values, MOMENTS, NAMES) == steady(values, MOMENTS, NAMES[::-1])
