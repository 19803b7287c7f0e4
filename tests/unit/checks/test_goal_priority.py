from dataclasses import replace

import pytest
from tests.unit.checks.material import PARTNERS, material
from tests.unit.stages.said import statements

from driftwatch.checks.goal_priority import GoalPriority
from driftwatch.domain.meaning import CoverageStatus
from driftwatch.domain.talk import Partner
from driftwatch.tables import Statements

MANY = [
    "What counts for us is the number of towns.",
    "I'd rather play rough in thirty towns than perfectly in three.",
    "A tour of thirty towns is worth more than another fortnight of rehearsals.",
    "Our priority is reach, from the coast to the border.",
    "Towns first, then rehearsals.",
    "Thirty towns beats every rehearsal room, whatever its size.",
    "What the funders look at is the number of towns.",
]
WELL = [
    "The quality of the rehearsals comes before the number of towns.",
    "I would rather play three towns well than thirty badly.",
    "I'd give up ten towns for another week of careful rehearsals.",
    "What matters to us is a good play after proper rehearsals.",
    "We care about the craft.",
    "One good evening is worth more to us than a long list of towns.",
    "Rehearsals before numbers, it was always so with us.",
]


def _said(texts, partner, first=0):
    return [(text, partner, f"d{n + first:02}") for n, text in enumerate(texts)]


def _tested(*rows, partners=PARTNERS, voices=3):
    said = statements(*rows)
    speakers = [f"{partner} {int(document[1:]) % voices}" for partner, document in zip(said.partner, said.document, strict=True)]
    return GoalPriority().test(replace(material(said.with_column(Statements.speaker, speakers)), partners=partners))


def _holding(*rows):
    return [finding for finding in _tested(*rows)[0] if finding.holds]


def test_two_sides_that_put_the_other_outcome_first_are_found():
    (finding,) = _holding(*_said(MANY, "alder"), *_said(WELL, "birch", 4))

    assert finding.p_value is not None
    assert finding.p_value <= 0.05
    assert finding.subject in ("towns vs rehearsals", "number vs rehearsals", "reach vs rehearsals")
    assert [position.partner for position in finding.positions] == ["alder", "birch"]
    assert all(len(position.evidence) >= 4 for position in finding.positions)


def test_the_quotes_begin_with_what_names_both_outcomes():
    (finding,) = _holding(*_said(MANY, "alder"), *_said(WELL, "birch", 4))

    assert all(" than " in identifier or "before" in identifier or "first" in identifier or "for" in identifier
               for position in finding.positions for identifier in position.evidence[:2])  # fmt: skip


def test_swapping_the_partners_mirrors_the_finding():
    (one,) = _holding(*_said(MANY, "alder"), *_said(WELL, "birch", 4))
    (other,) = _holding(*_said(MANY, "birch"), *_said(WELL, "alder", 4))

    assert one.subject.split(" vs ") == other.subject.split(" vs ")[::-1]
    assert one.effect is not None
    assert other.effect is not None
    assert one.effect.value == pytest.approx(other.effect.value)


def test_the_same_input_gives_the_same_finding():
    rows = [*_said(MANY, "alder"), *_said(WELL, "birch", 4)]

    assert _tested(*rows) == _tested(*rows)


def test_who_wants_the_same_is_not_raised():
    assert not _holding(*_said(WELL, "alder"), *_said(WELL[::-1], "birch", 4))


def test_sides_that_only_speak_of_their_own_trade_are_not_raised():
    sells = [
        "Our aim is a full order book.",
        "What counts for us is sales.",
        "Our goal is growth.",
        "What matters to us is the next customer.",
        "Our purpose is income.",
    ]
    heals = [
        "Our aim is the health of patients.",
        "What counts for us is patients.",
        "Our goal is research.",
        "What matters to us is safety.",
        "Our purpose is patient care.",
    ]

    assert not _holding(*_said(sells, "alder"), *_said(heals, "birch", 3))


def test_reported_words_jests_and_questions_are_no_evidence():
    reported = [f'They told me: "{text[:-1]}".' for text in MANY]

    findings, coverage = _tested(*_said(reported, "alder"), *_said(WELL, "birch", 4))

    assert findings == []
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_one_loud_document_is_not_an_organisation():
    rows = [(text, "alder", "d01") for text in MANY]

    assert not _holding(*rows, *_said(WELL, "birch", 4))


def test_what_one_speaker_alone_says_is_not_raised():
    findings, _ = _tested(*_said(MANY, "alder"), *_said(WELL, "birch", 4), voices=1)

    assert not any(finding.holds for finding in findings)


def test_few_judgements_are_not_enough_and_are_counted():
    findings, (coverage,) = _tested(*_said(MANY[:2], "alder"), *_said(WELL, "birch"))

    assert findings == []
    assert coverage.status is CoverageStatus.INSUFFICIENT_DATA
    assert "alder: 2, birch: 7" in coverage.why


def test_a_side_that_talks_more_does_not_become_another_side():
    talk = [(f"The van number {n} goes to the yard.", "alder", f"d{n % 9:02}") for n in range(200)]
    quiet = [finding.effect for finding in _holding(*_said(MANY, "alder"), *_said(WELL, "birch", 4))]

    assert [finding.effect for finding in _holding(*_said(MANY, "alder"), *_said(WELL, "birch", 4), *talk)] == quiet


def test_every_pair_of_partners_is_compared():
    third = Partner(id="cedar", name="Cedar Stage")
    rows = [*_said(MANY, "alder"), *_said(WELL, "birch", 4), *_said([text.replace("us", "us all") for text in WELL], "cedar", 2)]

    findings, coverage = _tested(*rows, partners=(*PARTNERS, third))

    assert {finding.partners for finding in findings if finding.holds} == {("alder", "birch"), ("alder", "cedar")}
    assert [each.partners for each in coverage] == [("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")]
