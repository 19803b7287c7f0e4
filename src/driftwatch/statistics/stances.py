"""How far two partners' stances lie apart: shares, means or profiles of what each says, document by document.

An *item* is one statement with a stance: a number (-1 avoid … 1 try), a flag (names this goal), or a row of a
profile (one column a type of goal). Items of one document hang together, so that whole cells (what one partner says
in one document) are exchanged, as for usages of terms: driftwatch.statistics.permutation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.statistics.permutation import Cells, Counts, Flags, gather, p_value, rearrangements, smallest_p

Floats = NDArray[np.float64]
DRAWS = 1999
AT_ITS_FLOOR = 3
MORE_DRAWS = 19_999
BOOTSTRAPS = 400
HALVES = 200
LEAST_OTHERS, ENOUGH_OTHERS = 1, 5
"""Items of a side that must remain without the speaker who is left out, and from which on it can be told how much of a difference remains."""
ONE_VOICE = 0.1
"""What it costs in confidence where one voice says nearly all of a side."""
DRAWS_WITHOUT = 499
CANDIDATE_P = 0.3
"""With a larger p value it is not asked what would come out without one speaker, and with a larger one without one of them not what without another:
nobody accepts more."""
MOST_SPEAKERS = 50
"""Of each side, those who say most: where hundreds speak, nobody else carries a difference alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Statements with a stance, in a fixed order.

    values: shape (items,) or (items, types); document, register, speaker: int codes, shape (items,); side: True for partner A; row: of
    the statement, shape (items,), where anybody asks for it.
    """

    values: Floats
    document: Counts
    register: Counts
    speaker: Counts
    side: Flags
    weight: Floats | None = None
    """How sure each stance is, 0 … 1, shape (items,); None where all count alike."""
    row: Counts | None = None

    @property
    def weights(self) -> Floats:
        """Of each item, shape (items,)."""
        return np.ones(len(self.side)) if self.weight is None else self.weight

    def where(self, chosen: Flags) -> "Items":
        """Those of the items."""
        return Items(
            values=self.values[chosen],
            document=self.document[chosen],
            register=self.register[chosen],
            speaker=self.speaker[chosen],
            side=self.side[chosen],
            weight=None if self.weight is None else self.weight[chosen],
            row=None if self.row is None else self.row[chosen],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceTest:
    """The difference between two partners' means, and what chance makes of it."""

    means: tuple[Floats, Floats]
    """Of side A and side B, shape (types,)."""
    distance: float
    """The difference of the means; of a profile half the sum of the absolute differences (total variation). Never negative."""
    p_value: float
    smallest_p: float
    """The smallest p value that so many documents can reach."""
    interval: tuple[float, float] | None
    """95 % bootstrap interval over documents, of the difference in the direction that was found; None where too few draws are usable."""
    within: float
    """95th percentile of the same distance between halves of either partner's own documents."""
    p_without_speaker: float
    """The largest p value that remains when any one of `speakers()` is left out; 1 where it or the p value is above CANDIDATE_P."""
    kept_without_speaker: float = 0.0
    """The smallest share of the difference, its direction counted, that remains without any one speaker, of those beside whom others say
    enough; 1 where that is nobody."""
    others: int = 0
    """Items that remain of a side without the one who says most of it."""
    several_voices: bool = False
    """Whether on both sides, whoever is left out, others say something too, and lie nearer to their own side than to the other."""


def stance_test(items: Items, *, rng: np.random.Generator) -> StanceTest:
    """Whether both sides' stances are exchangeable over cells; two-sided, exact but for the draws. Raises ValueError where a side is empty."""
    if items.side.all() or not items.side.any():
        raise ValueError("a side without items cannot be compared")
    cells, cell = gather(items.document, items.register, items.side)
    sums, counts = _sums(items, cell, cells)
    observed = _distances(sums, counts, cells.side[None, :])[0]
    means = _means(sums, counts, cells.side[None, :])
    p = _drawn_p(observed, sums, counts, cells, draws=DRAWS, rng=rng)
    if p <= AT_ITS_FLOOR / (1 + DRAWS):
        p = _drawn_p(observed, sums, counts, cells, draws=MORE_DRAWS, rng=rng)
    return StanceTest(
        means=(means[0][0], means[1][0]),
        distance=float(observed),
        p_value=p,
        smallest_p=smallest_p(cells),
        interval=_interval(sums, counts, cells, rng),
        within=_within(sums, counts, cells, rng),
        p_without_speaker=_without_speaker(items, rng) if p <= CANDIDATE_P else 1.0,
        kept_without_speaker=_kept(items, means),
        others=of_others([items.speaker[items.side], items.speaker[~items.side]]),
        several_voices=_is_of_several(items, means),
    )


def one_voice_penalty(others: int) -> float:
    """What is to be taken from an alert's confidence, given how much remains of a side without the one who says most of it."""
    return ONE_VOICE if others < ENOUGH_OTHERS else 0.0


def of_others(speakers_of_sides: Sequence[Counts]) -> int:
    """How much remains of a side without the one who says most of it: of both sides the smaller number."""
    return min(len(own) - int(np.bincount(own).max()) for own in speakers_of_sides)


def speakers(items: Items) -> Counts:
    """The speakers who are left out one after the other, in their order."""
    asked = []
    for side in (items.side, ~items.side):
        found, said = np.unique(items.speaker[side], return_counts=True)
        asked.append(found[np.argsort(-said, kind="stable")[:MOST_SPEAKERS]])
    return np.unique(np.concatenate(asked))


