"""Small networks over a sentence vector and the cues of the text; several that differ in their seed vote."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.cues import CUES, cues
from driftwatch.ports import Vectors

Floats = NDArray[np.float64]
VECTOR_SCALE = 4.0
"""Brings the entries of a unit vector to the size of the cues' zeros and ones."""
_CERTAIN = 1e-6
_STEEPEST = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One hidden layer of rectified units."""

    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    def probabilities(self, inputs: Floats) -> Floats:
        """Shape (rows, labels)."""
        active = np.maximum(inputs @ self.hidden + self.hidden_bias, 0.0)
        return logistic(active @ self.output + self.output_bias)


@dataclass(frozen=True, slots=True, kw_only=True)
class Networks:
    """The voters."""

    members: tuple[Network, ...]

    @property
    def dimensions(self) -> int:
        """Length of the sentence vectors that they read."""
        return len(self.members[0].hidden) - len(CUES)

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Log-odds of the mean probability, shape (len(texts), labels)."""
        inputs = network_inputs(texts, vectors)
        mean = np.mean([member.probabilities(inputs) for member in self.members], axis=0).clip(_CERTAIN, 1 - _CERTAIN)
        return np.asarray(np.log(mean / (1 - mean)))


def network_inputs(texts: Sequence[str], vectors: Vectors) -> Floats:
    """What the networks read: scaled vectors and cues side by side."""
    return np.hstack([VECTOR_SCALE * vectors.astype(np.float64), np.array([cues(text) for text in texts], dtype=np.float64)])


def logistic(scores: Floats) -> Floats:
    """From log-odds to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -_STEEPEST, _STEEPEST))))
