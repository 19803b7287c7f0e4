import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from driftwatch.statistics.discovery import q_values, random_effects_z, robust_z


def test_q_values_are_those_of_benjamini_and_hochberg():
    assert np.allclose(q_values([0.01, 0.04, 0.03]), [0.03, 0.04, 0.04])


@given(st.lists(st.one_of(st.floats(0.0, 1.0), st.sampled_from((0.0, 0.01, 0.05, 1.0))), max_size=40))
def test_q_values_are_those_of_scipy(p_values):
    assert np.allclose(q_values(p_values), false_discovery_control(p_values, method="bh") if p_values else [], rtol=1e-12, atol=0.0)


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


def test_a_frequent_word_with_an_ordinary_difference_does_not_stand_out():
    """A small error makes an ordinary difference clear; it does not make it large."""
    rng = np.random.default_rng(2)
    values, errors = rng.normal(0.05, 0.02, size=40), np.full(40, 0.02)
    values[0], errors[0] = 0.06, 0.001

    z = random_effects_z(values, errors, prior=(0.02, 0.02), weight=10)

    assert values[0] / errors[0] > 50
    assert z[0] < 2


def test_errors_that_explain_everything_leave_no_spread():
    z = random_effects_z(np.array([0.1, -0.1, 0.0]), np.array([1.0, 1.0, 1.0]), prior=(0.0, 0.0), weight=0)

    assert np.allclose(z, [0.1, -0.1, 0.0])
