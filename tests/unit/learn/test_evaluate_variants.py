import random

from tests.unit.checks.bakery import talk

from driftwatch.learn.evaluate_variants import Raised, null_beds, planted_beds, scored
from driftwatch.learn.term_beds import dealt_by_document


def _pair(one, other):
    return frozenset({one, other})


def test_a_raised_pair_is_right_only_where_it_was_planted():
    beds = [
        Raised(said=frozenset({_pair("a", "b"), _pair("c", "d")}), planted={_pair("a", "b"): 12, _pair("e", "f"): 30}),
        Raised(said=frozenset(), planted={}),
    ]

    renamed, nothing, *bands = scored(beds, benchmark="invented")

    assert (renamed.expected, renamed.said, renamed.right) == (2, 2, 1)
    assert (nothing.expected, nothing.said) == (0, 0)
    assert [(band.expected, band.right) for band in bands] == [(1, 1), (0, 0), (1, 0)]


def test_words_renamed_for_one_side_are_planted_by_seed():
    said = talk(alder="docket", birch="docket")

    first, again = (list(planted_beds(said, dealt_by_document, seeds=["one"])) for _ in range(2))

    assert first == again
    assert len(first[0].planted) == 5
    assert all(usages >= 8 for usages in first[0].planted.values())


def test_beds_without_planting_have_nothing_to_find():
    (bed,) = null_beds(talk(alder="docket", birch="docket"), dealt_by_document, seeds=["one"])

    assert bed.planted == {}
    assert random.Random(1).random() != 0
