"""Lays two partners' targets, readings and ways of counting of one measure side by side.

What is compared is formed without regard to who said it: targets are joined to one value where they hardly differ, whoever states them, and
ways of counting are the words that stand in two statements or more. So under the null hypothesis that it does not matter which partner speaks
in a document, exchanging the cells of documents leaves everything else as it is, and the share of exchanges with as large a difference is a p value.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from math import log
from statistics import median

import numpy as np

from driftwatch.domain.counting import unlike
from driftwatch.domain.measure_guards import (
    alike_since,
    apart_at_one_time,
    at_one_time,
    contested,
    differ_where_they_meet,
    of_other_things,
    opposite,
    staged,
)
from driftwatch.domain.measure_scale import bounded_size, distinct, levels
from driftwatch.domain.measures import Measure, Saying, Value
from driftwatch.statistics.exact import exact_p
from driftwatch.statistics.permutation import gather, smallest_p
from driftwatch.statistics.stances import Floats, Items, stance_test
from driftwatch.statistics.trends import steady

LEAST_STATEMENTS = 2
LEAST_DOCUMENTS = 2
"""Of each side, for targets and ways; the p value asks for more documents where the other side has few."""
LEAST_READINGS = 3
OWN = 0.6
"""Share of a side's statements from which on a target is the one that it holds."""
CROSSED = 0.25
"""Largest share of a side's statements that may give the other side's target."""
OWN_WAY, CROSSED_WAY = 0.4, 0.1
FAR_APART = 5.0
"""Ratio (of shares: odds ratio) of the two sides' median readings from which on no two samples of one quantity are likely to differ so far."""
APART = 1.5
"""The same where the two sides also say that they count differently, or tell that they speak of one thing."""
ALIKE = log(1.3)
"""Readings no further apart are alike."""


