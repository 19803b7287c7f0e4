"""What tables know of their rows."""

from tests.unit.stages.said import statements


def test_rows_are_found_by_all_words_of_a_phrase_in_whatever_form():
    said = statements(
        ("The exceptions list is long", "a", "d1"),
        ("Nothing to add", "a", "d1"),
        ("A list of every exception", "b", "d2"),
        ("Exceptions are rare", "b", "d2"),
    )

    assert said.naming(["exception", "list"]) == [0, 2]
    assert said.naming(["exception"]) == [0, 2, 3]
    assert said.naming(["list", "nowhere"]) == []
    assert said.naming([]) == []


def test_a_word_twice_in_a_phrase_is_one_word():
    assert statements(("list of lists", "a", "d1")).naming(["list", "list"]) == [0]
