"""The form model: what a statement does is carried by its form, and hashed n-grams of forms are read at tens of thousands a second.

Two kinds of n-grams: of 1-4 shapes (frequent word pieces as they are, numbers as one, all other pieces by their ending only: the subject matter
is out of it) and of 1-2 word pieces. Feature hashing: Weinberger et al. 2009, ICML.
"""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]

BITS = 18
"""Features are spread over 2 ** BITS columns."""
SHAPES = 4
PIECES = 2
_SHORT = 5
"""Unknown pieces up to this length leave nothing of themselves behind."""
_ENDING = 3
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, kw_only=True)
class FormModel:
    """One linear score a label over hashed n-grams."""

    shapes: NDArray[np.uint32]
    """The shape of every word piece, by its id."""
    columns: NDArray[np.int32]
    """The columns that carry weight, ascending."""
    idf: Floats
    """Shape (len(columns),)."""
    weights: Floats
    """Shape (len(columns), labels)."""
    intercepts: Floats

    def scores(self, pieces: Sequence[Sequence[int]]) -> Floats:
        """Log-odds, shape (len(pieces), labels)."""
        if not pieces:
            return np.empty((0, len(self.intercepts)), dtype=np.float32)
        weighted = normalised(features(pieces, self.shapes), self._idf_by_column)
        return np.asarray(weighted @ self._weights_by_column + self.intercepts, dtype=np.float32)

    @cached_property
    def _idf_by_column(self) -> Floats:
        spread = np.zeros(1 << BITS, dtype=np.float32)
        spread[self.columns] = self.idf
        return spread

    @cached_property
    def _weights_by_column(self) -> Floats:
        spread = np.zeros((1 << BITS, self.weights.shape[1]), dtype=np.float32)
        spread[self.columns] = self.weights
        return spread


def shapes(vocabulary: Mapping[str, int], kept: Collection[int]) -> NDArray[np.uint32]:
    """The shape of every piece; `kept` are the ids of those that stand for themselves."""
    found = np.zeros(len(vocabulary), dtype=np.uint32)
    for piece, number in vocabulary.items():
        found[number] = zlib.crc32(_shape(piece, kept=number in kept).encode())
    return found


def features(pieces: Sequence[Sequence[int]], shape_of: NDArray[np.uint32]) -> csr_matrix:
    """How often each column occurs in each text, 1 + its logarithm; shape (texts, 2 ** BITS)."""
    lengths = np.array([len(text) for text in pieces], dtype=np.int64)
    flat = np.fromiter((piece for text in pieces for piece in text), dtype=np.int64, count=int(lengths.sum()))
    rows, ends = np.repeat(np.arange(len(pieces)), lengths), np.repeat(np.cumsum(lengths), lengths)
    kinds = ((np.uint64(1), shape_of[flat].astype(np.uint64), SHAPES), (np.uint64(2), flat.astype(np.uint64), PIECES))
    found = [part for seed, symbols, longest in kinds for part in _ngrams(symbols, rows, ends, seed=seed, longest=longest)]
    row, column = (np.concatenate([part[i] for part in found]) for i in (0, 1))
    counts = csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(pieces), 1 << BITS))
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return counts


def normalised(counts: csr_matrix, idf: Floats) -> csr_matrix:
    """Rows of length 1 once every column has its weight; columns of weight 0 are out."""
    data = counts.data * idf[counts.indices]
    weighted = csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
    lengths = np.sqrt(np.add.reduceat(np.append(data * data, 0.0), counts.indptr[:-1])) if len(data) else np.zeros(counts.shape[0])
    lengths[np.diff(counts.indptr) == 0] = 0.0
    weighted.data = weighted.data / np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr))
    return weighted


def _ngrams(
    symbols: Hashes, rows: NDArray[np.int64], ends: NDArray[np.int64], *, seed: np.uint64, longest: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows and columns of the n-grams that begin at each place and end inside their text, a pair a length."""
    places = np.arange(len(symbols))
    hashes = np.full(len(symbols), seed, dtype=np.uint64) * _MULTIPLIER
    found = []
    for length in range(longest):
        inside = places + length < ends
        following = np.zeros(len(symbols), dtype=np.uint64)
        following[inside] = symbols[places[inside] + length]
        hashes = _mixed(hashes * _MULTIPLIER + following + np.uint64(1))
        found.append((rows[inside], (hashes[inside] >> np.uint64(64 - BITS)).astype(np.int64)))
    return found


def _mixed(hashes: Hashes) -> Hashes:
    spread = (hashes ^ (hashes >> np.uint64(29))) * _MIXER
    return spread ^ (spread >> np.uint64(32))


def _shape(piece: str, *, kept: bool) -> str:
    letters = piece.removeprefix("##")
    if letters[:1].isdigit():
        return "9"
    if kept or not letters[:1].isalpha():
        return "=" + piece
    if piece != letters:
        return "##" + letters[-_ENDING:]
    return "x" if len(letters) <= _SHORT else "x" + letters[-_ENDING:]
