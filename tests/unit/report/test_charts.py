from dataclasses import replace

from driftwatch.domain.meaning import Effect
from driftwatch.domain.talk import Partner
from driftwatch.report.charts import STRIP_MARGIN, STRIP_WIDTH, strip, strip_scale, timeline


def test_an_effect_stands_between_its_bounds_and_on_the_line():
    drawn = strip(Effect(measure="distance", value=0.34, interval=(0.21, 0.47), within=0.08))

    assert STRIP_MARGIN < drawn.inner < drawn.low < drawn.at < drawn.high <= STRIP_WIDTH - STRIP_MARGIN


def test_an_effect_without_interval_and_inner_variation_is_a_dot():
    drawn = strip(Effect(measure="distance", value=0.0))

    assert (drawn.low, drawn.high, drawn.inner, drawn.at) == (None, None, None, STRIP_MARGIN)


def test_effects_share_a_round_scale_that_none_exceeds():
    effects = [Effect(measure="m", value=0.19, interval=(0.08, 0.31)), Effect(measure="m", value=0.05)]

    assert strip_scale(effects) == 0.4


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
