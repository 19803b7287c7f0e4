"""What explains two different figures without any disagreement: other times, other things, a floor beside a ceiling."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from statistics import median

from driftwatch.domain.measures import Value

NEAR_DAYS = 45
"""Readings that far apart are still of one time: figures are given once a month."""
MOSTLY = 0.7
ALIKE = 0.8
"""Share of the readings since some day that must be like the other side's of that time, for the sides to agree since."""
LEAST_MEETINGS = 2


def staged(values: Sequence[Value], level: Sequence[int], chief: Sequence[int], pair: tuple[str, str]) -> bool:
    """Whether the two targets are for different times."""
    due = [set().union(*(value.due for at, value in enumerate(values) if level[at] == chief[n] and value.saying.partner == pair[n])) for n in (0, 1)]
    dated = [
        sum(bool(value.due) for at, value in enumerate(values) if level[at] == chief[n] and value.saying.partner == pair[n])
        >= 0.5 * sum(level[at] == chief[n] and value.saying.partner == pair[n] for at, value in enumerate(values))
        for n in (0, 1)
    ]
    return all(dated) and not due[0] & due[1]


def of_other_things(values: Sequence[Value], level: Sequence[int], chief: Sequence[int], pair: tuple[str, str]) -> bool:
    """Whether each side mostly says of what its target is, and they are different things."""
    about = []
    for n in (0, 1):
        own = [value.object for at, value in enumerate(values) if level[at] == chief[n] and value.saying.partner == pair[n]]
        if sum(map(bool, own)) < 0.5 * len(own):
            return False
        about.append(frozenset().union(*own))
    return not about[0] & about[1]


def opposite(values: Sequence[Value], level: Sequence[int], chief: Sequence[int], pair: tuple[str, str]) -> bool:
    """Whether one is a floor and the other a ceiling: both can hold."""
    said = [{value.direction for at, value in enumerate(values) if level[at] == chief[n] and value.saying.partner == pair[n]} - {""} for n in (0, 1)]
    return bool(said[0] and said[1] and not said[0] & said[1])


def at_one_time(values: Sequence[Value], pair: tuple[str, str]) -> bool:
    """Whether one side does not begin only after the other has ended: what a change over time would explain."""
    days = [[value.saying.said_at for value in values if value.saying.partner == side and value.saying.said_at is not None] for side in pair]
    return not all(days) or max(min(days[0]), min(days[1])) <= min(max(days[0]), max(days[1]))


def apart_at_one_time(values: Sequence[Value], sizes: Sequence[float], pair: tuple[str, str], *, least: float) -> bool:
    """Whether most readings have one of the other side near them in time, and these differ as the medians do: no change over time explains that."""
    gaps: list[float | None] = []
    for at, value in enumerate(values):
        others = [other for other, rival in enumerate(values) if rival.saying.partner != value.saying.partner]
        near = min(others, key=lambda other: (_days(value, values[other]), abs(sizes[other] - sizes[at]), other))
        sign = 1 if value.saying.partner == pair[0] else -1
        gaps.append(sign * (sizes[at] - sizes[near]) if _days(value, values[near]) <= NEAR_DAYS else None)
    met = [gap for gap in gaps if gap is not None]
    direction = 1 if sum(met) > 0 else -1
    return len(met) >= MOSTLY * len(gaps) and sum(gap * direction >= least for gap in met) >= MOSTLY * len(met)


def differ_where_they_meet(values: Sequence[Value], sizes: Sequence[float], pair: tuple[str, str], *, least: float) -> bool:
    """Whether both sides give readings side by side, in two documents or more, and mostly differ there, one way."""
    said: defaultdict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for value, size in zip(values, sizes, strict=True):
        said[value.saying.document][pair.index(value.saying.partner)].append(size)
    gaps = [median(own) - median(other) for own, other in said.values() if own and other]
    direction = 1 if sum(gaps) > 0 else -1
    return len(gaps) >= LEAST_MEETINGS and sum(gap * direction >= least for gap in gaps) >= MOSTLY * len(gaps)


def contested(values: Sequence[Value], echoes: Sequence[Value]) -> bool:
    """Whether a side says the other's readings, which are none of its own, in two documents or more: both speak of one thing, not each of its own."""
    told: set[str] = set()
    for echo in echoes:
        near = [value for value in values if _days(value, echo) <= NEAR_DAYS and abs(value.amount - echo.amount) < 1e-9]
        if near and all(value.saying.partner != echo.saying.partner for value in near):
            told.add(echo.saying.document)
    return len(told) >= LEAST_MEETINGS


def alike_since(values: Sequence[Value], sizes: Sequence[float], pair: tuple[str, str], *, most: float) -> tuple[datetime, int] | None:
    """The first statement from which on the sides' readings of one time agree, where each gives them in two documents or more since."""
    dated = sorted((value.saying.said_at, value.saying.row, at) for at, value in enumerate(values) if value.saying.said_at is not None)
    for position in range(1, len(dated)):
        tail = [at for _, _, at in dated[position:]]
        if not _often([values[at] for at in tail], pair):
            return None
        agreeing = sum(_met(at, tail, values, sizes, most) for at in tail)
        if agreeing >= ALIKE * len(tail) and _met(tail[0], tail, values, sizes, most):
            return dated[position][0], dated[position][1]
    return None


def _often(values: Sequence[Value], pair: tuple[str, str]) -> bool:
    return all(len({value.saying.document for value in values if value.saying.partner == side}) >= LEAST_MEETINGS for side in pair)


def _met(at: int, among: Sequence[int], values: Sequence[Value], sizes: Sequence[float], most: float) -> bool:
    """Whether the other side's nearest reading in time is like this one."""
    others = [other for other in among if values[other].saying.partner != values[at].saying.partner]
    near = min(others, key=lambda other: (_days(values[at], values[other]), abs(sizes[other] - sizes[at]), other))
    return abs(sizes[at] - sizes[near]) <= most


def _days(one: Value, other: Value) -> int:
    days = (one.saying.said_at, other.saying.said_at)
    return 0 if days[0] is None or days[1] is None else abs((days[0].date() - days[1].date()).days)
