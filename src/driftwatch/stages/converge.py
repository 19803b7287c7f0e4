"""Whether two partners came to mean the same by a term after a certain day."""

from datetime import date

import numpy as np

from driftwatch.domain.meaning import Convergence
from driftwatch.ports import Vectors
from driftwatch.statistics.energy import distances, inner_distances, kernel
from driftwatch.statistics.permutation import Counts, Flags, codes, gather, seed_of
from driftwatch.tables import Statements, Usages

LEAST_AFTERWARDS = 5
"""Usages a side that are needed to say anything of the time after an agreement."""
HALVES = 400
FLOOR = 0.99
"""Quantile of the distance between halves of one partner's own documents: what lies below it is no difference."""


def convergence(term: str, pair: tuple[str, str], after: date, *, usages: Usages, statements: Statements, vectors: Vectors) -> Convergence:
    """Whether both partners' usages after that day lie no further apart than halves of one partner's own do; `vectors` are the usages', of
    unit length. Converged only where the distance before stands above what so few usages as those afterwards could hide.
    """
    own = [(row, usage) for row, usage in enumerate(usages.rows()) if usage.term == term and usage.partner in pair and usage.distorted is None]
    dated = [(row, usage, said_at.date()) for row, usage in own if (said_at := statements.said_at.iloc[usage.statement]) is not None]
    first = np.array([usage.partner == pair[0] for _, usage, _ in dated], dtype=bool)
    later = np.array([day > after for _, _, day in dated], dtype=bool)
    if min((first & later).sum(), (~first & later).sum()) < LEAST_AFTERWARDS:
        return Convergence.NOT_SHOWN
    said = vectors[[row for row, _, _ in dated]]
    document, register = (
        codes([str(column.iloc[usage.statement]) for _, usage, _ in dated]) for column in (statements.document, statements.register)
    )
    rng = np.random.default_rng(seed_of(term, *sorted(str(statements.id.iloc[usage.statement]) for _, usage, _ in dated)))
    now, floor = _apart(said[later], document[later], register[later], first[later], rng)
    if not (np.isfinite(now) and np.isfinite(floor)):
        return Convergence.NOT_SHOWN
    if now > floor:
        return Convergence.APART
    before, _ = _apart(said[~later], document[~later], register[~later], first[~later], rng)
    return Convergence.CONVERGED if np.isfinite(before) and before > floor else Convergence.NOT_SHOWN


def _apart(vectors: Vectors, document: Counts, register: Counts, first: Flags, rng: np.random.Generator) -> tuple[float, float]:
    """The distance between the two sides, and what halves of either side's own documents reach; NaN where there are too few documents."""
    if not len(vectors):
        return float("nan"), float("nan")
    cells, cell = gather(document, register, first)
    matrix = kernel(vectors, cell, cells)
    inner = inner_distances(matrix, cells, draws=HALVES, rng=rng)
    return float(distances(matrix, cells.side[None, :])[0]), float(np.quantile(inner, FLOOR)) if len(inner) else float("nan")
