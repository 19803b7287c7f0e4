"""Two tiers' scores to one calibrated probability a label, a decision, and a word of doubt where both ways are likely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS, Label
from driftwatch.ports import Vectors

Floats = NDArray[np.float64]
DECIMALS = 4
"""Probabilities are rounded, so that the last bits of a sum decide nothing."""
DOUBT = 0.25
"""Probability from which on the less likely way is likely too."""
_STEEPEST = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """How scores are weighed, calibrated and cut; an entry a label in every array."""

    form_slopes: Floats
    """Of the form model alone: what it says of a statement that the network does not see."""
    form_offsets: Floats
    gates: Floats
    """A statement whose form scores all lie below has nothing in it for the network."""
    network_weights: Floats
    form_weights: Floats
    offsets: Floats
    thresholds: Floats

    def worth_seeing(self, forms: Vectors) -> NDArray[np.bool_]:
        """Of each statement whether the network must see it."""
        return np.asarray((forms >= self.gates).any(axis=1))

    def by_form(self, forms: Vectors) -> Vectors:
        """Calibrated probabilities from the form model alone, shape (statements, labels), below every threshold."""
        return self.withheld(self.form_slopes * forms + self.form_offsets)

    def withheld(self, scores: Floats) -> Vectors:
        """Probabilities of log-odds by which no label is given, whatever they are."""
        capped = np.minimum(logistic(scores), self.thresholds * 0.999)
        return np.asarray(np.floor(capped * 10**DECIMALS) / 10**DECIMALS, dtype=np.float32)

    def scores(self, forms: Vectors, network: Vectors) -> Floats:
        """Calibrated log-odds from both, shape (statements, labels)."""
        return np.asarray(self.network_weights * network + self.form_weights * forms + self.offsets)

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels at or above their thresholds, a row each."""
        return _named(probabilities >= self.thresholds.astype(np.float32))

    def unsure(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels for which both ways are likely: of such statements between a quarter and three quarters carry the label."""
        low, high = np.minimum(DOUBT, self.thresholds), np.maximum(1 - DOUBT, self.thresholds)
        return _named((probabilities >= low.astype(np.float32)) & (probabilities < high.astype(np.float32)))


def calibrated(scores: Floats) -> Vectors:
    """Probabilities of log-odds, rounded."""
    return np.round(logistic(scores), DECIMALS).astype(np.float32)


def logistic(scores: Floats) -> Floats:
    """From log-odds to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -_STEEPEST, _STEEPEST))))


def _named(rows: NDArray[np.bool_]) -> list[tuple[Label, ...]]:
    return [tuple(label for label, given in zip(LABELS, row, strict=True) if given) for row in rows]
