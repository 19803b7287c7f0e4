"""Mean F1 and mean average precision over the labels, from plain lists."""

from collections.abc import Collection, Sequence

import numpy as np

from driftwatch.domain.labels import LABELS
from driftwatch.learn.measures import average_precision


def truth_of(carried: Sequence[Collection[str]]) -> np.ndarray:
    """Of each statement whether it carries each label, shape (statements, labels)."""
    return np.array([[label in row for label in LABELS] for row in carried], dtype=bool)


def mean_f1(carried: Sequence[Collection[str]], given: Sequence[Sequence[bool]]) -> float:
    """Over the labels."""
    truth, claimed = truth_of(carried), np.array(given, dtype=bool)
    return float((2 * (truth & claimed).sum(axis=0) / np.maximum(truth.sum(axis=0) + claimed.sum(axis=0), 1)).mean())


def mean_precision(carried: Sequence[Collection[str]], scores: Sequence[Sequence[float]]) -> float:
    """Over the labels; needs no thresholds."""
    truth, values = truth_of(carried), np.array(scores)
    return float(np.mean([average_precision(column, own) for column, own in zip(truth.T, values.T, strict=True)]))
