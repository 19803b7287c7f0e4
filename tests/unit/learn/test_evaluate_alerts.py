"""What an alert is worth beside a programme's gold."""

from dataclasses import replace
from datetime import date

import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.learn.evaluate_alerts import (
    Fate,
    Judgement,
    by_difficulty,
    by_kind,
    compared,
    days_late,
    localised,
    score,
    trapped,
    without_tolerated,
)
from driftwatch.learn.programme_gold import Difficulty, Gold, Matter, Planted, Trap

BETWEEN = frozenset({"brightmill", "northquay"})
DONE = Planted(
    id="done",
    matter=Matter(kinds=(AlertKind.DONE_CRITERIA, AlertKind.TERM_MEANING), subjects=("done",), partners=BETWEEN),
    settled=False,
    quotes=(),
    onset=date(2026, 2, 1),
    difficulty=Difficulty.EASY,
)
ARGUED = Matter(kinds=(AlertKind.GOAL_PRIORITY,), subjects=("fares",), partners=BETWEEN)


@pytest.fixture
def alert(lantern):
    return replace(lantern.outcome.alerts[0], subject="done")


def figures(alerts, gold):
    result = compared("lantern", alerts, gold)
    return result, score([result], benchmark="b", what="w")


def judgements(alerts, gold):
    return [each.judgement for each in compared("lantern", alerts, gold).alerts]


def test_a_second_alert_on_a_difference_is_right_but_no_second_recall(alert):
    again = replace(alert, kind=AlertKind.TERM_MEANING)

    _, found = figures([alert, again], Gold(planted=(DONE, replace(DONE, id="kiosk", matter=ARGUED))))

    assert (found.said, found.right, found.found, found.expected) == (2, 2, 1, 2)
    assert (found.precision, found.recall) == (1.0, 0.5)
    assert found.recall_interval is not None


def test_what_is_tolerated_is_right_and_no_recall(alert):
    mild = replace(alert, kind=AlertKind.GOAL_PRIORITY, subject="Fares")
    gold = Gold(planted=(DONE,), tolerated=(ARGUED,))

    result, found = figures([mild, replace(mild, subject="shed")], gold)
    strict = without_tolerated([result], benchmark="b", what="w")

    assert [each.judgement for each in result.alerts] == [Judgement.TOLERATED, Judgement.WRONG]
    assert (found.precision, found.recall) == (0.5, 0.0)
    assert (strict.said, strict.precision) == (1, 0.0)


def test_on_what_is_settled_an_alert_is_out_of_date_unless_it_comes_as_resolved(alert):
    gold = Gold(planted=(replace(DONE, settled=True),))
    closed = replace(alert, status=AlertStatus.RESOLVED)

    fates = [compared("lantern", alerts, gold).planted[0].fate for alerts in ([alert], [closed], [], [alert, closed])]

    assert judgements([alert, closed], gold) == [Judgement.OUT_OF_DATE, Judgement.RESOLVED]
    assert fates == [Fate.STILL_OPEN, Fate.RESOLVED, Fate.SILENT, Fate.STILL_OPEN]
    assert figures([alert, closed], gold)[1].said == 1


def test_what_is_resolved_too_early_is_no_recall(alert):
    closed = replace(alert, status=AlertStatus.RESOLVED)

    result, found = figures([closed, replace(closed, subject="shed")], Gold(planted=(DONE,)))

    assert [each.judgement for each in result.alerts] == [Judgement.TOO_EARLY, Judgement.NOT_PLANTED]
    assert (found.said, found.recall) == (0, 0.0)


def test_a_trap_is_met_by_its_subject_where_the_alert_is_not_right(alert):
    gold = Gold(planted=(DONE,), tolerated=(ARGUED,), traps=(Trap(subjects=("jokes", "done", "fares", "sheds"), quotes=()),))
    wrong = replace(alert, kind=AlertKind.TIME_DRIFT, subject="shed")
    mild = replace(alert, kind=AlertKind.GOAL_PRIORITY, subject="fares")

    met = trapped([compared("lantern", [alert, wrong, mild], gold)])

    assert [(name, each.subject, each.traps) for name, each in met] == [("lantern", "shed", ("jokes",))]


def test_a_trap_is_met_by_two_of_its_quotes_even_where_the_alert_is_right(alert):
    quotes = tuple(piece.quote for piece in alert.evidence)
    gold = Gold(planted=(DONE,), traps=(Trap(subjects=("jokes",), quotes=quotes[:2]), Trap(subjects=("shed",), quotes=quotes[:1])))

    [(_, met)] = trapped([compared("lantern", [alert], gold)])

    assert (met.judgement, met.traps) == (Judgement.RIGHT, ("jokes",))


def test_what_comes_as_resolved_falls_into_no_trap(alert):
    gold = Gold(planted=(), traps=(Trap(subjects=("done",), quotes=()),))

    assert not trapped([compared("lantern", [replace(alert, status=AlertStatus.RESOLVED)], gold)])


def test_a_difference_counts_under_its_main_kind_and_an_alert_under_its_own(alert):
    result = compared("lantern", [replace(alert, kind=AlertKind.TERM_MEANING)], Gold(planted=(DONE,)))

    rows = {row.what: (row.expected, row.found, row.said, row.right) for row in by_kind([result], benchmark="b")}
    levels = {row.what: (row.expected, row.found) for row in by_difficulty([result], benchmark="b")}

    assert rows == {"term_meaning": (0, 0, 1, 1), "done_criteria": (1, 1, 0, 0)}
    assert levels == {"easy": (1, 1), "medium": (0, 0), "hard": (0, 0)}


def test_the_first_of_the_alerts_on_a_difference_says_how_late_it_is(alert):
    later = replace(alert, first_seen=date(2026, 3, 1))

    result = compared("lantern", [later, alert], Gold(planted=(DONE, replace(DONE, id="undated", onset=None))))

    assert days_late([result]) == [9]


def test_the_share_of_known_quotes_is_that_of_alerts_on_open_differences(alert):
    known = tuple(piece.quote for piece in alert.evidence)[:3]
    wrong = replace(alert, kind=AlertKind.TIME_DRIFT, subject="shed")

    result = compared("lantern", [alert, wrong], Gold(planted=(replace(DONE, quotes=known),)))

    assert localised([result]) == [0.5]
