"""The two gates: what the form model lets go, and what the network's lower layers let go after it. Both are cut where mean F1 hardly falls."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from driftwatch.encoders.combination import Combination
from driftwatch.encoders.early import EarlyExit
from driftwatch.learn.combining import OPEN, Claims, Floats, Role, UnseenScores, probabilities_of
from driftwatch.learn.measures import f1
from driftwatch.learn.recipe import Recipe

_RECALLS = (0.6, 0.65, 0.7, 0.74, 0.78, 0.82, 0.85, 0.88, 0.9, 0.92, 0.94, 0.955, 0.97, 0.98, 0.985, 0.99, 0.995, 1.0)
"""Shares of a label's statements that pass its own gate; another label's may let them pass all the same."""
_STEPS = (1, 2, 3)
_HARDLY = 0.0005
"""Of mean F1: what costs less than that is chosen by what it saves."""
_LOWER_COST = 0.3
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
    """The combination with the form model's gates, and the early exit.

    Both have a gate for each label. From gates that lose nothing, the one that saves most work for what it loses is narrowed, again and
    again, while no more than `recipe.gate_loss` of mean F1 is lost.
    """
    calibrating = scores.roles != Role.CHOOSING
    scores, unseen = scores.where(calibrating), lower.unseen[calibrating]
    early = _early_exit(lower, unseen, scores, recipe)
    tried = _Tried(scores, early.scores(unseen, scores.forms.astype(np.float32)), probabilities_of(combination, scores) >= combination.thresholds)
    recalls = (len(_RECALLS) - 1,) * (2 * scores.labels.shape[1])
    now = tried.figures(recalls)
    while True:
        steps = [(*recalls[:at], recalls[at] - step, *recalls[at + 1 :]) for at in range(len(recalls)) for step in _STEPS if recalls[at] >= step]
        found = [(tried.figures(narrower), narrower) for narrower in steps]
        worth = [each for each in found if each[0].cost < now.cost and each[0].lost <= recipe.gate_loss]
        if not worth:
            break
        now, recalls = max(worth, key=lambda each: _saved(now, each[0]))
    form_gates, early_gates = tried.gates(recalls)
    return replace(combination, gates=form_gates), replace(early, gates=early_gates)


class _Figures(NamedTuple):
    cost: float
    """Of a whole pass through the network, what a public statement takes."""
    lost: float
    """Of mean F1."""


def _saved(now: _Figures, then: _Figures) -> float:
    """Work for what is lost by it."""
    return (now.cost - then.cost) / max(then.lost - now.lost + _HARDLY, _HARDLY / 5)


@dataclass(frozen=True, slots=True)
class _Tried:
    """What gates would let pass, of statements that were not trained on."""

    scores: UnseenScores
    looks: Floats
    given: Claims

    def gates(self, recalls: Sequence[int]) -> tuple[Floats, Floats]:
        """The form model's and the early exit's."""
        half = len(recalls) // 2
        shares = np.array(_RECALLS)[list(recalls)]
        return _gates(self.scores.forms, self.given, shares[:half]), _gates(self.looks, self.given, shares[half:])

    def figures(self, recalls: Sequence[int]) -> _Figures:
        form_gates, early_gates = self.gates(recalls)
        begun = np.asarray((self.scores.forms >= form_gates).any(axis=1))
        finished = begun & np.asarray((self.looks >= early_gates).any(axis=1))
        public = self.scores.roles == Role.PUBLIC
        cost = _LOWER_COST * begun[public].mean() + (1 - _LOWER_COST) * finished[public].mean()
        return _Figures(float(cost), _lost(self.scores, self.given, finished))


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


def _gates(scores: Floats, given: Claims, recalls: Floats) -> Floats:
    """Below which the rest of each label's statements lie; what is never given passes never."""
    return np.array([np.quantile(scores[column, i], 1 - recalls[i]) if column.any() else _SHUT for i, column in enumerate(given.T)])


def _lost(scores: UnseenScores, given: Claims, finished: Claims) -> float:
    """Mean F1 that goes with what is not finished: the largest loss over the roles."""
    parts = [scores.roles == role for role in Role if (scores.roles == role).any()]
    kept = given & finished[:, None]
    return max(_mean_f1(scores.labels[part], given[part]) - _mean_f1(scores.labels[part], kept[part]) for part in parts)


def _mean_f1(labels: Claims, given: Claims) -> float:
    return float(np.mean([f1(labels[:, i], given[:, i]) for i in range(given.shape[1])]))
