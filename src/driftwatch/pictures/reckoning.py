"""What an effect is of a part of the statements on which it rests: the same figure as the check's, with its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.pictures import Estimate
from driftwatch.pictures.rounding import rounded
from driftwatch.statistics.permutation import Flags, codes
from driftwatch.statistics.silence import silence_interval

Floats = NDArray[np.float64]
DRAWS = 200
"""Samples of documents for an interval that is drawn, not tested."""
USABLE = 0.5
"""Share of the samples in which the figure must be defined for its interval to be told."""
_TAIL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Statements with what each adds, in a fixed order; arrays of shape (statements,)."""

    values: Floats
    weight: Floats
    documents: Sequence[str]
    first: Flags
    """Whether it is the first side's."""

    def where(self, chosen: Flags) -> "Said":
        """Those of them."""
        documents = [document for document, yes in zip(self.documents, chosen, strict=True) if yes]
        return Said(values=self.values[chosen], weight=self.weight[chosen], documents=documents, first=self.first[chosen])


def towards(values: Floats, weight: Floats, first: Flags) -> Floats:
    """Each statement's part in the difference of the whole, shape (statements,), from values of shape (statements, types).

    The difference of the means of these is the effect itself over the whole, and of a part how far it goes the same way: a profile of few
    statements differs from any other by chance, its part in a known direction does not.
    """
    means = [np.average(values[side], axis=0, weights=weight[side]) for side in (first, ~first)]
    return np.asarray(values @ np.sign(means[0] - means[1]) / (1 if values.shape[1] == 1 else 2))


def difference(said: Said, *, room: tuple[float, float], seed: int) -> Estimate | None:
    """Of the weighted means of the two sides; None where a side says nothing. `room` are the least and the largest of all the values."""
    sides = (said.first, ~said.first)
    if not all(said.weight[side].sum() > 0 for side in sides):
        return None
    place = codes(said.documents)
    documents = int(place.max()) + 1
    sums, counts = np.zeros((2, documents)), np.zeros((2, documents))
    for at, side in enumerate(sides):
        np.add.at(sums[at], place[side], (said.values * said.weight)[side])
        np.add.at(counts[at], place[side], said.weight[side])
    value = float(sums[0].sum() / counts[0].sum() - sums[1].sum() / counts[1].sum())
    drawn = np.random.default_rng(seed).multinomial(documents, np.full(documents, 1 / documents), size=DRAWS).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (drawn @ sums[0]) / (drawn @ counts[0]) - (drawn @ sums[1]) / (drawn @ counts[1])
    below, above = _unseen(said, room)
    return _estimate(value, found[np.isfinite(found)], widened=(below, above))


def share(said: Said) -> Estimate | None:
    """Of the documents, each by the weighted mean of its statements, with an exact interval; None where none of them weighs anything."""
    heavy = said.weight > 0
    known = {document: value for document, value, yes in zip(said.documents, said.values, heavy, strict=True) if yes}
    if not known:
        return None
    such = sum(value > 0 for value in known.values())
    low, high = silence_interval(such, len(known))
    return Estimate(value=rounded(such / len(known)), low=rounded(low), high=rounded(high))


def factor(said: Said, *, origin: float, scale: float, seed: int) -> Estimate | None:
    """Between the median over documents and what it was before, all in logarithms; None where nothing is said."""
    by_document: dict[str, list[float]] = {}
    for document, value in zip(said.documents, said.values.tolist(), strict=True):
        by_document.setdefault(document, []).append(value)
    if not by_document:
        return None
    medians = np.array([float(np.median(by_document[document])) for document in sorted(by_document)])
    rng = np.random.default_rng(seed)
    drawn = np.median(medians[rng.integers(0, len(medians), size=(DRAWS, len(medians)))], axis=1)
    low, high = sorted(scale * (float(bound) - origin) for bound in np.quantile(drawn, [_TAIL / 2, 1 - _TAIL / 2]))
    return Estimate(value=rounded(exp(scale * (float(np.median(medians)) - origin))), low=rounded(exp(low)), high=rounded(exp(high)))


def _unseen(said: Said, room: tuple[float, float]) -> tuple[float, float]:
    """How far the difference may lie below and above although a side says one and the same in all its documents.

    Of n documents without a single one to the contrary, up to 1 - 0.05 ** (1 / n) of all there could be may be (Hanley & Lippman-Hand 1983, JAMA).
    """
    below = above = 0.0
    for side, sign in ((said.first, 1), (~said.first, -1)):
        own = said.values[side & (said.weight > 0)]
        if np.ptp(own) < 1e-9:
            documents = len({document for document, yes in zip(said.documents, side, strict=True) if yes})
            contrary = 1.0 - _TAIL ** (1.0 / documents)
            down, up = contrary * (float(own[0]) - room[0]), contrary * (room[1] - float(own[0]))
            below, above = (below + down, above + up) if sign > 0 else (below + up, above + down)
    return below, above


def _estimate(value: float, drawn: Floats, *, widened: tuple[float, float]) -> Estimate:
    if len(drawn) < USABLE * DRAWS:
        return Estimate(value=rounded(value))
    low, high = (float(bound) for bound in np.quantile(drawn, [_TAIL / 2, 1 - _TAIL / 2]))
    return Estimate(value=rounded(value), low=rounded(min(low, value) - widened[0]), high=rounded(max(high, value) + widened[1]))
