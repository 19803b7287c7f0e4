"""The programmes that the service keeps: made, changed and removed together with a line in the audit log."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from driftwatch.domain.jobs import ENDED, Job
from driftwatch.domain.talk import Partner
from driftwatch.store.alerts import lock
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.keys import Doing, unbind
from driftwatch.store.moments import instant
from driftwatch.store.outbox import hold
from driftwatch.store.schema import StoredDelivery, StoredProgramme
from driftwatch.store.service_schema import StoredJob
from driftwatch.store.writing import insertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who does something, by which request, and when."""

    name: str
    request_id: str
    at: datetime


class SqlRegister:
    """Programmes as such; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(self, key: str, name: str, partners: tuple[Partner, ...], *, folder: Path, doer: Doer) -> bool:
        """Keep a programme that was not scanned yet; False where there is one of this key."""
        cells = {"key": key, "name": name, "partners": written(partners), "folder": str(folder), "created": instant(doer.at)}
        with self._database.writing() as connection:
            row = insertion(connection, StoredProgramme).values([{**cells, "run": "", "coverage": "[]"}])
            if connection.scalar(row.on_conflict_do_nothing().returning(StoredProgramme.key)) is None:
                return False
            _note(connection, key, "programme.created", doer)
            return True

    def amend(self, key: str, partners: tuple[Partner, ...], *, doer: Doer) -> None:
        """Note that its driftwatch.toml says something else now."""
        with self._database.writing() as connection:
            connection.execute(update(StoredProgramme).where(StoredProgramme.key == key).values(partners=written(partners)))
            _note(connection, key, "programme.changed", doer)

    def strike(self, key: str, *, doer: Doer) -> Job | bool:
        """Remove a programme with all that hangs on it but the audit log: False where it is not there any more.

        Where a job of it runs, that job, and nothing is removed.
        """
        with self._database.writing() as connection:
            lock(connection, key, removing=True)
            active = select(StoredJob.body).where(StoredJob.programme == key, StoredJob.state.not_in(ENDED))
            if body := connection.scalar(active.limit(1)):
                return read(Job, body)
            hold(connection, key)
            connection.execute(delete(StoredDelivery).where(StoredDelivery.programme == key))
            if not connection.execute(delete(StoredProgramme).where(StoredProgramme.key == key)).rowcount:
                return False
            unbind(connection, key, Doing(actor=doer.name, at=doer.at, reason="the programme was removed", request_id=doer.request_id))
            _note(connection, key, "programme.removed", doer)
            return True

    def folder(self, key: str) -> Path | None:
        """Where its driftwatch.toml lies; None where nobody has said so."""
        with self._database.reading() as connection:
            folder = connection.scalar(select(StoredProgramme.folder).where(StoredProgramme.key == key))
            return None if folder is None else Path(folder)


def _note(connection: Connection, key: str, action: str, doer: Doer) -> None:
    note(connection, key, actor=doer.name, action=action, object=key, request_id=doer.request_id, at=doer.at)
