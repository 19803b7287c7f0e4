"""Figures of a classifier, with intervals that come from drawing whole documents again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Claims = NDArray[np.bool_]
Floats = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}–{self.high:.2f})"


def f1(truth: Claims, given: Claims) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    both = int(truth.sum() + given.sum())
    return 2 * int((truth & given).sum()) / both if both else 0.0


def average_precision(truth: Claims, probabilities: NDArray[np.float32]) -> float:
    """Mean precision at the places of what is true, the most probable first; 0 where nothing is."""
    if not truth.any():
        return 0.0
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truth, probabilities))


def calibration_error(truth: Claims, probabilities: Floats) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    gap = np.bincount(bins, weights=probabilities, minlength=BINS) - np.bincount(bins, weights=truth.astype(float), minlength=BINS)
    return float(np.abs(gap).sum() / max(len(truth), 1))


def draws(documents: Sequence[str], *, resamples: int, seed: int) -> NDArray[np.int_]:
    """How often each statement counts when documents are drawn with replacement, shape (resamples, statements)."""
    _, member = np.unique(np.array(documents, dtype=str), return_inverse=True)
    count = int(member.max()) + 1 if len(member) else 0
    drawn = (
        np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples) if count else np.zeros((resamples, 0), dtype=int)
    )
    return np.asarray(drawn[:, member])


def measured(value: float, resampled: Floats) -> Measured:
    """A figure with the percentile interval of its resampled values."""
    low, high = np.quantile(resampled, [0.025, 0.975])
    return Measured(value=value, low=float(low), high=float(high))
