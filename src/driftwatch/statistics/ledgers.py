"""What chance makes of a ledger: who speaks of a promise as owed, and how often anything is spoken of as missing.

Two null hypotheses, and a promise stands out only against both (the larger p value of the two is a valid one for "either holds":
Berger 1982, Technometrics, intersection-union tests).

*Roles*: whether a cell (what one partner says of it in one document) speaks as who waits or as who owes does not depend on whose cell it is.
Who has promised is known beforehand, so that one side of the null distribution counts. Exact where all arrangements can be counted.

*Occasions*: the thing is not spoken of as missing more often than anything else that is spoken of.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb

import numpy as np
from scipy.special import betaincinv

from driftwatch.statistics.permutation import dealt

MOST_ARRANGEMENTS = 20_000
DRAWS = 9_999
TOLERANCE = 1e-9
_CELLS = 1 << 20
"""Cells that are added up at a time."""


def roles_p(receiving: Sequence[float], giving: Sequence[float], *, rng: np.random.Generator) -> float:
    """How likely cells of these leanings (1 waits … -1 owes), dealt at random, lie as far apart in the expected direction, or farther."""
    values = np.array([*receiving, *giving], dtype=np.float64)
    size = len(receiving)
    if not size or size == len(values):
        return 1.0
    observed = _apart(values, np.arange(len(values))[None, :] < size)[0]
    if comb(len(values), size) > MOST_ARRANGEMENTS:
        sides = dealt(len(values), size, draws=DRAWS, rng=rng)
        return float((1 + np.count_nonzero(_apart(values, sides) >= observed - TOLERANCE)) / (1 + DRAWS))
    sides = np.zeros((comb(len(values), size), len(values)), dtype=bool)
    for at, members in enumerate(combinations(range(len(values)), size)):
        sides[at, list(members)] = True
    return float(np.count_nonzero(_apart(values, sides) >= observed - TOLERANCE) / len(sides))


def largest_roles_p(ledgers: Iterable[tuple[Sequence[float], Sequence[float]]], *, most: float, rng: np.random.Generator) -> float:
    """The largest of their roles_p(); 1 as soon as one is larger than `most`, and where there is none."""
    largest = 0.0
    for receiving, giving in ledgers:
        largest = max(largest, roles_p(receiving, giving, rng=rng))
        if largest > most:
            return 1.0
    return largest or 1.0


def smallest_roles_p(receiving: int, giving: int) -> float:
    """The smallest p value that so many cells can reach."""
    return 1 / comb(receiving + giving, receiving)


def occasions_p(mentions: Sequence[int], missing: int, *, rate: float) -> float:
    """How likely the thing is missing in as many documents or more, if each of its `mentions` a document is so at the usual rate."""
    chance = [1.0 - (1.0 - rate) ** count for count in mentions]
    distribution = np.zeros(len(chance) + 1)
    distribution[0] = 1.0
    for each in chance:
        distribution[1:] = distribution[1:] * (1 - each) + distribution[:-1] * each
        distribution[0] *= 1 - each
    return float(min(1.0, distribution[missing:].sum()))


def shrunk_share(hits: int, occasions: int, *, usual: float, weight: float) -> tuple[float, tuple[float, float]]:
    """A share and its 95 % interval, drawn towards the usual one with the weight of so many occasions (beta-binomial)."""
    first, second = hits + weight * usual + 1e-6, occasions - hits + weight * (1 - usual) + 1e-6
    low, high = betaincinv(first, second, [0.025, 0.975])
    return first / (first + second), (float(low), float(high))


def _apart(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], sides: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    count = sides.sum(axis=1)
    parts = range(0, len(sides), max(1, _CELLS // len(values)))
    summed = np.concatenate([sides[begin : begin + parts.step] @ values for begin in parts])
    return np.asarray(summed / count - (values.sum() - summed) / (len(values) - count))
