"""Weights and thresholds come from statements that neither tier was trained on."""

from dataclasses import fields, replace

import numpy as np
import pytest

from driftwatch.encoders.combination import Combination, calibrated
from driftwatch.learn.combining import Role, UnseenScores, cross_validated, fit_combination, thresholds
from driftwatch.learn.measures import calibration_error, f1
from driftwatch.learn.recipe import Recipe

RECIPE = Recipe()
LABELS = 7
NETWORK_ALONE = Combination(
    form_slopes=np.ones(1),
    form_offsets=np.zeros(1),
    gates=np.array([-99.0]),
    network_weights=np.ones(1),
    form_weights=np.zeros(1),
    offsets=np.zeros(1),
    thresholds=np.array([0.5]),
)
"""One label, whose probability the network's scores are the log-odds of."""


def drawn(statements=1200, *, seed=1, role=None):
    """Scores that tell a label well (network) and less well (forms)."""
    chance = np.random.default_rng(seed)
    labels = chance.random((statements, LABELS)) < 0.25
    return UnseenScores(
        forms=np.where(labels, 1.0, -1.0) + chance.normal(size=labels.shape),
        network=np.where(labels, 2.0, -2.0) + chance.normal(size=labels.shape),
        labels=labels,
        roles=np.arange(statements) % 2 if role is None else np.full(statements, role),
        documents=[f"d{n // 10}" for n in range(statements)],
    )


def told(*groups):
    """Statements with one label, from (role, document, probability, whether they carry the label, how many)."""
    rows = [row for *row, times in groups for _ in range(times)]
    odds = np.array([[np.log(probability / (1 - probability))] for _, _, probability, _ in rows])
    return UnseenScores(
        forms=np.zeros_like(odds),
        network=odds,
        labels=np.array([[carried] for *_, carried in rows]),
        roles=np.array([role for role, *_ in rows]),
        documents=[document for _, document, *_ in rows],
    )


def together(some, others):
    return UnseenScores(
        **{part: np.concatenate([getattr(some, part), getattr(others, part)]) for part in ("forms", "network", "labels", "roles")},
        documents=[*some.documents, *others.documents],
    )


def mean_f1(scores, given):
    return np.mean([f1(scores.labels[:, i], given[:, i]) for i in range(LABELS)])


@pytest.fixture(scope="module")
def combination():
    return fit_combination(drawn(), RECIPE)


def test_probabilities_are_calibrated_on_statements_that_were_never_seen(combination):
    fresh = drawn(2000, seed=2)

    probabilities = calibrated(combination.scores(fresh.forms, fresh.network)).astype(float)

    assert all(calibration_error(fresh.labels[:, i], probabilities[:, i]) < 0.05 for i in range(LABELS))
    assert mean_f1(fresh, probabilities >= combination.thresholds) > 0.9


def test_the_tier_that_tells_more_has_the_greater_weight(combination):
    assert (combination.network_weights > combination.form_weights).all()
    assert (combination.form_weights > 0).all()
    assert (combination.form_slopes > 0).all()


def test_fitting_twice_gives_the_same_bytes(combination):
    again = fit_combination(drawn(), RECIPE)

    assert all(getattr(again, part.name).tobytes() == getattr(combination, part.name).tobytes() for part in fields(Combination))


def test_what_chooses_thresholds_does_not_calibrate(combination):
    contrary = drawn(400, seed=3, role=Role.CHOOSING)

    found = fit_combination(together(drawn(), replace(contrary, labels=~contrary.labels)), RECIPE)

    calibration = {"form_slopes", "form_offsets", "network_weights", "form_weights", "offsets"}
    assert all(np.array_equal(getattr(found, part), getattr(combination, part)) for part in calibration)
    assert not np.array_equal(found.thresholds, combination.thresholds)


def test_a_threshold_lies_between_what_carries_the_label_and_what_does_not():
    (found,) = thresholds(NETWORK_ALONE, told((Role.OWN, "a", 0.2, False, 9), (Role.OWN, "b", 0.6, True, 9)))

    assert 0.2 < found <= 0.6


def test_few_statements_of_one_role_weigh_as_much_as_many_of_another():
    many = told((Role.OWN, "a", 0.1, False, 300), (Role.OWN, "a", 0.3, True, 300), (Role.OWN, "b", 0.9, True, 300))
    few = told((Role.PUBLIC, "c", 0.36, False, 19), (Role.PUBLIC, "c", 0.8, True, 1))

    assert thresholds(NETWORK_ALONE, many)[0] <= 0.3
    assert thresholds(NETWORK_ALONE, together(many, few))[0] > 0.36


def test_a_role_in_which_nothing_carries_the_label_has_no_say_on_its_threshold():
    own = told((Role.OWN, "a", 0.2, False, 9), (Role.OWN, "a", 0.4, True, 9))
    silent = told((Role.PUBLIC, "b", 0.7, False, 99))

    assert thresholds(NETWORK_ALONE, together(own, silent)) == thresholds(NETWORK_ALONE, own)


def test_thresholds_are_judged_on_documents_that_did_not_choose_them():
    scores = told(
        (Role.CHOOSING, "a", 0.36, False, 5),
        (Role.CHOOSING, "a", 0.9, True, 5),
        (Role.CHOOSING, "b", 0.1, False, 5),
        (Role.CHOOSING, "b", 0.33, True, 5),
    )

    judged = cross_validated(NETWORK_ALONE, scores, folds=2)

    # a is cut by b's threshold: 5 right, 5 wrong; b by a's: 5 missed
    assert judged == pytest.approx(2 * 5 / (2 * 5 + 5 + 5))
