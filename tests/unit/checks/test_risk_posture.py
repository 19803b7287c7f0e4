"""`risk_posture` speaks where two partners lean to different sides on like subjects, and nowhere else."""

from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.checks.workshop import BOLD, CAREFUL, PARTNERS, PLAIN, divided, programme

from driftwatch.checks.risk_posture import OVERALL, RiskPosture
from driftwatch.domain.facets import COLUMNS, VALUES, Facet
from driftwatch.domain.meaning import CoverageStatus, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.encoders.facet_model import no_sides
from driftwatch.stages.judge import judge


def raised(material):
    findings, _ = RiskPosture().test(material)
    return [entry.finding for entry in judge(findings, fdr=0.1) if entry.verdict is Verdict.DIVERGENT]


def test_two_poles_around_one_thing_are_one_alert_named_by_the_thing():
    found = raised(programme(divided()))

    assert [finding.subject for finding in found] == ["flying puppet"]


def test_the_quotes_of_each_side_are_of_its_own_pole():
    material = programme(divided())
    texts = {row.id: row.text for row in material.statements.rows()}

    (finding,) = raised(material)

    sides = {position.partner: {texts[identifier] for identifier in position.evidence} for position in finding.positions}
    assert sides["guild"] <= set(BOLD)
    assert sides["hall"] <= set(CAREFUL)
    assert min(map(len, sides.values())) >= 3


def test_title_and_questions_name_no_person_and_blame_nobody():
    (finding,) = raised(programme(divided()))

    said = " ".join([finding.title, *finding.questions, finding.clears_when])
    assert "Strings Guild and Town Hall" in said
    assert not any(name in said for partner in PARTNERS for name in partner.people)


def _seen_by_the_model(said, accept, avoid):
    """Material in whose statements no phrase of ours stands: the model takes a side for those in `accept` and `avoid`."""
    material = programme(said)
    found = no_sides(len(material.statements))
    for row, text in enumerate(material.statements.text):
        likely = VALUES[Facet.RISK].index("accept" if text in accept else "avoid")
        if text in accept or text in avoid:
            found[row, COLUMNS[Facet.RISK]] = 0.02
            found[row, COLUMNS[Facet.RISK].start + likely] = 0.96
    return replace(material, facets=found)


DIM = tuple(f"A matter told in words that stand in no list of ours, the {number} of its kind." for number in "abcdefgh")
GREY = tuple(f"Another matter told in words that stand in no list of ours, the {number} of its kind." for number in "abcdefgh")


def _dim_and_grey():
    """As `divided`, in those words."""
    words = dict(zip((*BOLD, *CAREFUL), (*DIM, *GREY), strict=True))
    return [(partner, speaker, words.get(text, text), document) for partner, speaker, text, document in divided()]


def test_two_poles_that_only_the_model_sees_are_an_alert():
    found = raised(_seen_by_the_model(_dim_and_grey(), DIM, GREY))

    assert len(found) == 1
    assert {position.partner: position.summary.split(":")[0] for position in found[0].positions} == {
        "guild": "leans to trying and accepting",
        "hall": "leans to avoiding or proving first",
    }
    assert {position.statements for position in found[0].positions} == {8}


def test_sides_that_the_model_sees_spread_over_both_partners_are_no_alert():
    assert not raised(_seen_by_the_model(_dim_and_grey(), DIM[::2] + GREY[::2], DIM[1::2] + GREY[1::2]))


def test_the_same_statements_without_a_model_are_not_enough():
    findings, coverage = RiskPosture().test(programme(_dim_and_grey()))

    assert not findings
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_both_careful_is_no_alert():
    said = [(partner, f"{partner} {document % 2}", text, document) for partner in ("guild", "hall") for document, text in enumerate(CAREFUL)]

    assert not raised(programme(said))


def test_a_side_that_says_far_more_of_the_same_is_no_alert():
    said = [("hall", f"hall {document % 2}", text, document) for document, text in enumerate(CAREFUL * 3)]
    said += [("guild", f"guild {document % 2}", text, document) for document, text in enumerate(CAREFUL)]

    assert not raised(programme(said))


