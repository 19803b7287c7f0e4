"""The permutation test over cells with every arrangement counted, for the few documents that an explicit contradiction rests on.

Drawing arrangements, as driftwatch.statistics.stances does, estimates a p value; with three documents a side it lies at one in ten,
where the error of drawing decides. Here the p value is exact: the share of all arrangements at least as extreme, the observed one among them.

The null hypothesis is that a cell (what one partner says in one document) does not depend on whose cell it is. All cells are dealt anew,
those of one document independently of each other: what two partners say of one quantity on one day agrees rather more than what they say on
two days, and then the difference between the sides varies less than in what is dealt here, so that the p value is too large rather than too small.
Pairs of cells swapped document by document would need seven joint documents where four opposed ones convince any reader.
"""

from itertools import combinations
from math import comb

import numpy as np

from driftwatch.statistics.permutation import TOLERANCE, Flags, dealt, gather, p_value
from driftwatch.statistics.stances import Floats, Items

MOST_ARRANGEMENTS = 20_000
DRAWS = 9_999


def exact_p(items: Items, *, rng: np.random.Generator) -> float:
    """P value of the difference of means (of a profile: total variation), two-sided; counted, or drawn where there are too many arrangements."""
    cells, cell = gather(items.document, np.zeros_like(items.register), items.side)
    columns = items.values[:, None] if items.values.ndim == 1 else items.values
    sums = np.zeros((len(cells), columns.shape[1]))
    np.add.at(sums, cell, columns)
    counts = cells.count.astype(np.float64)
    observed = float(_distances(sums, counts, cells.side[None, :])[0])
    size = int(cells.side.sum())
    if comb(len(cells), size) > MOST_ARRANGEMENTS:
        return p_value(observed, _distances(sums, counts, dealt(len(cells), size, draws=DRAWS, rng=rng)))
    drawn = _distances(sums, counts, _all(len(cells), size))
    return float(np.count_nonzero(drawn >= observed - TOLERANCE) / len(drawn))


def _all(cells: int, size: int) -> Flags:
    """Every way to give so many of the cells to side A, shape (arrangements, cells)."""
    sides = np.zeros((comb(cells, size), cells), dtype=bool)
    for at, members in enumerate(combinations(range(cells), size)):
        sides[at, list(members)] = True
    return sides


def _distances(sums: Floats, counts: Floats, sides: Flags) -> Floats:
    a = sides.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        first, second = (a @ sums) / (a @ counts)[:, None], ((1 - a) @ sums) / ((1 - a) @ counts)[:, None]
    apart = np.abs(first - second)
    return np.asarray(apart[:, 0] if apart.shape[1] == 1 else apart.sum(axis=1) / 2)
