"""The queue of jobs: who does which, until when, and how it ended; the same on SQLite and PostgreSQL.

A worker has a job for as long as its lease lasts and reports to lengthen it; after that the job is anybody's, for whoever had it has died.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from driftwatch.domain.happenings import Happening
from driftwatch.domain.jobs import ENDED, Job, JobKind, JobOrder, JobState
from driftwatch.errors import StoreError
from driftwatch.records import Page
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.outbox import announce
from driftwatch.store.pages import asked, decoded, page, unknown
from driftwatch.store.schema import StoredProgramme
from driftwatch.store.service_schema import StoredJob
from driftwatch.store.writing import Cells, insertion

_TRIES_FOR_A_SLOT = 5
"""So often the job that holds a slot may end just while it is looked for."""


class SqlJobs:
    """The queue; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, order: JobOrder, *, id: str, at: datetime) -> tuple[Job, bool]:  # noqa: A002 - it is the job's
        """Put it into the queue; False, and the job that is there, where its slot is held."""
        with self._database.writing() as connection:
            return add_job(connection, order, id=id, at=at)

    def get(self, identifier: str) -> Job | None:
        """One job; None where there is none of this id."""
        with self._database.reading() as connection:
            return find_job(connection, identifier)

    def find(self, programme: str | None, *, limit: int, after: str | None = None) -> Page[Job]:
        """The jobs of a programme, or of all where it is None, the newest first."""
        with self._database.reading() as connection:
            return find_jobs(connection, programme, limit=limit, after=after)

    def cancel(self, identifier: str, at: datetime) -> Job:
        """Stop it: at once while it waits, at its next step while it runs; one that has ended stays as it is."""
        with self._database.writing() as connection:
            return cancel_job(connection, identifier, at)

    def claim(self, worker: str, *, at: datetime, lease: timedelta) -> Job | None:
        """Take the job that is due for longest; None where nothing is due. Looking alone keeps no other writer waiting."""
        with self._database.reading() as connection:
            if connection.scalar(select(StoredJob.id).where(_free(at)).limit(1)) is None:
                return None
        with self._database.writing() as connection:
            return claim_job(connection, worker, at=at, lease=lease)

    def report(self, identifier: str, worker: str, *, step: str, progress: float | None, at: datetime, lease: timedelta) -> bool:
        """Say how far it is and keep it for longer; False where it is to be stopped: somebody cancelled it, or another worker has it."""
        with self._database.writing() as connection:
            return report_job(connection, identifier, worker, step=step, progress=progress, until=at + lease)

    def finish(
        self,
        identifier: str,
        worker: str,
        *,
        state: JobState,
        result: Mapping[str, str],
        error: str,
        at: datetime,
        told: Happening | None = None,
    ) -> bool:
        """Say how it ended, and tell it outside; False where this worker has it no more."""
        with self._database.writing() as connection:
            mine = finish_job(connection, identifier, worker, state=state, result=result, error=error, at=at)
            if mine and told is not None:
                announce(connection, told.programme, told)
            return mine

    def leave(self, worker: str, *, at: datetime) -> tuple[str, ...]:
        """Give back all that this worker has, because it is going; gives their ids."""
        with self._database.writing() as connection:
            has = select(StoredJob.id).where(StoredJob.worker == worker, StoredJob.state == JobState.RUNNING.value).order_by(StoredJob.id)
            held = tuple(connection.scalars(has))
            return tuple(job for job in held if put_back(connection, job, worker, due=at, error="", at=at, untried=1))

    def holder(self, slot: str) -> Job | None:
        """The job that waits or runs in this slot."""
        with self._database.reading() as connection:
            body = connection.scalar(select(StoredJob.body).where(StoredJob.slot == slot))
            return None if body is None else read(Job, body)

    def counts(self) -> dict[tuple[JobKind, JobState], int]:
        """How many jobs of each kind stand how."""
        rows = select(StoredJob.kind, StoredJob.state, func.count()).group_by(StoredJob.kind, StoredJob.state)
        with self._database.reading() as connection:
            return {
                (JobKind(kind), JobState(state)): number for kind, state, number in connection.execute(rows.order_by(StoredJob.kind, StoredJob.state))
            }

    def forget(self, before: datetime) -> int:
        """Remove what ended before then; gives how many."""
        old = (StoredJob.state.in_([state.value for state in ENDED]), StoredJob.due < instant(before))
        with self._database.writing() as connection:
            return connection.execute(delete(StoredJob).where(*old)).rowcount

    def retry(self, identifier: str, worker: str, *, due: datetime, error: str, at: datetime) -> bool:
        """Put it back to be tried again then; False where this worker has it no more."""
        with self._database.writing() as connection:
            return put_back(connection, identifier, worker, due=due, error=error, at=at)

    def give_back(self, identifier: str, worker: str, *, at: datetime, due: datetime | None = None) -> bool:
        """Put it back untried, because the worker is going or something else comes first; False where this worker has it no more."""
        with self._database.writing() as connection:
            return put_back(connection, identifier, worker, due=due or at, error="", at=at, untried=1)


