"""A museum and a travelling theatre that lend each other things; both are invented."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.checks.material import PARTNERS, material
from tests.unit.stages.said import statements

from driftwatch.checks.process_mismatch import ProcessMismatch
from driftwatch.domain.facets import COLUMNS, VALUES, Facet
from driftwatch.domain.meaning import CoverageStatus, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.encoders.facet_model import no_sides
from driftwatch.some_rows import SomeRows
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements

STEPS = (
    "A loan needs the approval of the registrar and a condition report.",
    "Every loan goes to the committee, which takes three months.",
    "No loan agreement, no crate.",
    "We have no loan agreement for the two lanterns.",
    "Please submit the loan form four weeks in advance.",
    "Nothing is lent before the trustees have signed the form.",
    "I only heard of the loan of the mirror when the crate was gone.",
    "The loan of the throne is still with the registrar.",
)
DIRECT = (
    "I can approve a loan from the van.",
    "We just lend it and write the paper afterwards.",
    "For a loan nobody has to ask, that's how we work.",
    "Just take the crate, I'll sign.",
    "I'm not going to wait three months for a form.",
    "Borrowed on the spot, and that's that.",
    "We don't do paperwork for a loan among friends.",
    "I'd rather say sorry for a loan than ask the committee.",
)
SMALL_TALK = ("The van is blue.", "The hall was full again.", "It rained all Sunday.", "The new curtain is heavy.")


def _meetings(alder, birch, *, days=8):
    """One statement of each in each meeting, and some small talk."""
    rows = []
    for day in range(days):
        rows += [(alder[day % len(alder)], "alder", f"m{day}"), (birch[day % len(birch)], "birch", f"m{day}")]
        rows += [(f"{SMALL_TALK[day % 4]} ({day})", ("alder", "birch")[day % 2], f"m{day}")]
    return statements(*rows)


def _found(said, *, charter="", partners=PARTNERS):
    findings, coverage = ProcessMismatch().test(replace(material(said), charter=charter, partners=partners))
    return judge(findings, fdr=0.1), coverage


def _alerts(said, **options):
    return [entry.finding for entry in _found(said, **options)[0] if entry.verdict is Verdict.DIVERGENT]


def _in_chat(said):
    return said.with_column(Statements.register, ["chat"] * len(said))


def test_steps_on_one_side_and_none_on_the_other_are_an_alert_with_both_in_quotes() -> None:
    found = _alerts(_meetings(STEPS, DIRECT))

    assert [finding.subject for finding in found] == ["loans"]
    assert [position.summary.split(":")[0] for position in found[0].positions] == [
        "steps or time beforehand",
        "done directly or at once, on one's own word or told afterwards",
    ]
    assert "three months" in found[0].positions[0].summary
    assert all(len(position.evidence) >= 6 for position in found[0].positions)
    assert found[0].p_value is not None and found[0].p_value < 0.02
    assert found[0].effect is not None and found[0].effect.interval is not None and found[0].effect.interval[0] > 1.0


def test_swapping_the_partners_mirrors_the_alert() -> None:
    one, other = (_alerts(said)[0] for said in (_meetings(STEPS, DIRECT), _meetings(DIRECT, STEPS)))

    assert (one.subject, one.p_value, one.severity, one.confidence, one.title) == (
        other.subject,
        other.p_value,
        other.severity,
        other.confidence,
        other.title,
    )
    assert [position.summary for position in one.positions] == [position.summary for position in reversed(other.positions)]


def test_the_same_statements_give_the_same_finding() -> None:
    assert _found(_meetings(STEPS, DIRECT)) == _found(_meetings(STEPS, DIRECT))


def test_two_sides_that_both_ask_for_steps_are_no_alert() -> None:
    assert not _alerts(_meetings(STEPS, (*STEPS[4:], *STEPS[:4])))


def test_a_side_that_does_both_is_no_alert() -> None:
    mixed = tuple(text for pair in zip(STEPS[:4], DIRECT[:4], strict=True) for text in pair)

    assert not _alerts(_meetings(mixed, (*mixed[3:], *mixed[:3])))


def test_talking_more_is_no_alert() -> None:
    rows = [(STEPS[n % 8], "alder", f"m{n % 8}") for n in range(40)]

    assert not _alerts(statements(*rows, *((text, "birch", f"m{n}") for n, text in enumerate(SMALL_TALK * 2))))


@pytest.mark.parametrize(
    "turned",
    ["If we ever lent it, {}", "You always say: “{}”", "{} haha, just kidding", "We take it back that {}", "The theatre says that {}"],
)
def test_what_is_reported_joked_imagined_or_taken_back_is_no_position(turned: str) -> None:
    direct = tuple(turned.format(text[0].lower() + text[1:].rstrip(".")) for text in DIRECT)

    assert not _alerts(_meetings(STEPS, direct))


def test_few_statements_are_said_to_be_too_few() -> None:
    found, coverage = _found(_meetings(STEPS, DIRECT, days=2))

    assert all(entry.verdict is Verdict.INSUFFICIENT for entry in found)
    assert [row.status for row in coverage] == [CoverageStatus.INSUFFICIENT_DATA]
    assert "alder" in coverage[0].why and "birch" in coverage[0].why


def test_few_documents_cannot_carry_an_alert_and_say_so() -> None:
    found, _ = _found(_meetings(STEPS, DIRECT, days=3))

    assert [entry.finding.insufficient for entry in found if entry.finding.subject == "loans"] == [
        "too few documents: no p value below 0.25 can be reached"
    ]


def test_two_rhythms_of_one_thing_are_an_alert_that_names_both() -> None:
    weekly = ("We change the show every week.", "Every week a changed show, that is the deal.", "Our change comes every week, rain or not.")
    yearly = ("The exhibition is changed once a year.", "Once a year we change a show, no more.", "Change is once a year with us.")

    found = _alerts(_meetings(weekly, yearly))

    assert len(found) == 1
    assert "cadence" in found[0].subject
    assert found[0].positions[0].summary.startswith("every week: ")
    assert found[0].positions[1].summary.startswith("once a year: ")


def test_rhythms_of_different_things_are_no_alert() -> None:
    weekly = ("The floor is polished every week.", "We water the palms every week.", "Every week somebody winds the clock.")
    yearly = ("The roof is painted once a year.", "Once a year we sing in the yard.", "The orchard blooms once a year.")

    assert not _alerts(_meetings(weekly, yearly))


def test_decisions_in_talk_against_decisions_on_record_are_an_alert() -> None:
    talk = ("ok, decided, we take the red curtain", "settled then, I'm painting it", "We agreed that on the phone.", "three votes, it's settled")
    record = (
        "I do not find that in the minutes.",
        "Could this be added to the agenda?",
        "When it stands in the minutes I will act on it, please record it.",
        "That was never minuted.",
    )

    found = _alerts(_in_chat(_meetings(record, talk)))

    assert [finding.subject for finding in found] == ["decisions"]
    assert "a record is missing" in found[0].positions[0].summary


def test_decisions_of_both_in_talk_are_no_alert() -> None:
    talk = ("ok, decided, we take the red curtain", "settled then, I'm painting it", "great, agreed, let's go", "three votes, it's settled")

    assert not _alerts(_in_chat(_meetings(talk, talk[::-1])))


def test_a_task_that_the_charter_gives_to_one_side_is_no_mismatch() -> None:
    charter = "## Roles\n\n7.1 Alder Works keeps the loan forms and the registrar's approval of every loan, crate and lantern."
    steps = tuple(f"{text.rstrip('.')}, says the loan approval of the registrar." for text in STEPS)

    assert _alerts(_meetings(steps, DIRECT))
    assert not _alerts(_meetings(steps, DIRECT), charter=charter)


def test_of_three_partners_every_pair_is_compared() -> None:
    third = Partner(id="cedar", name="Cedar Guild")
    said = _meetings(STEPS, DIRECT)
    more = statements(*((text, "cedar", f"m{n}") for n, text in enumerate(STEPS[::-1])))
    joined = Statements.of([*said.rows(), *(row._replace(id=f"c{row.id}", position=row.position + 3) for row in more.rows())])

    found, coverage = _found(joined, partners=(*PARTNERS, third))

    alerts = {entry.finding.partners for entry in found if entry.verdict is Verdict.DIVERGENT}
    assert alerts == {("alder", "birch"), ("birch", "cedar")}
    assert [row.partners for row in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]


def test_no_statements_are_not_enough() -> None:
    found, coverage = _found(statements(("Good morning.", "alder", "m1")))

    assert not found
    assert [row.status for row in coverage] == [CoverageStatus.INSUFFICIENT_DATA]


def test_two_lead_times_of_one_thing_are_an_alert_that_names_both() -> None:
    soon = ("You pay an invoice within 14 days.", "An invoice is due after 14 days.", "Payment within 14 days, as on every invoice.")
    late = ("Our invoices are paid after 90 days.", "We pay an invoice after 90 days.", "It takes 90 days until an invoice is paid here.")

    found = _alerts(_meetings(soon, late))

    assert [finding.effect.measure for finding in found if finding.effect] == ["how long it takes or before"]
    assert [position.summary.split(":")[0] for position in found[0].positions] == ["within 14 days", "after 90 days"]


def test_lead_times_of_nearly_the_same_length_are_no_alert() -> None:
    one = ("You pay an invoice within 14 days.", "An invoice is due after 14 days.", "Payment within 14 days, as on every invoice.")
    other = ("We pay an invoice within two weeks.", "An invoice is due after two weeks.", "Payment takes two weeks, for every invoice.")

    assert not _alerts(_meetings(one, other))


UNKNOWN_STEPS = ("Amber kettles hum.", "Brisk otters drift.", "Copper bells rest.", "Dusty maps curl.", "Early ferns bend.", "Faded quilts warm.")
UNKNOWN_ACTS = ("Golden pears fall.", "Humble wrens sing.", "Ivory keys click.", "Jolly kites dip.", "Kindled logs glow.", "Lofty pines sway.")


def _seen_by_the_model(alder, birch):
    """Each says two things in words that we know; what the model takes for steps or the direct way stands in UNKNOWN_STEPS and UNKNOWN_ACTS."""
    said = _meetings((STEPS[0], STEPS[5], *alder), (DIRECT[3], DIRECT[4], *birch), days=16)
    who = [f"{partner} {int(document[1:]) // 2 % 2}" for partner, document in zip(said.partner, said.document, strict=True)]
    said = said.with_column(Statements.speaker, who)
    found = no_sides(len(said))
    vectors = np.random.default_rng(5).normal(0.0, 0.02, size=(len(said), 32)).astype(np.float32)
    for row, text in enumerate(said.text):
        likely = "steps" if text in UNKNOWN_STEPS else "direct" if text in UNKNOWN_ACTS else None
        vectors[row, 1 + row % 31 if text.startswith(SMALL_TALK) else 0] += 1.0
        if likely:
            found[row, COLUMNS[Facet.WAY]] = 0.02
            found[row, COLUMNS[Facet.WAY].start + VALUES[Facet.WAY].index(likely)] = 0.94
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return replace(material(said), facets=found, statement_vectors=SomeRows.of(np.arange(len(said)), vectors, among=len(said)))


def test_ways_that_mostly_the_model_sees_are_compared_over_all():
    findings, _ = ProcessMismatch().test(_seen_by_the_model(UNKNOWN_STEPS, UNKNOWN_ACTS))

    (found,) = [entry.finding for entry in judge(findings, fdr=0.1) if entry.verdict is Verdict.DIVERGENT]
    assert {position.partner: position.summary.split(":")[0] for position in found.positions} == {
        "alder": "asks for steps or time beforehand, or for the record",
        "birch": "does it at once, or decides in talk",
    }
    assert not any(name in found.title for partner in PARTNERS for name in partner.people)


def test_ways_spread_over_both_partners_are_no_alert():
    mixed = [UNKNOWN_STEPS[:3] + UNKNOWN_ACTS[:3], UNKNOWN_ACTS[3:] + UNKNOWN_STEPS[3:]]

    findings, _ = ProcessMismatch().test(_seen_by_the_model(*mixed))

    assert not [entry for entry in judge(findings, fdr=0.1) if entry.verdict is Verdict.DIVERGENT]
