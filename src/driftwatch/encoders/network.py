"""The statement network: a small transformer with one output a label, run by onnxruntime in two halves.

After its lower layers a statement in which there is clearly nothing is let go (early exit: Teerapittayanon, McDanel & Kung 2016, ICPR).
Weights are bytes; what flows through is brought to bytes while it runs, piece by piece: a statement gives the same figures whatever runs beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.pieces import Read
from driftwatch.encoders.sessions import in_batches, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
LOWER_INPUTS = ("input_ids", "token_type_ids")
"""Shape (statements, pieces) each, int64."""
LOWER_OUTPUT = "hidden"
"""Shape (statements, pieces, dimensions)."""
UPPER_INPUTS = (LOWER_OUTPUT, "own")
"""`own`, shape (statements, pieces), is 1.0 for the pieces of the statement itself, over which vectors are averaged."""
UPPER_OUTPUTS = ("scores", "vector")
PORTION = 1024
"""Statements between the halves at a time: what bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Statements that the lower layers have seen."""

    hidden: list[Floats]
    """Shape (pieces, dimensions) each."""
    own: list[Floats]
    """Shape (pieces,) each."""
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

        def run(batch: Sequence[Read]) -> list[tuple[Floats, Floats]]:
            kinds = np.array([statement.kinds for statement in batch], dtype=np.int64)
            own = np.where(kinds.any(axis=1, keepdims=True), kinds, 1).astype(np.float32)
            inputs = dict(zip(LOWER_INPUTS, (np.array([statement.ids for statement in batch], dtype=np.int64), kinds), strict=True))
            return list(zip(lower.run([LOWER_OUTPUT], inputs)[0], own, strict=True))

        found = in_batches(run, statements, length=lambda statement: len(statement.ids))
        vectors = np.stack([(hidden * own[:, None]).sum(axis=0) / own.sum() for hidden, own in found])
        return Begun(hidden=[hidden for hidden, _ in found], own=[own for _, own in found], vectors=vectors.astype(np.float32))

    def finish(self, begun: Begun) -> Seen:
        """The upper layers."""
        if not begun.hidden:
            return Seen(scores=np.empty((0, 0), dtype=np.float32), vectors=np.empty((0, 0), dtype=np.float32))
        upper = self._upper

        def run(batch: Sequence[tuple[Floats, Floats]]) -> list[tuple[Floats, Floats]]:
            given = (np.stack([hidden for hidden, _ in batch]), np.stack([own for _, own in batch]))
            return list(zip(*upper.run(UPPER_OUTPUTS, dict(zip(UPPER_INPUTS, given, strict=True))), strict=True))

        found = in_batches(run, list(zip(begun.hidden, begun.own, strict=True)), length=lambda given: len(given[1]))
        return Seen(scores=np.stack([scores for scores, _ in found]), vectors=np.stack([vector for _, vector in found]))

    def see(self, statements: Sequence[Read]) -> Seen:
        """All layers."""
        parts = [self.finish(self.begin(statements[start : start + PORTION])) for start in range(0, max(1, len(statements)), PORTION)]
        return Seen(scores=np.concatenate([part.scores for part in parts]), vectors=np.concatenate([part.vectors for part in parts]))

    @cached_property
    def _lower(self) -> "InferenceSession":
        return session(self.lower)

    @cached_property
    def _upper(self) -> "InferenceSession":
        return session(self.upper)
