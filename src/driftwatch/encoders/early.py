"""The early exit: a linear look at a statement after the network's lower layers, with what the form model said of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.ports import Vectors

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyExit:
    """One linear score a label, calibrated."""

    vector_weights: Floats
    """Shape (dimensions, labels)."""
    form_weights: Floats
    """Of the form model's score for the same label."""
    offsets: Floats
    gates: Floats
    """A statement whose scores all lie below goes no further."""

    def scores(self, vectors: Vectors, forms: Vectors) -> Floats:
        """Calibrated log-odds, shape (statements, labels)."""
        return np.asarray(vectors @ self.vector_weights + forms * self.form_weights + self.offsets)

    def worth_finishing(self, scores: Floats) -> NDArray[np.bool_]:
        """Of each statement whether the upper layers must see it."""
        return np.asarray((scores >= self.gates).any(axis=1))
