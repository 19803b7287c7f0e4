"""The figures of a sentence: each with its unit, and whether it is said as a target, as a reading, or as neither."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from driftwatch.domain.distortion import KNOWN
from driftwatch.domain.figure_cues import (
    AFTER_TARGET,
    AT_LEAST,
    AT_MOST,
    BEFORE_TARGET,
    CLAUSE,
    DIGITS,
    FIRM,
    FOLLOWS,
    LATER,
    LINK,
    LOOSE,
    MEASURED,
    NO_FIGURE,
    NO_UNIT,
    NUMBER,
    NUMBERED,
    OTHERS,
    OVER,
    OWN,
    PART,
    POINT,
    PROPOSED,
    REACH,
    WHOLE,
)
from driftwatch.domain.quantities import quantities


class Role(StrEnum):
    """What a figure is said to be."""

    TARGET = "target"
    BOUND = "bound"
    """Within, under, at least …: a target where nothing says that it was measured."""
    READING = "reading"
    OTHER = "other"


class Direction(StrEnum):
    """Which side of the figure is good."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    UNSAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as a sentence gives it."""

    value: float
    """As it is written; 12 of "12 per cent"."""
    dimension: str
    """"time", "share", …; empty where no unit is written."""
    factor: float
    """Of the unit as written: 0.01 of a percent, 3600 of an hour; 1 without a unit."""
    counted: str
    """The noun that is counted; empty where a unit or nothing follows."""
    role: Role
    direction: Direction
    proposed: bool
    others: bool
    """Whether the words beside it give it to somebody else: "your eight"."""
    window: bool
    """Whether it is a length of time over which something was counted, not a value."""
    start: int
    end: int
    words: str


@lru_cache(maxsize=KNOWN)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures in their order; ordinals, times of day, versions and numbers of clauses are none."""
    return tuple(found for hit in NUMBER.finditer(text) if (found := _figure(text, hit)) is not None)


def _figure(text: str, hit: re.Match[str]) -> Figure | None:
    before, after = text[max(0, hit.start() - REACH) : hit.start()], text[hit.end() : hit.end() + REACH]
    value = _value(hit[0])
    if value is None or PART.match(after) or WHOLE.search(before) or NUMBERED.search(before) or NO_FIGURE.match(after):
        return None
    dimension, factor, counted, length = _unit(hit[0], value, after)
    start = max((cut.end() for cut in CLAUSE.finditer(before)), default=0)
    clause = before[start:] if len(before) - start > 3 else before
    role, direction = _role(clause, after, text)
    subject = clause[-45:] if len(clause) <= 45 else clause[-45:].partition(" ")[2]
    return Figure(
        value=value,
        dimension=dimension,
        factor=factor,
        counted=counted,
        role=role,
        direction=direction,
        proposed=PROPOSED.search(clause if role is Role.READING else text) is not None,
        others=OTHERS.search(subject) is not None and OWN.search(subject) is None,
        window=dimension == "time" and role in (Role.READING, Role.OTHER) and _is_window(clause, text[hit.end() + length :]),
        start=hit.start(),
        end=hit.end() + length,
        words=text[hit.start() : hit.end() + length],
    )


def _is_window(clause: str, after: str) -> bool:
    return OVER.search(clause) is not None or LATER.match(after) is not None


def _value(written: str) -> float | None:
    point = POINT.search(written)
    if point:
        whole = _value(written[: point.start()])
        return None if whole is None or point[1].lower() not in DIGITS else whole + DIGITS.index(point[1].lower()) / 10
    thousand = written[-1:] in "kK" and written[0].isdecimal()
    read = quantities(f"{written[:-1] if thousand else written} percent")
    return None if not read else round(read[0].high * 100 * (1000 if thousand else 1), 9)


def _unit(written: str, value: float, after: str) -> tuple[str, float, str, int]:
    """Dimension, factor, the noun that is counted, and how many characters the unit takes."""
    tail = re.split(r"[,;:.()!?]|\bper (?!cent)|\n\s*(?![a-z\s])", after, maxsplit=1)[0]
    first = tail.split()[:1]
    if not first or first[0].casefold() in NO_UNIT:
        return "", 1.0, "", 0
    read = quantities(f"{written if not POINT.search(written) else value} {' '.join(tail.split()[:3])}")
    if not read or read[0].high in (float("inf"), float("-inf")):
        return "", 1.0, "", 0
    dimension, length = read[0].dimension, len(tail.split(maxsplit=1)[0]) + (len(tail) - len(tail.lstrip()))
    if dimension in _KNOWN or dimension.endswith(" time"):
        return dimension, read[0].high / value if value else 1.0, "", length
    return "", 1.0, dimension, length


_KNOWN = frozenset(("time", "share", "length", "length (imperial)", "mass", "volume", "data", "euros", "dollars", "pounds", "temperature"))


def _role(clause: str, after: str, text: str) -> tuple[Role, Direction]:
    direction = Direction.AT_LEAST if AT_LEAST.search(clause) else Direction.AT_MOST if AT_MOST.search(clause) else Direction.UNSAID
    if BEFORE_TARGET.search(clause) or AFTER_TARGET.search(after):
        return Role.TARGET, direction
    if direction or (LOOSE.search(clause) and (FIRM.search(clause) or FOLLOWS.search(after))):
        return Role.BOUND, direction
    return (Role.READING if LINK.search(clause) or MEASURED.search(text) else Role.OTHER), direction
