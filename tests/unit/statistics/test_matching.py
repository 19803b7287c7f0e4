import numpy as np
import pytest

from driftwatch.statistics.matching import chance, csls, mutual, preference, rank_p, rivals


def test_a_hub_that_is_near_to_everything_is_nobodys_best_after_correction():
    similar = np.array([[0.9, 0.8, 0.1], [0.9, 0.1, 0.8], [0.9, 0.1, 0.1]])

    assert similar.argmax(axis=1).tolist() == [0, 0, 0]
    assert csls(similar, neighbours=3).argmax(axis=1).tolist()[:2] == [1, 2]


def test_only_rows_and_columns_that_choose_each_other_are_mutual():
    scores = np.array([[3.0, 1.0], [2.0, 0.5]])

    assert mutual(scores) == [(0, 0)]


def test_what_may_not_be_matched_is_nobodys_best():
    assert mutual(np.full((2, 2), -np.inf)) == []
    assert mutual(np.zeros((0, 3))) == []


def test_rivals_are_those_that_fit_one_of_the_two_better():
    scores = np.array([[1.0, 5.0, 4.0], [2.0, 0.0, 0.0]])

    assert rivals(scores, 0, 0, but=(np.zeros(2, dtype=bool), np.zeros(3, dtype=bool))) == 2
    assert rivals(scores, 0, 0, but=(np.array([False, True]), np.array([False, True, True]))) == 0


@pytest.mark.parametrize(("own", "other", "clear"), [(10, 0, True), (10, 10, False), (3, 0, False), (40, 6, True)])
def test_preference_needs_more_than_a_few_uses(own, other, clear):
    assert (preference(own, 1000, other, 1000) > 2) is clear


def test_preference_mirrors():
    assert preference(10, 900, 3, 1100) == pytest.approx(-preference(3, 1100, 10, 900))


def test_chance_is_judged_by_words_as_frequent():
    sizes = np.array([10.0] * 40 + [400.0] * 40)
    wrong = ~np.eye(80, dtype=bool)

    found = chance((0, 1), wrong, (sizes, sizes))

    assert len(found) == 40 * 39
    assert (found // 80 < 40).all() and (found % 80 < 40).all()


def test_few_alike_pairs_give_way_to_all():
    sizes = np.arange(1.0, 11.0)

    assert len(chance((9, 9), np.ones((10, 10), dtype=bool), (sizes, sizes))) == 100


def test_no_p_value_is_nought():
    assert rank_p(9.0, np.zeros(99)) == 0.01
    assert rank_p(0.0, np.zeros(99)) == 1.0


def test_hubs_are_corrected_portion_by_portion_as_they_would_be_at_once():
    similar = np.random.default_rng(3).normal(size=(700, 1100))
    rows, columns = (np.sort(similar, axis=axis) for axis in (1, 0))

    assert np.allclose(csls(similar), 2 * similar - rows[:, -10:].mean(axis=1)[:, None] - columns[-10:].mean(axis=0)[None, :], rtol=0, atol=1e-12)
