"""Readings of a measure that grows or falls for both sides alike, seen from that course."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from driftwatch.domain.measures import Measure, Value
from driftwatch.domain.measure_scale import bounded_size
from driftwatch.statistics.trends import held_in, without_course


def course_removed(values: Sequence[Value], measure: Measure) -> list[float]:
    """The sizes of the values, less the course that they share and held in; only the latter where they have none or not all carry a day."""
    sizes = [float(each) for each in held_in(np.array([bounded_size(value, measure) for value in values]))]
    days = [value.saying.said_at.toordinal() for value in values if value.saying.said_at is not None]
    if len(days) < len(sizes):
        return sizes
    seed = int.from_bytes(sha256("\n".join(sorted(f"{value.saying.document} {value.saying.row}" for value in values)).encode()).digest()[:8])
    steady = without_course(np.array(sizes), np.array(days, dtype=np.int64), rng=np.random.default_rng(seed))
    return [float(each) for each in held_in(steady)]
