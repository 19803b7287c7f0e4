"""The usage model: where a word stands in its sentence, as a vector of what it means there.

A small transformer, run by onnxruntime; a usage gives the same figures whatever runs beside it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from driftwatch.domain.window import Window, window
from driftwatch.encoders.artefact import NETWORK, NETWORK_GRAPH, TOKENIZER, verify
from driftwatch.encoders.pieces import Pieces, Placed
from driftwatch.encoders.sessions import in_batches, session
from driftwatch.ports import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAME = "usages"
FILES = (NETWORK, NETWORK_GRAPH, TOKENIZER)
INPUT = "input_ids"
"""Shape (windows, pieces), int64."""
OUTPUT = "hidden"
"""Shape (windows, pieces, dimensions)."""


@dataclass(frozen=True)
class UsageModel:
    """An encoder from an artefact folder; nothing is read before it is asked."""

    folder: Path
    name: str = NAME

    @cached_property
    def sha256(self) -> str:
        """One checksum over all that decides, once every file of the folder was found unaltered."""
        sums = verify(self.folder, FILES)
        return hashlib.sha256("".join(sums[name] for name in FILES).encode()).hexdigest()

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights."""
        return f"{self.name}@{self.sha256[:12]}"

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of whole texts, the means over their pieces, shape (len(texts), dimensions)."""
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        vectors = np.concatenate(self._means([read.ids for read in self._pieces.placed(texts)], [[[]] for _ in texts]))
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12)))

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """Two means side by side, not normalised, shape (len(texts), 2 x dimensions): over the word pieces at text[start:end] as they are seen in a
        window around them, and over all pieces of the window.

        Spans whose windows have the same pieces share one pass through the network.
        """
        windows = [window(text, start, end) for text, (start, end) in zip(texts, spans, strict=True)]
        distinct = list(dict.fromkeys(cut.text for cut in windows))
        read = dict(zip(distinct, self._pieces.placed(distinct), strict=True))
        rows: dict[tuple[int, ...], list[int]] = {}
        for row, cut in enumerate(windows):
            rows.setdefault(tuple(read[cut.text].ids), []).append(row)
        groups = [[*(_inside(read[windows[row].text], windows[row]) for row in shared), []] for shared in rows.values()]
        means = [_beside_last(each) for each in self._means(list(rows), groups)]
        if not means:
            return np.empty((0, 0), dtype=np.float32)
        found = np.concatenate(means)
        vectors = np.empty_like(found)
        vectors[[row for shared in rows.values() for row in shared]] = found
        return vectors

    def _means(self, ids: Sequence[Sequence[int]], groups: Sequence[Sequence[Sequence[int]]]) -> list[Vectors]:
        """For each text, and each group of its pieces, the mean of what the network makes of them; of an empty group, of all."""
        network = self._network

        def run(batch: Sequence[tuple[Sequence[int], Sequence[Sequence[int]]]]) -> list[Vectors]:
            seen = network.run([OUTPUT], {INPUT: np.array([read for read, _ in batch], dtype=np.int64)})[0]
            return [
                np.stack([hidden[list(group)].mean(axis=0) if group else hidden.mean(axis=0) for group in wanted])
                for hidden, (_, wanted) in zip(seen, batch, strict=True)
            ]

        return in_batches(run, list(zip(ids, groups, strict=True)), length=lambda item: len(item[0]))

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.folder / TOKENIZER)

    @cached_property
    def _network(self) -> "InferenceSession":
        return session(self.folder / NETWORK)


def usage_model() -> UsageModel:
    """The encoder that ships; raises ModelError where it is missing or altered."""
    import driftwatch_models

    return UsageModel(Path(driftwatch_models.__path__[0]) / NAME)


def _inside(read: Placed, cut: Window) -> list[int]:
    """The word pieces of the term; none where it lies beyond what the model reads."""
    return [at for at, (start, end) in enumerate(read.places) if start < cut.end and end > cut.start and end > start]


def _beside_last(means: Vectors) -> Vectors:
    """The last row beside each of the others."""
    return np.hstack([means[:-1], np.repeat(means[-1:], len(means) - 1, axis=0)])