def add_job(connection: Connection, order: JobOrder, *, id: str, at: datetime) -> tuple[Job, bool]:  # noqa: A002 - as in `add`
    """Put it into the queue; False, and the job that is there, where its slot is held."""
    if connection.scalar(select(StoredProgramme.key).where(StoredProgramme.key == order.programme)) is None:
        raise StoreError(f"there is no programme `{order.programme}` in the store; scan it first, or make it")
    job = Job(
        id=id,
        programme=order.programme,
        kind=order.kind,
        state=JobState.QUEUED,
        created=at,
        due=order.due or at,
        words=dict(order.words),
        asked_by=order.asked_by,
    )
    insert = insertion(connection, StoredJob).values([{**_cells(job), "slot": order.slot}])
    for _ in range(_TRIES_FOR_A_SLOT):
        if connection.scalar(insert.on_conflict_do_nothing(index_elements=[StoredJob.slot]).returning(StoredJob.id)) is not None:
            return job, True
        held = connection.scalar(select(StoredJob.body).where(StoredJob.slot == order.slot))
        if held is not None:
            return read(Job, held), False
    raise StoreError(f"the slot {order.slot!r} was taken and left {_TRIES_FOR_A_SLOT} times while it was asked for; try again")


def find_job(connection: Connection, identifier: str) -> Job | None:
    """One job; None where there is none of this id."""
    body = connection.scalar(select(StoredJob.body).where(StoredJob.id == identifier))
    return None if body is None else read(Job, body)


def find_jobs(connection: Connection, programme: str | None, *, limit: int, after: str | None) -> Page[Job]:
    """The jobs of a programme, or of all, the newest first."""
    bodies = select(StoredJob.body).order_by(StoredJob.created.desc(), StoredJob.id.desc()).limit(asked(limit))
    if programme is not None:
        bodies = bodies.where(StoredJob.programme == programme)
    if after:
        bodies = bodies.where(_older(after))
    found = [read(Job, body) for body in connection.scalars(bodies)]
    return page(found, limit, lambda job: (str(instant(job.created)), job.id))


def cancel_job(connection: Connection, identifier: str, at: datetime) -> Job:
    """Stop it: at once while it waits, at its next step while it runs."""
    job = _locked(connection, StoredJob.id == identifier)
    if job is None:
        raise StoreError(f"there is no job `{identifier}`; look at the list of jobs")
    if job.state in ENDED:
        return job
    waits = job.state is JobState.QUEUED
    after = replace(job, state=JobState.CANCELLED, finished=at) if waits else replace(job, cancelling=True)
    _write(connection, after, **(_left(at) if waits else {}))
    return after


