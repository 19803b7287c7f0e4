"""The two gates: what the form model lets go, and what the network's lower layers let go after it. Both are cut where mean F1 hardly falls."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from driftwatch.encoders.combination import Combination
from driftwatch.encoders.early import EarlyExit
from driftwatch.learn.combining import OPEN, Claims, Floats, Role, UnseenScores, probabilities_of
from driftwatch.learn.measures import f1
from driftwatch.learn.recipe import Recipe

_RECALLS = (0.70, 0.75, 0.80, 0.84, 0.88, 0.91, 0.94, 0.96, 0.98, 0.99, 1.0)
"""Shares of a label's statements that pass its own gate; another label's may let them pass all the same."""
_LOWER_COST = 0.4
"""Of a pass through the whole network, so much is the lower layers'."""
_SHUT = 99.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerVectors:
    """Means over the lower layers' output, shape (statements, dimensions)."""

    trained: NDArray[np.float32]
    """Of statements that were trained on ..."""
    labels: Claims
    """... and their labels."""
    unseen: NDArray[np.float32]
    """Of those in UnseenScores."""


def fit_gates(combination: Combination, lower: LowerVectors, scores: UnseenScores, recipe: Recipe) -> tuple[Combination, EarlyExit]:
    """The combination with the form model's gates, and the early exit."""
    calibrating = scores.roles != Role.CHOOSING
    scores, unseen = scores.where(calibrating), lower.unseen[calibrating]
    early = _early_exit(lower, unseen, scores, recipe)
    looks = early.scores(unseen, scores.forms.astype(np.float32))
    given = probabilities_of(combination, scores) >= combination.thresholds
    best, cheapest = (np.full(given.shape[1], OPEN), np.full(given.shape[1], OPEN)), np.inf
    public = scores.roles == Role.PUBLIC
    for first, second in product(_RECALLS, _RECALLS):
        form_gates, early_gates = _gates(scores.forms, given, first), _gates(looks, given, second)
        begun = np.asarray((scores.forms >= form_gates).any(axis=1))
        finished = begun & np.asarray((looks >= early_gates).any(axis=1))
        cost = _LOWER_COST * begun[public].mean() + (1 - _LOWER_COST) * finished[public].mean()
        if cost < cheapest and _lost(scores, given, finished) <= recipe.gate_loss:
            best, cheapest = (form_gates, early_gates), float(cost)
    return replace(combination, gates=best[0]), replace(early, gates=best[1])


def _early_exit(lower: LowerVectors, unseen: NDArray[np.float32], scores: UnseenScores, recipe: Recipe) -> EarlyExit:
    """A regression a label over the vectors of what was trained on, weighed against the form model on what was not."""
    heads = [LogisticRegression(C=recipe.early_c, max_iter=200).fit(lower.trained, column) for column in lower.labels.T]
    weighed = []
    for column, head in enumerate(heads):
        inputs = np.stack([head.decision_function(unseen), scores.forms[:, column]], axis=1)
        weighed.append(LogisticRegression(max_iter=1000).fit(inputs, scores.labels[:, column]))
    return EarlyExit(
        vector_weights=np.stack([head.coef_[0] * part.coef_[0, 0] for head, part in zip(heads, weighed, strict=True)], axis=1),
        form_weights=np.array([part.coef_[0, 1] for part in weighed]),
        offsets=np.array([part.intercept_[0] + part.coef_[0, 0] * head.intercept_[0] for head, part in zip(heads, weighed, strict=True)]),
        gates=np.full(len(heads), OPEN),
    )


def _gates(scores: Floats, given: Claims, recall: float) -> Floats:
    """Below which the rest of each label's statements lie; what is never given passes never."""
    return np.array([np.quantile(scores[column, i], 1 - recall) if column.any() else _SHUT for i, column in enumerate(given.T)])


def _lost(scores: UnseenScores, given: Claims, finished: Claims) -> float:
    """Mean F1 that goes with what is not finished: the largest loss over the roles."""
    parts = [scores.roles == role for role in Role if (scores.roles == role).any()]
    kept = given & finished[:, None]
    return max(_mean_f1(scores.labels[part], given[part]) - _mean_f1(scores.labels[part], kept[part]) for part in parts)


def _mean_f1(labels: Claims, given: Claims) -> float:
    return float(np.mean([f1(labels[:, i], given[:, i]) for i in range(given.shape[1])]))
