"""What is let go early costs no more than is allowed, on any kind of statements."""

from dataclasses import replace

import numpy as np
import pytest

from driftwatch.encoders.combination import calibrated
from driftwatch.learn.combining import Role, UnseenScores, fit_combination
from driftwatch.learn.gating import LowerVectors, fit_gates
from driftwatch.learn.measures import f1
from driftwatch.learn.recipe import Recipe

RECIPE = Recipe()
LABELS = 7


def drawn(statements=900, *, seed=1):
    """Scores and lower vectors that tell a label: the network well, the lower layers less well, forms least."""
    chance = np.random.default_rng(seed)
    labels = chance.random((statements, LABELS)) < 0.06
    signs = np.where(labels, 1.0, -1.0)
    scores = UnseenScores(
        forms=signs + chance.normal(size=labels.shape),
        network=3 * signs + chance.normal(size=labels.shape),
        labels=labels,
        roles=np.arange(statements) % 2,
        documents=[f"d{n // 10}" for n in range(statements)],
    )
    return scores, (1.5 * signs + chance.normal(size=labels.shape)).astype(np.float32)


@pytest.fixture(scope="module")
def fitted():
    scores, unseen = drawn()
    other, trained = drawn(seed=2)
    lower = LowerVectors(trained=trained, labels=other.labels, unseen=unseen)

    def at(loss):
        return fit_gates(fit_combination(scores, RECIPE), lower, scores, replace(RECIPE, gate_loss=loss))

    return scores, unseen, at


def finished(scores, unseen, combination, early):
    forms = scores.forms.astype(np.float32)
    return combination.worth_seeing(forms) & early.worth_finishing(early.scores(unseen, forms))


def mean_f1(scores, given):
    return np.mean([f1(scores.labels[:, i], given[:, i]) for i in range(LABELS)])


@pytest.mark.parametrize("loss", [0.0, 0.01, 0.05])
def test_the_gates_cost_no_more_than_is_allowed(fitted, loss):
    scores, unseen, at = fitted

    combination, early = at(loss)

    given = calibrated(combination.scores(scores.forms.astype(np.float32), scores.network.astype(np.float32))) >= combination.thresholds
    seen = finished(scores, unseen, combination, early)
    for role in (Role.OWN, Role.PUBLIC):
        part = scores.roles == role
        some = scores.where(part)
        assert mean_f1(some, given[part]) - mean_f1(some, given[part] & seen[part, None]) <= loss + 1e-9


def test_the_more_the_gates_may_cost_the_fewer_statements_pass(fitted):
    scores, unseen, at = fitted

    strict, loose = (finished(scores, unseen, *at(loss)).mean() for loss in (0.0, 0.2))

    assert loose < strict < 1.0


def test_the_early_look_is_calibrated_and_tells_more_than_forms_alone(fitted):
    scores, unseen, at = fitted

    _, early = at(0.01)

    looks = early.scores(unseen, scores.forms.astype(np.float32))
    assert abs(calibrated(looks).mean() - scores.labels.mean()) < 0.02
    assert mean_f1(scores, looks >= 0) > mean_f1(scores, scores.forms >= np.quantile(scores.forms, 0.94, axis=0))


def test_all_gates_are_finite(fitted):
    _, _, at = fitted

    combination, early = at(0.01)

    assert np.isfinite(combination.gates).all()
    assert np.isfinite(early.gates).all()
