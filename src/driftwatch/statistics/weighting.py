"""Bags of words as rows of weights."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from scipy import sparse

LEAST_BAGS = 2
"""A word of one bag alone joins nothing."""


class Counted(Protocol):
    """What says how often it holds which word; a Counter does."""

    def items(self) -> Iterable[tuple[str, int]]:
        """Words with their numbers."""
        ...


class Bag:
    """A bag that nothing is added to any more, in half of a Counter's memory."""

    __slots__ = ("_numbers", "_words")

    def __init__(self, counted: Counter[str]) -> None:
        self._words, self._numbers = tuple(counted), array("I", counted.values())

    def items(self) -> Iterable[tuple[str, int]]:
        """Words with their numbers."""
        return zip(self._words, self._numbers, strict=True)


class Weighting:
    """How much each word counts: 1 + log of its number in a bag, times how few bags have it (smoothed TF-IDF); rows of length 1."""

    def __init__(self, bags: Sequence[Counted]) -> None:
        among = Counter(word for bag in bags for word, _ in bag.items())
        self.places = {word: place for place, word in enumerate(sorted(word for word, number in among.items() if number >= LEAST_BAGS))}
        numbers = np.array([among[word] for word in self.places], dtype=np.float64)
        self.rarity = np.log((1 + len(bags)) / (1 + numbers)) + 1

    def rows(self, bags: Sequence[Counted]) -> sparse.csr_array:
        """The bags as rows of weights, shape (bags, words known)."""
        held, said, ends = array("i"), array("I"), [0]
        for bag in bags:
            known = sorted((self.places[word], number) for word, number in bag.items() if word in self.places)
            held.extend([place for place, _ in known])
            said.extend([number for _, number in known])
            ends.append(len(held))
        places = np.array(held, dtype=np.int32)
        weights = np.log(np.array(said, dtype=np.float64))
        weights += 1
        weights *= self.rarity[places]
        return unit(sparse.csr_array((weights, places, np.array(ends, dtype=np.int32)), shape=(len(bags), len(self.places))))


def unit(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows, brought to length 1 in place: there may be millions of weights; a row of nothing stays one."""
    squares = sparse.csr_array((rows.data * rows.data, rows.indices, rows.indptr), shape=rows.shape)
    lengths = np.sqrt(squares.sum(axis=1))
    rows.data *= np.repeat(1 / np.maximum(lengths, 1e-12), np.diff(rows.indptr))
    return rows