class Point(StrEnum):
    """In what two partners may differ on a measure."""

    TARGET = "target"
    COUNTING = "counting"
    READING = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one side holds on a point."""

    partner: str
    words: tuple[str, ...]
    """Its values as written, or the words by which it counts."""
    statements: int
    documents: int
    speakers: int
    rows: tuple[int, ...]
    """Statements that carry it, in the order of the material."""
    against: tuple[int, ...]
    """Statements of this side that do not."""
    low: float = 0.0
    high: float = 0.0
    """Of the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One point of a measure between two partners, side A first."""

    point: Point
    sides: tuple[Held, Held]
    p_value: float | None
    """None where there is too little to test."""
    smallest: float
    distance: float
    interval: tuple[float, float] | None
    within: float
    differs: bool
    lacking: str = ""
    items: Items
    agreed_since: int | None = None
    """Row from which on both sides give one and the same value, where there is such a row."""


def compared(measure: Measure, pair: tuple[str, str]) -> tuple[Compared, ...]:
    """The points of which both sides say anything; readings and ways of counting up to the day from which on the readings agree."""
    since = _alike_since(measure, pair)
    own = measure if since is None else measure.until(since)
    counting = _ways(own, pair)
    readings = _readings(own, pair, counted_apart=counting is not None and counting.differs, since=since)
    return tuple(one for one in (_targets(measure, pair), counting, readings) if one is not None)


def _targets(measure: Measure, pair: tuple[str, str]) -> Compared | None:
    values = distinct([value for value in measure.targets if value.saying.partner in pair and value.amount > 0], measure)
    if {value.saying.partner for value in values} != set(pair):
        return None
    found = levels([value.amount for value in values], measure)
    level = [next(at for at, members in enumerate(found) if value.amount in members) for value in values]
    since = _agreed_since(values, level, pair)
    if since is not None:
        before = [at for at, value in enumerate(values) if value.saying.said_at is not None and (value.saying.said_at, value.saying.row) < since]
        values, level = [values[at] for at in before], [level[at] for at in before]
        if {value.saying.partner for value in values} != set(pair):
            return None
    return _of_levels(values, level, pair, None if since is None else since[1])


def _of_levels(values: Sequence[Value], level: Sequence[int], pair: tuple[str, str], since: int | None) -> Compared:
    profile = np.eye(max(level) + 1)[list(level)]
    held = [Counter(level[at] for at, value in enumerate(values) if value.saying.partner == side) for side in pair]
    chief = [max(sorted(each), key=lambda one: each[one]) for each in held]
    sides = tuple(_held(values, [each == chief[n] for each in level], side) for n, side in enumerate(pair))
    lacking = _lacking([value.saying for value in values], sides, least=LEAST_STATEMENTS)
    own = [value for at, value in enumerate(values) if level[at] == chief[pair.index(value.saying.partner)]]
    differs = (
        chief[0] != chief[1]
        and all(held[n][chief[n]] >= OWN * held[n].total() for n in (0, 1))
        and all(held[n][chief[1 - n]] <= CROSSED * held[n].total() for n in (0, 1))
        and at_one_time(own, pair)
        and not staged(values, level, chief, pair)
        and not of_other_things(values, level, chief, pair)
        and not opposite(values, level, chief, pair)
    )
    return _compared(Point.TARGET, [value.saying for value in values], profile, (sides[0], sides[1]), lacking=lacking, differs=differs, since=since)


def _held(values: Sequence[Value], chosen: Sequence[bool], side: str) -> Held:
    own = [value for value, yes in zip(values, chosen, strict=True) if yes and value.saying.partner == side]
    others = [value for value, yes in zip(values, chosen, strict=True) if not yes and value.saying.partner == side]
    return Held(
        partner=side,
        words=tuple(word for word, _ in sorted(Counter(value.words for value in own).items(), key=lambda item: (-item[1], item[0]))),
        statements=len(own),
        documents=len({value.saying.document for value in own}),
        speakers=len({value.saying.speaker for value in own}),
        rows=tuple(dict.fromkeys(value.saying.row for value in own)),
        against=tuple(dict.fromkeys(value.saying.row for value in others)),
        low=min((value.amount for value in own), default=0.0),
        high=max((value.amount for value in own), default=0.0),
    )


def _lacking(said: Sequence[Saying], sides: Sequence[Held], *, least: int) -> str:
    for side in sides:
        if side.statements < least or side.documents < LEAST_DOCUMENTS:
            return f"{side.partner}: {side.statements} statements in {side.documents} documents, {least} in {LEAST_DOCUMENTS} needed"
    return ""


def _agreed_since(values: Sequence[Value], level: Sequence[int], pair: tuple[str, str]) -> tuple[datetime, int] | None:
    """The first statement from which on both sides, each in two documents or more, give one value alone."""
    dated = sorted((value.saying.said_at, value.saying.row, at) for at, value in enumerate(values) if value.saying.said_at is not None)
    tail: list[tuple[int, datetime, int]] = []
    for said_at, row, at in reversed(dated):
        if tail and level[at] != level[tail[-1][0]]:
            break
        tail.append((at, said_at, row))
    said = [(values[at].saying.partner, values[at].saying.document) for at, _, _ in tail]
    enough = all(len({document for partner, document in said if partner == side}) >= LEAST_DOCUMENTS for side in pair)
    return (tail[-1][1], tail[-1][2]) if enough and len(tail) < len(dated) else None


def _ways(measure: Measure, pair: tuple[str, str]) -> Compared | None:
    ways = [way for way in measure.ways if way.saying.partner in pair]
    spread = Counter(word for word, _ in {(word, way.saying.document) for way in ways for word in way.words})
    columns = sorted(word for word, count in spread.items() if count >= LEAST_DOCUMENTS)
    ways = [way for way in ways if way.words & set(columns)]
    if {way.saying.partner for way in ways} != set(pair):
        return None
    profile = np.array([[float(word in way.words) for word in columns] for way in ways])
    sides, own = [], []
    shares = [profile[[way.saying.partner == side for way in ways]].mean(axis=0) for side in pair]
    for n, side in enumerate(pair):
        telling = [word for at, word in enumerate(columns) if shares[n][at] >= OWN_WAY and shares[1 - n][at] <= CROSSED_WAY]
        own.append(telling)
        mine = [way.saying for way in ways if way.saying.partner == side]
        carrying = [way.saying for way in ways if way.saying.partner == side and way.words & set(telling)]
        sides.append(_said_so(side, telling, carrying, mine))
    lacking = _lacking([way.saying for way in ways], sides, least=LEAST_STATEMENTS)
    return _compared(Point.COUNTING, [way.saying for way in ways], profile, (sides[0], sides[1]), lacking=lacking, differs=unlike(own[0], own[1]))


def _said_so(side: str, telling: Sequence[str], carrying: Sequence[Saying], mine: Sequence[Saying]) -> Held:
    rows = tuple(dict.fromkeys(one.row for one in carrying))
    return Held(
        partner=side,
        words=tuple(telling),
        statements=len(rows),
        documents=len({one.document for one in carrying}),
        speakers=len({one.speaker for one in carrying}),
        rows=rows,
        against=tuple(dict.fromkeys(one.row for one in mine if one.row not in rows)),
    )


def _alike_since(measure: Measure, pair: tuple[str, str]) -> tuple[datetime, int] | None:
    values = _given(measure, pair)
    return alike_since(values, [bounded_size(value, measure) for value in values], pair, most=ALIKE) if values else None


def _given(measure: Measure, pair: tuple[str, str]) -> list[Value]:
    """The readings, where both sides give some."""
    values = distinct([value for value in measure.readings if value.saying.partner in pair and value.amount > 0], measure)
    return values if {value.saying.partner for value in values} == set(pair) else []


def _readings(measure: Measure, pair: tuple[str, str], *, counted_apart: bool, since: tuple[datetime, int] | None) -> Compared | None:
    values = _given(measure, pair)
    if not values:
        return None
    said = [value.saying for value in values]
    sizes = steady([bounded_size(value, measure) for value in values], [one.said_at for one in said], [f"{one.document} {one.row}" for one in said])
    medians = [median(size for size, value in zip(sizes, values, strict=True) if value.saying.partner == side) for side in pair]
    middle = sum(medians) / 2
    above = [(size > middle) == (medians[0 if value.saying.partner == pair[0] else 1] > middle) for size, value in zip(sizes, values, strict=True)]
    sides = tuple(_held(values, above, side) for side in pair)
    lacking = _lacking([value.saying for value in values], sides, least=LEAST_READINGS)
    one_thing = since is not None or contested(values, [each for each in measure.echoes if each.saying.partner in pair])
    one_thing = one_thing and differ_where_they_meet(values, sizes, pair, least=log(APART))
    least = log(APART if counted_apart or one_thing else FAR_APART)
    meeting = not measure.counted or differ_where_they_meet(values, sizes, pair, least=least)
    far = abs(medians[0] - medians[1]) >= least and apart_at_one_time(values, sizes, pair, least=least)
    clean = all(len(side.against) <= CROSSED * (side.statements + len(side.against)) for side in sides)
    differs = far and meeting and clean and not _elsewhere(values, pair)
    row = None if since is None else since[1]
    return _compared(Point.READING, said, np.array(sizes), (sides[0], sides[1]), lacking=lacking, differs=bool(differs), since=row)


def _elsewhere(values: Sequence[Value], pair: tuple[str, str]) -> bool:
    return of_other_things(values, [pair.index(value.saying.partner) for value in values], (0, 1), pair)


def _compared(
    point: Point,
    said: Sequence[Saying],
    values: Floats,
    sides: tuple[Held, Held],
    *,
    lacking: str,
    differs: bool,
    since: int | None = None,
) -> Compared:
    items = _items(said, values, sides[0].partner)
    cells, _ = gather(items.document, items.register, items.side)
    if lacking:
        return Compared(
            point=point,
            sides=sides,
            p_value=None,
            smallest=smallest_p(cells),
            distance=0.0,
            interval=None,
            within=0.0,
            differs=False,
            lacking=lacking,
            items=items,
        )
    seed = int.from_bytes(sha256("\n".join(sorted(f"{one.document} {one.row}" for one in said)).encode()).digest()[:8])
    test = stance_test(items, rng=np.random.default_rng(seed))
    return Compared(
        point=point,
        sides=sides,
        p_value=exact_p(items, rng=np.random.default_rng(seed)),
        smallest=test.smallest_p,
        distance=test.distance,
        interval=test.interval,
        within=test.within,
        differs=differs,
        agreed_since=since,
        items=items,
    )


def _items(said: Sequence[Saying], values: Floats, first: str) -> Items:
    """One register: what somebody states as a target does not hang on whether it is written in minutes or in a chat."""
    return Items(
        values=values,
        document=np.unique([one.document for one in said], return_inverse=True)[1],
        register=np.zeros(len(said), dtype=np.int64),
        speaker=np.unique([one.speaker for one in said], return_inverse=True)[1],
        side=np.array([one.partner == first for one in said]),
        row=np.array([one.row for one in said], dtype=np.int64),
    )
