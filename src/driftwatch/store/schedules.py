"""What is done again and again: the last period that had its turn, and what people set through the API."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from driftwatch.domain.jobs import Job, JobOrder
from driftwatch.domain.schedules import Recurring, Timetable
from driftwatch.store import audit
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.jobs import add_job
from driftwatch.store.schema import StoredProgramme
from driftwatch.store.service_schema import StoredSchedule
from driftwatch.store.writing import insertion, upsert

_SET = "set"
"""Name of the row that holds what people set; beside it stands a row for each thing that recurs."""


class SqlSchedules:
    """Timetables and how far they are; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def folders(self) -> dict[str, str]:
        """Where the driftwatch.toml of each programme lies, by the programme's key; those of which it is known."""
        with self._database.reading() as connection:
            found = connection.execute(select(StoredProgramme.key, StoredProgramme.folder).order_by(StoredProgramme.key))
            return {key: folder for key, folder in found if folder is not None}

    def get(self, programme: str) -> Timetable | None:
        """What people set; None where driftwatch.toml alone speaks."""
        with self._database.reading() as connection:
            body = connection.scalar(select(StoredSchedule.body).where(*_is(programme, _SET)))
        return None if body is None else read(Timetable, body)

    def put(self, programme: str, timetable: Timetable, *, actor: str, request_id: str = "", at: datetime) -> None:
        """From now on this holds, whatever driftwatch.toml says."""
        with self._database.writing() as connection:
            upsert(connection, StoredSchedule, [{"programme": programme, "name": _SET, "done": None, "body": written(timetable)}])
            audit.note(connection, programme, actor=actor, action="schedule.set", object="schedule", request_id=request_id, at=at)

    def delete(self, programme: str, *, actor: str, request_id: str = "", at: datetime) -> bool:
        """From now on driftwatch.toml holds again; False where it did already."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(StoredSchedule).where(*_is(programme, _SET))).rowcount
            if gone:
                audit.note(connection, programme, actor=actor, action="schedule.deleted", object="schedule", request_id=request_id, at=at)
        return bool(gone)

    def done(self, programme: str) -> dict[Recurring, str]:
        """The last period of each thing that had its turn."""
        rows = select(StoredSchedule.name, StoredSchedule.done).where(StoredSchedule.programme == programme, StoredSchedule.name != _SET)
        with self._database.reading() as connection:
            return {Recurring(name): period for name, period in connection.execute(rows) if period is not None}

    def begin(self, programme: str, what: Recurring, period: str, *, before: str | None) -> None:
        """Take this period as done, so that the one after it is the first; `before` is what was taken as done until now."""
        with self._database.writing() as connection:
            _advance(connection, programme, what, period, before=before)

    def make(self, order: JobOrder, what: Recurring, period: str, *, before: str, id: str, at: datetime) -> Job | None:  # noqa: A002 - the job's
        """The job for a period, and a note that the period had its turn, in one transaction.

        None where another worker was faster, or where the slot is held: then the period stays due until it is free.
        """
        with self._database.writing() as connection:
            if not _advance(connection, order.programme, what, period, before=before):
                return None
            job, new = add_job(connection, order, id=id, at=at)
            if not new:
                _advance(connection, order.programme, what, before, before=period)
            return job if new else None


def _advance(connection: Connection, programme: str, what: Recurring, period: str, *, before: str | None) -> bool:
    """Set the last period, unless somebody else did so since `before` was read."""
    cells = {"programme": programme, "name": what.value, "done": None, "body": ""}
    connection.execute(insertion(connection, StoredSchedule).values([cells]).on_conflict_do_nothing())
    same = StoredSchedule.done.is_(None) if before is None else StoredSchedule.done == before
    return connection.execute(update(StoredSchedule).where(*_is(programme, what.value), same).values(done=period)).rowcount == 1


def _is(programme: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StoredSchedule.programme == programme, StoredSchedule.name == name
