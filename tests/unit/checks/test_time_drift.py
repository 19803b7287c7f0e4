from dataclasses import replace
from datetime import timedelta

import numpy as np
from tests.unit.checks.material import PARTNERS
from tests.unit.stages.dated import START, said, usages_of

from driftwatch.alerts.raising import raise_alerts
from driftwatch.checks.time_drift import TimeDrift
from driftwatch.domain.meaning import CoverageStatus, Judged, Term, Verdict
from driftwatch.ports import Material
from driftwatch.records import StatementRecord
from driftwatch.tables import Statements, Usages

STEP = [0.0] * 16 + [1.0] * 16
PULSE = [0.0] * 6 + [1.0] * 18 + [0.0] * 24
STEADY = [0.0] * 48
WORDS = ("plan", "team", "work", "list")


def _material(*rows):
    background = [row for word in WORDS for partner in ("alder", "birch") for row in usages_of(word, partner, STEADY)]
    statements, usages, vectors = said(*rows, *background)
    return Material(
        partners=PARTNERS,
        statements=statements,
        probabilities=np.full((len(statements), 7), 0.3, dtype=np.float32),
        labels=[()] * len(statements),
        usages=usages,
        terms=(Term(name="result", words=("result",)), *(Term(name=word, words=(word,), tested=False) for word in WORDS)),
        compared=usages,
        usage_vectors=vectors,
    )


def _findings(*rows):
    findings, coverage = TimeDrift().test(_material(*rows))
    return {finding.partners[0]: finding for finding in findings}, {row.partners[0]: row for row in coverage}


def test_a_change_of_one_partner_alone_holds_and_is_shown_before_and_after():
    findings, _ = _findings(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY))

    found = findings["alder"]

    assert found.holds
    assert found.p_value is not None and found.p_value <= 0.001
    assert found.partners == ("alder",)
    assert [position.partner for position in found.positions] == ["alder", "alder"]
    assert [position.summary.split(" 2025")[0] for position in found.positions] == ["up to", "from"]
    assert not findings["birch"].holds


def test_the_alert_quotes_both_times_in_equal_number():
    material = _material(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY))
    finding = next(finding for finding in TimeDrift().test(material)[0] if finding.holds)
    known = {
        row.id: StatementRecord(
            id=row.id, text=row.text, partner=row.partner, speaker=None, said_at=row.said_at, source=row.source, locator=row.locator,
            document=row.document, register=row.register, labels={}, predicted=(),
        )
        for row in material.statements.rows()
    }

    (group,) = raise_alerts([Judged(finding=finding, q_value=0.01, verdict=Verdict.DIVERGENT)], known, programme="p", partners=PARTNERS)
    alert = group.lead

    assert alert.partners == ("alder",)
    assert [{piece.quote for piece in alert.evidence_of(side)} for side in (0, 1)] == [{"result in sense 0.0"}, {"result in sense 1.0"}]


def test_a_change_that_both_make_is_told_as_the_programmes_and_raised_for_neither():
    findings, coverage = _findings(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEP))

    assert not any(finding.holds for finding in findings.values())
    assert "“result” changed with the other partners alike" in coverage["alder"].why


def test_a_change_that_went_back_is_told_and_not_raised():
    findings, coverage = _findings(*usages_of("result", "alder", PULSE), *usages_of("result", "birch", STEADY))

    assert not findings["alder"].holds
    assert "“result” changed and went back" in coverage["alder"].why


def test_a_change_to_what_both_agreed_on_is_settled():
    week_by_week = zip(usages_of("result", "alder", STEP), usages_of("result", "birch", STEADY[:32]), strict=True)
    material = _material(*[row for week in week_by_week for row in week])
    texts = list(material.statements.text)
    texts[32], texts[33] = "A result means a signed row.", "Agreed, a result is that."
    agreed = replace(material, statements=material.statements.with_column(Statements.text, texts))

    found = next(finding for finding in TimeDrift().test(agreed)[0] if finding.partners == ("alder",))

    assert found.holds
    assert found.settlement is not None
    assert found.settlement.on == (START + timedelta(weeks=16)).date()


def test_where_the_other_partner_cannot_be_followed_the_check_does_not_say_whose_change_it_is():
    findings, _ = _findings(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY[:8]))

    assert findings["alder"].p_value is None
    assert "Birch Line: too few usages" in (findings["alder"].insufficient or "")


