"""Which rows of one side go with which of the other: hub-corrected similarity, mutual nearest neighbours, chance."""

from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
NEIGHBOURS = 10
LEAST_PREFERENCE = 1.6
"""From which on a word is one side's own."""
_ROWS = 512
LEAST_CHANCE = 1000
"""Pairs below which chance is not judged by those of similar frequency, but by all."""


def preference(own: int, all_own: int, other: int, all_other: int) -> float:
    """How clearly one side prefers a word: log-odds with half a use added, in standard errors.

    The Dirichlet prior of `keyness` is no choice here: a word that the other side never says would have an error as wide as its prior is thin.
    """
    a, b = own + 0.5, other + 0.5
    odds = log(a / (all_own + 1.0 - a)) - log(b / (all_other + 1.0 - b))
    return odds / sqrt(1.0 / a + 1.0 / b)


def is_own(said: tuple[int, int], every: tuple[int, int], *, most_shared: float) -> bool:
    """Whether a word is (almost) one side's own: how often that side says it and the other, and what each says in all; `most_shared` is how often the
    other may say it, as a share of how often its own side does.
    """
    return said[1] * every[0] <= most_shared * said[0] * every[1] and preference(said[0], every[0], said[1], every[1]) > LEAST_PREFERENCE


def csls(similar: Floats, *, neighbours: int = NEIGHBOURS) -> Floats:
    """2 s - r(row) - r(column), r the mean of the nearest: near neighbours of everything are nobody's (Conneau et al. 2018, ICLR).

    `similar` has shape (terms of A, terms of B), as has the result.
    """
    rows, columns = _nearest(similar, neighbours), _nearest(similar.T, neighbours)
    found = np.asarray(2 * similar)
    found -= rows[:, None]
    found -= columns[None, :]
    return found


def _nearest(similar: Floats, neighbours: int) -> Floats:
    """The mean of each row's largest; some rows at a time, as sorting copies them."""
    found = np.empty(len(similar))
    for begin in range(0, len(similar), _ROWS):
        rows = similar[begin : begin + _ROWS]
        largest = np.partition(rows, max(0, rows.shape[1] - neighbours), axis=1)[:, -neighbours:]
        found[begin : begin + _ROWS] = np.sort(largest, axis=1).mean(axis=1)
    return found


def mutual(scores: Floats) -> list[tuple[int, int]]:
    """Rows and columns that are each other's best, in the order of the rows; -inf is nobody's best."""
    if not scores.size:
        return []
    best, back = scores.argmax(axis=1), scores.argmax(axis=0)
    return [(row, int(column)) for row, column in enumerate(best) if back[column] == row and np.isfinite(scores[row, column])]


def rivals(scores: Floats, row: int, column: int, *, but: tuple[Flags, Flags]) -> int:
    """How many others fit one of the two better than the other of the two does; `but` are the rows and the columns that are none of them."""
    value = scores[row, column]
    better = (scores[row] > value) & ~but[1], (scores[:, column] > value) & ~but[0]
    return int(max(map(np.count_nonzero, better)))


def chance(place: tuple[int, int], wrong: Flags, sizes: tuple[Floats, Floats], *, factor: float = 2.0) -> NDArray[np.intp]:
    """The flat positions of the pairs that can stand for chance at this place: wrong ones of words about as frequent as these two.

    `sizes` are the usages of the rows and of the columns; `factor` is how far a frequency may be off.
    """
    row, column = place
    near = np.flatnonzero(np.abs(np.log(sizes[0] / sizes[0][row])) <= log(factor))
    beside = np.flatnonzero(np.abs(np.log(sizes[1] / sizes[1][column])) <= log(factor))
    alike = (near[:, None] * wrong.shape[1] + beside[None, :])[wrong[np.ix_(near, beside)]]
    return alike if len(alike) >= LEAST_CHANCE else np.flatnonzero(wrong)


def rank_p(value: float, others: Floats) -> float:
    """(1 + others at least as large) / (1 + others): never 0."""
    return float((1 + np.count_nonzero(others >= value)) / (1 + len(others)))
