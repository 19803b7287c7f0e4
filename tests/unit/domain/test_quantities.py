"""Quantities are read as ranges in one unit, however they are written."""

from math import inf

import pytest

from driftwatch.domain.quantities import quantities


@pytest.mark.parametrize(
    ("text", "low", "high", "dimension"),
    [
        ("more than five consecutive minutes without service", 300, inf, "time"),
        ("at least two hundred and forty hours", 864000, inf, "time"),
        ("5 min or more", 300, inf, "time"),
        ("within twenty-four hours", -inf, 86400, "time"),
        ("under half an hour", -inf, 1800, "time"),
        ("more than a quarter of an hour", 900, inf, "time"),
        ("between 36 and 60 hours", 129600, 216000, "time"),
        ("eighty of every hundred calls", 0.8, 0.8, "share"),
        ("ten per cent or more", 0.1, inf, "share"),
        ("no less than 0.3 metres", 0.3, inf, "length"),
        ("4 to 12 g", 0.004, 0.012, "mass"),
        ("a fine exceeding 1,500 euros", 1500, inf, "euros"),
        ("up to 2 working days", -inf, 172800, "working time"),
        ("fewer than 3 open defects", -inf, 3, "defect"),
        ("37,5 degrees", 37.5, 37.5, "temperature"),
    ],
)
def test_a_quantity_is_a_range_in_one_unit(text, low, high, dimension):
    found = quantities(text)

    assert [(each.low, each.high, each.dimension) for each in found] == [(pytest.approx(low), pytest.approx(high), dimension)]


def test_what_it_is_counted_against_is_part_of_it():
    weekly, daily = quantities("two drills per week"), quantities("two drills a day")

    assert (weekly[0].dimension, weekly[0].per) == ("drill", "week")
    assert daily[0].per == "day"


@pytest.mark.parametrize("text", ["at 10:30", "on the first day", "chapter 4.", "no figures here"])
def test_times_of_day_ordinals_and_bare_figures_are_none(text):
    assert not quantities(text)
