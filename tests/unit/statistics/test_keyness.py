from collections import Counter

from driftwatch.statistics.keyness import typical


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
