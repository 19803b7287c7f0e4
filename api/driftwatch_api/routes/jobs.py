"""Scans that are asked for, and what is being done."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import Guest, needs
from driftwatch_api.jobs import RETRY_AFTER, asked_scan, file_documents, job_document, job_of, new_id, told_when_to_ask
from driftwatch_api.paging import link_next, spread
from driftwatch_api.problems import Refused
from driftwatch_api.repeats import CreatingRoute, repeatable
from driftwatch_api.service import Parts
from driftwatch_api.work_documents import FileList, JobDocument, JobPage
from driftwatch_api.work_questions import JobQuestion, ScanRequest

router = APIRouter(prefix="/v1", tags=["jobs"], route_class=CreatingRoute)


@router.post(
    "/programmes/{programme_id}/scans",
    operation_id="start_scan",
    status_code=202,
    openapi_extra={**needs(Scope.INGEST), **repeatable()},
    responses={409: {}},
)
def start_scan(
    programme_id: str, guest: Guest, parts: Parts, request: Request, response: Response, *, asked: ScanRequest | None = None
) -> JobDocument:
    """Scan a programme: one scan at a time; while one runs, 409 leads to it."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    window = asked or ScanRequest.model_validate({})
    job, mine = asked_scan(parts, guest, key, window, identifier=new_id(parts, request.state.turn, f"scan {key}"))
    if not mine:
        raise Refused(409, "A scan of this programme is under way already.", see=f"/v1/jobs/{job.id}", retry_after=RETRY_AFTER)
    response.headers.update(told_when_to_ask(job))
    return job_document(job, guest)


@router.get("/programmes/{programme_id}/files", operation_id="list_files", openapi_extra=needs(Scope.READ_ALERTS))
def list_files(programme_id: str, guest: Guest, parts: Parts) -> FileList:
    """Show the import report of the last scan: what each file was understood as, what was guessed and dropped."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    return FileList(files=file_documents(guest.sees(parts.store).files(key)))


@router.get("/jobs", operation_id="list_jobs", openapi_extra=needs(Scope.INGEST))
def list_jobs(wanted: Annotated[JobQuestion, Query()], guest: Guest, parts: Parts, request: Request, response: Response) -> JobPage:
    """List jobs: by programme, then the newest first."""
    page = spread(
        [key for key, _ in guest.programme(parts.store, wanted.programme)],
        lambda programme, limit, after: parts.store.jobs.find(programme, limit=limit, after=after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return JobPage(jobs=[job_document(job, guest) for _, job in page.rows], next_cursor=page.next_cursor)


@router.get("/jobs/{job_id}", operation_id="get_job", openapi_extra=needs(Scope.INGEST))
def get_job(job_id: str, guest: Guest, parts: Parts, response: Response) -> JobDocument:
    """Show one job: its state, its step and progress, and what came of it."""
    job = job_of(parts, guest, job_id)
    response.headers.update(told_when_to_ask(job))
    return job_document(job, guest)


@router.post("/jobs/{job_id}/cancel", operation_id="cancel_job", openapi_extra=needs(Scope.INGEST))
def cancel_job(job_id: str, guest: Guest, parts: Parts, response: Response) -> JobDocument:
    """Stop a job: at once while it waits, at its next step while it runs; one that has ended stays as it is."""
    job = parts.store.jobs.cancel(job_of(parts, guest, job_id).id, parts.clock())
    response.headers.update(told_when_to_ask(job))
    return job_document(job, guest)