def of_several(towards: Floats, speaker: Counts) -> bool:
    """Whether others remain of a side whoever is left out, and lie on its own side all together.

    towards: shape (items,), how far each item of the side lies towards its own side, below 0 nearer to the other; speaker: codes, shape (items,).
    """
    said, lying = np.bincount(speaker), np.bincount(speaker, weights=towards)
    spoke = said > 0
    return bool((len(speaker) - said[spoke] >= LEAST_OTHERS).all() and (lying.sum() - lying[spoke] > 0.0).all())


def _is_of_several(items: Items, means: tuple[Floats, Floats]) -> bool:
    """By the place of each item on the line between the means, from the middle on."""
    columns = items.values[:, None] if items.values.ndim == 1 else items.values
    towards = (columns - (means[0] + means[1])[0] / 2) @ (means[0] - means[1])[0] * items.weights
    return all(of_several(sign * towards[side], items.speaker[side]) for sign, side in ((1.0, items.side), (-1.0, ~items.side)))


def _kept(items: Items, means: tuple[Floats, Floats]) -> float:
    """Of one value an item; of a profile the difference along the direction that was found."""
    direction = (means[0] - means[1])[0]
    whole = float(direction @ direction)
    smallest = 1.0
    for speaker in speakers(items):
        rest = items.where(items.speaker != speaker)
        if min(rest.side.sum(), (~rest.side).sum()) < ENOUGH_OTHERS:
            continue
        cells, cell = gather(rest.document, rest.register, rest.side)
        first, second = _means(*_sums(rest, cell, cells), cells.side[None, :])
        smallest = min(smallest, float((first - second)[0] @ direction) / max(whole, 1e-12))
    return max(smallest, 0.0)


def _sums(items: Items, cell: Counts, cells: Cells) -> tuple[Floats, Floats]:
    """Per cell the weighted sum of the values, shape (cells, types), and the sum of the weights, shape (cells,)."""
    columns = items.values[:, None] if items.values.ndim == 1 else items.values
    sums, counts = np.zeros((len(cells), columns.shape[1])), np.zeros(len(cells))
    np.add.at(sums, cell, columns * items.weights[:, None])
    np.add.at(counts, cell, items.weights)
    return sums, counts


def _means(sums: Floats, counts: Floats, sides: Flags) -> tuple[Floats, Floats]:
    """Means of the two sides, each of shape (rows of sides, types); NaN where a side is empty."""
    a = sides.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (a @ sums) / (a @ counts)[:, None], ((1 - a) @ sums) / ((1 - a) @ counts)[:, None]


def _distances(sums: Floats, counts: Floats, sides: Flags) -> Floats:
    first, second = _means(sums, counts, sides)
    apart = np.abs(first - second)
    return np.asarray(apart[:, 0] if apart.shape[1] == 1 else apart.sum(axis=1) / 2)


def _drawn_p(observed: float, sums: Floats, counts: Floats, cells: Cells, *, draws: int, rng: np.random.Generator) -> float:
    drawn = _distances(sums, counts, rearrangements(cells, draws, rng))
    return p_value(float(observed), drawn[np.isfinite(drawn)])


def _interval(sums: Floats, counts: Floats, cells: Cells, rng: np.random.Generator) -> tuple[float, float] | None:
    """Documents drawn with replacement; each draw is projected on the direction found, so that an interval of no difference reaches 0 and below."""
    documents, place = np.unique(cells.document, return_inverse=True)
    weight = rng.multinomial(len(documents), np.full(len(documents), 1 / len(documents)), size=BOOTSTRAPS)[:, place].astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = [(weight * side) @ sums / ((weight * side) @ counts)[:, None] for side in (cells.side, ~cells.side)]
    first, second = _means(sums, counts, cells.side[None, :])
    direction = np.sign((first - second)[0])
    drawn = ((means[0] - means[1]) * direction).sum(axis=1) / (1 if sums.shape[1] == 1 else 2)
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < BOOTSTRAPS // 2:
        return None
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _within(sums: Floats, counts: Floats, cells: Cells, rng: np.random.Generator) -> float:
    found = []
    for side in (True, False):
        members = np.flatnonzero(cells.side == side)
        if len(members) >= 4:
            halves = np.argsort(np.argsort(rng.random((HALVES, len(members))), axis=1), axis=1) < len(members) // 2
            found.append(_distances(sums[members], counts[members], halves))
    values = np.concatenate(found) if found else np.empty(0)
    values = values[np.isfinite(values)]
    return float(np.quantile(values, 0.95)) if len(values) else 0.0


def _without_speaker(items: Items, rng: np.random.Generator) -> float:
    largest = 0.0
    for speaker in speakers(items):
        if largest > CANDIDATE_P:
            return 1.0
        rest = items.where(items.speaker != speaker)
        if rest.side.all() or not rest.side.any():
            return 1.0
        cells, cell = gather(rest.document, rest.register, rest.side)
        sums, counts = _sums(rest, cell, cells)
        largest = max(largest, _drawn_p(_distances(sums, counts, cells.side[None, :])[0], sums, counts, cells, draws=DRAWS_WITHOUT, rng=rng))
    return largest if largest <= CANDIDATE_P else 1.0
