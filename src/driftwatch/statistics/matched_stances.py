"""How far two partners' stances lie apart where they speak of like things: pairs of statements, weighted by how alike their subjects are.

A plain difference of means compares what each side happens to speak of as well. Here every pair of statements, one a side, counts by the
likeness of its subjects, so that what only one side speaks of counts nowhere (exact matching with a kernel: Heckman, Ichimura & Todd 1998,
Review of Economic Studies). The likeness does not know the sides, so that whole cells can be exchanged as for plain stances.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.statistics.permutation import Cells, Flags, gather, p_value, rearrangements, smallest_p
from driftwatch.statistics.stances import AT_ITS_FLOOR, BOOTSTRAPS, CANDIDATE_P, DRAWS, DRAWS_WITHOUT, HALVES, MORE_DRAWS, Items, StanceTest, speakers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Sums over the pairs of statements of two cells, both of shape (cells, cells): of weight times the first one's value, and of weight."""

    valued: Floats
    weight: Floats

    def means(self, sides: Floats) -> tuple[Floats, Floats]:
        """Means of side A and of side B over the pairs between them, for rows of sides (1 for A); NaN where no pair is alike."""
        others = 1.0 - sides
        with np.errstate(invalid="ignore", divide="ignore"):
            count = ((sides @ self.weight) * others).sum(axis=1)
            return ((sides @ self.valued) * others).sum(axis=1) / count, ((others @ self.valued) * sides).sum(axis=1) / count


def matched_test(items: Items, likeness: Floats, *, rng: np.random.Generator) -> StanceTest | None:
    """Whether both sides' stances on like subjects are exchangeable over cells; None where no subject is shared.

    `likeness` is symmetric and not negative, shape (items, items). Raises ValueError where a side is empty.
    """
    if items.side.all() or not items.side.any():
        raise ValueError("a side without items cannot be compared")
    cells, cell = gather(items.document, items.register, items.side)
    pairs = _pairs(items, likeness, cell, len(cells))
    first, second = (float(each[0]) for each in pairs.means(cells.side[None, :].astype(np.float64)))
    if not np.isfinite(first - second):
        return None
    p = _drawn_p(pairs, cells, abs(first - second), draws=DRAWS, rng=rng)
    if p <= AT_ITS_FLOOR / (1 + DRAWS):
        p = _drawn_p(pairs, cells, abs(first - second), draws=MORE_DRAWS, rng=rng)
    return StanceTest(
        means=(np.array([first]), np.array([second])),
        distance=abs(first - second),
        p_value=p,
        smallest_p=smallest_p(cells),
        interval=_interval(pairs, cells, np.sign(first - second), rng),
        within=_within(pairs, cells, rng),
        p_without_speaker=matched_without_speaker(items, likeness, rng) if p <= CANDIDATE_P else 1.0,
    )


def matched_weight(likeness: Floats, side: Flags) -> tuple[float, float]:
    """How many statements of each side have something alike on the other, counting those once that have one good match or more."""
    between = likeness[side][:, ~side]
    return float(np.minimum(between.sum(axis=1), 1.0).sum()), float(np.minimum(between.sum(axis=0), 1.0).sum())


def matched_distances(items: Items, likeness: Floats, cells: Cells, cell: NDArray[np.int64], sides: Flags) -> Floats:
    """The difference over like pairs for each way to deal the cells, shape (rows of sides, cells) -> (rows,); NaN where no pair is alike."""
    return _apart(_pairs(items, likeness, cell, len(cells)), sides)


def _pairs(items: Items, likeness: Floats, cell: NDArray[np.int64], cells: int) -> _Pairs:
    member = np.zeros((cells, len(items.side)))
    member[cell, np.arange(len(items.side))] = items.weights
    return _Pairs((member * items.values) @ likeness @ member.T, member @ likeness @ member.T)


def _apart(pairs: _Pairs, sides: Flags) -> Floats:
    first, second = pairs.means(sides.astype(np.float64))
    return np.abs(first - second)


def _drawn_p(pairs: _Pairs, cells: Cells, observed: float, *, draws: int, rng: np.random.Generator) -> float:
    drawn = _apart(pairs, rearrangements(cells, draws, rng))
    return p_value(observed, drawn[np.isfinite(drawn)])


def _interval(pairs: _Pairs, cells: Cells, direction: float, rng: np.random.Generator) -> tuple[float, float] | None:
    """Documents drawn with replacement; None where too few draws have any like pair."""
    documents, place = np.unique(cells.document, return_inverse=True)
    weight = rng.multinomial(len(documents), np.full(len(documents), 1 / len(documents)), size=BOOTSTRAPS)[:, place].astype(np.float64)
    first, second = weight * cells.side, weight * ~cells.side
    with np.errstate(invalid="ignore", divide="ignore"):
        count = ((first @ pairs.weight) * second).sum(axis=1)
        drawn = (((first @ pairs.valued) * second).sum(axis=1) - ((second @ pairs.valued) * first).sum(axis=1)) / count * direction
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < BOOTSTRAPS // 2:
        return None
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _within(pairs: _Pairs, cells: Cells, rng: np.random.Generator) -> float:
    found = []
    for side in (True, False):
        members = np.flatnonzero(cells.side == side)
        if len(members) >= 4:
            halves = np.argsort(np.argsort(rng.random((HALVES, len(members))), axis=1), axis=1) < len(members) // 2
            block = np.ix_(members, members)
            found.append(_apart(_Pairs(pairs.valued[block], pairs.weight[block]), halves))
    values = np.concatenate(found) if found else np.empty(0)
    values = values[np.isfinite(values)]
    return float(np.quantile(values, 0.95)) if len(values) else 0.0


def matched_without_speaker(items: Items, likeness: Floats, rng: np.random.Generator) -> float:
    """The largest p value of the difference over like pairs that remains when any one of `speakers()` is left out; 1 where it is above CANDIDATE_P
    or nobody else is left.
    """
    largest = 0.0
    for speaker in speakers(items):
        if largest > CANDIDATE_P:
            return 1.0
        kept = items.speaker != speaker
        rest, alike = items.where(kept), likeness[kept][:, kept]
        if rest.side.all() or not rest.side.any():
            return 1.0
        cells, cell = gather(rest.document, rest.register, rest.side)
        pairs = _pairs(rest, alike, cell, len(cells))
        observed = float(_apart(pairs, cells.side[None, :])[0])
        if not np.isfinite(observed):
            return 1.0
        largest = max(largest, _drawn_p(pairs, cells, observed, draws=DRAWS_WITHOUT, rng=rng))
    return largest if largest <= CANDIDATE_P else 1.0
