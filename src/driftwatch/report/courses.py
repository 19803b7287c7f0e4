"""How the measure of an alert moved: a line with its interval, the partners' own variation, and what happened meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING

from markupsafe import Markup

from driftwatch.domain.pictures import Course, CoursePoint, HappeningKind, Landmark
from driftwatch.report.cards import Column, Context
from driftwatch.report.charts import round_up
from driftwatch.report.wording import day, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HAPPENING_WORDS = {
    HappeningKind.CHARTER: "Charter",
    HappeningKind.AGREEMENT: "Agreed",
    HappeningKind.FIRST_EVIDENCE: "First evidence",
    HappeningKind.GATE: "Date that both wait for",
}
MOST_LANDMARKS = 8
MOST_DOTS = 30
"""Windows; with more of them the line alone is drawn."""
LEAST_FIGURES = 2
"""Figures from which on there is a line to draw."""
_LEFT, _RIGHT, _BOTTOM, _TOP, _HEIGHT = 44.0, 354.0, 26.0, 180.0, 204.0
_APART, _LABEL = 16.0, 74.0
"""Room that a figure needs upwards, and a day sideways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkView:
    """One event, by the letter under which it stands in the chart."""

    letter: str
    on: date
    moment: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One line of the table beside the chart."""

    window: str
    value: str
    interval: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """The chart of one alert's measure with its table."""

    says: str
    picture: Markup | None
    """None where fewer than two windows carry a figure."""
    unit: str
    """What a row stands for."""
    measure: str
    columns: tuple[Column, ...]
    rows: tuple[CourseRow, ...]
    landmarks: tuple[LandmarkView, ...]
    gaps: int
    """Windows without a figure."""


def course_view(course: Course, landmarks: Sequence[Landmark], context: Context, *, drawing: bool = True) -> CourseView | None:
    """The course with what happened in its time; None where no window carries a figure."""
    figures = [point for point in course.points if point.value is not None]
    if not figures:
        return None
    marked = tuple(_marked(course, landmarks))
    gaps = len(course.points) - len(figures)
    drawn = drawing and len(figures) >= LEAST_FIGURES
    return CourseView(
        says=_says(course, gaps),
        picture=_picture(course, tuple((each.letter, each.on) for each in marked)) if drawn else None,
        unit="Week from" if course.weeks == 1 else f"{course.weeks} weeks from",
        measure=course.measure,
        columns=tuple(context.column(partner) for partner in course.partners),
        rows=tuple(_row(point) for point in course.points),
        landmarks=marked,
        gaps=gaps,
    )


def _says(course: Course, gaps: int) -> str:
    within = " The hatched zone is how far one partner differs from itself: only what lies above it counts." if course.within is not None else ""
    missing = f" A question mark stands for a window whose data carry no figure ({gaps} of {len(course.points)})." if gaps else ""
    place = "Each place on it stands for" if len(course.points) > MOST_DOTS else "Each dot stands for"
    dots = f"{place} a week" if course.weeks == 1 else f"{place} the {course.weeks} weeks before it"
    return f"The higher, the further apart (measured as {course.measure}). {dots}; the band is its 95 % interval.{within}{missing}"


def _row(point: CoursePoint) -> CourseRow:
    found = point.value
    low, high = (None, None) if found is None else (found.low, found.high)
    return CourseRow(
        window=day(point.window),
        value="not enough data" if found is None else figure(found.value),
        interval="–" if low is None or high is None else f"{figure(low)} to {figure(high)}",
        counts=tuple(f"{count:,}" for count in point.counts),
    )


def _marked(course: Course, landmarks: Sequence[Landmark]) -> list[LandmarkView]:
    """What happened to all and to this alert in its time, in order."""
    first, end = course.points[0].window, _end(course)
    near = [mark for mark in landmarks if mark.alert in (None, course.alert) and first <= mark.on < end]
    chosen = sorted(near, key=lambda mark: (mark.on, mark.kind.value, mark.what))[-MOST_LANDMARKS:]
    return [
        LandmarkView(letter=letter, on=mark.on, moment=day(mark.on), kind=HAPPENING_WORDS[mark.kind], what=mark.what)
        for letter, mark in zip(ascii_uppercase, chosen, strict=False)
    ]


