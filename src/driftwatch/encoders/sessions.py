"""Networks in ONNX files, run by onnxruntime on one thread each: texts of one length together, and two batches side by side.

A text gives the same bits whatever stands in its batch (learn/row_graph.py); texts of different lengths never share one, so nothing is padded.
"""

import platform
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from driftwatch.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Item = TypeVar("Item")
Result = TypeVar("Result")
WORKERS = 2
PIECES = 256
"""Word pieces that run together: enough that weights are not fetched for each text, few enough that what flows stays in a processor's own memory."""
_UNSIGNED = 2
"""ONNX's number of the type of unsigned bytes."""
_CPU = Path("/proc/cpuinfo")
_DOT_PRODUCTS = re.compile(r"\bavx(?:512)?_vnni\b")


def in_batches(
    run: Callable[[Sequence[Item]], Sequence[Result]], items: Sequence[Item], *, length: Callable[[Item], int], most: int = PIECES
) -> list[Result]:
    """The results in the order of the items, of which those of one length run together, up to `most` pieces at a time."""
    rows: dict[int, list[int]] = {}
    for row, item in enumerate(items):
        rows.setdefault(length(item), []).append(row)
    batches = [
        shared[begin : begin + size]
        for pieces, shared in sorted(rows.items(), reverse=True)
        for size in [max(1, most // max(1, pieces))]
        for begin in range(0, len(shared), size)
    ]
    found: list[Result | None] = [None] * len(items)
    with ThreadPoolExecutor(WORKERS) as pool:
        for batch, results in zip(batches, pool.map(lambda batch: run([items[row] for row in batch]), batches), strict=True):
            for row, result in zip(batch, results, strict=True):
                found[row] = result
    return cast("list[Result]", found)


def graph_file(file: Path) -> Path:
    """Beside a network: the graph by which its weights run, many texts at a time."""
    return file.with_suffix(".graph.onnx")


def signs_file(file: Path) -> Path:
    """Beside a network: where in its graph and in its file weights are signed bytes."""
    return file.with_suffix(".signs.npy")


def session(file: Path) -> "InferenceSession":
    """A network that is ready to run; raises ModelError where the file is none."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sums of floats depend on the number of threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        graph, weights = graph_file(file).read_bytes(), file.read_bytes()
        if not adds_signed_bytes_rightly():
            graph, weights = unsigned(graph, weights, np.load(signs_file(file), allow_pickle=False))
        options.add_external_initializers_from_files_in_memory([file.name], [weights], [len(weights)])
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own errors derive from nothing narrower
        raise ModelError(f"{file}: not a network that onnxruntime runs: {error}") from error


def unsigned(graph: bytes, weights: bytes, signs: NDArray[np.int64]) -> tuple[bytes, bytes]:
    """The same network with unsigned weights: every byte and its zero point move up by 128, so that all products stay what they were.

    `signs`, shape (tensors, 4): where the type stands in the graph, whether the bytes stand there (0) or with the weights (1), their begin and end.
    """
    changed = [np.frombuffer(content, dtype=np.uint8).copy() for content in (graph, weights)]
    for kind, where, begin, end in signs:
        changed[0][kind] = _UNSIGNED
        changed[where][begin:end] ^= 0x80
    return changed[0].tobytes(), changed[1].tobytes()


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
