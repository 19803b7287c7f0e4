"""Where a sequence of documents changes: one split into before and after, tested against the order of the documents.

The split is that with the largest n1 n2 / (n1 + n2) x energy distance (Matteson & James 2014, JASA). Neighbours in time resemble each other, so
the null draws put whole blocks of neighbouring documents into another order, each register within its own places in time.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import comb, log, sqrt

import numpy as np
from numpy.typing import NDArray

from driftwatch.statistics.energy import Floats, Kernel, summed
from driftwatch.statistics.permutation import Cells, Counts, Flags, p_value, rearrangements

LEAST_DOCUMENTS = 5
"""Documents of a segment."""
LEAST_BLOCKS = 16
"""Of g blocks a split in the middle cannot reach a p value below 2 / C(g, g/2): with ten blocks 0.008, with sixteen 0.0002."""
FIRST_DRAWS, PROMISING = 199, 0.10
"""After so many draws, sequences with a larger p value are left alone (Besag & Clifford 1991, Biometrika)."""
_CELLS_AT_ONCE = 2_000_000
_GRID = 60
FURTHER_PLACE = 1.0
"""Weight of the criterion's penalty for a form with two places in time instead of one."""


class Shape(StrEnum):
    """How a sequence went from one level to another."""

    STEP = "step"
    RAMP = "ramp"
    PULSE = "pulse"
    """It went back."""


@dataclass(frozen=True)
class Course:
    """Documents in the order of time.

    day: ordinal of each document's day, not falling; register: code of each; count: its items; all of shape (documents,).
    `least` is the number of items that a segment needs.
    """

    kernel: Kernel
    day: Counts
    register: Counts
    count: Counts
    least: int

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def places(self) -> Flags:
        """Which numbers of documents before the split leave enough documents on both sides and part two days, shape (documents - 1,)."""
        before = np.arange(1, len(self))
        return np.asarray((before >= LEAST_DOCUMENTS) & (len(self) - before >= LEAST_DOCUMENTS) & (self.day[1:] > self.day[:-1]))


@dataclass(frozen=True, slots=True)
class Change:
    """The best split and how it stands against other orders of the same documents."""

    split: int
    """Number of documents before it."""
    distance: float
    p_value: float
    clearness: float
    """How far the statistic lies above that of other orders, in their standard deviations."""
    excess: float
    """The distance less that of the best splits of other orders."""
    error: float


def course(vectors: NDArray[np.float32], document: Counts, day: Counts, register: Counts, *, least: int) -> tuple[Course, Counts]:
    """The course of unit vectors, shape (items, dimensions), and for each item the place of its document; the arrays have shape (items,).

    A document's day is the first of its items', its register that of its first item.
    """
    names, first, member = np.unique(document, return_index=True, return_inverse=True)
    days = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(days, member, day)
    order = np.lexsort((names, days))
    place = np.argsort(order)[member.reshape(-1)]
    count = np.bincount(place, minlength=len(names)).astype(np.int64)
    sums = summed(vectors, place, len(names))
    similarity, pairs = sums @ sums.T, np.outer(count, count).astype(np.float64)
    np.fill_diagonal(similarity, 0.0)
    np.fill_diagonal(pairs, 0.0)
    return Course(Kernel(similarity, pairs), days[order], register[first][order], count, least), place.astype(np.int64)


def change(sequence: Course, *, draws: int, rng: np.random.Generator) -> Change | None:
    """The best split with its p value; None where no split leaves enough on both sides."""
    if len(sequence) < 2:
        return None
    observed, splits, distances = _best(sequence, np.arange(len(sequence))[None, :])
    if not np.isfinite(observed[0]):
        return None
    drawn, _, apart = _best(sequence, _orders(sequence, FIRST_DRAWS, rng))
    if p_value(float(observed[0]), drawn[np.isfinite(drawn)]) <= PROMISING and draws > FIRST_DRAWS:
        further, _, further_apart = _best(sequence, _orders(sequence, draws - FIRST_DRAWS, rng))
        drawn, apart = np.concatenate([drawn, further]), np.concatenate([apart, further_apart])
    usable = np.isfinite(drawn)
    drawn, apart = drawn[usable], apart[usable]
    if not len(drawn):
        return None
    spread = float(drawn.std())
    return Change(
        split=int(splits[0]),
        distance=float(distances[0]),
        p_value=p_value(float(observed[0]), drawn),
        clearness=(float(observed[0]) - float(drawn.mean())) / spread if spread > 0 else 0.0,
        excess=float(distances[0] - apart.mean()),
        error=float(apart.std()),
    )


