"""The scale on which amounts of a measure are compared, and what is one amount on it."""

from collections.abc import Iterable
from itertools import pairwise
from math import inf, log

from driftwatch.domain.measures import Measure, Value

SAME = 0.10
"""Targets less than a tenth apart are one target; of shares the distance to the nearer end counts, 99.5 is not 99.9."""

WHOLE = 1 - 1e-4
"""What a share of one is taken for, whose odds have no end."""


def distinct(values: Iterable[Value], measure: Measure) -> list[Value]:
    """One value a statement and amount; who says one thing five times in a document has said it once there."""
    found: dict[tuple[str, str, float], Value] = {}
    for value in sorted(values, key=lambda value: (not value.saying.named, value.saying.row, value.words)):
        found.setdefault((value.saying.partner, value.saying.document, round(size(value.amount, measure), 2)), value)
    return sorted(found.values(), key=lambda value: (value.saying.row, value.amount))


def size(amount: float, measure: Measure) -> float:
    """On a scale on which equal steps are equal ratios; of shares ratios of odds."""
    if measure.dimension == "share" and 0 < amount <= 1:
        return log(min(amount, WHOLE) / (1 - min(amount, WHOLE)))
    return log(amount) if amount > 0 else -inf


def bounded_size(value: Value, measure: Measure) -> float:
    """The size, not beyond what a share of one in 500 million would have."""
    return min(max(size(value.amount, measure), -20.0), 20.0)


def levels(amounts: Iterable[float], measure: Measure) -> list[set[float]]:
    """Amounts hardly apart are one level."""
    ordered = sorted(set(amounts))
    found: list[set[float]] = [{ordered[0]}]
    for one, other in pairwise(ordered):
        if abs(size(other, measure) - size(one, measure)) <= SAME:
            found[-1].add(other)
        else:
            found.append({other})
    return found