def test_different_subjects_are_topic_and_no_posture():
    said = divided(plain=False)
    topics = [0 if text in BOLD else 1 for _, _, text, _ in said]
    spread = [(partner, speaker, text, 2 * document + (text in CAREFUL)) for partner, speaker, text, document in said]

    findings, coverage = RiskPosture().test(programme(spread, topics=topics))

    assert not findings
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA
    assert "no shared subjects" in coverage[0].why


def test_reports_jokes_questions_and_old_failures_carry_nothing():
    traps = (
        "They told us that they always try the flying puppet over the crowd.",
        "My appetite for risk is a second helping of the flying puppet's cake, haha.",
        "What can happen to the flying puppet in the rain?",
        "The flying puppet fell in 2019 and we lost a week.",
        "If we ever flew ten of them we'd be mad.",
        "The risk of rain is in the register.",
        "The other theatre is known to be bold with its puppets.",
        "Fine by me, Thursday then.",
    )
    said = [("guild", f"guild {document % 2}", text, document) for document, text in enumerate(traps)]
    said += [("hall", f"hall {document % 2}", text, document) for document, text in enumerate(CAREFUL)]

    findings, coverage = RiskPosture().test(programme(said))

    assert not findings
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA
    assert "guild: 0 statements" in coverage[0].why


def test_one_loud_speaker_is_not_a_partner():
    said = [("guild", "guild 0" if text in BOLD else "guild 1", text, document) for document, text in enumerate([*BOLD, *CAREFUL])]
    said += [("hall", f"hall {document % 2}", text, document) for document, text in enumerate(CAREFUL)]

    assert not raised(programme(said))


def test_swapping_the_partners_mirrors_the_result():
    one, other = raised(programme(divided())), raised(programme(divided(bold="hall", careful="guild")))

    assert [finding.subject for finding in one] == [finding.subject for finding in other]
    assert one[0].effect.value == pytest.approx(other[0].effect.value)
    assert one[0].effect.interval == pytest.approx(other[0].effect.interval)
    assert one[0].p_value == pytest.approx(other[0].p_value, rel=0.5)
    assert [position.summary for position in one[0].positions] == [position.summary for position in reversed(other[0].positions)]


def test_every_pair_of_three_partners_is_looked_at():
    third = Partner(id="mill", name="Mill Trust")
    said = divided() + [("mill", f"mill {document % 2}", text, document) for document, text in enumerate(CAREFUL)]

    findings, coverage = RiskPosture().test(programme(said, partners=(*PARTNERS, third)))

    assert [row.partners for row in coverage] == [("guild", "hall"), ("guild", "mill"), ("hall", "mill")]
    opposed = {entry.finding.partners for entry in judge(findings, fdr=0.1) if entry.verdict is Verdict.DIVERGENT}
    assert opposed == {("guild", "hall"), ("guild", "mill")}


def test_an_unrelated_third_partner_changes_nothing():
    third = Partner(id="mill", name="Mill Trust")
    said = [*divided(), ("mill", "mill 0", PLAIN[0], 9)]

    with_third = raised(programme(said, partners=(*PARTNERS, third)))

    assert [finding.subject for finding in with_third] == ["flying puppet"]


def test_the_same_statements_give_the_same_finding():
    first, second = RiskPosture().test(programme(divided())), RiskPosture().test(programme(divided()))

    assert first == second


def test_nothing_said_is_told_as_too_little():
    findings, coverage = RiskPosture().test(programme([("guild", "guild 0", PLAIN[0], 0)]))

    assert not findings
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_without_vectors_it_says_so():
    material = replace(programme(divided()), statement_vectors=None)

    findings, coverage = RiskPosture().test(material)

    assert not findings
    assert "no statement of risks" in coverage[0].why


def test_where_no_area_holds_most_of_it_the_subject_is_the_posture():
    things = ("wagon", "curtain", "lantern", "trapdoor", "ladder", "bonfire", "balcony", "drum")
    said = [(partner, speaker, text.replace("flying puppet", things[document]), document) for partner, speaker, text, document in divided()]

    found = raised(programme(said))

    assert [finding.subject for finding in found] == [OVERALL]


def test_evidence_is_of_several_documents_and_best_first():
    material = programme(divided())
    documents = {row.id: row.document for row in material.statements.rows()}

    (finding,) = raised(material)

    for position in finding.positions:
        assert all(documents[one] != documents[other] for one, other in pairwise(position.evidence))
