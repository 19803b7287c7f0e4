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
        held, said, ends = array("q"), array("q"), [0]
        for bag in bags:
            known = sorted((self.places[word], number) for word, number in bag.items() if word in self.places)
            held.extend([place for place, _ in known])
            said.extend([number for _, number in known])
            ends.append(len(held))
        places = np.array(held, dtype=np.int64)
        weights = (1 + np.log(np.array(said, dtype=np.float64))) * self.rarity[places]
        return unit(sparse.csr_array((weights, places, ends), shape=(len(bags), len(self.places))))


def unit(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows at length 1; a row of nothing stays one."""
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(lengths, 1e-12)) @ rows)
