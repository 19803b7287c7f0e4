"""Labels near where they belong, none on another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

_TURNS, _STEPS = 40, 12
"""How far out, and in how many directions, a free place is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label around its middle."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: "Box") -> bool:
        """Whether the two lie on each other."""
        return abs(self.x - other.x) * 2 < self.width + other.width and abs(self.y - other.y) * 2 < self.height + other.height


def placed(boxes: Sequence[Box], *, width: float, height: float) -> list[Box]:
    """Every label within the sheet, the first ones nearest to where they belong; where no place is free it stays where it would be."""
    found: list[Box] = []
    for box in boxes:
        home = _inside(box, width, height)
        tried = (_inside(replace(box, x=box.x + across, y=box.y + up), width, height) for across, up in _ways(box.height / 2))
        found.append(next((place for place in tried if not any(place.covers(other) for other in found)), home))
    return found


def _ways(step: float) -> Iterator[tuple[float, float]]:
    """Ever further out, all around."""
    yield 0.0, 0.0
    for turn in range(1, _TURNS):
        for direction in range(_STEPS):
            angle = 2 * pi * direction / _STEPS + pi / 2
            yield round(cos(angle) * turn * step * 1.6, 3), round(sin(angle) * turn * step, 3)


def _inside(box: Box, width: float, height: float) -> Box:
    x = max(box.width / 2, min(width - box.width / 2, box.x))
    y = max(box.height / 2, min(height - box.height / 2, box.y))
    return replace(box, x=x, y=y)
