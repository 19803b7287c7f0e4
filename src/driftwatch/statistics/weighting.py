"""Bags of words as rows of weights."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

LEAST_BAGS = 2
"""A word of one bag alone joins nothing."""


class Weighting:
    """How much each word counts: 1 + log of its number in a bag, times how few bags have it (smoothed TF-IDF); rows of length 1."""

    def __init__(self, bags: Sequence[Counter[str]]) -> None:
        among = Counter(word for bag in bags for word in bag)
        self.places = {word: place for place, word in enumerate(sorted(word for word, number in among.items() if number >= LEAST_BAGS))}
        numbers = np.array([among[word] for word in self.places], dtype=np.float64)
        self.rarity = np.log((1 + len(bags)) / (1 + numbers)) + 1

    def rows(self, bags: Sequence[Counter[str]]) -> sparse.csr_array:
        """The bags as rows of weights, shape (bags, words known)."""
        known = [[(self.places[word], number) for word, number in sorted(bag.items()) if word in self.places] for bag in bags]
        ends = np.cumsum([0, *map(len, known)])
        places = np.array([place for row in known for place, _ in row], dtype=np.int64)
        numbers = np.array([number for row in known for _, number in row], dtype=np.float64)
        weights = (1 + np.log(numbers)) * self.rarity[places]
        return unit(sparse.csr_array((weights, places, ends), shape=(len(known), len(self.places))))


def unit(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows at length 1; a row of nothing stays one."""
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(lengths, 1e-12)) @ rows)
