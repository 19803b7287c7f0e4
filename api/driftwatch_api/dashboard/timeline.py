"""How the measures of all alerts moved, beside what happened on the way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import Course, HappeningKind, Landmark, Pictures
from driftwatch.domain.searches import AlertSearch, FoundAlert
from driftwatch.errors import ConfigurationError
from driftwatch.report.cards import Context, Quote
from driftwatch.report.drawings import quotes_of
from driftwatch.report.tables import Table, picture_lines
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS
from driftwatch.store import SeenStore
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.chart_data import CourseView, LandmarkRow, course_view, landmark_rows, landmarks_drawing
from driftwatch_api.dashboard.drawn import context_of, csv_answer, unseen, wants_csv
from driftwatch_api.dashboard.entry import Guest, Place, the_place
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.service import Parts
from driftwatch_api.stored import alert_row

router = APIRouter(route_class=PageRoute, include_in_schema=False)
PAGE = 12
"""Courses a page."""
MOST_LANDMARKS = 60
"""In the picture; the latest ones, since the first evidence of a thousand alerts would hide all else."""
_DOOR = "timeline"
_SAYS = "What happened when: the charter and its changes, what both sides agreed on, the first evidence of a difference, days that both wait for."


def _filled(value: object) -> object:
    return None if value == "" else value


class CoursesAsked(BaseModel):
    """The query of the page; what it does not know it ignores, and what was left empty means any."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Annotated[AlertKind | None, BeforeValidator(_filled)] = None
    partner: str = Field("", max_length=100)
    after: str = Field("", max_length=1000)
    format: str = Field("", max_length=10)

    def query(self) -> dict[str, object]:
        """As it stands in addresses, without the place in the list."""
        return {"kind": self.kind.value if self.kind else "", "partner": self.partner}

    def search(self, programme: str) -> AlertSearch:
        """The alerts whose courses are wanted."""
        kinds, partners = (self.kind,) if self.kind else (), (self.partner,) if self.partner else ()
        return AlertSearch(programmes=(programme,), kinds=kinds, partners=partners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """One alert's small picture."""

    name: str
    title: str
    page: str
    kind: str
    status: str
    course: CourseView | None
    """None where its measure was not followed: a check that counts nothing over time, or too little data."""


@router.get("/p/{programme}/timeline", openapi_extra=needs(Scope.READ_ALERTS))
def timeline(programme: str, asked: Annotated[CoursesAsked, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """Show what happened when, and how each alert's measure moved."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    if asked.format == "landmarks":
        return csv_answer(place, "landmarks", picture_lines(seen.pictures(place.key, "landmarks"), Table.LANDMARKS))
    if wants_csv(request, asked.format):
        return csv_answer(place, "courses", picture_lines(_all_courses(seen, place, asked), Table.COURSES))
    pictures = seen.pictures(place.key, "landmarks", "kinds")
    found, further = _page(seen, place, asked)
    marks = shown_landmarks(pictures.landmarks)
    context = context_of(seen, place, statements=_said(marks), alerts=(mark.alert for mark in marks))
    rows = landmark_rows(marks, context)
    query = asked.query()
    return page(
        request,
        guest,
        "timeline.html",
        title="Timeline",
        where=Shown(place=place, at=_DOOR),
        asked=asked,
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in AlertKind],
        says=_SAYS,
        drawing=landmarks_drawing(rows, _SAYS) if rows else None,
        landmarks=[(row, _quotes(row, context)) for row in rows],
        left_out=len(pictures.landmarks) - len(marks),
        multiples=_multiples(seen, place, found, pictures.landmarks),
        lack=unseen(seen, place, pictures),
        first=below(place, _DOOR, **query) if asked.after else "",
        further=below(place, _DOOR, **query, after=further) if further else "",
        csv=below(place, _DOOR, **query, format="csv"),
        landmarks_csv=below(place, _DOOR, format="landmarks"),
    )


def shown_landmarks(landmarks: Sequence[Landmark], *, most: int = MOST_LANDMARKS) -> tuple[Landmark, ...]:
    """Those that go into the picture: of first evidence only so much of the latest as there is room for beside all else."""
    first = [mark for mark in landmarks if mark.kind is HappeningKind.FIRST_EVIDENCE]
    others = [mark for mark in landmarks if mark.kind is not HappeningKind.FIRST_EVIDENCE]
    kept = sorted(others, key=lambda mark: mark.on)[-most:]
    room = max(most - len(kept), 0)
    return tuple(sorted([*kept, *(sorted(first, key=lambda mark: mark.on)[-room:] if room else [])], key=lambda mark: mark.on))


def _page(seen: SeenStore, place: Place, asked: CoursesAsked) -> tuple[tuple[FoundAlert, ...], str | None]:
    try:
        found = seen.lists.alerts(asked.search(place.key), limit=PAGE, after=asked.after or None)
    except ConfigurationError as error:
        raise HTTPException(422, "This page of the list is not there (any more); begin at the first one.") from error
    return found.rows, found.next_after


def _multiples(seen: SeenStore, place: Place, found: Sequence[FoundAlert], landmarks: Sequence[Landmark]) -> list[Multiple]:
    courses = seen.lists.courses(place.key, [alert.id for alert in found])
    context = Context(partners=place.partners, statements={})
    return [_multiple(alert, courses.get(alert.id), landmarks, place, context) for alert in found]


def _multiple(alert: FoundAlert, course: Course | None, landmarks: Sequence[Landmark], place: Place, context: Context) -> Multiple:
    return Multiple(
        name=f"course-{alert.id}",
        title=str(alert_row(alert)["title"]),
        page=below(place, "alerts", alert.id),
        kind=KIND_NAMES[alert.kind],
        status=STATUS_WORDS[alert.status],
        course=course_view(course, landmarks, context, small=True) if course else None,
    )


def _all_courses(seen: SeenStore, place: Place, asked: CoursesAsked) -> Pictures:
    """Every course at once: a file may take a second where a page may not."""
    drawn = seen.pictures(place.key, "courses")
    wanted = {alert.id for alert in _all_alerts(seen, place, asked)} if any(asked.query().values()) else None
    return drawn if wanted is None else replace(drawn, courses=tuple(course for course in drawn.courses if course.alert in wanted))


def _all_alerts(seen: SeenStore, place: Place, asked: CoursesAsked) -> Iterator[FoundAlert]:
    after, more = None, True
    while more:
        found = seen.lists.alerts(asked.search(place.key), limit=200, after=after, whole=False)
        yield from found.rows
        after, more = found.next_after, found.next_after is not None


def _said(marks: Iterable[Landmark]) -> Iterable[str]:
    return (statement for mark in marks for statement in mark.statements[:2])


def _quotes(row: LandmarkRow, context: Context) -> tuple[Quote, ...]:
    return quotes_of(row.statements, context, most=1)
