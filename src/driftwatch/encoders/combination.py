"""Two models' scores to one calibrated probability and a decision a label."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.network import logistic
from driftwatch.ports import Vectors

Floats = NDArray[np.float64]
DECIMALS = 4
"""Probabilities are rounded, so that the last bits of a sum decide nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """How log-odds are averaged, calibrated and cut; an entry a label in every array."""

    spread_linear: Floats
    spread_networks: Floats
    share_networks: Floats
    """Weight of the networks, 0 to 1; the linear model has the rest."""
    slopes: Floats
    offsets: Floats
    thresholds: Floats

    def averaged(self, linear: Floats, networks: Floats) -> Floats:
        """The weighted average of the standardised log-odds."""
        return (1 - self.share_networks) * linear / self.spread_linear + self.share_networks * networks / self.spread_networks

    def probabilities(self, linear: Floats, networks: Floats) -> Vectors:
        """Calibrated probabilities, shape (texts, labels)."""
        return np.round(logistic(self.slopes * self.averaged(linear, networks) + self.offsets), DECIMALS).astype(np.float32)

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels at or above their thresholds, a row each."""
        above = probabilities >= self.thresholds.astype(np.float32)
        return [tuple(label for label, given in zip(LABELS, row, strict=True) if given) for row in above]
