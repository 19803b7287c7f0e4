from dataclasses import replace
from datetime import date

import lxml.html

from driftwatch.domain.talk import Partner
from driftwatch.report.periods import periods
from driftwatch.report.timeline import timeline


def test_the_timeline_counts_each_partner_and_those_of_no_partner(lantern):
    drawn = timeline(lantern.statements, lantern.partners)

    assert drawn.names == ("Brightmill", "Northquay Ferries", "no partner")
    assert drawn.rows == (("Feb 2026", (2, 2, 0)), ("Mar 2026", (5, 4, 1)))


def test_the_timeline_takes_longer_steps_for_a_longer_time(lantern):
    old = replace(lantern.statements[0], said_at=lantern.statements[0].said_at.replace(year=2023))

    assert timeline([old, *lantern.statements], lantern.partners).unit == "quarter"
    assert timeline([replace(old, said_at=old.said_at.replace(year=1999)), *lantern.statements], lantern.partners).unit == "year"


def test_statements_without_dates_give_no_timeline_and_are_counted_beside_others(lantern):
    undated = [replace(statement, said_at=None) for statement in lantern.statements]

    assert timeline(undated, lantern.partners) is None
    assert timeline([*undated, lantern.statements[0]], [Partner(id="brightmill", name="B")]).undated == len(undated)


def test_every_partner_has_bars_of_its_own_style_and_none_where_nothing_was_said(lantern):
    drawn = lxml.html.fromstring(timeline(lantern.statements, lantern.partners).picture)

    assert [len(drawn.xpath(f"//g[@class='bar bar{number}']")) for number in (1, 2, 3)] == [2, 2, 1]


def test_what_happened_to_all_stands_on_the_timeline_under_a_letter(pictured):
    drawn = timeline(pictured.statements, pictured.partners, pictured.pictures["joint"].landmarks)

    assert [(mark.letter, mark.kind, mark.what) for mark in drawn.landmarks] == [
        ("A", "Charter", "charter, version 2"),
        ("B", "Agreed", "release cadence"),
    ]
    assert lxml.html.fromstring(drawn.picture).xpath("//text[text()='B']")


def test_a_day_lies_in_its_period_and_along_all_of_them():
    months = periods([date(2026, 1, 10), date(2026, 3, 2)])

    assert (months.unit, [months.label(number) for number in months.all]) == ("month", ["Jan 2026", "Feb 2026", "Mar 2026"])
    assert months.along(date(2026, 1, 1)) == 0.0
    assert months.along(date(2026, 2, 1)) == 1 / 3
