"""The geometry of the report's drawings, from aggregates only; the template draws it as SVG."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from driftwatch.domain.meaning import Effect
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord
from driftwatch.report.wording import figure

STRIP_WIDTH, STRIP_MARGIN = 240, 8
PLOT_LEFT, PLOT_WIDTH, PLOT_HEIGHT = 34, 446, 120
MOST_PERIODS = 18


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
    magnitude = next((10.0**power for power in range(-4, 7) if 10.0**power >= largest), 1e7)
    return next((magnitude * part for part in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8) if magnitude * part >= largest), magnitude)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One upright bar."""

    hue: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Statements per partner and month (or quarter, or year)."""

    unit: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """Period and count per name: the table beside the drawing."""
    undated: int
    bars: tuple[Bar, ...]
    periods: tuple[Tick, ...]
    heights: tuple[Tick, ...]


def timeline(statements: Sequence[StatementRecord], partners: Sequence[Partner]) -> Timeline | None:
    """Count the dated statements per partner, the unattributed ones last; None where nothing carries a date."""
    ids = [partner.id for partner in partners]
    dated = [(statement.said_at.year * 12 + statement.said_at.month - 1, statement.partner) for statement in statements if statement.said_at]
    if not dated:
        return None
    first, last = min(month for month, _ in dated), max(month for month, _ in dated)
    unit, step = next(((unit, step) for unit, step in (("month", 1), ("quarter", 3)) if last // step - first // step < MOST_PERIODS), ("year", 12))
    counts = Counter((month // step, ids.index(partner) if partner in ids else len(ids)) for month, partner in dated)
    names = [partner.name for partner in partners]
    if any(owner == len(ids) for _, owner in counts):
        names.append("no partner")
    rows = tuple(
        (_label(period, step), tuple(counts[period, owner] for owner in range(len(names)))) for period in range(first // step, last // step + 1)
    )
    bars, heights = _bars(rows)
    return Timeline(
        unit=unit, names=tuple(names), rows=rows, undated=len(statements) - len(dated), bars=bars, periods=_periods(rows), heights=heights
    )


def _bars(rows: Sequence[tuple[str, tuple[int, ...]]]) -> tuple[tuple[Bar, ...], tuple[Tick, ...]]:
    top = max(2, *(max(numbers) for _, numbers in rows))
    top += top % 2
    slot = PLOT_WIDTH / len(rows)
    width = min(22.0, slot * 0.8 / len(rows[0][1]))
    bars = []
    for place, (_, numbers) in enumerate(rows):
        left = PLOT_LEFT + place * slot + (slot - width * len(numbers)) / 2
        for hue, number in enumerate(numbers):
            height = round(number / top * PLOT_HEIGHT, 1)
            bars.append(
                Bar(hue=hue + 1, x=round(left + hue * width, 1), y=round(PLOT_HEIGHT + 10 - height, 1), width=round(width - 1, 1), height=height)
            )
    ticks = (0, top // 2, top)
    return tuple(bars), tuple(Tick(at=round(PLOT_HEIGHT + 10 - tick / top * PLOT_HEIGHT, 1), label=f"{tick:,}") for tick in ticks)


def _periods(rows: Sequence[tuple[str, tuple[int, ...]]]) -> tuple[Tick, ...]:
    slot, every = PLOT_WIDTH / len(rows), -(-len(rows) // 8)
    return tuple(
        Tick(at=round(PLOT_LEFT + (place + 0.5) * slot, 1), label=label.replace(" 20", " ’"))
        for place, (label, _) in enumerate(rows)
        if place % every == 0
    )


def _label(period: int, step: int) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    year, part = divmod(period, 12 // step)
    return str(year) if step == 12 else f"Q{part + 1} {year}" if step == 3 else f"{months[part]} {year}"


def _along(number: float, end: float) -> float:
    span = STRIP_WIDTH - 2 * STRIP_MARGIN
    return round(STRIP_MARGIN + max(0.0, min(1.0, number / end if end else 0.0)) * span, 1)
