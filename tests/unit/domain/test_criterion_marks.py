from driftwatch.domain.criteria import Criterion, criteria_in
from driftwatch.domain.criterion_marks import durations, kind_of, marks, stem, tells


def test_forms_of_one_word_have_one_stem():
    assert stem("signed") == stem("signing")
    assert stem("inspection") == stem("inspected")


def test_lengths_of_time_are_alike_however_they_are_written():
    assert durations("two weeks in the cellar") == durations("14 days in the cellar") != durations("three weeks in the cellar")


def test_a_criterion_is_known_again_in_other_words():
    assert marks("the brewer signs the sheet") & marks("a signature of the brewer")
    assert kind_of("ACCEPTED") is Criterion.ACCEPTED
    assert kind_of("brewer") is None


def test_dates_and_turns_of_conversation_tell_no_criterion():
    assert not tells("by the end of March")
    assert not tells("as far as I know")
    assert tells("the lid is sealed")


def test_a_night_alone_is_no_agreed_time():
    assert Criterion.LASTING not in criteria_in("since Monday night")
    assert Criterion.LASTING in criteria_in("after three quiet nights")


def test_levels_of_proof_are_told_apart():
    assert Criterion.SIMULATED in criteria_in("it passed on the test bench")
    assert Criterion.STAGED in criteria_in("it runs in staging")
    assert Criterion.USED in criteria_in("in routine service with patients")
    assert Criterion.ACCEPTED in criteria_in("the customer has signed")


def test_criteria_are_found_as_whole_words():
    assert criteria_in("The lab is green") == {Criterion.SIMULATED, Criterion.TESTED}
    assert criteria_in("Collaboration in the labyrinth") == frozenset()
