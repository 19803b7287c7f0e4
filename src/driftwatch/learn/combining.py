"""Fitting how the two models' scores are averaged, calibrated and cut: on documents that neither was trained on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from driftwatch.encoders.combination import DECIMALS, Combination
from driftwatch.encoders.network import logistic
from driftwatch.learn.measures import f1
from driftwatch.learn.recipe import Recipe

Floats = NDArray[np.float64]
Claims = NDArray[np.bool_]
_CUTS = np.round(np.arange(0.05, 0.96, 0.01), 2)
_NEIGHBOURS = 5
"""Cuts over which F1 is averaged, so that a lucky one is not chosen."""
_UNREGULARISED = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenScores:
    """Scores of statements by models that were trained without their documents."""

    linear: Floats
    networks: Floats
    labels: Claims
    weights: Floats
    own: Claims
    """Whether a statement is of our own corpora; F1 there and on public minutes count alike."""


def fit_combination(scores: UnseenScores, recipe: Recipe) -> Combination:
    """The share with the best F1 for each label, then its calibration and threshold."""
    columns = [_fit_label(scores, column, recipe) for column in range(scores.labels.shape[1])]
    return Combination(
        spread_linear=scores.linear.std(axis=0),
        spread_networks=scores.networks.std(axis=0),
        share_networks=np.array([column.share for column in columns]),
        slopes=np.array([column.slope for column in columns]),
        offsets=np.array([column.offset for column in columns]),
        thresholds=np.array([column.threshold for column in columns]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    share: float
    slope: float
    offset: float
    threshold: float
    f1: float


def _fit_label(scores: UnseenScores, column: int, recipe: Recipe) -> _Column:
    linear, networks = (part[:, column] / part[:, column].std() for part in (scores.linear, scores.networks))
    tried = [_fit_share(scores, column, (1 - share) * linear + share * networks, share=share) for share in recipe.shares]
    return max(tried, key=lambda found: found.f1)


def _fit_share(scores: UnseenScores, column: int, averaged: Floats, *, share: float) -> _Column:
    labels = scores.labels[:, column]
    platt = LogisticRegression(C=_UNREGULARISED).fit(averaged[:, None], labels, sample_weight=scores.weights)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    probabilities = np.round(logistic(slope * averaged + offset), DECIMALS)
    values = np.array([np.mean([f1(labels[part], probabilities[part] >= cut) for part in (scores.own, ~scores.own) if part.any()]) for cut in _CUTS])
    smooth = np.convolve(np.pad(values, _NEIGHBOURS // 2, mode="edge"), np.ones(_NEIGHBOURS) / _NEIGHBOURS, mode="valid")
    best = int(np.argmax(smooth))
    return _Column(share=share, slope=slope, offset=offset, threshold=float(_CUTS[best]), f1=float(smooth[best]))
