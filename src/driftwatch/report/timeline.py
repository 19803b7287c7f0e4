"""How much was read of whom over time, with what happened to the programme as a whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from markupsafe import Markup

from driftwatch.domain.pictures import HappeningKind, Landmark
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord
from driftwatch.report.courses import HAPPENING_WORDS, LandmarkView
from driftwatch.report.periods import Periods, periods
from driftwatch.report.wording import day

MOST_MARKED = 16
MOST_BARS = 6
"""Kinds of bars that can be told apart."""
_LEFT, _RIGHT, _BOTTOM, _TOP, _HEIGHT = 42.0, 356.0, 24.0, 156.0, 178.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Statements per partner and month (or quarter, or year)."""

    unit: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """Period and count per name: the table beside the chart."""
    undated: int
    picture: Markup
    landmarks: tuple[LandmarkView, ...]


def timeline(statements: Sequence[StatementRecord], partners: Sequence[Partner], landmarks: Sequence[Landmark] = ()) -> Timeline | None:
    """Count the dated statements per partner, the unattributed ones last; None where nothing carries a date."""
    ids = [partner.id for partner in partners]
    dated = [(statement.said_at.date(), statement.partner) for statement in statements if statement.said_at]
    if not dated:
        return None
    spans = periods([said_on for said_on, _ in dated])
    counts = Counter((spans.of(said_on), ids.index(partner) if partner in ids else len(ids)) for said_on, partner in dated)
    names = [partner.name for partner in partners]
    if any(owner == len(ids) for _, owner in counts):
        names.append("no partner")
    rows = tuple((spans.label(period), tuple(counts[period, owner] for owner in range(len(names)))) for period in spans.all)
    marks = _marked(landmarks, spans)
    return Timeline(
        unit=spans.unit,
        names=tuple(names),
        rows=rows,
        undated=len(statements) - len(dated),
        picture=_picture(rows, tuple((mark.letter, spans.along(mark.on)) for mark in marks), spans.unit),
        landmarks=marks,
    )


def _marked(landmarks: Sequence[Landmark], spans: Periods) -> tuple[LandmarkView, ...]:
    """What concerns more than one alert: the charter, agreements, dates that both wait for."""
    common = [mark for mark in landmarks if mark.kind is not HappeningKind.FIRST_EVIDENCE and 0.0 <= spans.along(mark.on) <= 1.0]
    chosen = sorted(common, key=lambda mark: (mark.on, mark.kind.value, mark.what))[-MOST_MARKED:]
    return tuple(
        LandmarkView(letter=letter, on=mark.on, moment=day(mark.on), kind=HAPPENING_WORDS[mark.kind], what=mark.what)
        for letter, mark in zip(ascii_uppercase, chosen, strict=False)
    )


@lru_cache(maxsize=16)
def _picture(rows: tuple[tuple[str, tuple[int, ...]], ...], marks: tuple[tuple[str, float], ...], unit: str) -> Markup:
    from driftwatch.report.plots import INK, LINE, QUIET, canvas, drawn, hue, write

    chart, axes = canvas(_HEIGHT)
    top = max(2, *(max(numbers) for _, numbers in rows))
    top += top % 2
    for tick in (0, top // 2, top):
        y = _BOTTOM + tick / top * (_TOP - _BOTTOM)
        axes.plot([_LEFT, _RIGHT], [y, y], color=QUIET if tick == 0 else LINE, linewidth=1)
        write(axes, (_LEFT - 4, y - 5), f"{tick:,}", align="right")
    slot = (_RIGHT - _LEFT) / len(rows)
    width = min(18.0, slot * 0.8 / len(rows[0][1]))
    for place, (label, numbers) in enumerate(rows):
        left = _LEFT + place * slot + (slot - width * len(numbers)) / 2
        for owner, number in enumerate(numbers):
            number_of_bar = owner % MOST_BARS + 1
            height = number / top * (_TOP - _BOTTOM)
            bar = axes.bar(left + owner * width, height, width - 1, bottom=_BOTTOM, align="edge", color=hue(number_of_bar)) if number else ()
            for patch in bar:
                patch.set_gid(f"=bar bar{number_of_bar}")
        if place % -(-len(rows) // 4) == 0:
            write(axes, (_LEFT + (place + 0.5) * slot, _BOTTOM - 18), label.replace(" 20", " ’"))
    for letter, at in marks:
        x = _LEFT + at * (_RIGHT - _LEFT)
        axes.plot([x, x], [_BOTTOM, _TOP + 4], color=INK, linewidth=1, dashes=(4, 3))
        write(axes, (x, _TOP + 7), letter, paint=INK)
    return drawn(chart, "timeline", label=f"Bars of statements per {unit} and partner; the figures stand in the table below")
