from dataclasses import replace
from datetime import date
from itertools import pairwise

import lxml.html
import pytest

from driftwatch.domain.pictures import Course, Estimate, HappeningKind, Landmark
from driftwatch.report.cards import Context
from driftwatch.report.courses import course_view


@pytest.fixture
def context(pictured) -> Context:
    return Context(partners=pictured.partners, statements={})


@pytest.fixture
def course(pictured) -> Course:
    return pictured.pictures["joint"].courses[0]


def test_a_window_without_a_figure_breaks_the_line_and_is_marked(course, context):
    view = course_view(course, (), context)

    drawn = lxml.html.fromstring(view.picture)
    assert [text.text for text in drawn.xpath("//text")].count("?") == view.gaps == 2
    lines = [path for path in drawn.xpath("//path[@stroke-width='2']") if path.get("stroke") == "var(--ink)"]
    assert len(lines) == 2
    assert "A question mark stands for a window whose data carry no figure (2 of 7)." in view.says


def test_the_table_beside_the_chart_has_every_window_with_interval_and_counts(course, context):
    view = course_view(course, (), context)

    assert view.unit == "4 weeks from"
    assert (view.rows[0].window, view.rows[0].value, view.rows[0].interval) == ("9 Feb 2026", "not enough data", "–")
    assert (view.rows[6].value, view.rows[6].interval, view.rows[6].counts) == ("0.34", "0.21 to 0.47", ("23", "16"))


def test_the_zone_of_inner_variation_is_hatched_and_explained(course, context):
    inside, without = course_view(course, (), context), course_view(replace(course, within=None), (), context)

    assert ("url(#hatch)" in inside.picture, "url(#hatch)" in without.picture) == (True, False)
    assert "The hatched zone is how far one partner differs from itself" in inside.says
    assert "hatched" not in without.says


def test_only_what_concerns_the_alert_in_its_time_stands_beside_the_line(pictured, course, context):
    early = Landmark(on=date(2020, 1, 1), kind=HappeningKind.CHARTER, what="long ago")

    view = course_view(course, (*pictured.pictures["joint"].landmarks, early), context)

    assert [(mark.letter, mark.kind, mark.what) for mark in view.landmarks] == [
        ("A", "First evidence", "“Done” for the kiosk"),
        ("B", "Charter", "charter, version 2"),
    ]
    assert {"A", "B"} <= {text.text for text in lxml.html.fromstring(view.picture).xpath("//text")}


def test_a_single_figure_is_told_in_the_table_without_a_chart(course, context):
    view = course_view(replace(course, points=course.points[-1:]), (), context)

    assert view.picture is None
    assert len(view.rows) == 1


def test_a_course_without_a_figure_is_none(course, context):
    assert course_view(replace(course, points=course.points[:1]), (), context) is None


def test_figures_of_any_size_and_sign_stay_on_the_sheet(course, context):
    wild = tuple(
        replace(point, value=Estimate(value=number, low=number * 2, high=3e5))
        for point, number in zip(course.points, (-4e5, 0, 1e-9, 2, 3, 4, 5), strict=True)
    )

    drawn = lxml.html.fromstring(course_view(replace(course, points=wild), (), context).picture)

    assert all(0 <= float(dot.get("y")) <= 204 for dot in drawn.xpath("//use[@stroke='var(--ink)']"))


def test_days_on_the_axis_do_not_run_into_each_other(course, context):
    long = tuple(replace(course.points[3], window=date.fromordinal(date(2025, 1, 6).toordinal() + 7 * week)) for week in range(80))
    points = (*(replace(point, value=course.points[-1].value) for point in long), *course.points[-1:])

    drawn = lxml.html.fromstring(course_view(replace(course, points=points), (), context).picture)

    places = sorted(float(text.get("x")) for text in drawn.xpath("//text[contains(text(), '’')]"))
    assert len(places) >= 3
    assert min(after - before for before, after in pairwise(places)) > 60
