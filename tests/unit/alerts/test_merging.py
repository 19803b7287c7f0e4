from dataclasses import replace
from datetime import date
from itertools import permutations

from tests.unit.alerts.test_raising import finding, judged, raised, said

from driftwatch.domain.meaning import COUNTS, AlertKind, Effect, Settlement, Severity

STATEMENTS = [
    said(f"{side}{place}", document=f"{side}{place}", text=f"Pumps are commissioned after {place} days.") for side in "ab" for place in range(6)
]
GATE = finding(alder=("a0", "a1", "a2"), birch=("b0", "b1", "b2"), kind=AlertKind.DONE_CRITERIA, subject="commissioned", questions=("Which list?",))
MEASURE = finding(
    alder=("a0", "a1", "a3"),
    birch=("b3", "b4", "b5"),
    kind=AlertKind.METRIC_TARGET,
    subject="pumps commissioned",
    severity=Severity.HIGH,
    questions=("Which figure?",),
)
OTHER = finding(alder=("a3", "a4", "a5"), birch=("b3", "b4", "b5"), kind=AlertKind.RISK_POSTURE, subject="storm season")


def test_two_findings_that_share_quotes_are_one_alert_that_says_so():
    (alert,) = raised(STATEMENTS, GATE, MEASURE)

    assert alert.kind is AlertKind.METRIC_TARGET
    assert [(other.kind, other.subject) for other in alert.merged] == [(AlertKind.DONE_CRITERIA, "commissioned")]
    assert alert.severity is Severity.HIGH
    assert alert.questions == ("Which figure?", "Which list?")


def test_counts_of_a_noun_stand_behind_its_meaning_and_a_measure_before():
    meaning = replace(MEASURE, kind=AlertKind.TERM_MEANING)
    counts = replace(MEASURE, effect=Effect(measure=COUNTS, value=2.0))

    (alert,), (other,) = raised(STATEMENTS, meaning, counts), raised(STATEMENTS, meaning, MEASURE)

    assert (alert.kind, other.kind) == (AlertKind.TERM_MEANING, AlertKind.METRIC_TARGET)


def test_other_matters_stay_alerts_of_their_own():
    alerts = raised(STATEMENTS, GATE, OTHER)

    assert {alert.kind for alert in alerts} == {AlertKind.DONE_CRITERIA, AlertKind.RISK_POSTURE}
    assert not any(alert.merged for alert in alerts)


def test_one_word_in_common_without_a_common_quote_is_no_common_matter():
    measure = replace(MEASURE, positions=OTHER.positions)

    assert len(raised(STATEMENTS, GATE, measure)) == 2


def test_the_same_subject_is_one_matter_whatever_is_quoted():
    other = replace(OTHER, kind=AlertKind.PROCESS_MISMATCH, subject="Commissioned")

    (alert,) = raised(STATEMENTS, GATE, other)

    assert alert.subject == "commissioned"


def test_what_an_attitude_to_risk_is_mostly_said_around_is_no_common_matter_without_a_common_quote():
    around = replace(OTHER, subject="Commissioned")
    quoting = finding(alder=("a2", "a4", "a5"), birch=("b3", "b4", "b5"), kind=AlertKind.RISK_POSTURE, subject="Commissioned")

    assert len(raised(STATEMENTS, GATE, around)) == 2
    assert len(raised(STATEMENTS, GATE, quoting)) == 1


def test_two_findings_of_one_kind_are_two_alerts():
    assert len(raised(STATEMENTS, GATE, replace(GATE, subject="accepted"))) == 2


def test_what_is_settled_is_not_merged_with_what_is_open():
    settled = replace(MEASURE, settlement=Settlement(on=date(2026, 4, 1), evidence=("a0", "b0")))

    assert len(raised(STATEMENTS, GATE, settled)) == 2


def test_the_order_of_findings_does_not_matter():
    found = {raised(STATEMENTS, *order) for order in permutations([GATE, MEASURE, OTHER])}

    assert len(found) == 1


def test_an_alert_that_people_know_keeps_leading():
    (before,) = raised(STATEMENTS, GATE)

    (after,) = raised(STATEMENTS, GATE, MEASURE, formerly=[before.id])

    assert after.id == before.id
    assert after.merged[0].kind is AlertKind.METRIC_TARGET


def test_a_stronger_second_finding_does_not_take_the_lead():
    (weak,) = raised(STATEMENTS, GATE, replace(MEASURE, confidence=0.1))
    (strong,) = raised(STATEMENTS, GATE, judged(replace(MEASURE, confidence=0.9)))

    assert weak.id == strong.id


def test_what_is_new_is_not_told_with_what_people_have_put_aside_in_this_scan_and_in_the_next():
    (before,) = raised(STATEMENTS, GATE)

    first = raised(STATEMENTS, GATE, MEASURE, formerly=[before.id], aside=[before.id])
    second = raised(STATEMENTS, GATE, MEASURE, formerly=[alert.id for alert in first], aside=[before.id])

    assert {alert.kind: alert.merged for alert in first} == {AlertKind.DONE_CRITERIA: (), AlertKind.METRIC_TARGET: ()}
    assert second == first
    assert len(raised(STATEMENTS, GATE, MEASURE, aside=[alert.id for alert in first])) == 1
