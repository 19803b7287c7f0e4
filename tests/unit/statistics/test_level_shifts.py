import numpy as np
import pytest

from driftwatch.statistics.level_shifts import level_shift


def _shift(values, days=None, seed=1):
    days = np.arange(len(values)) if days is None else np.array(days)
    return level_shift(np.array(values, dtype=float), days.astype(np.int64), least=3, rng=np.random.default_rng(seed))


def test_a_step_is_found_where_it_is_with_the_exact_p_value():
    found = _shift([0, 0, 0, 0, 2, 2, 2, 2])

    assert found.split == 4
    assert found.p_value == pytest.approx(2 / 70)
    assert found.medians == (0.0, 2.0)
    assert found.parted == 1.0


def test_of_values_that_go_on_moving_the_first_departure_is_shown():
    found = _shift([0, 0.2, 0, 0.1, 3, 3, 4, 5, 5, 7, 7, 8])

    assert found.split == 4
    assert found.p_value < 0.01


def test_values_that_do_not_move_have_no_small_p_value():
    assert _shift([1.0] * 9).p_value == 1.0
    assert _shift([0, 2, 0, 2, 0, 2, 0, 2]).p_value > 0.5


def test_too_few_documents_or_days_give_nothing():
    assert _shift([0, 0, 0, 2, 2]) is None
    assert _shift([0, 0, 0, 2, 2, 2], days=[5] * 6) is None


def test_with_three_on_either_side_no_p_value_below_a_tenth_is_reached():
    found = _shift([0, 0, 0, 2, 2, 2])

    assert found.p_value == found.smallest_p == pytest.approx(0.1)


def test_under_the_null_hypothesis_small_p_values_are_rare():
    rng = np.random.default_rng(7)

    rejected = sum(_shift(rng.permutation(np.repeat([0.0, 1.0, 2.0], 4)), seed=run).p_value <= 0.1 for run in range(60))

    assert rejected <= 13
