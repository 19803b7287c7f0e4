"""The energy distance between two partners' usages of a term, document by document.

    E = mean s(A, A) + mean s(B, B) - 2 mean s(A, B)

over pairs from different documents, s the inner product of unit vectors: 2 APD(A,B) - APD(A,A) -
APD(B,B) without bias (Szekely & Rizzo 2013, JSPI; Gretton et al. 2012, JMLR). It subtracts the spread
inside each partner, which is what average pairwise distance fails to do with small encoders.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.statistics.permutation import Cells, Counts, Flags, Heard, dealt, p_value, turned

Floats = NDArray[np.float64]
_AT_A_THOUSANDTH, _IN_FOUR_OF_FIVE = 3.09, 0.84
"""Standard normal quantiles at 0.999 and at 0.8."""


@dataclass(frozen=True, slots=True)
class EnergyTest:
    """What a permutation test of the energy distance says.

    `excess` is the distance less the mean of its null, `error` the standard deviation of that null.
    """

    distance: float
    p_value: float
    excess: float
    error: float

    @property
    def standardised(self) -> float:
        """The excess in standard deviations of its own null: how clearly, not how much, the two sides differ."""
        return self.excess / self.error if self.error > 0 else 0.0

    @property
    def smallest_seen(self) -> float:
        """The distance that would be found in four of five cases at p <= 0.001, by the null's own mean and deviation."""
        return self.distance - self.excess + (_AT_A_THOUSANDTH + _IN_FOUR_OF_FIVE) * self.error


@dataclass(frozen=True, slots=True)
class Kernel:
    """Similarities and numbers of pairs between cells, those within one document set to 0; shape (cells, cells)."""

    similarity: Floats
    pairs: Floats


def kernel(vectors: NDArray[np.float32], cell: Counts, cells: Cells) -> Kernel:
    """The kernel of unit vectors, shape (items, dimensions), whose cells are numbered in `cell`."""
    sums = summed(vectors, cell, len(cells))
    apart = cells.document[:, None] != cells.document[None, :]
    return Kernel(np.where(apart, sums @ sums.T, 0.0), np.where(apart, np.outer(cells.count, cells.count), 0).astype(np.float64))


def summed(vectors: NDArray[np.float32], place: Counts, places: int) -> Floats:
    """The sum of the vectors at each place, shapes (items, dimensions) and (items,) -> (places, dimensions); 0 where there is none."""
    order = np.argsort(place, kind="stable")
    taken, begin = np.unique(place[order], return_index=True)
    found = np.zeros((places, vectors.shape[1]))
    if len(taken):
        found[taken] = np.add.reduceat(vectors[order], begin, axis=0, dtype=np.float64)
    return found


def distances(kernel: Kernel, sides: Flags) -> Floats:
    """Energy distance for each row of sides, shape (rows, cells) -> (rows,); NaN where a side has no two documents."""
    a = sides.astype(np.float64)
    return _apart(_sums(kernel.similarity, a), _sums(kernel.pairs, a))


def _apart(similar: tuple[Floats, Floats, Floats], pairs: tuple[Floats, Floats, Floats]) -> Floats:
    """The distance from the sums within side A, within side B and from A to B; NaN where there is no pair."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = similar[0] / pairs[0] + similar[1] / pairs[1] - 2.0 * similar[2] / pairs[2]
    return np.where(np.isfinite(found), found, np.nan)


def _sums(matrix: Floats, a: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums of a symmetric matrix within side A, within side B and from A to B, where every cell is on one side: one product gives all three."""
    inside = _within(matrix, a)
    rows = matrix.sum(axis=1)
    reached = a @ rows
    return inside, rows.sum() - 2.0 * reached + inside, reached - inside


