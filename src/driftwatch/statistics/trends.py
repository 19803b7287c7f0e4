"""A series of dated values without the course that they share, whoever gives them.

A quantity that grows, as progress or a backlog does, differs more between months than between two ways of counting it. Each value is seen
from the local mean of all (Cleveland 1979, JASA, with weights in time alone), so under the null hypothesis that it does not matter who gives
a value, exchanging the givers leaves the rest as it is.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from driftwatch.statistics.permutation import Counts, p_value, seed_of
from driftwatch.statistics.stances import Floats

DRAWS = 999
LEAST = 8
"""Values from which on a course can be told."""
COURSE_P = 0.05
FAR, MAD = 3.0, 1.4826
NEIGHBOURS = 5
"""Values, its own among them, whose mean a value is seen from; more where several lie equally near."""


def steady(values: Sequence[float], said_at: Sequence[datetime | None], names: Sequence[str]) -> list[float]:
    """The values less the course that they share, and held in; only the latter where they have no course or not all carry a day.

    `names` tell the values apart by their content: the draws hang on them alone.
    """
    held = held_in(np.array(values, dtype=np.float64))
    days = [moment.toordinal() for moment in said_at if moment is not None]
    if len(days) == len(values):
        held = held_in(without_course(held, np.array(days, dtype=np.int64), rng=np.random.default_rng(seed_of(*sorted(names)))))
    return [float(each) for each in held]


def without_course(values: Floats, day: Counts, *, rng: np.random.Generator) -> Floats:
    """The values less their local mean, plus the mean of all, shape (values,); unchanged where their ranks do not hang on the day (Spearman)."""
    if len(values) < LEAST or not _moves(values, day, rng):
        return values
    apart = np.abs(day[:, None] - day[None, :])
    reach = np.sort(apart, axis=1)[:, NEIGHBOURS - 1]
    near = (apart <= reach[:, None]).astype(np.float64)
    return np.asarray(values - near @ values / near.sum(axis=1) + values.mean())


def held_in(values: Floats) -> Floats:
    """The values, none further from their median than FAR robust standard deviations: one misread figure must not outweigh ten, shape (values,)."""
    middle = float(np.median(values))
    scale = MAD * float(np.median(np.abs(values - middle)))
    return np.clip(values, middle - FAR * scale, middle + FAR * scale) if scale > 0 else values


def _moves(values: Floats, day: Counts, rng: np.random.Generator) -> bool:
    ranks, order = (_ranks(np.asarray(column, dtype=np.float64)) for column in (values, day))
    observed = abs(float(ranks @ order))
    drawn = np.abs(rng.permuted(np.repeat(ranks[None, :], DRAWS, axis=0), axis=1) @ order)
    return p_value(observed, drawn) <= COURSE_P


def _ranks(values: Floats) -> Floats:
    """Mean ranks, centred."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - (count + 1) / 2
    ranks = middle[place.reshape(-1)]
    return np.asarray(ranks - ranks.mean())
