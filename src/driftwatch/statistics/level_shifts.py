"""Whether a short series of dated values went from one level to another: the best split, by permutation of the documents.

The statistic is the largest standardised difference of mean ranks over all splits that leave enough on both sides and part two days; under the
null hypothesis the order of the documents says nothing of their values. All orders are counted where there are few documents, else drawn.
"""

from dataclasses import dataclass
from itertools import permutations
from math import comb

import numpy as np

from driftwatch.statistics.energy import Floats
from driftwatch.statistics.permutation import TOLERANCE, Counts, Flags, p_value

MOST_COUNTED = 8
"""Documents up to which every order is counted."""
DRAWS = 9_999
BOOTSTRAPS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShift:
    """The best split of a series of values."""

    split: int
    """Number of documents before it."""
    medians: tuple[float, float]
    p_value: float
    smallest_p: float
    """The smallest p value that so many documents can reach."""
    parted: float
    """Share of the documents that lie on their own side of the middle between both medians."""
    interval: tuple[float, float]
    """95 % bootstrap interval of the difference of the medians, documents drawn anew on both sides."""
    within: float
    """Half the range of the middle 80 % on the side that varies more."""


def level_shift(values: Floats, day: Counts, *, least: int, rng: np.random.Generator) -> LevelShift | None:
    """Whether documents in the order of time went from one level to another; None where no split leaves `least` on both sides.

    The p value is that of the largest statistic; shown is the split that parts the values best, the first departure where they went on moving.
    `day` does not fall; both arrays have shape (documents,).
    """
    size = len(values)
    before = np.arange(1, size)
    places: Flags = np.asarray((before >= least) & (size - before >= least) & (day[1:] > day[:-1]), dtype=bool)
    if size < 2 * least or not places.any():
        return None
    ranks = _ranks(values)
    scored = _scores(ranks[None, :], places)[0]
    split = max((int(place) for place in before[places]), key=lambda place: (_parted(values, place), _gap(values, place), scored[place - 1].round(9)))
    orders = np.array(list(permutations(range(size)))) if size <= MOST_COUNTED else np.argsort(rng.random((DRAWS, size)), axis=1)
    drawn = _scores(ranks[orders], places).max(axis=1)
    largest = float(scored.max())
    p = float(np.count_nonzero(drawn >= largest - TOLERANCE) / len(drawn)) if size <= MOST_COUNTED else p_value(largest, drawn)
    first, second = values[:split], values[split:]
    return LevelShift(
        split=split,
        medians=_medians(values, split),
        p_value=p,
        smallest_p=min(1.0, 2 / max(comb(size, int(place)) for place in before[places])),
        parted=_parted(values, split),
        interval=_interval(first, second, rng),
        within=max(float(np.quantile(part, 0.9) - np.quantile(part, 0.1)) / 2 for part in (first, second)),
    )


def _ranks(values: Floats) -> Floats:
    """Ranks, those of equal values their mean."""
    _, place, count = np.unique(np.round(values, 6), return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2.0)[place.reshape(-1)], dtype=np.float64)


def _scores(ranks: Floats, places: Flags) -> Floats:
    """The statistic of every split of every order, shape (orders, documents - 1); minus infinity at places that are none."""
    size = ranks.shape[1]
    count = np.arange(1, size)
    sums = np.cumsum(ranks, axis=1)[:, :-1]
    total = ranks.sum(axis=1, keepdims=True)
    apart = np.abs(sums / count - (total - sums) / (size - count))
    return np.where(places, np.sqrt(count * (size - count) / size) * apart, -np.inf)


def _medians(values: Floats, split: int) -> tuple[float, float]:
    return float(np.median(values[:split])), float(np.median(values[split:]))


def _parted(values: Floats, split: int) -> float:
    medians = _medians(values, split)
    middle, rising = sum(medians) / 2, medians[1] > medians[0]
    above = values > middle
    after = np.arange(len(values)) >= split
    return float(np.mean(above == (after if rising else ~after)))


def _gap(values: Floats, split: int) -> float:
    """How far the sides lie apart at their nearest, below zero where they cross."""
    first, second = values[:split], values[split:]
    rising = float(np.median(second)) > float(np.median(first))
    return round(float(second.min() - first.max() if rising else first.min() - second.max()), 6)


def _interval(first: Floats, second: Floats, rng: np.random.Generator) -> tuple[float, float]:
    drawn = [np.median(part[rng.integers(0, len(part), size=(BOOTSTRAPS, len(part)))], axis=1) for part in (first, second)]
    low, high = np.quantile(drawn[1] - drawn[0], [0.025, 0.975])
    return float(low), float(high)
