"""Work that is asked for and looked at on pages: scans, their progress, their end; schedules."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.domain.jobs import Job, job_id
from driftwatch.domain.keys import Scope
from driftwatch.errors import ConfigurationError
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.filled_forms import as_question
from driftwatch_api.dashboard.forms import Filled, Form
from driftwatch_api.dashboard.job_views import JobView, job_view, last_took
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.jobs import asked_scan, job_document, job_of
from driftwatch_api.layers import worker_layer
from driftwatch_api.schedule_documents import ScheduleRequest, timetable
from driftwatch_api.service import Parts, Service
from driftwatch_api.work_questions import ScanRequest

router = APIRouter(route_class=PageRoute, include_in_schema=False)
PAGE = 30
"""Jobs a page."""
_AT = "imports"
"""The door under which jobs stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A job of this programme, and how it is shown."""

    place: Place
    view: JobView


@router.get("/p/{programme}/jobs", openapi_extra=needs(Scope.INGEST))
def jobs(programme: str, guest: Guest, parts: Parts, request: Request, *, after: str = "") -> Response:
    """List what was done and is being done, the newest first."""
    place = the_place(guest, parts, programme)
    try:
        found = parts.store.jobs.find(place.key, limit=PAGE, after=after or None)
    except ConfigurationError as error:
        raise HTTPException(422, "This page of the list is not there (any more); begin at the first one.") from error
    rows = _views(parts, guest, place, found.rows)
    further = below(place, "jobs", after=found.next_after) if found.next_after else ""
    return page(request, guest, "jobs.html", title="Jobs", where=Shown(place=place, at=_AT), jobs=rows, further=further)


@router.get("/p/{programme}/jobs/{job}", openapi_extra=needs(Scope.INGEST))
def job(programme: str, job: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Show one job."""
    found = _found(parts, guest, programme, job)
    waits = "" if found.view.ended else worker_layer(parts).why
    where = Shown(place=found.place, at=_AT)
    return page(request, guest, "job.html", title=found.view.kind, where=where, job=found.view, no_worker=waits)


@router.get("/p/{programme}/jobs/{job}/now", openapi_extra=needs(Scope.INGEST))
def job_now(programme: str, job: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Give the part of the page that changes while the job is under way."""
    found = _found(parts, guest, programme, job)
    return page(request, guest, "job_now.html", title=found.view.kind, where=Shown(place=found.place), job=found.view)


@router.post("/p/{programme}/jobs/{job}/cancel", openapi_extra=needs(Scope.INGEST))
def cancel(programme: str, job: str, form: Form, guest: Guest, parts: Parts) -> Response:
    """Stop a job."""
    found = _found(parts, guest, programme, job)
    parts.store.jobs.cancel(found.view.id, parts.clock())
    return RedirectResponse(found.view.page, status_code=303)


@router.post("/p/{programme}/scans", openapi_extra=needs(Scope.INGEST))
def scan(programme: str, form: Form, guest: Guest, parts: Parts) -> Response:
    """Scan the programme, or lead to the scan that is under way."""
    place = the_place(guest, parts, programme)
    window = as_question(ScanRequest, {name: form.one(name) for name in ("since", "until")})
    asked, _ = asked_scan(parts, guest.access, place.key, window, identifier=job_id(parts.random))
    return RedirectResponse(below(place, "jobs", asked.id), status_code=303)


@router.post("/p/{programme}/schedule", openapi_extra=needs(Scope.ADMIN))
def schedule(programme: str, form: Form, guest: Guest, parts: Parts, request: Request) -> Response:
    """Set when the programme is scanned and its mail sent, or let driftwatch.toml say it again."""
    place = the_place(guest, parts, programme)
    who, request_id, at = guest.key.name, request.state.request_id, parts.clock()
    if form.one("by") == "file":
        parts.store.schedules.delete(place.key, actor=who, request_id=request_id, at=at)
    else:
        wanted = as_question(ScheduleRequest, {"scan": _routine(form, "scan"), "digest": _routine(form, "digest")})
        parts.store.schedules.put(place.key, timetable(wanted), actor=who, request_id=request_id, at=at)
    return RedirectResponse(below(place, _AT, saved="schedule") + "#schedule", status_code=303)


def latest_jobs(parts: Service, guest: Visitor, place: Place, *, most: int) -> tuple[JobView, ...]:
    """The newest jobs of the programme."""
    return _views(parts, guest, place, parts.store.jobs.find(place.key, limit=most).rows)


def _views(parts: Service, guest: Visitor, place: Place, found: tuple[Job, ...]) -> tuple[JobView, ...]:
    at = parts.clock()
    return tuple(job_view(one, job_document(one, guest.access), place, at=at, took=last_took(found, one.kind)) for one in found)


def _found(parts: Service, guest: Visitor, programme: str, identifier: str) -> _Found:
    """A job of this programme; one of another is as absent as none."""
    place = the_place(guest, parts, programme)
    job = job_of(parts, guest.access, identifier)
    if job.programme != place.key:
        raise HTTPException(404, "No job has this id.")
    took = last_took(parts.store.jobs.find(place.key, limit=PAGE).rows, job.kind)
    return _Found(place=place, view=job_view(job, job_document(job, guest.access), place, at=parts.clock(), took=took))


def _routine(form: Filled, what: str) -> dict[str, str]:
    named = {field: form.one(f"{what}_{field}") for field in ("rhythm", "day", "time")}
    return {name: value for name, value in named.items() if value}
