"""Statements and usages to vectors: each distinct text once, and only those that the cache does not hold."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from driftwatch.asked_once import asked_once
from driftwatch.domain.window import Window, window
from driftwatch.ports import Encoder, FacetClassifier, VectorCache, Vectors
from driftwatch.tables import Statements, Usages

PORTION = 2048
"""Texts that are encoded before their vectors are kept: what an interruption can cost."""


def embed(statements: Statements, encoder: Encoder, cache: VectorCache, *, portion: int = PORTION) -> Vectors:
    """Unit vectors of the statements, shape (len(statements), dimensions); after every `portion` what is new is kept."""
    texts = [" ".join(text.split()) for text in statements.text]
    return once_each(texts, encoder.sentences, model=encoder.model, cache=cache, portion=portion)


def find_sides(statements: Statements, model: FacetClassifier, cache: VectorCache, *, portion: int = PORTION) -> Vectors:
    """On what statements take sides: probabilities of the values of all facets, shape (statements, values of all facets).

    What nobody's partner said takes no side.
    """
    rows = np.flatnonzero([partner is not None for partner in statements.partner])
    found = np.repeat(model.facets([""]), len(statements), axis=0)
    if len(rows):
        texts = list(statements.text)
        found[rows] = once_each([" ".join(texts[row].split()) for row in rows], model.facets, model=model.model, cache=cache, portion=portion)
    return found


def once_each(
    texts: Sequence[str], ask: Callable[[Sequence[str]], Vectors], *, model: str, cache: VectorCache, portion: int = PORTION
) -> Vectors:
    """What a model says of each text, a row each; each distinct text is asked once, and not those that the cache holds."""
    return asked_once([_digest("sentence", text) for text in texts], list(texts), ask, model=model, cache=cache, portion=portion)


def embed_usages(usages: Usages, statements: Statements, encoder: Encoder, cache: VectorCache, *, portion: int = PORTION) -> Vectors:
    """Raw vectors of the usages in their context, shape (len(usages), dimensions)."""
    texts = list(statements.text)
    windows = [_named(window(texts[usage.statement], usage.start, usage.end), usage.term) for usage in usages.rows()]
    hashes = [_digest("usage", str(cut.start), str(cut.end), cut.text) for cut in windows]

    def encode(cuts: Sequence[Window]) -> Vectors:
        return encoder.usages([cut.text for cut in cuts], [(cut.start, cut.end) for cut in cuts])

    return asked_once(hashes, windows, encode, model=encoder.model, cache=cache, portion=portion)


def _named(cut: Window, term: str) -> Window:
    """The window with the term as it is named in the place of the form that stands there: partners who write another form mean nothing else by it."""
    return Window(cut.text[: cut.start] + term + cut.text[cut.end :], cut.start, cut.start + len(term))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
