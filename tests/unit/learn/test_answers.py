import pytest

from driftwatch.domain.meaning import Verdict
from driftwatch.learn.answers import answer, pooled

SAID, NOT = Verdict.DIVERGENT, Verdict.SAME


def test_words_and_runs_are_counted_apart():
    found = answer("planted", [[SAID, SAID, NOT], [NOT], []], series="one", usages=30)

    assert (found.asked, found.said, found.runs, found.runs_with_any) == (4, 2, 3, 1)
    assert found.share == 0.5


def test_a_run_without_a_verdict_was_asked_all_the_same():
    found = answer("planted", [[SAID], []], series="one", asked=2)

    assert found.share == 0.5
    assert found.interval == pytest.approx((0.013, 0.987), abs=0.001)


def test_nothing_asked_has_no_share_and_no_interval():
    assert answer("planted", [], series="one").share == 0.0
    assert answer("planted", [], series="one").interval is None


def test_series_are_pooled_by_question_and_usages():
    rows = [answer("planted", [[SAID, NOT]], series=name, usages=usages) for name in ("one", "two") for usages in (15, 30)]

    found = pooled([*rows, answer("dealt", [[NOT]], series="one")])

    assert [(each.question, each.usages, each.series, each.asked, each.said) for each in found] == [
        ("planted", 15, "all", 4, 2),
        ("planted", 30, "all", 4, 2),
    ]
