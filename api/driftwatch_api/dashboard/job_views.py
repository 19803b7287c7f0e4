"""Jobs as pages show them: what is being done, how far it is, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from driftwatch.domain.jobs import ENDED, Job, JobKind, JobState
from driftwatch.domain.talk import FileReport, Problem
from driftwatch.report.inputs import FileRow, file_row
from driftwatch.report.wording import counted, day
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below
from driftwatch_api.work_documents import FileDocument, JobDocument

KIND_WORDS = {JobKind.IMPORT: "Import", JobKind.SCAN: "Scan", JobKind.DIGEST: "Weekly mail"}
STATE_WORDS = {
    JobState.QUEUED: ("…", "waits"),
    JobState.RUNNING: ("▶", "under way"),
    JobState.DONE: ("✓", "done"),
    JobState.FAILED: ("!", "failed"),
    JobState.CANCELLED: ("–", "cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """One job."""

    id: str
    page: str
    now: str
    """Address of the part of the page that is looked at again and again."""
    cancel: str
    kind: str
    sign: str
    state: str
    ended: bool
    step: str
    percent: int | None
    """None where nobody knows how far it is."""
    times: str
    asked_by: str
    created: str
    outcome: tuple[str, ...]
    error: str
    cancelling: bool
    says: str
    """All of it in a line, for whoever listens."""
    further: str
    """Where what came of it is seen; empty where nothing did."""
    files: tuple[FileRow, ...]


def job_view(job: Job, told: JobDocument, place: Place, *, at: datetime, took: timedelta | None = None) -> JobView:
    """A job; `took` is how long the last one of its kind was at work."""
    sign, state = STATE_WORDS[job.state]
    state = "is being stopped" if job.cancelling and job.state not in ENDED else state
    step = "" if job.state is not JobState.RUNNING else job.step.removesuffix("…").strip()
    percent = None if job.progress is None or job.state is not JobState.RUNNING else round(job.progress * 100)
    outcome = outcome_words(job.kind, told.result)
    kind = KIND_WORDS[job.kind]
    doing, result = f": {step}" if step else "", f". {', '.join(outcome)}" if outcome else ""
    return JobView(
        id=job.id,
        page=below(place, "jobs", job.id),
        now=below(place, "jobs", job.id, "now"),
        cancel=below(place, "jobs", job.id, "cancel"),
        kind=kind,
        sign=sign,
        state=state,
        ended=job.state in ENDED,
        step=step,
        percent=percent,
        times=_times(job, at, took),
        asked_by=told.asked_by,
        created=moment_words(job.created),
        outcome=outcome,
        error=job.error,
        cancelling=job.cancelling,
        says=f"{kind} {state}{doing}{result}",
        further=_further(job, place),
        files=tuple(file_row(_report(file)) for file in told.files),
    )


def outcome_words(kind: JobKind, result: Mapping[str, str]) -> tuple[str, ...]:
    """What came of it: numbers with their nouns."""
    known = ("files", "files_read", "files_partly", "files_failed", "files_skipped", "statements", "messages", "alerts", "high", "medium", "low")
    names = {"files_read": "read", "files_partly": "partly read", "files_failed": "not read", "files_skipped": "skipped"}
    nouns = {"files": "file", "statements": "statement", "messages": "message", "alerts": "alert"}
    ordered = [name for name in known if name in result] + sorted(name for name in result if name not in known)
    told = []
    for name in ordered:
        number = result[name]
        noun = nouns.get(name)
        plain = number.isascii() and number.isdecimal()
        told.append(counted(int(number), noun) if noun and plain else f"{number} {names.get(name, name.replace('_', ' '))}")
    return tuple(told) if kind is not JobKind.DIGEST else tuple(f"{number} {name}" for name, number in sorted(result.items()))


def moment_words(at: datetime) -> str:
    """A time in UTC, as people write it."""
    plain = at.astimezone(UTC)
    return f"{day(plain)}, {plain:%H:%M} UTC"


def length_words(length: timedelta) -> str:
    """How long something takes."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 90:
        return f"{seconds} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def last_took(jobs: Sequence[Job], kind: JobKind) -> timedelta | None:
    """How long the last one of this kind that was done was at work."""
    done = (job for job in jobs if job.kind is kind and job.state is JobState.DONE)
    return next((job.finished - job.started for job in done if job.finished and job.started), None)


def _times(job: Job, at: datetime, took: timedelta | None) -> str:
    if job.state is JobState.RUNNING and job.started:
        before = f"; the last one took {length_words(took)}" if took else ""
        return f"begun {length_words(at - job.started)} ago{before}"
    if job.state is JobState.QUEUED:
        again = f", tried {counted(job.attempts, 'time')} so far" if job.attempts else ""
        return f"asked for {length_words(at - job.created)} ago{again}"
    if job.finished and job.started:
        return f"ended {moment_words(job.finished)}, after {length_words(job.finished - job.started)}"
    return f"ended {moment_words(job.finished)}" if job.finished else ""


def _further(job: Job, place: Place) -> str:
    if job.state is not JobState.DONE:
        return ""
    return {JobKind.SCAN: below(place), JobKind.IMPORT: below(place, "imports"), JobKind.DIGEST: below(place, "mail")}[job.kind]


def _report(file: FileDocument) -> FileReport:
    return FileReport(
        source=file.source,
        kind=file.kind,
        status=file.status,
        messages=file.messages,
        statements=file.statements,
        unattributed=file.unattributed,
        first=datetime.fromisoformat(file.first) if file.first else None,
        last=datetime.fromisoformat(file.last) if file.last else None,
        guessed=tuple(file.guessed),
        problems=tuple(Problem(line=each.line, what=each.what, reason=each.reason) for each in file.problems),
        dropped=file.dropped,
    )
