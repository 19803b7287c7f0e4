"""Weighing the two tiers, calibrating, and choosing thresholds: on documents that neither tier was trained on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from driftwatch.encoders.combination import Combination, calibrated
from driftwatch.learn.measures import f1
from driftwatch.learn.recipe import Recipe

Floats = NDArray[np.float64]
Claims = NDArray[np.bool_]
_CUTS = np.round(np.arange(0.25, 0.46, 0.01), 2)
"""The best cut of calibrated probabilities is half the F1 that it reaches (Lipton, Elkan & Naryanaswamy 2014, ECML): outside lies luck."""
_NEIGHBOURS = 7
"""Cuts over which F1 is averaged, so that a lucky one is not chosen."""
OPEN = -99.0
"""A gate that lets everything pass."""


class Role(IntEnum):
    """What a statement that was kept out of training serves for."""

    OWN = 0
    """Calibrates, and chooses thresholds; of our own corpora."""
    PUBLIC = 1
    """The same, of public talk."""
    CHOOSING = 2
    """Chooses thresholds and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenScores:
    """Scores of statements by tiers that were trained without their documents; shapes (statements, labels)."""

    forms: Floats
    network: Floats
    labels: Claims
    roles: NDArray[np.int_]
    """The Role of each statement."""
    documents: Sequence[str]

    def where(self, chosen: Claims) -> "UnseenScores":
        """Some of the statements."""
        documents = [document for document, stays in zip(self.documents, chosen, strict=True) if stays]
        return UnseenScores(
            forms=self.forms[chosen], network=self.network[chosen], labels=self.labels[chosen], roles=self.roles[chosen], documents=documents
        )


def fit_combination(scores: UnseenScores, recipe: Recipe) -> Combination:
    """Everything that turns scores into probabilities and decisions."""
    calibrating = scores.where(scores.roles != Role.CHOOSING)
    columns = range(scores.labels.shape[1])
    alone = [_logistic(calibrating.forms[:, [column]], calibrating, column) for column in columns]
    both = [_logistic(_side_by_side(calibrating, column), calibrating, column) for column in columns]
    bare = Combination(
        form_slopes=np.array([part.coef_[0, 0] for part in alone]),
        form_offsets=np.array([part.intercept_[0] for part in alone]),
        gates=np.full(len(both), OPEN),
        network_weights=np.array([part.coef_[0, 0] for part in both]),
        form_weights=np.array([part.coef_[0, 1] for part in both]),
        offsets=np.array([part.intercept_[0] for part in both]),
        thresholds=np.full(len(both), 0.5),
    )
    return replace(bare, thresholds=thresholds(bare, scores))


def thresholds(combination: Combination, scores: UnseenScores) -> Floats:
    """The middle of the cuts that are best for all roles together, a threshold a label."""
    probabilities = probabilities_of(combination, scores)
    return np.array([_threshold(scores, probabilities[:, column], column) for column in range(scores.labels.shape[1])])


def cross_validated(combination: Combination, scores: UnseenScores, *, folds: int) -> float:
    """Mean F1 on what chooses thresholds, each document cut by thresholds that were chosen without it; gates are open."""
    choosing = np.flatnonzero(scores.roles == Role.CHOOSING)
    documents = [scores.documents[int(row)] for row in choosing]
    given = np.zeros((len(choosing), scores.labels.shape[1]), dtype=bool)
    for _, fold in GroupKFold(min(folds, len(set(documents)))).split(documents, groups=documents):
        left = np.ones(len(scores.roles), dtype=bool)
        left[choosing[fold]] = False
        cut = replace(combination, thresholds=thresholds(combination, scores.where(left)))
        unseen = scores.where(~left)
        given[fold] = probabilities_of(cut, unseen) >= cut.thresholds
    return float(np.mean([f1(scores.labels[choosing, i], given[:, i]) for i in range(given.shape[1])]))


def _side_by_side(scores: UnseenScores, column: int) -> Floats:
    return np.stack([scores.network[:, column], scores.forms[:, column]], axis=1)


def probabilities_of(combination: Combination, scores: UnseenScores) -> NDArray[np.float32]:
    """What both tiers together say of them, shape (statements, labels)."""
    return calibrated(combination.scores(scores.forms.astype(np.float32), scores.network.astype(np.float32)))


def _logistic(inputs: Floats, scores: UnseenScores, column: int) -> LogisticRegression:
    return LogisticRegression(max_iter=1000).fit(inputs, scores.labels[:, column])


def _threshold(scores: UnseenScores, probabilities: NDArray[np.float32], column: int) -> float:
    labels = scores.labels[:, column]
    parts = [part for part in (scores.roles == role for role in Role) if labels[part].any()]
    values = np.array([np.mean([f1(labels[part], probabilities[part] >= cut) for part in parts]) for cut in _CUTS])
    smooth = np.convolve(np.pad(values, _NEIGHBOURS // 2, mode="edge"), np.ones(_NEIGHBOURS) / _NEIGHBOURS, mode="valid")
    best = np.flatnonzero(smooth >= smooth.max() - 1e-9)
    return float(_CUTS[best[len(best) // 2]])
