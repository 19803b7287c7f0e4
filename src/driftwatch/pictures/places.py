"""Where the usages of a term lie on its map: near each other what is used alike."""

from collections.abc import Iterable, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from driftwatch.ports import Vectors
from driftwatch.stages.contrast import described_by_others

DECIMALS = 4
"""Of a coordinate: finer than any drawing, coarser than what processors differ in."""

LETTER, LINE = 0.016, 0.08
"""Half the width of a letter and the height of a line, where the map is as wide as a phone."""

Places = NDArray[np.float64]
"""Shape (usages, 2), -1 … 1."""
Point = tuple[float, float]


def places(vectors: Vectors) -> Places:
    """The two directions in which the usages differ most (classical scaling: Torgerson 1952, Psychometrika), seen as the test of the term sees them.

    Nothing of it depends on who said what; each direction points to where its furthest usage lies, so that neither order nor machine turns the map.
    """
    found = np.zeros((len(vectors), 2))
    if len(vectors) < 2:
        return found
    from scipy.linalg import eigh  # only where there is something to place

    described = described_by_others(vectors).astype(np.float64)
    centred = described - described.mean(axis=0)
    values, axes = eigh(centred @ centred.T, subset_by_index=(len(centred) - 2, len(centred) - 1))
    for column in (0, 1):
        along = axes[:, 1 - column] * np.sqrt(max(float(values[1 - column]), 0.0))
        found[:, column] = along * np.sign(along[np.argmax(np.round(np.abs(along), 6))] or 1.0)
    return np.asarray(np.round(found / max(float(np.abs(found).max()), 1e-9), DECIMALS) + 0.0)


def middle(points: Iterable[Iterable[float]]) -> Point:
    """Of these points, whatever their order."""
    along = [list(each) for each in zip(*points, strict=True)]
    x, y = (fsum(each) / len(each) for each in along)
    return float(x), float(y)


def spread(named: Sequence[tuple[str, float, float]]) -> list[Point]:
    """Where the words are written: each where it lies, or as near above or below as no word that comes before it in the alphabet is in the way."""
    found: dict[int, Point] = {}
    for at in sorted(range(len(named)), key=lambda at: named[at]):
        word, x, y = named[at]
        steps = sorted((step for step in range(-len(named), len(named) + 1)), key=lambda step: (abs(step), step))
        free = (y + step * LINE for step in steps if abs(y + step * LINE) <= 1.0)
        taken = [(named[other][0], place) for other, place in found.items()]
        high = next((each for each in free if not any(_cover((word, x, each), (other, *place)) for other, place in taken)), y)
        found[at] = (round(x, DECIMALS) + 0.0, round(high, DECIMALS) + 0.0)
    return [found[at] for at in range(len(named))]


def _cover(one: tuple[str, float, float], other: tuple[str, float, float]) -> bool:
    beside = abs(one[1] - other[1]) < LETTER * (len(one[0]) + len(other[0]))
    return beside and abs(one[2] - other[2]) < LINE - 10**-DECIMALS