def _within(matrix: Floats, weights: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", weights @ matrix, weights))


def _pairs(a: Floats, b: Floats) -> tuple[Floats, Floats, Floats]:
    """Pairs of items from different documents within A, within B and from A to B; of each side's items a document, shape (rows, documents) both."""
    one, other = a.sum(axis=1), b.sum(axis=1)
    return one**2 - (a**2).sum(axis=1), other**2 - (b**2).sum(axis=1), one * other - (a * b).sum(axis=1)


def distances_without(vectors: NDArray[np.float32], document: Counts, side: Flags, group: Counts) -> dict[int, float]:
    """The energy distance without the items of each group in turn, NaN where a side has no two documents; `vectors` of shape (items, dimensions),
    all else (items,). What a group takes away is taken from the sums of all, so that each costs as much as it holds.
    """
    names, place = np.unique(document, return_inverse=True)
    place = place.reshape(-1)
    sums = [summed(vectors[of], place[of], len(names)) for of in (side, ~side)]
    counts = [np.bincount(place[of], minlength=len(names)).astype(np.float64) for of in (side, ~side)]
    whole = [each.sum(axis=0) for each in sums]
    products = [_of_each(one, other) for one, other in _paired(*sums)]
    order = np.argsort(group, kind="stable")
    taken, begin = np.unique(group[order], return_index=True)
    found = {}
    for name, members in zip(taken.tolist(), np.split(order, begin[1:]), strict=True):
        own, where = np.unique(place[members], return_inverse=True)
        parts = [(members[of], where.reshape(-1)[of]) for of in (side[members], ~side[members])]
        lost = [summed(vectors[rows], at, len(own)) for rows, at in parts]
        left = [each[own] - less for each, less in zip(sums, lost, strict=True)]
        rest = [each - less.sum(axis=0) for each, less in zip(whole, lost, strict=True)]
        number = [each.copy() for each in counts]
        for each, (_, at) in zip(number, parts, strict=True):
            each[own] -= np.bincount(at, minlength=len(own))
        same = [known.sum() - known[own].sum() + _of_each(one, other).sum() for known, (one, other) in zip(products, _paired(*left), strict=True)]
        similar = [np.array([one @ other - within]) for (one, other), within in zip(_paired(*rest), same, strict=True)]
        pairs = _pairs(number[0][None, :], number[1][None, :])
        found[name] = float(_apart((similar[0], similar[1], similar[2]), pairs)[0])
    return found


def _paired(a: Floats, b: Floats) -> tuple[tuple[Floats, Floats], ...]:
    return (a, a), (b, b), (a, b)


def _of_each(one: Floats, other: Floats) -> Floats:
    """Inner products row by row."""
    return np.asarray(np.einsum("ij,ij->i", one, other))


def energy_test(kernel: Kernel, cells: Cells, *, draws: int, rng: np.random.Generator) -> EnergyTest:
    """Tests whether the two sides' vectors are exchangeable over cells."""
    heard = cells.heard()
    found = _after_turning(kernel, cells, heard, turned(cells, heard, draws, rng))
    observed, drawn = float(found[0]), found[1:]
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(observed) or not len(drawn):
        return EnergyTest(0.0, 1.0, 0.0, 0.0)
    return EnergyTest(observed, p_value(observed, drawn), observed - float(drawn.mean()), float(drawn.std()))


def _after_turning(kernel: Kernel, cells: Cells, heard: Heard, changed: Flags) -> Floats:
    """distances() as it is, and for rows of documents that change sides with all that is said in them, shape (rows, documents) -> (1 + rows,).

    A document is one unknown, 1 or -1, and all sums are quadratic in as many unknowns as there are documents: half the cells, a quarter of the work.
    Numbers of pairs are products of counts, so that of them a square says as much as a matrix.
    """
    own = np.zeros((len(heard.first), len(cells)))
    own[heard.place, np.arange(len(cells))] = np.where(cells.side, 1.0, -1.0)
    kept = np.ones((1 + len(changed), len(heard.first)))
    np.multiply(changed, -2.0, out=kept[1:])
    kept[1:] += 1.0
    lead = own @ cells.count
    pairs = (kept @ lead) ** 2 - lead @ lead
    similar = _within(own @ kernel.similarity @ own.T, kept)
    return _apart(_turned_sums(kernel.similarity, own, kept, similar), _turned_sums(kernel.pairs, own, kept, pairs))


def _turned_sums(matrix: Floats, own: Floats, kept: Floats, apart: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums of a symmetric matrix within side A, within side B and from A to B, for rows of documents that keep (1) or change (-1) sides; `apart`
    is what is alike less what is not, for each row.
    """
    rows = matrix.sum(axis=1)
    leaning, whole = kept @ (own @ rows), rows.sum()
    return (whole + 2.0 * leaning + apart) / 4.0, (whole - 2.0 * leaning + apart) / 4.0, (whole - apart) / 4.0


def interval(kernel: Kernel, cells: Cells, *, draws: int, rng: np.random.Generator, level: float = 0.95) -> tuple[float, float] | None:
    """Bootstrap interval of the distance, drawing documents with replacement; None where too few draws are usable."""
    values = redrawn(kernel, cells, draws=draws, rng=rng)
    if len(values) < draws // 2:
        return None
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def redrawn(kernel: Kernel, cells: Cells, *, draws: int, rng: np.random.Generator) -> Floats:
    """The distance in samples of documents drawn with replacement, all at once; those in which it is defined, shape (at most draws,)."""
    documents, place = np.unique(cells.document, return_inverse=True)
    weight = rng.multinomial(len(documents), np.full(len(documents), 1 / len(documents)), size=draws)[:, place.reshape(-1)].astype(np.float64)
    a, b = weight * cells.side, weight * ~cells.side
    similar = (_within(kernel.similarity, a), _within(kernel.similarity, b), ((a @ kernel.similarity) * b).sum(axis=1))
    said = [(side * cells.count) @ (place.reshape(-1)[:, None] == np.arange(len(documents))) for side in (a, b)]
    values = _apart(similar, _pairs(said[0], said[1]))
    return np.asarray(values[np.isfinite(values)])


def inner_distances(kernel: Kernel, cells: Cells, *, draws: int, rng: np.random.Generator) -> Floats:
    """Energy distances between random halves of each side's documents: how far a partner is from itself."""
    return np.concatenate(halves_of_each(kernel, cells, draws=draws, rng=rng))


def halves_of_each(kernel: Kernel, cells: Cells, *, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The same for side A and for side B; empty for a side of fewer than four cells."""
    first, second = (_halves(kernel, np.flatnonzero(cells.side == side), draws, rng) for side in (True, False))
    return first, second


def _halves(kernel: Kernel, members: Counts, draws: int, rng: np.random.Generator) -> Floats:
    if len(members) < 4:
        return np.empty(0)
    part = Kernel(kernel.similarity[np.ix_(members, members)], kernel.pairs[np.ix_(members, members)])
    values = distances(part, dealt(len(members), len(members) // 2, draws=draws, rng=rng))
    return np.asarray(values[np.isfinite(values)])
