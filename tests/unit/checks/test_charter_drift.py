"""A winery and a bottler with a charter between them; both are invented."""

from dataclasses import replace

import pytest
from tests.unit.checks.material import material
from tests.unit.stages.said import statements

from driftwatch.checks.charter_drift import CharterDrift
from driftwatch.domain.meaning import CoverageStatus, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.stages.judge import judge

PARTNERS = (Partner(id="alder", name="Alder Winery", aliases=("Alder",)), Partner(id="birch", name="Birch Bottling", aliases=("Birch",)))
THIRD = Partner(id="cedar", name="Cedar Haulage", aliases=("Cedar",))
CHARTER = """# Agreement

## 3 Rhythm

3.1 Samples of every tank reach the laboratory weekly.
3.2 The planning meeting takes place every two weeks.

## 4 Changes

4.2 Changes to a label are announced six weeks before printing.

## 5 People

5.1 Birch seconds three cellar hands to Alder during harvest.
5.2 Only Alder presses and ferments.

## 6 Figures

| No. | Measure | Target |
|---|---|---|
| M1 | Bottles broken on the line | at most 0.5 % |
"""
TALK = (
    "The rain has stopped at last.",
    "The invoice went out on Monday.",
    "Three crates came back, all fine.",
    "The new colleague starts next week.",
    "The gate code has changed.",
    "The lamp in hall two flickers.",
    "That drawing is very good.",
    "The list is in the folder.",
)
RHYTHM = (
    ("Tank samples go out every Friday, as agreed.", "Good, weekly suits the lab."),
    ("3.1 has weekly samples.", "We will test samples once a month from January, the lab has one person less."),
    ("I still send samples every week.", "They wait in the fridge until the monthly run."),
    ("Clause 3.1 has weekly samples, and the wine moves.", "Samples are measured monthly now, all customers alike."),
    ("Weekly samples, as in 3.1, please.", "A monthly sample is what I can do."),
    ("We signed weekly samples.", "The next monthly samples go in on the third."),
)
HANDS = (
    ("Three cellar hands from Birch, that is in the agreement.", "Noted."),
    ("5.1 has three cellar hands.", "I cannot spare a third cellar hand this season."),
    ("Still waiting for the third cellar hand.", "The third cellar hand is on leave until autumn."),
    ("The agreement says three cellar hands.", "We are short-staffed, so one cellar hand has to do."),
    ("We only had one cellar hand again.", "The vacancy was cancelled by head office."),
    ("Three cellar hands were promised in 5.1.", "No third cellar hand before winter."),
)


def _meetings(*pairs, partners=("alder", "birch")):
    """One statement of each in each meeting, and some small talk."""
    rows = []
    for day, pair in enumerate(pairs):
        rows += [(text, partner, f"m{day}") for text, partner in zip(pair, partners, strict=True)]
        rows += [(f"{TALK[(day * 3 + n) % 8]} ({day}{n})", partners[n % 2], f"m{day}") for n in range(6)]
    return statements(*rows)


def _found(said, *, charter=CHARTER, partners=PARTNERS):
    findings, coverage = CharterDrift().test(replace(material(said), charter=charter, partners=partners))
    return judge(findings, fdr=0.1), coverage


def _alerts(said, **options):
    return [entry.finding for entry in _found(said, **options)[0] if entry.verdict is Verdict.DIVERGENT]


def test_another_rhythm_than_the_clause_has_is_an_alert_with_both_sides_in_quotes():
    said = _meetings(*RHYTHM)

    (alert,) = _alerts(said)

    assert alert.subject == "sample cadence"
    assert "clause 3.1" in alert.title
    alder, birch = alert.positions
    assert (alder.partner, birch.partner) == ("alder", "birch")
    assert alder.summary.startswith("holds to clause 3.1") and birch.summary.startswith("names another rhythm than clause 3.1")
    assert "first on 2026-03-02" in birch.summary
    assert all("month" in identifier for identifier in birch.evidence[:4])
    assert alert.p_value is not None and alert.p_value <= 0.05
    assert alert.effect is not None and alert.effect.interval is not None
    assert alert.questions and alert.clears_when and alert.settlement is None


def test_a_promised_number_that_is_not_given_is_an_alert():
    (alert,) = _alerts(_meetings(*HANDS))

    assert alert.subject == "cellar hands"
    assert alert.positions[1].summary.startswith("speaks of less, or later, than clause 5.1")
    assert "m3:" in " ".join(alert.positions[0].evidence)


def test_another_period_is_an_alert():
    said = _meetings(
        ("The new label goes to you two weeks before printing, that is enough.", "4.2 says six weeks."),
        ("Two weeks before printing you get the label change, as always.", "Label changes need six weeks, 4.2."),
        ("A label change two weeks ahead must do.", "By clause 4.2 that label is late."),
        ("The label change comes a fortnight ahead, no earlier.", "Six weeks for a label change, as in 4.2."),
    )

    assert [alert.subject for alert in _alerts(said)] == ["changes to a label"]


