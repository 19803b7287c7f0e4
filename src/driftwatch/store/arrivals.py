"""What came in by the API: each file and message once, told by a digest of its content, and how much came with each key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from driftwatch.domain.jobs import Job, JobOrder, JobState
from driftwatch.store.alerts import lock
from driftwatch.store.database import Database
from driftwatch.store.jobs import add_job, find_job
from driftwatch.store.moments import instant
from driftwatch.store.service_schema import StoredArrival, StoredJob, StoredVolume
from driftwatch.store.writing import batches, insertion

_DAY = timedelta(days=1) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file or message that came in."""

    digest: str
    job: str
    """The import that took it."""
    source: str | None = None
    """Where in the programme's folder the file is put; None for a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of what was handed over."""

    job: Job
    arrivals: Mapping[str, Arrival]
    """Digest -> the arrival; what has the id of another import came before."""


class SqlArrivals:
    """What came in; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, order: JobOrder, wanted: Mapping[str, Sequence[str]], *, job: str, at: datetime) -> Taken:
        """Give an import what did not come before, and queue it; asking for the same import again gives the one that is there.

        `wanted`: digest -> the places that the file may be put in, the best first; none for a message.
        """
        with self._database.writing() as connection:
            lock(connection, order.programme)
            _forget_broken_off(connection, order.programme, list(wanted))
            known = _find(connection, order.programme, list(wanted))
            if there := find_job(connection, job):
                return Taken(job=there, arrivals={digest: Arrival(digest=digest, job=job) for digest in wanted} | known)
            used = _places(connection, order.programme, {place for places in wanted.values() for place in places})
            fresh = [digest for digest in wanted if digest not in known]
            for digest in fresh:
                source = next((place for place in wanted[digest] if place not in used), None)
                known[digest] = Arrival(digest=digest, job=job, source=source)
                used |= {source} if source else set()
            _keep(connection, order.programme, [known[digest] for digest in fresh])
            return Taken(job=add_job(connection, order, id=job, at=at)[0], arrivals=known)

    def find(self, programme: str, digests: Collection[str]) -> Mapping[str, Arrival]:
        """Those of them that came in before."""
        with self._database.reading() as connection:
            return _find(connection, programme, list(digests))

    def of_job(self, job: str) -> Mapping[str, Arrival]:
        """What an import took, by digest."""
        with self._database.reading() as connection:
            rows = connection.execute(select(StoredArrival.digest, StoredArrival.source).where(StoredArrival.job == job))
            return {row.digest: Arrival(digest=row.digest, job=job, source=row.source) for row in rows}

    def drop(self, programme: str, digests: Collection[str]) -> None:
        """From now on these may come in again: nothing of them is kept."""
        with self._database.writing() as connection:
            for batch in batches(sorted(digests)):
                connection.execute(delete(StoredArrival).where(StoredArrival.programme == programme, StoredArrival.digest.in_(batch)))

    def volume(self, key: str, *, at: datetime) -> int:
        """Bytes that came with an API key (its prefix) on this day."""
        with self._database.reading() as connection:
            here = select(StoredVolume.size).where(StoredVolume.key == key, StoredVolume.day == instant(at) // _DAY)
            return connection.scalar(here) or 0

    def add_volume(self, key: str, size: int, *, at: datetime) -> None:
        """So much more came with the key."""
        with self._database.writing() as connection:
            connection.execute(delete(StoredVolume).where(StoredVolume.day < instant(at) // _DAY))
            more = insertion(connection, StoredVolume).values([{"key": key, "day": instant(at) // _DAY, "size": size}])
            added = {"size": StoredVolume.size + more.excluded.size}
            connection.execute(more.on_conflict_do_update(index_elements=[StoredVolume.key, StoredVolume.day], set_=added))


def _forget_broken_off(connection: Connection, programme: str, digests: Sequence[str]) -> None:
    """What an import took that came to nothing is not there."""
    broken_off = select(StoredJob.id).where(StoredJob.state.in_([JobState.FAILED.value, JobState.CANCELLED.value]))
    for batch in batches(digests):
        here = (StoredArrival.programme == programme, StoredArrival.digest.in_(batch))
        connection.execute(delete(StoredArrival).where(*here, StoredArrival.job.in_(broken_off)))


def _find(connection: Connection, programme: str, digests: Sequence[str]) -> dict[str, Arrival]:
    columns = select(StoredArrival.digest, StoredArrival.job, StoredArrival.source).where(StoredArrival.programme == programme)
    rows = [row for batch in batches(digests) for row in connection.execute(columns.where(StoredArrival.digest.in_(batch)))]
    return {row.digest: Arrival(digest=row.digest, job=row.job, source=row.source) for row in rows}


def _places(connection: Connection, programme: str, places: Collection[str]) -> set[str]:
    """Those of the places that files were put in."""
    of_programme = select(StoredArrival.source).where(StoredArrival.programme == programme)
    found = [connection.scalars(of_programme.where(StoredArrival.source.in_(batch))) for batch in batches(sorted(places))]
    return {source for rows in found for source in rows if source is not None}


def _keep(connection: Connection, programme: str, arrivals: Sequence[Arrival]) -> None:
    for batch in batches(arrivals):
        rows = [{"programme": programme, "digest": each.digest, "job": each.job, "source": each.source} for each in batch]
        connection.execute(insertion(connection, StoredArrival), rows)
