"""The geometry of the strip that fits into a table's cell, from aggregates only; the template draws it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from driftwatch.domain.meaning import Effect
from driftwatch.report.wording import figure

STRIP_WIDTH, STRIP_MARGIN = 240, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One effect on a line: its value, its interval, and how far a partner differs from itself."""

    measure: str
    value: str
    interval: str
    within: str
    scale: str
    """What the right end of the line stands for."""
    at: float
    low: float | None
    high: float | None
    inner: float | None
    """Where the partners' own variation ends."""


def strip(effect: Effect, *, scale: float | None = None) -> Strip:
    """Place an effect on a line that begins at 0 and ends at `scale` (by default a little beyond all that is on it)."""
    low, high = effect.interval or (None, None)
    end = scale or strip_scale([effect])
    return Strip(
        measure=effect.measure,
        value=figure(effect.value),
        interval="" if effect.interval is None else f"{figure(effect.interval[0])} to {figure(effect.interval[1])}",
        within="" if effect.within is None else figure(effect.within),
        scale=figure(end),
        at=_along(effect.value, end),
        low=None if low is None else _along(low, end),
        high=None if high is None else _along(high, end),
        inner=None if effect.within is None else _along(effect.within, end),
    )


def strip_scale(effects: Sequence[Effect]) -> float:
    """A round number that none of the effects exceeds."""
    largest = max((abs(number) for effect in effects for number in (effect.value, effect.within or 0.0, *(effect.interval or ()))), default=0.0)
    return round_up(largest)


def round_up(number: float) -> float:
    """The next of 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8 and 1 at any power of ten."""
    magnitude = next((10.0**power for power in range(-4, 7) if 10.0**power >= number), 1e7)
    return next((magnitude * part for part in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8) if magnitude * part >= number), magnitude)


def _along(number: float, end: float) -> float:
    span = STRIP_WIDTH - 2 * STRIP_MARGIN
    return round(STRIP_MARGIN + max(0.0, min(1.0, number / end if end else 0.0)) * span, 1)