def test_without_dates_the_check_says_so():
    material = _material(*[("result", "alder", None, sense) for sense in STEP])

    findings, coverage = TimeDrift().test(replace(material, compared=material.compared.where(material.compared.term == "result")))

    assert findings == []
    assert {row.status for row in coverage} == {CoverageStatus.INSUFFICIENT_DATA}
    assert "192 of 224 statements carry a date" in coverage[0].why


def test_without_vectors_nothing_is_claimed():
    material = replace(_material(*usages_of("result", "alder", STEP)), usage_vectors=None)

    findings, coverage = TimeDrift().test(material)

    assert findings == []
    assert {row.status for row in coverage} == {CoverageStatus.INSUFFICIENT_DATA}


def test_the_text_names_the_partner_and_no_person_and_takes_no_side():
    findings, _ = _findings(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY))
    text = " ".join([findings["alder"].title, *findings["alder"].questions, findings["alder"].clears_when])

    assert "Alder Works" in text
    assert "Ines" not in text

BEFORE = ("Clean linen reaches the wards within two hours.", "With us the linen is on the ward within two hours.",
          "Clean linen arrives in under two hours.", "The linen comes every two hours, day and night.")
AFTER = ("Clean linen reaches the wards once a day.", "The linen lift brings the linen every morning.", "Linen comes daily.",
         "The linen is there each morning.")


def _told(*rows, charter=""):
    """Material from (week, partner, text)."""
    statements = Statements.of(
        [
            (f"s{at:03}", text, partner, f"{partner} {at % 3}", START + timedelta(weeks=week), f"week {week}.md", "line 1", f"week {week}", "minutes",
             None, None, at, 0)
            for at, (week, partner, text) in enumerate(rows)
        ]
    )
    return Material(
        partners=PARTNERS,
        statements=statements,
        probabilities=np.full((len(statements), 7), 0.3, dtype=np.float32),
        labels=[()] * len(statements),
        usages=Usages.of([]),
        charter=charter,
    )


def _course(partner, *texts):
    return [(week, partner, text) for week, text in enumerate(texts)]


def test_a_figure_that_a_partner_gives_otherwise_from_some_day_on_holds_with_both_as_written():
    (found,), coverage = TimeDrift().test(_told(*_course("alder", *BEFORE, *AFTER)))

    assert found.holds
    assert (found.subject, found.partners) == ("linen", ("alder",))
    assert found.p_value == 2 / 70
    assert "“within two hours”" in found.positions[0].summary
    assert "“every morning”" in found.positions[1].summary
    assert [len(position.evidence) for position in found.positions] == [4, 4]
    assert "what holds of 1 thing" in coverage[0].why


def test_a_figure_that_the_other_partner_gives_alike_is_the_programmes_and_told_as_such():
    findings, coverage = TimeDrift().test(_told(*_course("alder", *BEFORE, *AFTER), *_course("birch", *BEFORE, *AFTER)))

    assert not any(finding.holds for finding in findings)
    assert "“linen” changed with the other partners alike" in coverage[0].why


def test_exchanging_the_partners_exchanges_the_finding():
    one, _ = TimeDrift().test(_told(*_course("alder", *BEFORE, *AFTER), *_course("birch", *BEFORE, *BEFORE)))
    other, _ = TimeDrift().test(_told(*_course("birch", *BEFORE, *AFTER), *_course("alder", *BEFORE, *BEFORE)))

    assert [finding.partners for finding in one if finding.holds] == [("alder",)]
    assert [finding.partners for finding in other if finding.holds] == [("birch",)]


def test_a_new_figure_on_which_both_agreed_is_settled():
    agreed = [(4, "alder", "Linen means one load a day from now on."), (4, "birch", "Agreed, linen once a day.")]
    later = [(week, "birch", "Linen is fine.") for week in (5, 6, 7)]
    after = [(4 + week, "alder", text) for week, text in enumerate(AFTER)]

    findings, _ = TimeDrift().test(_told(*_course("alder", *BEFORE), *agreed, *after, *later))

    assert [finding.settlement.on for finding in findings if finding.holds and finding.settlement] == [(START + timedelta(weeks=4)).date()]


def test_with_three_documents_on_either_side_there_is_not_enough():
    (found,), _ = TimeDrift().test(_told(*_course("alder", *BEFORE[:3], *AFTER[:3])))

    assert found.p_value is None
    assert "too few documents" in (found.insufficient or "")


def test_a_figure_of_the_charter_is_asked_about():
    charter = "5.1 Clean linen reaches the wards within two hours.\n"

    (found,), _ = TimeDrift().test(_told(*_course("alder", *BEFORE, *AFTER), charter=charter))

    assert any("The charter has “within two hours”" in question for question in found.questions)
