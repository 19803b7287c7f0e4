"""Where two partners' stances lie furthest apart: a scan over all neighbourhoods of like subjects.

Two partners who agree on nearly everything may lean to opposite sides around one thing, and nobody says beforehand which. So every stance
and those on the likest subjects are looked at, in neighbourhoods of several sizes; the one in which the sides differ
most clearly is kept, and its difference is held against the largest that exchanging the sides of whole documents gives anywhere: one test,
however many neighbourhoods there are (a scan statistic: Kulldorff 1997, Communications in Statistics).

Partners who differ around one thing mostly differ a little over all like subjects as well. Both looks are taken in the same draws and made one
test by the product of their p values (nonparametric combination: Pesarin & Salmaso 2010, Permutation Tests for Complex Data).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from driftwatch.statistics.matched_stances import matched_distances, matched_without_speaker
from driftwatch.statistics.permutation import TOLERANCE, Cells, Flags, gather, rearrangements, smallest_p
from driftwatch.statistics.stances import AT_ITS_FLOOR, DRAWS, Items, StanceTest, stance_test

Floats = NDArray[np.float64]
SIZES = (16, 28)
"""Stances of a neighbourhood: what is said of one matter in half a year, and twice that; more sizes ask more of the test than they find."""
LEAST_WEIGHT = 1.5
"""Of each side in a neighbourhood that is looked at."""
MORE_DRAWS = 5999
CANDIDATE_P = 0.1
"""With a larger p value it is not asked what would come out without one speaker."""
_PORTION, _ROWS = 64, 256
"""Draws, and items, that are worked on together: what bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTest:
    """The neighbourhood in which the sides differ most, and what chance makes of it."""

    members: tuple[int, ...]
    """Its items, in their order."""
    test: StanceTest
    """Of the members alone, but for the p values, which are those of both looks together."""
    p_over_all_without_speaker: float
    """The largest p value of the difference over all like subjects without any one speaker; 1 where both looks together show nothing."""


def local_test(items: Items, likeness: Floats, *, rng: np.random.Generator) -> LocalTest | None:
    """The clearest difference of weighted means anywhere; `likeness` is symmetric, shape (items, items). None where no neighbourhood holds both."""
    windows = _windows(likeness)
    cells, cell = gather(items.document, items.register, items.side)
    scan = _Scan(items, windows)
    observed = scan.differences(items.side[None, :])[0]
    best = int(np.argmax(np.round(observed, 9)))
    if observed[best] <= 0:
        return None
    members = np.sort(windows[[best]].indices)
    inside = np.isin(np.arange(len(items.side)), members)
    p = _drawn_p(scan, likeness, cells, cell, draws=DRAWS, rng=rng)
    if p <= AT_ITS_FLOOR / (1 + DRAWS):
        p = _drawn_p(scan, likeness, cells, cell, draws=MORE_DRAWS, rng=rng)
    test = replace(stance_test(items.where(inside), rng=rng), p_value=p, smallest_p=smallest_p(cells))
    without = matched_without_speaker(items, likeness, rng) if p <= CANDIDATE_P else 1.0
    return LocalTest(members=tuple(int(member) for member in members), test=test, p_over_all_without_speaker=without)


class _Scan:
    """What does not change from draw to draw."""

    def __init__(self, items: Items, windows: sparse.csr_array) -> None:
        self.items, self.windows, self.weight = items, windows, items.weights
        self.valued = items.values * items.weights
        self.all_weight, self.all_valued = windows @ self.weight, windows @ self.valued
        mean = np.average(items.values, weights=items.weights)
        self.spread = max(float(np.sqrt(np.average((items.values - mean) ** 2, weights=items.weights))), 1e-9)

    def differences(self, sides: Flags) -> Floats:
        """Of each neighbourhood in standard errors, 0 where a side says too little; shape (rows of sides, windows)."""
        first = sides.T.astype(np.float64)
        own, owned = (self.windows @ (first * each[:, None]) for each in (self.weight, self.valued))
        other, othered = (whole[:, None] - part for whole, part in ((self.all_weight, own), (self.all_valued, owned)))
        with np.errstate(invalid="ignore", divide="ignore"):
            found = np.abs(owned / own - othered / other) * np.sqrt(own * other / (own + other)) / self.spread
        found[(own < LEAST_WEIGHT) | (other < LEAST_WEIGHT) | ~np.isfinite(found)] = 0.0
        return np.asarray(found.T)


def _windows(likeness: Floats) -> sparse.csr_array:
    """Which items each neighbourhood holds, 0 or 1, shape (windows, items): each item with its likest, in every size, but none that is not alike.

    A neighbourhood holds at most as many items as the largest size, however many there are.
    """
    count = len(likeness)
    largest = min(count, SIZES[-1])
    near = np.concatenate([_likest(likeness[begin : begin + _ROWS], begin, largest) for begin in range(0, count, _ROWS)])
    alike = (np.take_along_axis(likeness, near, axis=1) > 0) | (near == np.arange(count)[:, None])
    found = []
    for size in (*(size for size in SIZES if size < count), largest):
        kept = alike & (np.arange(largest) < size)
        found.append(-np.sort(np.where(kept, near, count), axis=1))
    members = -np.unique(np.concatenate(found), axis=0)
    held = members < count
    ends = np.concatenate([[0], np.cumsum(held.sum(axis=1))])
    return sparse.csr_array((np.ones(int(ends[-1])), members[held], ends), shape=(len(members), count))


def _likest(likeness: Floats, begin: int, most: int) -> NDArray[np.int64]:
    """Of some rows, from `begin` on, the columns with the largest likeness, the row's own first, of equal ones the first; shape (rows, most)."""
    ranked = np.round(likeness, 9)
    own = np.arange(len(ranked))
    ranked[own, begin + own] += 9.0
    return np.argsort(-ranked, axis=1, kind="stable")[:, :most].astype(np.int64)


def _drawn_p(scan: _Scan, likeness: Floats, cells: Cells, cell: NDArray[np.int64], *, draws: int, rng: np.random.Generator) -> float:
    """P of as large a difference anywhere and over all; the arrangement that was found is the first row."""
    sides = np.concatenate([cells.side[None, :], rearrangements(cells, draws, rng)])
    dealt = sides[:, cell]
    largest = np.concatenate([scan.differences(dealt[begin : begin + _PORTION]).max(axis=1) for begin in range(0, len(dealt), _PORTION)])
    over_all = np.nan_to_num(matched_distances(scan.items, likeness, cells, cell, sides))
    together = np.log(_shares(largest)) + np.log(_shares(over_all))
    return float(np.count_nonzero(together <= together[0] + TOLERANCE) / len(together))


def _shares(statistic: Floats) -> Floats:
    """Share of all arrangements with at least as large a statistic, for each, shape (arrangements,)."""
    ordered = np.sort(np.round(statistic, 9))
    return np.asarray(1.0 - np.searchsorted(ordered, np.round(statistic, 9), side="left") / len(statistic))
