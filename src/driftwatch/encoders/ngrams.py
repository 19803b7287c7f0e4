"""TF-IDF n-grams of three kinds, by scikit-learn, and a linear model over them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.words import delexicalised, tokens

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Floats = NDArray[np.float64]


class Kind(StrEnum):
    """What n-grams are made of."""

    SHAPES = "shapes"
    """1-4 delexicalised words."""
    WORDS = "words"
    """1-2 words."""
    CHARACTERS = "characters"
    """2-5 characters inside words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The vocabulary of one kind."""

    kind: Kind
    vocabulary: tuple[str, ...]
    idf: Floats
    """Shape (len(vocabulary),)."""


@dataclass(frozen=True, kw_only=True)
class LinearModel:
    """One linear score a label over all blocks."""

    kept: tuple[str, ...]
    """Words that delexicalising leaves as they are."""
    blocks: tuple[Block, ...]
    weights: Floats
    """Shape (all vocabularies, labels)."""
    intercepts: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """Log-odds, shape (len(texts), labels)."""
        from scipy.sparse import hstack

        features = hstack([vectorizer.transform(texts) for vectorizer in self._vectorizers]).tocsr()
        return np.asarray(features @ self.weights + self.intercepts)

    @cached_property
    def _vectorizers(self) -> "list[TfidfVectorizer]":
        return [_fitted(block, self.kept) for block in self.blocks]


def vectorizer(
    kind: Kind, kept: Sequence[str], *, vocabulary: Sequence[str] | None = None, minimum: int = 1, limit: int | None = None
) -> "TfidfVectorizer":
    """A vectorizer of this kind, to be fitted or with its vocabulary given."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    known = None if vocabulary is None else {ngram: i for i, ngram in enumerate(vocabulary)}
    shared = {"vocabulary": known, "min_df": minimum, "max_features": limit, "sublinear_tf": True, "lowercase": False}
    if kind is Kind.CHARACTERS:
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), preprocessor=str.lower, **shared)
    cut: Callable[[str], list[str]] = tokens if kind is Kind.WORDS else partial(delexicalised, kept=frozenset(kept))
    return TfidfVectorizer(ngram_range=(1, 2) if kind is Kind.WORDS else (1, 4), tokenizer=cut, token_pattern=None, **shared)


def _fitted(block: Block, kept: Sequence[str]) -> "TfidfVectorizer":
    known = vectorizer(block.kind, kept, vocabulary=block.vocabulary)
    known.idf_ = block.idf
    return known
