"""Networks in ONNX files, run by onnxruntime on one thread each; several texts are worked on side by side."""

import platform
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from driftwatch.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Item = TypeVar("Item")
Result = TypeVar("Result")
WORKERS = 2
CHUNK = 64
"""Texts that one worker takes at a time."""
_UNSIGNED = 2
"""ONNX's number of the type of unsigned bytes."""
_CPU = Path("/proc/cpuinfo")
_DOT_PRODUCTS = re.compile(r"\bavx(?:512)?_vnni\b")


def in_chunks(run: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The results in the order of the items."""
    chunks = [items[begin : begin + CHUNK] for begin in range(0, len(items), CHUNK)]
    with ThreadPoolExecutor(WORKERS) as pool:
        return [result for chunk in pool.map(lambda part: [run(item) for item in part], chunks) for result in chunk]


def signs_file(file: Path) -> Path:
    """Beside a network: where in its file weights are signed bytes."""
    return file.with_suffix(".signs.npy")


def session(file: Path) -> "InferenceSession":
    """A network that is ready to run; raises ModelError where the file is none."""
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
