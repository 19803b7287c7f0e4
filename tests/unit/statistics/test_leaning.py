import numpy as np

from driftwatch.statistics.leaning import contrary, ordered


def test_those_that_lean_most_to_their_side_come_first():
    assert ordered(np.array([4, 7, 9]), np.array([0.1, 0.5, 0.1])) == (7, 4, 9)


def test_what_lies_between_the_sides_speaks_neither_for_nor_against():
    rows, lean = np.array([1, 2, 3, 4, 5]), np.array([0.4, 0.4, -0.1, -0.3, -0.5])

    assert contrary(rows, lean) == (5, 4)


def test_where_all_lean_away_all_are_contrary():
    assert contrary(np.array([1, 2]), np.array([-0.2, -0.1])) == (1, 2)
    assert contrary(np.array([], dtype=np.int64), np.array([])) == ()


def test_a_statement_with_two_usages_counts_once():
    assert contrary(np.array([3, 3, 5]), np.array([-0.5, -0.4, 0.2])) == (3,)