def claim_job(connection: Connection, worker: str, *, at: datetime, lease: timedelta) -> Job | None:
    """Take the job that is due for longest: one statement, so that no two workers get the same."""
    first = select(StoredJob.id).where(_free(at)).order_by(StoredJob.due, StoredJob.id).limit(1).with_for_update(skip_locked=True)
    taken = {"state": JobState.RUNNING.value, "worker": worker, "lease": instant(at + lease), "attempts": StoredJob.attempts + 1}
    claim = update(StoredJob).where(StoredJob.id == first.scalar_subquery()).values(taken)
    body = connection.scalar(claim.returning(StoredJob.body))
    if body is None:
        return None
    job = read(Job, body)
    claimed = replace(job, state=JobState.RUNNING, started=at, attempts=job.attempts + 1, step="", progress=None)
    _write(connection, claimed)
    return claimed


def report_job(connection: Connection, identifier: str, worker: str, *, step: str, progress: float | None, until: datetime) -> bool:
    """Say how far it is and keep it until then; False where it is to be stopped."""
    job = _locked(connection, *_of(identifier, worker))
    if job is None:
        return False
    _write(connection, replace(job, step=step, progress=progress), lease=instant(until))
    return not job.cancelling


def finish_job(connection: Connection, identifier: str, worker: str, *, state: JobState, result: Mapping[str, str], error: str, at: datetime) -> bool:
    """Say how it ended; False where this worker has it no more: then what it did must not count either."""
    if state not in ENDED:
        raise StoreError(f"a job ends as {', '.join(ENDED)}, not as {state!r}")
    job = _locked(connection, *_of(identifier, worker))
    if job is None:
        return False
    _write(connection, replace(job, state=state, result=dict(result), error=error, finished=at, step=""), **_left(at))
    return True


def put_back(connection: Connection, identifier: str, worker: str, *, due: datetime, error: str, at: datetime, untried: int = 0) -> bool:
    """Let anybody have it from then on; `untried` attempts do not count."""
    job = _locked(connection, *_of(identifier, worker))
    if job is None:
        return False
    waits = replace(job, state=JobState.QUEUED, due=due, error=error, attempts=job.attempts - untried, step="", progress=None)
    if job.cancelling:
        waits = replace(waits, state=JobState.CANCELLED, finished=at)
    _write(connection, waits, **(_left(at) if job.cancelling else {"lease": None, "worker": None}))
    return True


def _left(at: datetime) -> Cells:
    """What stands beside a job that has ended; `due` says since when, so that it is forgotten in its turn."""
    return {"slot": None, "lease": None, "worker": None, "due": instant(at)}


def _free(at: datetime) -> ColumnElement[bool]:
    """Waiting and due, or held by a worker whose lease has run out."""
    return or_(
        and_(StoredJob.state == JobState.QUEUED.value, StoredJob.due <= instant(at)),
        and_(StoredJob.state == JobState.RUNNING.value, StoredJob.lease <= instant(at)),
    )


def _of(identifier: str, worker: str) -> tuple[ColumnElement[bool], ...]:
    return StoredJob.id == identifier, StoredJob.worker == worker, StoredJob.state == JobState.RUNNING.value


def _locked(connection: Connection, *conditions: ColumnElement[bool]) -> Job | None:
    """The job, which nobody else changes until this transaction ends."""
    body = connection.scalar(select(StoredJob.body).where(*conditions).with_for_update())
    return None if body is None else read(Job, body)


def _write(connection: Connection, job: Job, **beside: object) -> None:
    connection.execute(update(StoredJob).where(StoredJob.id == job.id).values({**_cells(job), **beside}))


def _cells(job: Job) -> Cells:
    return {
        "id": job.id,
        "programme": job.programme,
        "kind": job.kind.value,
        "state": job.state.value,
        "due": instant(job.due),
        "attempts": job.attempts,
        "created": instant(job.created),
        "body": written(job),
    }


def _older(after: str) -> ColumnElement[bool]:
    """Behind the last row of the page before."""
    created, identifier = decoded(after, 2)
    try:
        moment = int(created)
    except ValueError as error:
        raise unknown(after) from error
    if abs(moment) >= 2**63:
        raise unknown(after)
    return or_(StoredJob.created < moment, and_(StoredJob.created == moment, StoredJob.id < identifier))
