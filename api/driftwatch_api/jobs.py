"""Jobs as requests see them: theirs or as absent as none."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException

from driftwatch.domain.jobs import ENDED, Job, JobKind, JobOrder, job_id, scan_slot
from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import FileReport
from driftwatch.domain.view import private_sources
from driftwatch.jobs.importing import FILES
from driftwatch.jobs.scanning import SINCE, UNTIL
from driftwatch.settings import FILE_NAME
from driftwatch.store.documents import read_all
from driftwatch.store.requests import KEPT
from driftwatch_api.admission import Access
from driftwatch_api.problems import Refused, place
from driftwatch_api.repeats import Turn
from driftwatch_api.service import Service
from driftwatch_api.work_documents import FileDocument, FileProblem, JobDocument
from driftwatch_api.work_questions import ScanRequest

RETRY_AFTER = 2
"""Seconds after which it is worth asking how a job is."""


def job_of(service: Service, guest: Access, identifier: str) -> Job:
    """A job of one of the guest's programmes; a foreign one is as absent as one that does not exist."""
    job = service.store.jobs.get(identifier)
    if job is None or job.programme not in dict(guest.programmes(service.store)):
        raise HTTPException(404, "No job has this id.")
    return job


def new_id(service: Service, turn: Turn, what: str) -> str:
    """An id for a job; the same one for the same request, even where its first answer was lost."""
    named = turn.name(what)
    if named is None:
        return job_id(service.random)
    there = service.store.jobs.get(f"job_{named}")
    return job_id(service.random) if there and there.created < service.clock() - KEPT else f"job_{named}"


def asked_scan(service: Service, guest: Access, programme: str, window: ScanRequest, *, identifier: str) -> tuple[Job, bool]:
    """The scan that is asked for, or False and the one that is under way; raises 422 or 409 for one that cannot be made."""
    if window.since and window.until and window.since > window.until:
        raise Refused(422, "No day is left.", places=[place("body", "/until", "lies before `since`")])
    folder = service.store.register.folder(programme)
    if folder is None or not (folder / FILE_NAME).is_file():
        raise Refused(409, "The folder of this programme is not on this machine; scan it where it is: driftwatch scan FOLDER.")
    words = {name: day.isoformat() for name, day in ((SINCE, window.since), (UNTIL, window.until)) if day}
    order = JobOrder(programme=programme, kind=JobKind.SCAN, slot=scan_slot(programme), words=words, asked_by=guest.key.name)
    there = service.store.jobs.get(identifier)
    return (there, True) if there else service.store.jobs.add(order, id=identifier, at=service.clock())


def job_document(job: Job, guest: Access) -> JobDocument:
    """A job as it is shown; its files to who may read or has asked for it, and those that one partner alone may read to that side.

    Of a hidden import the others do not learn the numbers either.
    """
    mine, sees = job.asked_by == guest.key.name, guest.key.sees
    came = read_all(FileReport, job.result.get(FILES, "[]"))
    files = came if mine or Scope.READ_ALERTS in guest.key.scopes else ()
    untold = not mine and any(owned.hidden(sees) for owned in private_sources(came).values())
    return JobDocument(
        id=job.id,
        programme=job.programme,
        kind=job.kind,
        state=job.state,
        created=job.created.isoformat(),
        started=job.started and job.started.isoformat(),
        finished=job.finished and job.finished.isoformat(),
        step=job.step,
        progress=job.progress,
        cancelling=job.cancelling,
        attempts=job.attempts,
        asked_by=job.asked_by,
        result={name: value for name, value in job.result.items() if name != FILES and not untold},
        files=file_documents([file for file in files if sees.reads(file.visibility)]),
        error=job.error,
    )


def file_documents(files: Sequence[FileReport]) -> list[FileDocument]:
    """The rows of import.json."""
    return [_file(file) for file in files]


def told_when_to_ask(job: Job) -> dict[str, str]:
    """Headers of an answer about a job: where it is, and when to look again."""
    where = {"Location": f"/v1/jobs/{job.id}"}
    return where if job.state in ENDED else {**where, "Retry-After": str(RETRY_AFTER)}


def _file(file: FileReport) -> FileDocument:
    return FileDocument(
        source=file.source,
        kind=file.kind,
        status=file.status,
        messages=file.messages,
        statements=file.statements,
        unattributed=file.unattributed,
        first=file.first and file.first.isoformat(),
        last=file.last and file.last.isoformat(),
        guessed=list(file.guessed),
        problems=[FileProblem(line=each.line, what=each.what, reason=each.reason) for each in file.problems],
        dropped=dict(file.dropped),
    )
