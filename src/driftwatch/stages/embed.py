"""Statements and usages to vectors: each distinct text once, and only those that the cache does not hold."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from driftwatch.domain.window import Window, window
from driftwatch.ports import Encoder, FacetClassifier, VectorCache, Vectors
from driftwatch.tables import Statements, Usages

Item = TypeVar("Item")

PORTION = 2048
"""Texts that are encoded before their vectors are kept: what an interruption can cost."""
LOOKED_UP = 8192
"""Texts whose vectors are taken from the cache at a time."""


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
    return _vectors([_digest("sentence", text) for text in texts], list(texts), ask, model=model, cache=cache, most=portion)


def embed_usages(usages: Usages, statements: Statements, encoder: Encoder, cache: VectorCache, *, portion: int = PORTION) -> Vectors:
    """Raw vectors of the usages in their context, shape (len(usages), dimensions)."""
    texts = list(statements.text)
    windows = [_named(window(texts[usage.statement], usage.start, usage.end), usage.term) for usage in usages.rows()]
    hashes = [_digest("usage", str(cut.start), str(cut.end), cut.text) for cut in windows]

    def encode(cuts: Sequence[Window]) -> Vectors:
        return encoder.usages([cut.text for cut in cuts], [(cut.start, cut.end) for cut in cuts])

    return _vectors(hashes, windows, encode, model=encoder.model, cache=cache, most=portion)


def _named(cut: Window, term: str) -> Window:
    """The window with the term as it is named in the place of the form that stands there: partners who write another form mean nothing else by it."""
    return Window(cut.text[: cut.start] + term + cut.text[cut.end :], cut.start, cut.start + len(term))


def _vectors(
    hashes: Sequence[str], items: Sequence[Item], encode: Callable[[Sequence[Item]], Vectors], *, model: str, cache: VectorCache, most: int
) -> Vectors:
    """A row each, filled in place: what the cache holds first, then what the model is asked, then the rows of texts that stand there already."""
    first: dict[str, int] = {}
    source = np.array([first.setdefault(key, row) for row, key in enumerate(hashes)], dtype=np.intp)
    found = np.empty((0, 0), dtype=np.float32)

    def fill(answers: Mapping[str, Vectors]) -> None:
        nonlocal found
        for key, vector in answers.items():
            if not found.size:
                found = np.empty((len(hashes), len(vector)), dtype=np.float32)
            found[first[key]] = vector

    missing: list[str] = []
    for portion in _portions(list(first), LOOKED_UP):
        known = cache.vectors(model, sorted(portion))
        fill(known)
        missing += [key for key in portion if key not in known]
    for portion in _portions(missing, most):
        fresh = dict(zip(portion, encode([items[first[key]] for key in portion]), strict=True))
        cache.keep_vectors(model, fresh)
        fill(fresh)
    again = np.flatnonzero(source != np.arange(len(source)))
    if len(again):
        found[again] = found[source[again]]
    return found


def _portions(keys: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    return (keys[begin : begin + most] for begin in range(0, len(keys), most))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