def smallest_p(sequence: Course) -> float:
    """The smallest p value that a split in the middle of so many blocks can reach."""
    blocks = sum(-(-size // _block(size)) for size in np.unique(sequence.register, return_counts=True)[1].tolist())
    return min(1.0, 2 / comb(blocks, blocks // 2))


def split_range(sequence: Course, *, draws: int, rng: np.random.Generator, level: float = 0.9) -> tuple[int, int] | None:
    """Between which splits the change lies: quantiles of the best splits when documents are drawn with replacement; None without any."""
    here = np.arange(len(sequence))
    weights = rng.multinomial(len(sequence), np.full(len(sequence), 1 / len(sequence)), size=draws).astype(np.float64)
    found = []
    for weight in weights:
        scored, _ = _scores(sequence, here[None, :], weight)
        best = _first_largest(scored)[0]
        if np.isfinite(scored[0, best]):
            found.append(int(best) + 1)
    if not found:
        return None
    early, late = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], method="nearest")
    return int(early), int(late)


@dataclass(frozen=True, slots=True)
class Beside:
    """One side's move from the earlier cells to the later ones beside that of the other side."""

    share: float
    """How much of it the other side made as well, 0 (none) … 1 (all), without bias; NaN where a side has no two documents at a time."""
    p_alike: float
    """p value of both having moved alike."""


def beside(kernel: Kernel, cells: Cells, later: Flags, *, draws: int, rng: np.random.Generator) -> Beside:
    """Compares the moves of the two sides; the null draws deal the sides anew within each time."""
    sides = np.empty((draws + 1, len(cells)), dtype=bool)
    sides[0] = cells.side
    for time in (~later, later):
        part = Cells(cells.document[time], cells.register[time], cells.side[time], cells.count[time])
        sides[1:, time] = rearrangements(part, draws, rng)
    own, shared, other = (_moves(kernel, first, second, later) for first, second in ((sides, sides), (sides, ~sides), (~sides, ~sides)))
    apart = own - 2.0 * shared + other
    drawn = apart[1:][np.isfinite(apart[1:])]
    if not (np.isfinite(apart[0]) and len(drawn)):
        return Beside(float("nan"), 1.0)
    return Beside(float(shared[0] / max(own[0], 1e-9)), p_value(float(apart[0]), drawn))


def _moves(kernel: Kernel, first: Flags, second: Flags, later: Flags) -> Floats:
    """Inner product of what the cells in `first` and those in `second` moved by, for each row, pairs within a document aside."""
    found = np.zeros(len(first))
    for one, sign in ((first & later, 1.0), (first & ~later, -1.0)):
        similar, pairs = one.astype(np.float64) @ kernel.similarity, one.astype(np.float64) @ kernel.pairs
        for two, other_sign in ((second & later, sign), (second & ~later, -sign)):
            with np.errstate(invalid="ignore", divide="ignore"):
                found += other_sign * (similar * two).sum(axis=1) / (pairs * two).sum(axis=1)
    return found


def _orders(sequence: Course, draws: int, rng: np.random.Generator) -> Counts:
    """Documents in other orders, shape (draws, documents): within each register its blocks trade places."""
    orders = np.tile(np.arange(len(sequence)), (draws, 1))
    for register in np.unique(sequence.register):
        members = np.flatnonzero(sequence.register == register)
        length = _block(len(members))
        block = (np.arange(len(members))[None, :] + rng.integers(0, length, size=(draws, 1))) // length
        keys = np.take_along_axis(rng.random((draws, int(block.max()) + 1)), block, axis=1)
        orders[:, members] = members[np.argsort(keys, axis=1, kind="stable")]
    return orders


def _block(documents: int) -> int:
    """About the square root of their number, but so that enough blocks remain."""
    return max(1, min(round(sqrt(documents)), documents // LEAST_BLOCKS))


def _best(sequence: Course, orders: Counts) -> tuple[Floats, Counts, Floats]:
    """The largest statistic of each order with its split and distance; minus infinity where no split leaves enough."""
    portion = max(1, _CELLS_AT_ONCE // max(1, len(sequence) ** 2))
    found = []
    for begin in range(0, len(orders), portion):
        scored, apart = _scores(sequence, orders[begin : begin + portion])
        best = _first_largest(scored)
        rows = np.arange(len(scored))
        found.append((scored[rows, best], best + 1, apart[rows, best]))
    values, splits, distances = (np.concatenate(part) for part in zip(*found, strict=True))
    return values, splits, distances


def _first_largest(scored: Floats) -> Counts:
    """Rounded, so that two equally good splits are told apart by time and not by the machine."""
    return np.asarray(np.argmax(np.round(scored, 9), axis=1), dtype=np.int64)


def _scores(sequence: Course, orders: Counts, weight: Floats | None = None) -> tuple[Floats, Floats]:
    """Statistic (minus infinity where too little is left) and distance of every split of every order, shape (orders, documents - 1)."""
    weight = np.ones(len(sequence)) if weight is None else weight
    similarity = sequence.kernel.similarity * np.outer(weight, weight)
    count = (sequence.count * weight)[orders]
    before = 2.0 * np.cumsum(_with_earlier(similarity, orders), axis=1)[:, :-1]
    between = np.cumsum(similarity.sum(axis=1)[orders], axis=1)[:, :-1] - before
    after = similarity.sum() - before - 2.0 * between
    one, square = np.cumsum(count, axis=1)[:, :-1], np.cumsum(count**2, axis=1)[:, :-1]
    two, square_after = count.sum(axis=1, keepdims=True) - one, (count**2).sum(axis=1, keepdims=True) - square
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = before / (one**2 - square) + after / (two**2 - square_after) - 2.0 * between / (one * two)
    enough = sequence.places[None, :] & (one >= sequence.least) & (two >= sequence.least) & np.isfinite(apart)
    with np.errstate(invalid="ignore"):
        return np.where(enough, one * two / (one + two) * apart, -np.inf), apart


def _with_earlier(similarity: Floats, orders: Counts) -> Floats:
    """The similarity of each document to all that stand before it, shape (orders, documents), in the order of each row."""
    rows = np.arange(len(orders))
    earlier, sums = np.zeros(orders.shape), np.zeros(orders.shape)
    for place in range(orders.shape[1]):
        earlier[:, place] = sums[rows, orders[:, place]]
        sums += similarity[orders[:, place]]
    return earlier


def shape(sequence: Course, split: int) -> Shape:
    """Whether the sequence took one step, went over little by little, or went back; by the Bayesian information criterion."""
    levels, weights = _levels(sequence, split)
    size = len(sequence)
    grid = np.unique(np.linspace(0, size, min(size, _GRID) + 1).round().astype(np.int64))
    begin, end = (grid[index][:, None] for index in np.triu_indices(len(grid), 1))
    here = np.arange(size)[None, :]
    places = np.arange(LEAST_DOCUMENTS, size - LEAST_DOCUMENTS + 1)[:, None]
    forms = {
        Shape.STEP: here >= places,
        Shape.RAMP: np.clip((here + 0.5 - begin) / (end - begin), 0.0, 1.0)[(end - begin)[:, 0] >= max(LEAST_DOCUMENTS, size // 4)],
        Shape.PULSE: ((here >= begin) & (here < end))[np.minimum(np.minimum(begin, end - begin), size - end)[:, 0] >= LEAST_DOCUMENTS],
    }
    costs = {kind: size * log(max(_residue(levels, weights, form.astype(np.float64)), 1e-12)) for kind, form in forms.items() if len(form)}
    return min(costs, key=lambda kind: costs[kind] + (0.0 if kind is Shape.STEP else FURTHER_PLACE * log(size)))


def _levels(sequence: Course, split: int) -> tuple[Floats, Floats]:
    """How much nearer each document lies to the others after the split than to those before, and its weight."""
    after = (np.arange(len(sequence)) >= split).astype(np.float64)
    kernel = sequence.kernel
    near = [(kernel.similarity @ side) / np.maximum(kernel.pairs @ side, 1e-12) for side in (after, 1.0 - after)]
    return np.asarray(near[0] - near[1]), sequence.count.astype(np.float64)


def _residue(levels: Floats, weights: Floats, forms: Floats) -> float:
    """Weighted mean square that the best of the forms, shape (forms, documents), leaves of the levels when its two levels are fitted."""
    share = weights / weights.sum()
    x = forms - (forms @ share)[:, None]
    y = levels - levels @ share
    explained = ((x * share) @ y) ** 2 / np.maximum((x**2) @ share, 1e-12)
    return float(((y**2) @ share) - explained.max())
