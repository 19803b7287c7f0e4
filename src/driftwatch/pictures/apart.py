"""How far usages of a term lie apart between two sides, whichever part of them one looks at."""

from collections.abc import Sequence

import numpy as np

from driftwatch.domain.pictures import Estimate
from driftwatch.pictures.rounding import rounded
from driftwatch.ports import Vectors
from driftwatch.statistics.energy import distances, kernel, redrawn
from driftwatch.statistics.permutation import Flags, codes, gather

DRAWS = 200
"""Samples of documents for an interval that is drawn, not tested."""
USABLE = 0.5
"""Share of the samples in which the distance must be defined."""


def apart(vectors: Vectors, documents: Sequence[str], side: Flags, *, seed: int) -> Estimate | None:
    """The energy distance with its 95 % interval over documents, as the check of terms measures it; None where a side has not two documents.

    `vectors` are described_by_others(), one for each usage; `side` is True for the first side.
    """
    if side.all() or not side.any():
        return None
    document = codes(documents)
    cells, cell = gather(document, np.zeros(len(document), dtype=np.int64), side)
    matrix = kernel(vectors, cell, cells)
    value = float(distances(matrix, cells.side[None, :])[0])
    if not np.isfinite(value):
        return None
    drawn = redrawn(matrix, cells, draws=DRAWS, rng=np.random.default_rng(seed))
    if len(drawn) < USABLE * DRAWS:
        return Estimate(value=rounded(value))
    low, high = (float(bound) for bound in np.quantile(drawn, [0.025, 0.975]))
    return Estimate(value=rounded(value), low=rounded(min(low, value)), high=rounded(max(high, value)))
