from dataclasses import replace

from tests.unit.checks.material import STRONG, material
from tests.unit.stages.said import statements

from driftwatch.checks.done_criteria import DoneCriteria
from driftwatch.domain.criteria import Criterion, criteria_in
from driftwatch.domain.meaning import CoverageStatus

DONE = replace(STRONG, term="done")
LAB = [("it is done when the simulator is green", "alder", f"d{n}") for n in range(8)]
FIELD = [("nothing is done before three shifts have worked with it for two weeks", "birch", f"d{n}") for n in range(8)]


def _finding(*rows, contrast=DONE):
    findings, _ = DoneCriteria().test(material(statements(*rows), contrast))
    (finding,) = findings
    return finding


def test_different_criteria_of_the_two_sides_are_named_in_parallel_words():
    finding = _finding(*LAB, *FIELD)

    assert finding.holds
    assert "simulation or in the lab (8 of 8 statements)" in finding.positions[0].summary
    assert "routine use" in finding.positions[1].summary


def test_the_same_criteria_in_different_places_are_no_difference():
    finding = _finding(*LAB, *[(text, "birch", document) for text, _, document in LAB])

    assert not finding.holds
    assert Criterion.SIMULATED.value in finding.common_ground


def test_statements_that_name_no_criterion_are_not_enough_where_the_usages_differ_a_little():
    named = [*[("that is done now", "alder", f"d{n}") for n in range(8)], *FIELD]

    finding = _finding(*named, contrast=replace(DONE, z=2.5))

    assert finding.p_value is None
    assert "alder: criteria named 0 times" in (finding.insufficient or "")


def test_usages_that_lie_far_apart_tell_of_criteria_that_we_have_no_word_for():
    oven = [(f"the batch is done when the crust sings, loaf {n}", "alder", f"d{n}") for n in range(8)]
    shop = [(f"the batch is done when the shelf is empty, day {n}", "birch", f"d{n}") for n in range(8)]

    finding = _finding(*oven, *shop, contrast=replace(DONE, z=4.0))

    assert finding.holds
    assert finding.insufficient is None
    assert "crust" in finding.positions[0].summary
    assert "shelf" in finding.positions[1].summary


def test_a_contrast_that_does_not_stand_out_does_not_hold():
    assert not _finding(*LAB, *FIELD, contrast=replace(DONE, z=0.5)).holds


def test_without_a_word_of_state_the_check_says_that_it_saw_nothing():
    findings, coverage = DoneCriteria().test(material(statements(*LAB, *FIELD)))

    assert findings == []
    assert coverage[0].status is CoverageStatus.INSUFFICIENT_DATA


def test_criteria_are_found_as_whole_words():
    assert criteria_in("The lab is green") == {Criterion.SIMULATED, Criterion.TESTED}
    assert criteria_in("Collaboration in the labyrinth") == frozenset()
