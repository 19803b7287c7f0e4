"""Vectors from a sentence-transformers model, bit for bit the same whatever stands beside a text.

Sums of floats depend on the shape of a batch and on the number of threads, so both are fixed: blocks
of 8 rows, padded to the next multiple of 8 word pieces, one torch thread each; two blocks run at a time.
On two cores that is faster than free batches, too. Loading sets torch's threads to one for the whole process.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from driftwatch.domain.window import Window, window
from driftwatch.encoders.weights import MINILM_SHA256, check_weights, minilm_folder
from driftwatch.errors import ModelError
from driftwatch.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel

ROWS = 8
WIDTH = 8
LONGEST = 256
"""Word pieces of a text that are read; what follows is ignored."""
USAGE_LAYER = 4
"""The hidden layer that tells senses of a word apart best (0 is the embedding)."""
WORKERS = 2


class Tokens(NamedTuple):
    """One text as the model reads it."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    """Where each word piece stands in the text; (0, 0) for the marks at start and end."""


class Block(NamedTuple):
    """Texts that go through the network together."""

    rows: list[int]
    """Row numbers, ROWS at most."""
    width: int
    """Word pieces a row, padding included."""


class TransformerEncoder:
    """An encoder over a folder of weights whose sha256 is pinned; nothing is loaded before the first text."""

    def __init__(self, folder: Path, *, sha256: str, name: str = "all-MiniLM-L6-v2") -> None:
        self.folder, self.sha256, self.name = folder, sha256, name
        self._loading = Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights."""
        return f"{self.name}@{self.sha256[:12]}"

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of whole texts, shape (len(texts), dimensions)."""
        tokens = self._tokens(texts)
        pooled = self._pooled(tokens, [[range(len(token.ids))] for token in tokens], layer=-1)
        vectors = np.concatenate(pooled) if pooled else np.empty((0, 0), dtype=np.float32)
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12))
        return unit

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """Two means side by side, not normalised, shape (len(texts), 2 x dimensions): over the word pieces at text[start:end] as they are seen in a
        window around them, and over all pieces of the window.

        Spans that share a window share its one pass through the network.
        """
        windows = [window(text, start, end) for text, (start, end) in zip(texts, spans, strict=True)]
        rows: dict[str, list[int]] = {}
        for row, cut in enumerate(windows):
            rows.setdefault(cut.text, []).append(row)
        tokens = self._tokens(list(rows))
        pieces = [[_pieces(token, windows[row]) for row in shared] for token, shared in zip(tokens, rows.values(), strict=True)]
        pooled = self._pooled(tokens, pieces, layer=USAGE_LAYER)
        if not pooled:
            return np.empty((0, 0), dtype=np.float32)
        vectors = np.empty((len(windows), pooled[0].shape[1]), dtype=np.float32)
        vectors[[row for shared in rows.values() for row in shared]] = np.concatenate(pooled)
        return np.hstack([vectors, self.sentences([cut.text for cut in windows])])

    def _tokens(self, texts: Sequence[str]) -> list[Tokens]:
        if not texts:
            return []
        found = self._transformer().tokenizer([_printable(text) for text in texts], truncation=True, max_length=LONGEST, return_offsets_mapping=True)
        return [Tokens(ids, offsets) for ids, offsets in zip(found["input_ids"], found["offset_mapping"], strict=True)]

    def _pooled(self, tokens: Sequence[Tokens], pieces: Sequence[Sequence[Sequence[int]]], *, layer: int) -> list[Vectors]:
        """For each text the means over its groups of word pieces at a hidden layer, shape (groups, dimensions) each."""
        if not tokens:
            return []
        network = cast("PreTrainedModel", self._transformer()[0].auto_model)
        blocks = list(_blocks(tokens))

        def run(block: Block) -> list[Vectors]:
            hidden = _hidden(network, [tokens[row].ids for row in block.rows], width=block.width, layer=layer)
            return [np.stack([hidden[place, list(group)].mean(axis=0) for group in pieces[row]]) for place, row in enumerate(block.rows)]

        with ThreadPoolExecutor(WORKERS) as pool:
            done = [vectors for block in pool.map(run, blocks) for vectors in block]
        order = [row for block in blocks for row in block.rows]
        return [vectors for _, vectors in sorted(zip(order, done, strict=True), key=lambda pair: pair[0])]

    def _transformer(self) -> "SentenceTransformer":
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self.folder, self.sha256)
            return self._loaded


def load_sentence_transformer() -> "SentenceTransformer":
    """all-MiniLM-L6-v2 itself, for training; raises ModelError unless its weights are the pinned ones."""
    return _load(minilm_folder(), MINILM_SHA256)


def minilm() -> TransformerEncoder:
    """The default encoder: all-MiniLM-L6-v2 from the installed package."""
    return TransformerEncoder(minilm_folder(), sha256=MINILM_SHA256)


def _printable(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, replaced one for one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pieces(tokens: Tokens, cut: Window) -> list[int]:
    """The word pieces of the term; all of them where it lies beyond what the model reads."""
    inside = [i for i, (start, end) in enumerate(tokens.offsets) if start < cut.end and end > cut.start]
    return inside or list(range(len(tokens.ids)))


def _blocks(tokens: Sequence[Tokens]) -> Iterator[Block]:
    def width(row: int) -> int:
        return -(-len(tokens[row].ids) // WIDTH) * WIDTH

    for padded, group in groupby(sorted(range(len(tokens)), key=width), key=width):
        rows = list(group)
        yield from (Block(rows[begin : begin + ROWS], padded) for begin in range(0, len(rows), ROWS))


def _hidden(network: "PreTrainedModel", sequences: Sequence[list[int]], *, width: int, layer: int) -> Vectors:
    """One hidden layer of a block, shape (ROWS, width, dimensions); rows that no text fills hold one dummy piece."""
    import torch

    ids = torch.zeros(ROWS, width, dtype=torch.long)
    mask = torch.zeros(ROWS, width, dtype=torch.long)
    mask[:, 0] = 1
    for place, sequence in enumerate(sequences):
        ids[place, : len(sequence)] = torch.tensor(sequence)
        mask[place, : len(sequence)] = 1
    with torch.inference_mode():
        states = network(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
    hidden: Vectors = states[layer].numpy()
    return hidden


def _load(folder: Path, sha256: str) -> "SentenceTransformer":
    check_weights(folder, sha256)
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(f"sentence-transformers is not installed ({error.name}); run: pip install 'driftwatch-alignment[st]'") from error
    torch.set_num_threads(1)
    with _without_progress_bar():
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True})


@contextmanager
def _without_progress_bar() -> Iterator[None]:
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
