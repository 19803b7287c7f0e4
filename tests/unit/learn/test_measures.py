"""Figures are right on small examples, and intervals come from whole documents."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.evaluate_labels import score_labels
from driftwatch.learn.measures import average_precision, calibration_error, draws, f1, measured
from driftwatch.learn.statements import LabelledStatement


def test_f1_is_that_of_the_library():
    chance = np.random.default_rng(1)
    truth, given = chance.random(200) < 0.2, chance.random(200) < 0.3

    assert f1(truth, given) == pytest.approx(f1_score(truth, given))


def test_f1_of_nothing_right_is_zero():
    nothing = np.zeros(3, dtype=bool)

    assert f1(nothing, nothing) == f1(~nothing, nothing) == 0.0


def test_average_precision_is_the_mean_of_the_precision_at_each_place_of_what_is_true():
    truth = np.array([False, True, False, True])

    assert average_precision(truth, np.array([0.1, 0.9, 0.8, 0.7], dtype=np.float32)) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_average_precision_of_one_probability_for_all_is_the_share_of_what_is_true_and_of_nothing_true_nought():
    even = np.full(4, 0.3, dtype=np.float32)

    assert average_precision(np.array([True, False, False, False]), even) == pytest.approx(0.25)
    assert average_precision(np.zeros(4, dtype=bool), even) == 0.0


def test_an_interval_leaves_out_a_fortieth_on_either_side():
    figure = measured(0.5, np.linspace(0, 1, 1001))

    assert (figure.value, figure.low, figure.high) == (0.5, pytest.approx(0.025), pytest.approx(0.975))
    assert str(figure) == "0.50 (0.03–0.97)"


def test_a_calibrated_forecast_has_no_error_and_an_overconfident_one_has():
    truth = np.array([True, False, False, False] * 25)

    assert calibration_error(truth, np.full(100, 0.25)) == pytest.approx(0.0)
    assert calibration_error(truth, np.full(100, 0.95)) == pytest.approx(0.7)


def test_documents_are_drawn_whole_and_the_same_each_time():
    documents = ["a", "a", "b", "c", "c", "c"]

    drawn = draws(documents, resamples=50, seed=3)

    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert (drawn[:, [0, 2, 3]].sum(axis=1) == 3).all()
    assert np.array_equal(drawn, draws(documents, resamples=50, seed=3))


def test_an_evaluation_counts_each_label():
    statements = [statement("a", Label.RISK), statement("a"), statement("b", Label.RISK), statement("b", Label.GOAL)]
    probabilities = np.zeros((4, len(LABELS)), dtype=np.float32)
    probabilities[:, LABELS.index(Label.RISK)] = [0.9, 0.8, 0.3, 0.1]

    evaluation = score_labels(statements, probabilities, [(Label.RISK,), (Label.RISK,), (), ()], name="four")

    risk = next(score for score in evaluation.scores if score.label is Label.RISK)
    assert (risk.statements, risk.given, risk.right) == (2, 2, 1)
    assert (risk.precision.value, risk.recall.value, risk.f1.value) == (0.5, 0.5, 0.5)
    assert risk.f1.low <= 0.5 <= risk.f1.high
    assert risk.f1_best == pytest.approx(0.8)
    assert risk.average_precision.value == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert evaluation.mean_average_precision == pytest.approx((risk.average_precision.value + 1 / 4) / len(LABELS))
    assert evaluation.documents == 2
    assert evaluation.mean_f1.value == pytest.approx(0.5 / len(LABELS))


def statement(document, *labels):
    return LabelledStatement(text="text", labels=frozenset(labels), document=document, series="s")
