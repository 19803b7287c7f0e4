"""Scores become probabilities, decisions, and doubt where no decision can be defended."""

from dataclasses import replace

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.combination import DECIMALS, Combination, calibrated, logistic

LABELS_N = len(LABELS)


def each(value):
    return np.full(LABELS_N, float(value))


@pytest.fixture
def combination():
    return Combination(
        form_slopes=each(2),
        form_offsets=each(1),
        gates=each(-1),
        network_weights=each(0.8),
        form_weights=each(0.2),
        offsets=each(-0.1),
        thresholds=np.array([0.08, 0.2, 0.33, 0.41, 0.5, 0.67, 0.89]),
    )


def test_one_score_at_its_gate_is_enough_for_the_network_to_see_a_statement(combination):
    forms = np.full((3, LABELS_N), -1.01, dtype=np.float32)
    forms[1, 3] = -1.0
    forms[2] = 5.0

    assert combination.worth_seeing(forms).tolist() == [False, True, True]


def test_gates_of_infinity_let_nothing_or_everything_through(combination):
    forms = np.full((1, LABELS_N), -9.0, dtype=np.float32)

    assert replace(combination, gates=each(-np.inf)).worth_seeing(forms).tolist() == [True]
    assert replace(combination, gates=each(np.inf)).worth_seeing(-forms).tolist() == [False]


def test_the_form_model_alone_gives_no_label(combination):
    forms = np.linspace(-30, 30, 400, dtype=np.float32)[:, None].repeat(LABELS_N, axis=1)

    probabilities = combination.by_form(forms)

    assert probabilities.dtype == np.float32
    assert probabilities.min() >= 0
    assert (probabilities.max(axis=0) > combination.thresholds * 0.99).all()
    assert combination.predicted(probabilities) == [()] * len(forms)


def test_below_the_threshold_the_form_model_s_own_calibration_holds(combination):
    probabilities = combination.by_form(np.full((1, LABELS_N), -2.0, dtype=np.float32))

    assert probabilities[0] == pytest.approx(each(1 / (1 + np.exp(3))), abs=10**-DECIMALS)


def test_both_tiers_are_weighed_and_the_decision_needs_the_threshold(combination):
    scores = combination.scores(np.full((1, LABELS_N), 1.5), np.full((1, LABELS_N), 0.5))

    assert scores[0] == pytest.approx(each(0.8 * 0.5 + 0.2 * 1.5 - 0.1))
    assert combination.predicted(calibrated(scores)) == [tuple(LABELS[:5])]


def test_a_probability_at_the_threshold_gives_the_label(combination):
    at, below = combination.thresholds.astype(np.float32), (combination.thresholds - 10**-DECIMALS).astype(np.float32)

    assert combination.predicted(np.stack([at, below])) == [tuple(LABELS), ()]


def test_doubt_lies_between_a_quarter_and_three_quarters_and_always_around_the_threshold(combination):
    probabilities = np.stack([each(0.09), each(0.24), each(0.25), each(0.74), each(0.75)]).astype(np.float32)

    unsure = combination.unsure(probabilities)

    assert unsure[:2] == [(LABELS[0],), (LABELS[0], LABELS[1])]
    assert unsure[2] == unsure[3] == tuple(LABELS)
    assert unsure[4] == (LABELS[6],)


def test_probabilities_are_rounded_and_stay_within_nought_and_one():
    found = calibrated(np.array([[-1e9, -2.0, 0.0, 0.123456789, 1e9]]))

    assert found.dtype == np.float32
    assert found.tolist()[0] == pytest.approx([0.0, 0.1192, 0.5, 0.5308, 1.0])
    assert logistic(np.array([1e308, -1e308])).tolist() == [1.0, pytest.approx(0.0)]


def test_no_rows_have_no_decisions(combination):
    nothing = np.empty((0, LABELS_N), dtype=np.float32)

    assert combination.predicted(nothing) == combination.unsure(nothing) == []
    assert combination.by_form(nothing).shape == (0, LABELS_N)


def test_labels_are_named_in_their_order(combination):
    given = np.zeros((1, LABELS_N), dtype=np.float32)
    given[0, [LABELS.index(Label.DEFINITION), LABELS.index(Label.GOAL)]] = 1.0

    assert combination.predicted(given) == [(Label.GOAL, Label.DEFINITION)]
