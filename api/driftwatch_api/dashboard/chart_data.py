"""What charts.js draws: plain figures and words, made of what the tables beside the charts show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.pictures import Course, CoursePoint, Estimate, HappeningKind, Landmark
from driftwatch.report.cards import Column, Context
from driftwatch.report.heard import HeardView
from driftwatch.report.wording import counted, day, figure

Drawing = Mapping[str, object]
"""JSON of one chart."""
LANDMARK_NAMES: Mapping[HappeningKind, str] = {
    HappeningKind.CHARTER: "Charter",
    HappeningKind.AGREEMENT: "Agreement",
    HappeningKind.FIRST_EVIDENCE: "First evidence",
    HappeningKind.GATE: "A date that is waited for",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkRow:
    """One event, with the number by which the chart names it."""

    number: int
    on: str
    moment: str
    kind: HappeningKind
    name: str
    """Of the kind, as people call it."""
    what: str
    link: str
    """Address of the alert it belongs to; empty without one."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One window."""

    window: str
    moment: str
    value: str
    interval: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """How an alert's measure moved: the chart, and the table beside it."""

    says: str
    columns: tuple[Column, ...]
    rows: tuple[CourseRow, ...]
    landmarks: tuple[LandmarkRow, ...]
    drawing: Drawing
    drawn: bool
    """Whether any window has a figure; a frame without one would be empty."""


def course_view(course: Course, landmarks: Sequence[Landmark], context: Context, *, small: bool = False) -> CourseView:
    """The course with the landmarks that belong to it: the charter's, those of the alert, agreements and gates between them."""
    marks = landmark_rows(landmarks_of(course, landmarks), context)
    columns = tuple(context.column(partner) for partner in course.partners)
    says = _course_says(course, small=small)
    return CourseView(
        says=says,
        columns=columns,
        rows=tuple(_course_row(point) for point in course.points),
        landmarks=marks,
        drawn=any(point.value for point in course.points),
        drawing={
            "says": says,
            "measure": course.measure,
            "within": course.within,
            "small": small,
            "sides": [_side(column) for column in columns],
            "points": [_point(point) for point in course.points],
            "landmarks": _events(marks),
        },
    )


def landmarks_of(course: Course, landmarks: Sequence[Landmark]) -> tuple[Landmark, ...]:
    """Those that stand on the course of this alert."""
    return tuple(mark for mark in landmarks if mark.alert == course.alert or (mark.alert is None and mark.kind is HappeningKind.CHARTER))


def landmark_rows(landmarks: Sequence[Landmark], context: Context) -> tuple[LandmarkRow, ...]:
    """By day, numbered from 1."""
    ordered = sorted(landmarks, key=lambda mark: (mark.on, mark.kind, mark.what))
    return tuple(
        LandmarkRow(
            number=place + 1,
            on=day(mark.on),
            moment=mark.on.isoformat(),
            kind=mark.kind,
            name=LANDMARK_NAMES[mark.kind],
            what=mark.what,
            link=context.alert_links.get(mark.alert or "", ""),
            statements=mark.statements,
        )
        for place, mark in enumerate(ordered)
    )


def landmarks_drawing(rows: Sequence[LandmarkRow], says: str) -> Drawing:
    """Events on one line of time, a row a kind."""
    present = {row.kind for row in rows}
    return {
        "says": says,
        "kinds": [{"id": kind.value, "name": name} for kind, name in LANDMARK_NAMES.items() if kind in present],
        "events": _events(rows),
    }


def heard_drawing(view: HeardView) -> Drawing:
    """Statements of each partner by period, as the table of the same view counts them."""
    series = []
    for column, rows in view.groups:
        counts = [sum(_number(row.cells[place].count) for row in rows) for place in range(len(view.periods))]
        name, mark, hue = (column.name, column.mark, column.hue) if column else ("No partner known", "", 0)
        series.append({"name": name, "mark": mark, "hue": hue, "counts": counts})
    return {"says": view.says, "unit": view.unit, "periods": list(view.periods), "series": series}


def _course_says(course: Course, *, small: bool) -> str:
    known = [point for point in course.points if point.value]
    if not known:
        return "Not enough data: no window has enough statements of both sides for a figure."
    last, gaps = known[-1], len(course.points) - len(known)
    value = last.value or Estimate(value=0.0)
    latest = f"Latest: {figure(value.value)}{_interval(value)} in the window of {day(last.window)}."
    if small:
        return f"{course.measure[:1].upper()}{course.measure[1:]}. {latest}"
    sentences = [
        f"How far the partners are apart, window by window: the line is the figure ({course.measure}), the band its 95 % interval.",
        latest,
    ]
    if course.within:
        sentences.append(f"Below the dashed line ({figure(course.within)}) they differ no more than one partner differs from itself.")
    if gaps:
        sentences.append(f"{counted(gaps, 'window has', 'windows have')} no figure: too little was said.")
    return " ".join(sentences)


def _course_row(point: CoursePoint) -> CourseRow:
    return CourseRow(
        window=day(point.window),
        moment=point.window.isoformat(),
        value=figure(point.value.value) if point.value else "not enough data",
        interval=_interval(point.value).strip(" ()") if point.value else "",
        counts=tuple(f"{count:,}" for count in point.counts),
    )


def _interval(value: Estimate) -> str:
    return "" if value.low is None or value.high is None else f" ({figure(value.low)} to {figure(value.high)})"


def _point(point: CoursePoint) -> Drawing:
    value = point.value
    whole = value is not None and value.low is not None and value.high is not None
    return {
        "on": point.window.isoformat(),
        "value": value.value if value else None,
        "low": value.low if value and whole else None,
        "high": value.high if value and whole else None,
        "counts": list(point.counts),
    }


def _events(rows: Sequence[LandmarkRow]) -> list[Drawing]:
    return [{"on": row.moment, "kind": row.kind.value, "what": row.what, "number": row.number} for row in rows]


def _side(column: Column) -> Drawing:
    return {"name": column.name, "mark": column.mark, "hue": column.hue}


def _number(count: str) -> int:
    return int(count.replace(",", "") or 0)
