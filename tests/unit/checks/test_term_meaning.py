from dataclasses import replace

import pytest
from tests.unit.checks.material import STRONG, material
from tests.unit.stages.said import statements

from driftwatch.checks.term_meaning import TermMeaning
from driftwatch.domain.meaning import CoverageStatus

SAID = statements(
    *[(f"the result row {n} left the hub queue, the hub kept the row", "alder", f"d{n}") for n in range(6)],
    *[(f"the doctor signed result {n} in the chart, the doctor knew", "birch", f"d{n}") for n in range(6)],
)


def _finding(**changes):
    findings, _ = TermMeaning().test(material(SAID, replace(STRONG, **changes)))
    (finding,) = findings
    return finding


def test_a_strong_contrast_holds_and_says_what_stands_near_the_term():
    finding = _finding()

    assert finding.holds
    assert finding.subject == "result"
    assert "hub" in finding.positions[0].summary
    assert "doctor" in finding.positions[1].summary


@pytest.mark.parametrize(
    "changes",
    [{"z": 1.0}, {"distance": 0.02}, {"interval": (-0.01, 0.2)}, {"several_voices": False}, {"kept_without_speaker": 0.4}],
    ids=["as any word differs", "no more than inside a partner", "the interval holds nought", "others go another way", "one speaker makes it"],
)
def test_a_significant_difference_alone_is_not_another_meaning(changes):
    finding = _finding(**changes)

    assert not finding.holds
    assert finding.p_value == 0.0005


def test_where_one_voice_says_nearly_all_of_a_side_it_is_asked_whose_view_it_is_and_less_is_sure():
    several, lonely = _finding(others=5), _finding(others=4)

    assert lonely.holds
    assert set(lonely.questions) - set(several.questions) == {"Is what is quoted here how each side as a whole sees it?"}
    assert lonely.confidence == pytest.approx(several.confidence - 0.1)


def test_a_clear_difference_as_large_as_two_senses_need_not_stand_out_among_words_that_differ_as_well():
    clear = {"z": 1.5, "distance": 0.4, "interval": (0.15, 0.6)}

    assert _finding(**clear).holds
    assert not _finding(**clear, p_value=0.005).holds
    assert not _finding(**(clear | {"distance": 0.2})).holds


def test_where_the_partners_speak_of_other_things_altogether_a_term_must_stand_out_further():
    others = [replace(STRONG, term=f"w{n}", term_like=False, tested=False, z=0.1) for n in range(9)]

    findings, _ = TermMeaning().test(material(SAID, replace(STRONG, z=3.0), *others))

    assert not findings[0].holds


def test_too_few_documents_for_any_p_value_is_said():
    finding = _finding(smallest_p=0.2)

    assert finding.p_value is None
    assert "too few documents" in (finding.insufficient or "")


def test_a_noun_of_state_that_names_an_event_can_have_two_senses_like_any_other():
    assert _finding(term="handover").holds


def test_words_of_state_belong_to_another_check():
    findings, coverage = TermMeaning().test(material(SAID, replace(STRONG, term="done")))

    assert findings == []
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_the_text_names_both_partners_and_no_person():
    finding = _finding()

    assert "Alder Works" in finding.title and "Birch Line" in finding.title
    assert "Ines" not in finding.title + "".join(finding.questions) + "".join(position.summary for position in finding.positions)