def _end(course: Course) -> date:
    """The day after the last window."""
    return course.points[-1].window + timedelta(weeks=course.weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where days and figures stand on the chart."""

    first: date
    days: int
    weeks: int
    least: float
    most: float

    def x(self, on: date) -> float:
        """Units from the left."""
        return _LEFT + 8 + (on - self.first).days / max(1, self.days) * (_RIGHT - _LEFT - 16)

    def dot(self, point: CoursePoint) -> float:
        """Where the figure of a window stands: at its end, when all of it was known."""
        return self.x(point.window + timedelta(weeks=self.weeks))

    def y(self, number: float) -> float:
        """Units from below."""
        return _BOTTOM + (max(self.least, min(self.most, number)) - self.least) / (self.most - self.least) * (_TOP - _BOTTOM)


@lru_cache(maxsize=256)
def _picture(course: Course, marks: tuple[tuple[str, date], ...]) -> Markup:
    from driftwatch.report.plots import canvas, drawn

    scale = _scale(course)
    chart, axes = canvas(_HEIGHT)
    _draw_frame(axes, course, scale)
    _draw_marks(axes, marks, scale)
    _draw_line(axes, course.points, scale)
    found = [point.value.value for point in course.points if point.value is not None]
    label = f"Line of {course.measure}: from {figure(found[0])} to {figure(found[-1])}; the figures stand in the table below"
    return drawn(chart, f"course-{course.alert}", label=label)


def _scale(course: Course) -> _Scale:
    found = [point.value for point in course.points if point.value is not None]
    most = max(course.within or 0.0, *(number for each in found for number in (each.value, each.high or each.value)))
    least = min(0.0, *(number for each in found for number in (each.value, each.low if each.low is not None else each.value)))
    first = course.points[0].window
    return _Scale(
        first=first, days=(_end(course) - first).days, weeks=course.weeks, least=-round_up(-least) if least < 0 else 0.0, most=round_up(most)
    )


def _draw_frame(axes: "Axes", course: Course, scale: _Scale) -> None:
    """The axes, their figures, and the zone within a partner."""
    from driftwatch.report.plots import HATCH, LINE, QUIET, SOFT, write

    if course.within:
        for paint in (SOFT, HATCH):
            axes.fill_between([_LEFT, _RIGHT], scale.y(0.0), scale.y(course.within), color=paint, linewidth=0)
    for number in sorted({scale.least, 0.0, scale.most / 2, scale.most}):
        axes.plot([_LEFT, _RIGHT], [scale.y(number)] * 2, color=QUIET if number == 0 else LINE, linewidth=1)
        if number < 0 and scale.y(0.0) - scale.y(number) < _APART:
            continue
        write(axes, (_LEFT - 4, scale.y(number) - 5), f"{number:g}".replace("-", "−"), align="right")
    free = _LEFT
    for point in course.points:
        x = scale.dot(point)
        side = "left" if x < _LEFT + _LABEL / 2 else "right" if x > _RIGHT - _LABEL / 2 else "center"
        begins = {"left": x, "center": x - _LABEL / 2, "right": x - _LABEL}[side]
        if begins >= free:
            write(axes, (x, _BOTTOM - 18), day(point.window + timedelta(weeks=course.weeks)).replace(" 20", " ’"), align=side)
            free = begins + 1.5 * _LABEL


def _draw_marks(axes: "Axes", marks: Sequence[tuple[str, date]], scale: _Scale) -> None:
    from driftwatch.report.plots import INK, write

    taken = 0.0
    for letter, on in marks:
        x = max(min(scale.x(on), _RIGHT), taken)
        taken = x + 11
        axes.plot([scale.x(on)] * 2, [_BOTTOM, _TOP + 4], color=INK, linewidth=1, dashes=(4, 3))
        write(axes, (x, _TOP + 8), letter, paint=INK)


def _draw_line(axes: "Axes", points: Sequence[CoursePoint], scale: _Scale) -> None:
    """Runs of windows with a figure: band, line and dots; a question mark where there is none."""
    from driftwatch.report.plots import INK, SIZE, write

    dotted = len(points) <= MOST_DOTS
    for known, group in groupby(points, key=lambda point: point.value is not None):
        run = list(group)
        x = [scale.dot(point) for point in run]
        if not known:
            for at in x:
                write(axes, (at, _BOTTOM + 3), "?", size=SIZE)
            continue
        found = [point.value for point in run if point.value is not None]
        low = [scale.y(each.value if each.low is None else each.low) for each in found]
        high = [scale.y(each.value if each.high is None else each.high) for each in found]
        if len(run) == 1:
            axes.plot([x[0]] * 2, [low[0], high[0]], color=INK, alpha=0.35, linewidth=6, solid_capstyle="butt")
        else:
            axes.fill_between(x, low, high, color=INK, alpha=0.18, linewidth=0)
        axes.plot(x, [scale.y(each.value) for each in found], color=INK, linewidth=2, marker="o" if dotted or len(run) == 1 else "", markersize=5)
