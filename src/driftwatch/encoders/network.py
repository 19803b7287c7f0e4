"""The statement network: a small transformer with one output a label, run by onnxruntime, a statement at a time and in two halves.

After its lower layers a statement in which there is clearly nothing is let go (early exit: Teerapittayanon, McDanel & Kung 2016, ICPR).
Weights are bytes; what flows through is brought to bytes while it runs, by the largest value in what is run together. So statements run alone:
then the same text gives the same figures whatever stands beside it, nothing is padded, and on two cores it is not slower than batches.
"""

import platform
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.pieces import Read
from driftwatch.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Item = TypeVar("Item")
Result = TypeVar("Result")
WORKERS = 2
LOWER_INPUTS = ("input_ids", "token_type_ids")
"""Shape (1, pieces) each, int64."""
LOWER_OUTPUT = "hidden"
"""Shape (1, pieces, dimensions)."""
UPPER_INPUTS = (LOWER_OUTPUT, "own")
"""`own`, shape (1, pieces), is 1.0 for the pieces of the statement itself, over which vectors are averaged."""
UPPER_OUTPUTS = ("scores", "vector")
_CHUNK = 64
_UNSIGNED = 2
"""ONNX's number of the type of unsigned bytes."""
_CPU = Path("/proc/cpuinfo")
_DOT_PRODUCTS = re.compile(r"\bavx(?:512)?_vnni\b")


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
        session = self._lower

        def run(statement: Read) -> tuple[Floats, Floats]:
            kinds = np.array([statement.kinds], dtype=np.int64)
            own = kinds.astype(np.float32) if kinds.any() else np.ones_like(kinds, dtype=np.float32)
            inputs = dict(zip(LOWER_INPUTS, (np.array([statement.ids], dtype=np.int64), kinds), strict=True))
            return session.run([LOWER_OUTPUT], inputs)[0], own

        found = _in_chunks(run, statements)
        vectors = np.stack([(hidden[0] * own[0, :, None]).sum(axis=0) / own.sum() for hidden, own in found])
        return Begun(hidden=[hidden for hidden, _ in found], own=[own for _, own in found], vectors=vectors.astype(np.float32))

    def finish(self, begun: Begun) -> Seen:
        """The upper layers."""
        if not begun.hidden:
            return Seen(scores=np.empty((0, 0), dtype=np.float32), vectors=np.empty((0, 0), dtype=np.float32))
        session = self._upper

        def run(given: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
            scores, vector = session.run(UPPER_OUTPUTS, dict(zip(UPPER_INPUTS, given, strict=True)))
            return scores, vector

        found = _in_chunks(run, list(zip(begun.hidden, begun.own, strict=True)))
        return Seen(scores=np.concatenate([scores for scores, _ in found]), vectors=np.concatenate([vector for _, vector in found]))

    def see(self, statements: Sequence[Read]) -> Seen:
        """All layers."""
        parts = [self.finish(self.begin(statements[start : start + 8 * _CHUNK])) for start in range(0, max(1, len(statements)), 8 * _CHUNK)]
        return Seen(scores=np.concatenate([part.scores for part in parts]), vectors=np.concatenate([part.vectors for part in parts]))

    @cached_property
    def _lower(self) -> "InferenceSession":
        return _session(self.lower)

    @cached_property
    def _upper(self) -> "InferenceSession":
        return _session(self.upper)


def _in_chunks(run: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    chunks = [items[begin : begin + _CHUNK] for begin in range(0, len(items), _CHUNK)]
    with ThreadPoolExecutor(WORKERS) as pool:
        return [result for chunk in pool.map(lambda part: [run(item) for item in part], chunks) for result in chunk]


def signs_file(file: Path) -> Path:
    """Beside a network: where in its file weights are signed bytes."""
    return file.with_suffix(".signs.npy")


def _session(file: Path) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sums of floats depend on the number of threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        content = file.read_bytes() if adds_signed_bytes_rightly() else unsigned(file.read_bytes(), np.load(signs_file(file), allow_pickle=False))
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own errors derive from nothing narrower
        raise ModelError(f"{file}: not a network that onnxruntime runs: {error}") from error


def unsigned(content: bytes, signs: NDArray[np.int64]) -> bytes:
    """The same network with unsigned weights: every byte and its zero point move up by 128, so that all products stay what they were."""
    changed = np.frombuffer(content, dtype=np.uint8).copy()
    for kind, begin, end in signs:
        changed[kind] = _UNSIGNED
        changed[begin:end] ^= 0x80
    return changed.tobytes()


@cache
def adds_signed_bytes_rightly() -> bool:
    """Whether this processor multiplies unsigned by signed bytes without saturating; where that is unknown, no: then weights are unsigned.

    Both ways give the same numbers, but the signed one is faster where it can be had.
    """
    if platform.machine().lower() in ("arm64", "aarch64"):
        return True
    try:
        return bool(_DOT_PRODUCTS.search(_CPU.read_text("ascii", errors="replace")))
    except OSError:
        return False
