"""All figures over several programmes."""

from dataclasses import replace

import pytest

from driftwatch.cli.programme_figures import evaluation_content, print_examined, print_listed
from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.learn.evaluate_alerts import compared
from driftwatch.learn.evaluate_programmes import ALL, Examined, evaluation_of, null_figures
from driftwatch.learn.null_runs import NullAlert, NullRun
from driftwatch.learn.programme_gold import Gold, Matter, Planted, Trap


@pytest.fixture
def examined(lantern):
    """Two programmes: one difference found, another resolved, one alert in a trap; one of two deals raised something."""
    matter = Matter(kinds=(AlertKind.DONE_CRITERIA,), subjects=("done",), partners=frozenset({"brightmill", "northquay"}))
    done = Planted(id="done", matter=matter, settled=False, quotes=())
    alert = replace(lantern.outcome.alerts[0], subject="done")
    trap = replace(alert, subject="shed", severity=Severity.HIGH)
    first = compared("first", [alert, trap], Gold(planted=(done,), traps=(Trap(subjects=("shed",), quotes=()),)))
    second = compared("second", [replace(alert, status=AlertStatus.RESOLVED)], Gold(planted=(replace(done, settled=True),)))
    nulls = (run(1), run(2, NullAlert(kind=AlertKind.TIME_DRIFT, subject="gate", sides=1)))
    return [Examined(result=first, nulls=nulls), Examined(result=second)]


def run(number, *alerts):
    return NullRun(programme="first", partner="northquay", number=number, tested=4, alerts=alerts)


def test_each_programme_has_its_line_and_all_have_one(examined):
    evaluation = evaluation_of(examined)

    assert [(each.benchmark, each.expected, each.said, each.right) for each in evaluation.scores[:3]] == [
        ("first", 1, 2, 1),
        ("second", 0, 0, 0),
        (ALL, 1, 2, 1),
    ]
    assert (evaluation.settled.planted, evaluation.settled.resolved, evaluation.grave_traps) == (1, 1, 1)


def test_deals_are_counted_by_partner_and_together(examined):
    own, together = null_figures(evaluation_of(examined).null_runs)

    assert (own.programme, own.partner, own.per_run, own.runs_with_any) == ("first", "northquay", 0.5, 1)
    assert (together.programme, together.runs, together.interval) == (ALL, 2, own.interval)
    assert null_figures([]) == []


def test_machines_get_recall_and_precision_and_nobody_is_quoted(examined, lantern):
    content = evaluation_content(evaluation_of(examined))

    assert content["scores"][0]["precision"] == 0.5
    assert lantern.outcome.alerts[0].evidence[0].quote not in repr(content)


def test_people_see_every_planted_difference_and_every_alert(examined, capsys):
    print_listed(examined)
    print_examined(evaluation_of(examined))

    shown = capsys.readouterr().out
    assert "found  done     done_criteria" in shown
    assert "settled, resolved  done" in shown
    assert "Alerts that meet a trap: 1, of medium or high severity: 1" in shown
    assert "time_drift  gate" in shown
