"""Artefact folders: plain files whose sha256 stand in SHA256SUMS; nothing in them is code."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftwatch.errors import ModelError

SUMS = "SHA256SUMS"
WEIGHTS = "weights.npz"
LOWER = "lower.onnx"
UPPER = "upper.onnx"
NETWORK = "network.onnx"
LOWER_GRAPH, UPPER_GRAPH, NETWORK_GRAPH = "lower.graph.onnx", "upper.graph.onnx", "network.graph.onnx"
"""How the weights of those run: encoders/sessions.py."""
TOKENIZER = "tokenizer.json"
DESCRIPTION = "model.json"
CARD = "card.md"
FILES = (LOWER, LOWER_GRAPH, TOKENIZER, UPPER, UPPER_GRAPH, WEIGHTS)
_MEND = "install driftwatch afresh: pip install --force-reinstall --no-deps driftwatch-alignment"


def verify(folder: Path, needed: Iterable[str] = FILES) -> Mapping[str, str]:
    """The sha256 of every file that SHA256SUMS lists; raises ModelError where one is altered, or one that is needed is not listed."""
    sums = _sums(folder, needed)
    for name, expected in sums.items():
        found = hashlib.sha256(_content(folder / name)).hexdigest()
        if found != expected:
            raise ModelError(f"{folder / name}: its sha256 is {found}, expected {expected}; {_MEND}")
    return sums


def read_arrays(folder: Path, name: str = WEIGHTS) -> Mapping[str, NDArray[np.generic]]:
    """The verified arrays of one of the artefact's files."""
    verify(folder)
    with np.load(folder / name, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over the files of the folder, as `sha256sum --check` reads it."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name != SUMS)
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _sums(folder: Path, needed: Iterable[str]) -> dict[str, str]:
    try:
        lines = _content(folder / SUMS).decode("utf-8").splitlines()
        sums = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    except ValueError as error:
        raise ModelError(f"{folder / SUMS}: not a list of checksums; {_MEND}") from error
    if missing := sorted({*needed, DESCRIPTION} - sums.keys()):
        raise ModelError(f"{folder / SUMS}: no checksum of {', '.join(missing)}; {_MEND}")
    return sums


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror}); {_MEND}") from error
