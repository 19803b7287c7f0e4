from collections import Counter

from driftwatch.statistics.keyness import scored, typical


def test_words_of_both_sides_are_typical_of_none():
    own = Counter({"row": 6, "meeting": 10})
    other = Counter({"form": 6, "meeting": 10})

    assert typical(own, other, most=5) == ["row"]


def test_a_word_said_once_is_not_typical():
    assert typical(Counter({"row": 1}), Counter(), most=5) == []


def test_equally_telling_words_stand_in_alphabetical_order():
    assert typical(Counter({"b": 3, "a": 3}), Counter({"c": 3}), most=5) == ["a", "b"]


def test_a_side_that_says_one_single_word_has_it_as_typical():
    assert typical(Counter({"row": 3}), Counter(), most=5) == ["row"]


def test_how_clearly_a_word_is_typical_falls_along_the_list():
    found = scored(Counter({"row": 9, "queue": 4, "meeting": 10}), Counter({"meeting": 10, "form": 6}))

    assert [word for word, _ in found] == ["row", "queue"]
    assert found[0][1] > found[1][1] > 0
