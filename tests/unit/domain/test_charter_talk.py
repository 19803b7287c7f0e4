import pytest

from driftwatch.domain.charter_talk import LACKS, LEAVES, WAITS, assents, changes_charter, cited, mentions_charter, names_target, nth

NUMBERS = ("5.2", "7.1", "K2", "4(a)", "A.1")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("As in 5.2, every two weeks.", {"5.2"}),
        ("5.2 has releases every two weeks, we have had one.", {"5.2"}),
        ("I'd like to point at 5.2, politely.", {"5.2"}),
        ("We cut one every Thursday as agreed in 5.2 and you get the pile.", {"5.2"}),
        ("Clause 4(a) and article A.1 say so.", {"4(a)", "A.1"}),
        ("That is ours, 7.1, and I am first.", {"7.1"}),
        ("K2 is safe.", {"K2"}),
        ("The rate fell to 5.2 per cent.", set()),
        ("Version 5.2 went out on Thursday.", set()),
        ("The 99th percentile is 7.1, most of it waiting.", set()),
        ("We meet at 7.1 km.", set()),
    ],
)
def test_a_clause_is_cited_by_its_number_and_figures_and_versions_are_none(text: str, numbers: set[str]) -> None:
    assert cited(text, NUMBERS) == numbers


def test_the_charter_is_known_by_many_names() -> None:
    assert all(map(mentions_charter, ("The charter has four.", "It's in the MOU.", "As we signed it.", "The framework agreement says two.")))
    assert not any(map(mentions_charter, ("A chartered boat.", "I agree.", "She signed the parcel slip.")))


def test_what_is_owed_and_not_given_is_heard() -> None:
    assert all(LACKS.search(text) for text in ("The post is on hold.", "I cannot spare anybody.", "No budget this year.", "Not before March."))
    assert not any(LACKS.search(text) for text in ("Both came on Monday.", "The boats are in the harbour.", "Thanks for the budget."))


def test_waiting_for_what_is_owed_is_heard() -> None:
    assert all(WAITS.search(text) for text in ("Still waiting for the boat.", "We were to have two.", "We have not yet heard who it is."))
    assert not WAITS.search("The boat is blue.")


def test_setting_the_charter_aside_is_heard() -> None:
    assert all(
        LEAVES.search(text)
        for text in ("Whatever the agreement says.", "We signed it before the flood.", "Clause 5.2 is outdated.", "We can't keep to it.")
    )
    assert not any(LEAVES.search(text) for text in ("We keep to it.", "I cannot keep the van waiting.", "That is too much cake."))


def test_a_change_of_the_charter_and_the_assent_to_it_are_heard() -> None:
    assert changes_charter("We change clause 5.2.")
    assert not changes_charter("Shall we change clause 5.2?")
    assert assents("Agreed, fine for us.")
    assert not assents("We do not agree to that.")


def test_aims_are_told_from_readings_and_the_second_of_two_is_understood() -> None:
    assert names_target("Our target is 3 %.")
    assert not names_target("It was 3 % in May.")
    assert (2, "engineer") in nth("The second integration engineer is missing.")
