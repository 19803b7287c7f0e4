import numpy as np

from driftwatch.statistics.discovery import q_values, robust_z


def test_q_values_are_those_of_benjamini_and_hochberg():
    assert np.allclose(q_values([0.01, 0.04, 0.03]), [0.03, 0.04, 0.04])


def test_what_was_not_tested_neither_counts_nor_gets_a_q_value():
    assert q_values([None, 0.01, None]) == [None, 0.01, None]
    assert q_values([None]) == [None]
    assert q_values([]) == []


def test_a_few_real_differences_do_not_widen_the_background():
    rng = np.random.default_rng(1)
    background = np.concatenate([rng.normal(size=60), [20.0, 25.0, 30.0]])

    z = robust_z(np.array([20.0]), background, least_scale=1.0)

    assert z[0] > 10


def test_without_a_background_the_least_scale_holds():
    assert robust_z(np.array([3.0]), np.empty(0), least_scale=1.5)[0] == 2.0
