"""The statement network: a small transformer with one output a label, run by onnxruntime, a statement at a time and in two halves.

After its lower layers a statement in which there is clearly nothing is let go (early exit: Teerapittayanon, McDanel & Kung 2016, ICPR).
Weights are bytes; what flows through is brought to bytes while it runs, by the largest value in what is run together. So statements run alone:
then the same text gives the same figures whatever stands beside it, nothing is padded, and on two cores it is not slower than batches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.pieces import Read
from driftwatch.encoders.sessions import CHUNK, in_chunks, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
LOWER_INPUTS = ("input_ids", "token_type_ids")
"""Shape (1, pieces) each, int64."""
LOWER_OUTPUT = "hidden"
"""Shape (1, pieces, dimensions)."""
UPPER_INPUTS = (LOWER_OUTPUT, "own")
"""`own`, shape (1, pieces), is 1.0 for the pieces of the statement itself, over which vectors are averaged."""
UPPER_OUTPUTS = ("scores", "vector")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Statements that the lower layers have seen."""

    hidden: list[Floats]
    """Shape (1, pieces, dimensions) each."""
    own: list[Floats]
    vectors: Floats
    """Means over the statements' own pieces, shape (statements, dimensions)."""

    def where(self, rows: Sequence[int]) -> "Begun":
        """Some of them."""
        return Begun(hidden=[self.hidden[row] for row in rows], own=[self.own[row] for row in rows], vectors=self.vectors[list(rows)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the network makes of statements."""

    scores: Floats
    """Log-odds, shape (statements, labels)."""
    vectors: Floats
    """Means of the last layer, shape (statements, dimensions)."""


@dataclass(frozen=True)
class StatementNetwork:
    """A network in two ONNX files; nothing is loaded before the first statement."""

    lower: Path
    upper: Path

    def begin(self, statements: Sequence[Read]) -> Begun:
        """The lower layers, in the order of the statements."""
        if not statements:
            return Begun(hidden=[], own=[], vectors=np.empty((0, 0), dtype=np.float32))
        lower = self._lower

        def run(statement: Read) -> tuple[Floats, Floats]:
            kinds = np.array([statement.kinds], dtype=np.int64)
            own = kinds.astype(np.float32) if kinds.any() else np.ones_like(kinds, dtype=np.float32)
            inputs = dict(zip(LOWER_INPUTS, (np.array([statement.ids], dtype=np.int64), kinds), strict=True))
            return lower.run([LOWER_OUTPUT], inputs)[0], own

        found = in_chunks(run, statements)
        vectors = np.stack([(hidden[0] * own[0, :, None]).sum(axis=0) / own.sum() for hidden, own in found])
        return Begun(hidden=[hidden for hidden, _ in found], own=[own for _, own in found], vectors=vectors.astype(np.float32))

    def finish(self, begun: Begun) -> Seen:
        """The upper layers."""
        if not begun.hidden:
            return Seen(scores=np.empty((0, 0), dtype=np.float32), vectors=np.empty((0, 0), dtype=np.float32))
        upper = self._upper

        def run(given: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
            scores, vector = upper.run(UPPER_OUTPUTS, dict(zip(UPPER_INPUTS, given, strict=True)))
            return scores, vector

        found = in_chunks(run, list(zip(begun.hidden, begun.own, strict=True)))
        return Seen(scores=np.concatenate([scores for scores, _ in found]), vectors=np.concatenate([vector for _, vector in found]))

    def see(self, statements: Sequence[Read]) -> Seen:
        """All layers."""
        parts = [self.finish(self.begin(statements[start : start + 8 * CHUNK])) for start in range(0, max(1, len(statements)), 8 * CHUNK)]
        return Seen(scores=np.concatenate([part.scores for part in parts]), vectors=np.concatenate([part.vectors for part in parts]))

    @cached_property
    def _lower(self) -> "InferenceSession":
        return session(self.lower)

    @cached_property
    def _upper(self) -> "InferenceSession":
        return session(self.upper)