def test_a_laxer_target_than_the_charters_is_an_alert_and_readings_are_none():
    laxer = _meetings(
        ("M1 says 0.5.", "For broken bottles on the line we aim at 1.5 %, that is realistic."),
        ("The target for bottles broken on the line is 0.5 %.", "Our target for bottles broken on the line is 1.5 %."),
        ("M1 has not changed.", "1.5 % of bottles broken on the line is good enough."),
        ("M1 is what we signed.", "We plan with 1.5 % of bottles broken on the line."),
    )
    readings = _meetings(*[(f"M1 is missed in month {month}.", f"Bottles broken on the line were 0.{month} % in May.") for month in (7, 8, 9)])

    assert [alert.subject for alert in _alerts(laxer)] == ["bottles broken"]
    assert not _alerts(readings)


def test_a_charter_of_plain_text_is_read_too():
    plain = "MEMORANDUM\n\n3. RHYTHM\n\n3.1 Samples of every tank reach the\n    laboratory weekly.\n"

    assert [alert.subject for alert in _alerts(_meetings(*RHYTHM), charter=plain)] == ["sample cadence"]


def test_a_side_that_quotes_the_clause_in_order_to_keep_it_does_not_depart():
    said = _meetings(*[(f"3.1 has weekly samples, box {day}.", f"Weekly samples as in 3.1, tank {day}.") for day in range(5)])

    assert not _found(said)[0]


def test_roles_that_the_charter_gives_to_one_side_are_no_departure():
    said = _meetings(*[("Pressing is ours, 5.2, and we start at six.", "Pressing is with Alder, 5.2, we cannot press anyway.")] * 4)

    assert not _alerts(said)


@pytest.mark.parametrize(
    "birch",
    [
        "If we ever tested samples once a month, you would complain.",
        "Samples once a month, haha, just kidding.",
        "Alder said that “samples are tested once a month from now on”.",
        "Would samples once a month do?",
        "The board meeting is once a month, samples are with Ines.",
    ],
)
def test_what_is_imagined_joked_reported_asked_or_said_of_something_else_is_no_departure(birch):
    assert not _alerts(_meetings(*[(f"3.1 has weekly samples ({day}).", birch) for day in range(5)]))


def test_a_departure_that_was_taken_back_is_none():
    back = ("Good, 3.1 as it is.", "We take that back, samples stay weekly.")
    kept = [("Thanks.", "Weekly samples as in 3.1 are done."), ("Fine.", "Samples are tested every week.")]

    assert not _alerts(_meetings(*RHYTHM[:4], back, *kept))


def test_a_clause_that_both_change_comes_as_settled():
    said = _meetings(
        *RHYTHM,
        ("We change the agreement: samples are tested monthly, 3.1 is amended.", "Agreed, fine for us."),
        ("Thanks.", "Monthly samples are out."),
    )

    (alert,) = _alerts(said)

    assert alert.settlement is not None
    assert alert.settlement.on.isoformat() == "2026-03-07"


def test_one_document_is_not_enough_and_that_is_said():
    entries, coverage = _found(_meetings(RHYTHM[0], RHYTHM[1], ("Weekly samples, as in 3.1.", "Noted.")))

    assert [entry.verdict for entry in entries] == [Verdict.INSUFFICIENT]
    assert "2 needed" in entries[0].finding.insufficient
    assert coverage[0].status is CoverageStatus.RAN


def test_without_a_charter_nothing_is_tested():
    entries, coverage = _found(_meetings(*RHYTHM), charter="")

    assert not entries
    assert [row.status for row in coverage] == [CoverageStatus.INSUFFICIENT_DATA]


def test_swapping_the_partners_mirrors_the_result():
    one = _alerts(_meetings(*RHYTHM))[0]
    other = _alerts(_meetings(*[pair[::-1] for pair in RHYTHM]))[0]

    assert one.p_value == other.p_value
    assert [position.summary for position in one.positions] == [position.summary for position in other.positions][::-1]
    assert one.effect == other.effect


def test_of_three_partners_the_one_that_holds_to_the_clause_is_named():
    cedar = [("The truck leaves at six.", "cedar", f"m{day}") for day in range(6)]
    said = statements(*[(row.text, row.partner, row.document) for row in _meetings(*RHYTHM).rows()], *cedar)

    (alert,) = _alerts(said, partners=(*PARTNERS, THIRD))
    _, coverage = _found(said, partners=(*PARTNERS, THIRD))

    assert alert.partners == ("alder", "birch")
    assert len(coverage) == 3


def test_no_more_than_two_clauses_are_raised_at_once():
    label = [("The label change goes to you two weeks before printing.", f"4.2 says six weeks ({day}).") for day in range(6)]
    target = [(f"M1 says 0.5 ({day}).", "Our target for bottles broken on the line is 1.5 %.") for day in range(6)]
    said = _meetings(*RHYTHM, *HANDS, *label, *target)

    assert len(_alerts(said)) == 2


def test_the_same_statements_give_the_same_findings():
    assert CharterDrift().test(replace(material(_meetings(*HANDS)), charter=CHARTER, partners=PARTNERS)) == CharterDrift().test(
        replace(material(_meetings(*HANDS)), charter=CHARTER, partners=PARTNERS)
    )
