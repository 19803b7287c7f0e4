"""How much waits, and since when: numbers for whoever watches over the service, without any name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute

from driftwatch.domain.alerts import RunRecord
from driftwatch.domain.jobs import JobState
from driftwatch.domain.talk import FileReport
from driftwatch.errors import Reason
from driftwatch.store.database import Database
from driftwatch.store.documents import read
from driftwatch.store.moments import instant, moment
from driftwatch.store.schema import StoredDelivery, StoredFile, StoredProgramme
from driftwatch.store.service_schema import StoredJob

WITHOUT_REASON = "remark"
"""A problem that takes nothing away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The state of the store in numbers."""

    jobs: Mapping[tuple[str, str], int]
    """By kind and state."""
    deliveries: Mapping[tuple[str, str], int]
    """By channel and state."""
    problems: Mapping[str, int]
    """Of the files of the last scans, by reason."""
    waiting_since: datetime | None
    """From when on the oldest of the jobs that wait could have been begun."""
    working: bool
    """Whether somebody has a job in hand."""
    last_scan: datetime | None


@dataclass(slots=True)
class SqlFigures:
    """Counts; what a scan left is read anew only after another one."""

    database: Database
    _known: dict[str, tuple[str, Counter[str]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def read(self, at: datetime) -> Figures:
        """All of them, at one moment."""
        with self.database.reading() as connection:
            due = select(func.min(StoredJob.due)).where(StoredJob.state == JobState.QUEUED, StoredJob.due <= instant(at))
            waiting = connection.scalar(due)
            leased = select(StoredJob.id).where(StoredJob.state == JobState.RUNNING, StoredJob.lease > instant(at)).limit(1)
            found = connection.execute(select(StoredProgramme.key, StoredProgramme.run).where(StoredProgramme.run != ""))
            runs = {programme: run for programme, run in found}  # noqa: C416 - rows are typed by their places
            return Figures(
                jobs=_counted(connection, StoredJob.kind, StoredJob.state),
                deliveries=_counted(connection, StoredDelivery.channel, StoredDelivery.state),
                problems=self._problems(connection, runs),
                waiting_since=None if waiting is None else moment(waiting),
                working=connection.scalar(leased) is not None,
                last_scan=max((read(RunRecord, run).at for run in runs.values()), default=None),
            )

    def _problems(self, connection: Connection, runs: Mapping[str, str]) -> Counter[str]:
        with self._lock:
            for programme in set(self._known) - set(runs):
                del self._known[programme]
            for programme, run in runs.items():
                if self._known.get(programme, ("",))[0] != run:
                    self._known[programme] = (run, _of_files(connection, programme))
            return sum((counted for _, counted in self._known.values()), Counter())


def _of_files(connection: Connection, programme: str) -> Counter[str]:
    bodies = connection.scalars(select(StoredFile.body).where(StoredFile.programme == programme))
    problems = (problem for body in bodies for problem in read(FileReport, body).problems)
    return Counter(problem.reason.value if isinstance(problem.reason, Reason) else WITHOUT_REASON for problem in problems)


def _counted(connection: Connection, first: InstrumentedAttribute[str], second: InstrumentedAttribute[str]) -> dict[tuple[str, str], int]:
    rows = connection.execute(select(first, second, func.count()).group_by(first, second))
    return {(one, other): number for one, other, number in rows}
