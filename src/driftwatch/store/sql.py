"""The store on SQLite or PostgreSQL: each method is one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from driftwatch.domain.alerts import Alert, AlertEvent, Outcome
from driftwatch.domain.talk import FileReport, Partner
from driftwatch.domain.view import EVERYTHING, Owned, View
from driftwatch.ports import Vectors
from driftwatch.records import AlertFilter, ApiKey, Page, ScanRecord, StatementFilter, StatementRecord, TermRecord
from driftwatch.store import alert_queries, alerts, keys, scans, statements
from driftwatch.store.arrivals import SqlArrivals
from driftwatch.store.audiences import find_private
from driftwatch.store.audit import SqlAudit
from driftwatch.store.database import Database, connect
from driftwatch.store.figures import SqlFigures
from driftwatch.store.handovers import SqlHandovers
from driftwatch.store.jobs import SqlJobs
from driftwatch.store.keys import SqlKeys
from driftwatch.store.lives import SqlLives
from driftwatch.store.mails import SqlMails
from driftwatch.store.migrating import migrate, require_present
from driftwatch.store.preferences import SqlPreferences
from driftwatch.store.register import SqlRegister
from driftwatch.store.requests import SqlRequests
from driftwatch.store.schedules import SqlSchedules
from driftwatch.store.secrets import SqlSecrets
from driftwatch.store.seen import SeenStore
from driftwatch.store.sessions import SqlSessions
from driftwatch.store.soundness import START_SECONDS, require_sound
from driftwatch.store.vectors import find_vectors, keep
from driftwatch.store.webhooks import SqlWebhooks


def open_store(url: str) -> "SqlStore":
    """The store of this URL with the present schema; raises StoreError, saying what would mend it.

    `sqlite:///PATH` makes the file where there is none; `postgresql+psycopg://USER@HOST/DATABASE` needs the database.
    """
    database = connect(url)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


class SqlStore:
    """Remembers programmes, statements, alerts and what people did with them: ports.Store."""

    def __init__(self, database: Database, *, beside: Callable[[Connection, ScanRecord], None] = lambda *_: None) -> None:
        self._database, self._beside = database, beside

    @property
    def arrivals(self) -> SqlArrivals:
        """What came in by the API."""
        return SqlArrivals(self._database)

    @property
    def lives(self) -> SqlLives:
        """Alerts put together and taken apart, and snoozes that end."""
        return SqlLives(self._database)

    @property
    def audit(self) -> SqlAudit:
        """Who did what."""
        return SqlAudit(self._database)

    def seen(self, view: View) -> SeenStore:
        """The store as a reader of one side may read it; the methods here are for whoever holds the exports."""
        return SeenStore(self._database, view)

    def private(self, programme: str) -> Mapping[str, Owned]:
        """The sources that one partner alone may read, also those that are there no more."""
        with self._database.reading() as connection:
            return find_private(connection, programme)

    @property
    def api_keys(self) -> SqlKeys:
        """Who may use the API, with what was done about it in the audit log."""
        return SqlKeys(self._database)

    @cached_property
    def figures(self) -> SqlFigures:
        """How much waits, for whoever watches over the service."""
        return SqlFigures(self._database)

    @property
    def writes(self) -> int:
        """Another number after each writing of this process: whoever keeps something in mind sees by it when to ask anew."""
        return self._database.writes

    @property
    def file(self) -> Path | None:
        """The file of a SQLite store; None of any other."""
        return self._database.file

    @property
    def jobs(self) -> SqlJobs:
        """Work that is done later."""
        return SqlJobs(self._database)

    @property
    def register(self) -> SqlRegister:
        """Programmes as such: made, changed, removed."""
        return SqlRegister(self._database)

    @property
    def requests(self) -> SqlRequests:
        """What was answered, for those who ask twice."""
        return SqlRequests(self._database)

    @property
    def sessions(self) -> SqlSessions:
        """Who is signed in to the dashboard."""
        return SqlSessions(self._database)

    @property
    def mails(self) -> SqlMails:
        """The weekly mails, and what became of them."""
        return SqlMails(self._database)

    @property
    def preferences(self) -> SqlPreferences:
        """What the recipients of the mail want."""
        return SqlPreferences(self._database)

    @property
    def secrets(self) -> SqlSecrets:
        """Secrets of the store itself."""
        return SqlSecrets(self._database)

    @property
    def webhooks(self) -> SqlWebhooks:
        """Who is told by HTTP."""
        return SqlWebhooks(self._database)

    @property
    def handovers(self) -> SqlHandovers:
        """What webhooks are told, and what became of it."""
        return SqlHandovers(self._database)

    @property
    def schedules(self) -> SqlSchedules:
        """What is done again and again, and how far it is."""
        return SqlSchedules(self._database)

    def committing(self, beside: Callable[[Connection, ScanRecord], None]) -> "SqlStore":
        """The same store, where this happens in the transaction of each commit: a job ends with the scan that it is about."""
        return SqlStore(self._database, beside=beside)

    def commit(self, scan: ScanRecord) -> None:
        """Replace the programme's statements and terms, merge its alerts, note the run, and do what is to happen beside it: one transaction."""
        with self._database.writing() as connection:
            scans.store_scan(connection, scan)
            self._beside(connection, scan)

    def programmes(self) -> tuple[tuple[str, str], ...]:
        """Key and name of every programme, sorted."""
        with self._database.reading() as connection:
            return scans.find_programmes(connection)

    def partners(self, programme: str) -> tuple[Partner, ...]:
        """Its partners; empty where the programme is unknown."""
        with self._database.reading() as connection:
            return scans.find_partners(connection, programme)

    def outcome(self, programme: str) -> Outcome | None:
        """The last run's outcome with the alerts as they stand now; None before the first scan."""
        with self._database.reading() as connection:
            return scans.find_outcome(connection, programme, EVERYTHING)

    def alerts(self, programme: str, *, wanted: AlertFilter, limit: int, after: str | None = None) -> Page[Alert]:
        """The last scan's alerts, high severity and confidence first, then by id."""
        with self._database.reading() as connection:
            return alert_queries.find_alerts(connection, programme, EVERYTHING, wanted=wanted, limit=limit, after=after)

    def alert(self, programme: str, alert_id: str) -> Alert:
        """One alert by its id or an unambiguous beginning of it; raises UnknownAlertError."""
        with self._database.reading() as connection:
            return alert_queries.find_alert(connection, programme, EVERYTHING, alert_id)

    def history(self, programme: str, alert_id: str) -> tuple[AlertEvent, ...]:
        """What happened to it, oldest first."""
        with self._database.reading() as connection:
            return alert_queries.find_history(connection, programme, EVERYTHING, alert_id)

    def act(self, programme: str, event: AlertEvent, *, version: int | None = None, request_id: str = "", only: bool = False) -> Alert:
        """Do what people want with an alert and what is told with it, if its status allows it; gives the alert as it then stands."""
        with self._database.writing() as connection:
            return alerts.act_on(connection, programme, event, version=version, request_id=request_id, only=only)

    def statements(self, programme: str, *, wanted: StatementFilter, limit: int, after: str | None = None) -> Page[StatementRecord]:
        """Statements by id."""
        with self._database.reading() as connection:
            return statements.find_statements(connection, programme, EVERYTHING, wanted=wanted, limit=limit, after=after)

    def terms(self, programme: str) -> tuple[TermRecord, ...]:
        """The compared terms of the last scan, sorted by term and partners."""
        with self._database.reading() as connection:
            return scans.find_terms(connection, programme, EVERYTHING)

    def files(self, programme: str) -> tuple[FileReport, ...]:
        """What became of each file in the last scan."""
        with self._database.reading() as connection:
            return scans.find_files(connection, programme, EVERYTHING)

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Those of the hashes that are known, each a vector of shape (dimensions,)."""
        with self._database.reading() as connection:
            return find_vectors(connection, model, hashes)

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember these."""
        with self._database.writing() as connection:
            keep(connection, model, vectors)

    def add_key(self, key: ApiKey, *, digest: str) -> None:
        """Keep a new key's hash."""
        with self._database.writing() as connection:
            keys.add(connection, key, digest=digest)

    def key(self, prefix: str) -> tuple[ApiKey, str] | None:
        """A key and its hash by its visible prefix."""
        with self._database.reading() as connection:
            return keys.find(connection, prefix)

    def keys(self) -> tuple[ApiKey, ...]:
        """All keys, oldest first."""
        with self._database.reading() as connection:
            return keys.find_all(connection)

    def revoke_key(self, prefix: str, *, at: datetime) -> None:
        """From now on the key opens nothing."""
        with self._database.writing() as connection:
            keys.revoke(connection, prefix, at=at)

    def check(self) -> None:
        """Raise StoreError unless the store answers and has this program's schema."""
        with self._database.reading() as connection:
            require_present(connection, self._database.name)

    def require_sound(self, *, seconds: float = START_SECONDS) -> None:
        """Raise StoreError where the database takes nothing, or where damage is seen within so many seconds."""
        require_sound(self._database, seconds=seconds)

    def close(self) -> None:
        """Let go of all connections."""
        self._database.close()
