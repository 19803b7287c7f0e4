"""Imports and coverage: what was read, who was heard, which checks could compare whom, and what is under way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import FileReport, FileStatus
from driftwatch.plugins import names
from driftwatch.report.cards import Context
from driftwatch.report.heard import heard_view
from driftwatch.report.spreadsheet import csv_line
from driftwatch.settings import FILE_NAME
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.import_views import CoverageView, coverage_view, files_view
from driftwatch_api.dashboard.job_views import JobView
from driftwatch_api.dashboard.jobs import latest_jobs
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.layers import worker_layer
from driftwatch_api.listing import CSV
from driftwatch_api.schedule_documents import DAYS, ScheduleDocument
from driftwatch_api.schedules import schedule_document
from driftwatch_api.service import Parts, Service
from driftwatch_api.uploads import UploadLimits

router = APIRouter(route_class=PageRoute, include_in_schema=False)
DOOR = "imports"
_LATEST = 8
"""Jobs on the page; the others have pages of their own."""
_FILE_COLUMNS = ("source", "kind", "status", "messages", "statements", "without_partner", "first", "last", "guessed", "problems", "left_out")
_SHARES = (("counts", "counts of it, no words"), ("hidden", "nothing, not even that it exists"), ("evidence", "what alerts quote of it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What this key may do for a programme, and what the service can."""

    ingests: bool
    hosted: bool
    """Whether files can be brought by the page."""
    scannable: bool
    limits: UploadLimits
    kinds: tuple[str, ...]
    """Readers that a file can be given to."""
    no_worker: str
    """Why nothing begins though something waits; empty where all is well."""
    schedule: ScheduleDocument | None
    """None for who does not administer."""


@router.get("/p/{programme}/imports", openapi_extra=needs(Scope.READ_ALERTS))
def imports(
    programme: str,
    guest: Guest,
    parts: Parts,
    request: Request,
    *,
    status: FileStatus | None = None,
    start: Annotated[int, Query(ge=0, le=10**6)] = 0,
    format: str = "",  # noqa: A002
) -> Response:
    """Show what the last scan read, and what it could compare."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    files = seen.files(place.key)
    coverage = coverage_view(seen.lists.coverage(place.key), place.partners)
    if format in ("csv", "coverage"):
        rows = _coverage_rows(coverage) if format == "coverage" else _file_rows([file for file in files if status in (None, file.status)])
        headers = {"Content-Disposition": f'attachment; filename="{place.key[:80]}-{"coverage" if format == "coverage" else "files"}.csv"'}
        return StreamingResponse(rows, media_type=f"{CSV}; charset=utf-8", headers=headers)
    context = Context(partners=place.partners, statements={})
    jobs = latest_jobs(parts, guest, place, most=_LATEST) if guest.may(Scope.INGEST) else ()
    return page(
        request,
        guest,
        "imports.html",
        title="Imports and coverage",
        where=Shown(place=place, at=DOOR),
        files=files_view(files, place, status=status, start=start),
        coverage=coverage,
        coverage_csv=below(place, DOOR, format="coverage"),
        heard=heard_view(seen.pictures(place.key, "heard").heard, context),
        jobs=jobs,
        work=_work(parts, guest, place, jobs),
        shares=_SHARES,
        days=DAYS,
    )


def _work(parts: Service, guest: Visitor, place: Place, jobs: tuple[JobView, ...]) -> Work:
    """What this key may do here, and what the service can."""
    folder = parts.store.register.folder(place.key)
    hosted = parts.hosting is not None and parts.hosting.holds(folder)
    ingests, administers = guest.may(Scope.INGEST), guest.may(Scope.ADMIN)
    waiting = any(not job.ended for job in jobs)
    return Work(
        ingests=ingests,
        hosted=hosted,
        scannable=folder is not None and (folder / FILE_NAME).is_file(),
        limits=parts.uploads,
        kinds=tuple(names("driftwatch.readers")) if ingests and hosted else (),
        no_worker=worker_layer(parts).why if waiting else "",
        schedule=schedule_document(parts, place.key) if administers else None,
    )


def _file_rows(files: list[FileReport]) -> Iterator[str]:
    yield csv_line(_FILE_COLUMNS)
    for file in files:
        cells = [file.source, file.kind or "", file.status.value, str(file.messages), str(file.statements), str(file.unattributed)]
        dates = [moment.isoformat() if moment else "" for moment in (file.first, file.last)]
        problems = " | ".join(f"line {each.line}: {each.what}" if each.line else each.what for each in file.problems)
        left_out = " | ".join(f"{reason}: {number}" for reason, number in sorted(file.dropped.items()) if number)
        yield csv_line([*cells, *dates, " | ".join(file.guessed), problems, left_out])


def _coverage_rows(coverage: CoverageView | None) -> Iterator[str]:
    yield csv_line(["check", "between", "status", "why"])
    for table in coverage.tables if coverage else ():
        for check, cells in table.rows:
            for between, cell in zip(table.columns, cells, strict=True):
                yield csv_line([check, between, cell.words, cell.why])
