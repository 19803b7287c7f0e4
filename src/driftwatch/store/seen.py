"""The store as somebody sees it who may not see everything: the only way in for the API."""

from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus, Outcome
from driftwatch.domain.pictures import Pictures
from driftwatch.domain.talk import FileReport
from driftwatch.domain.view import View
from driftwatch.records import AlertFilter, Page, ScanRecord, StatementFilter, StatementRecord, TermRecord
from driftwatch.store import alert_queries, kept_scans, pictures, scans, statements
from driftwatch.store.database import Database
from driftwatch.store.lists import SeenLists


class SeenStore:
    """Gives of a programme what is for this reader; what is not is as absent as what never was."""

    def __init__(self, database: Database, view: View) -> None:
        self._database, self._view = database, view

    @property
    def lists(self) -> SeenLists:
        """Lists over many programmes at once."""
        return SeenLists(self._database, self._view)

    def outcome(self, programme: str) -> Outcome | None:
        """The last run's outcome with the alerts as they stand now; None before the first scan."""
        with self._database.reading() as connection:
            return scans.find_outcome(connection, programme, self._view)

    def alerts(self, programme: str, *, wanted: AlertFilter, limit: int, after: str | None = None) -> Page[Alert]:
        """The last scan's alerts, high severity and confidence first, then by id."""
        with self._database.reading() as connection:
            return alert_queries.find_alerts(connection, programme, self._view, wanted=wanted, limit=limit, after=after)

    def alert(self, programme: str, alert_id: str) -> Alert:
        """One alert by its id or an unambiguous beginning of it; raises UnknownAlertError."""
        with self._database.reading() as connection:
            return alert_queries.find_alert(connection, programme, self._view, alert_id)

    def history(self, programme: str, alert_id: str) -> tuple[AlertEvent, ...]:
        """What happened to it, oldest first."""
        with self._database.reading() as connection:
            return alert_queries.find_history(connection, programme, self._view, alert_id)

    def statements(self, programme: str, *, wanted: StatementFilter, limit: int, after: str | None = None) -> Page[StatementRecord]:
        """Statements by id."""
        with self._database.reading() as connection:
            return statements.find_statements(connection, programme, self._view, wanted=wanted, limit=limit, after=after)

    def terms(self, programme: str) -> tuple[TermRecord, ...]:
        """The compared terms of the last scan, sorted by term and partners."""
        with self._database.reading() as connection:
            return scans.find_terms(connection, programme, self._view)

    def pictures(self, programme: str, *parts: str) -> Pictures:
        """What was drawn of the last scan for this reader: the named parts, or all of them; empty where nothing was."""
        with self._database.answering() as connection:
            return pictures.find_pictures(connection, programme, self._view, parts)

    def files(self, programme: str) -> tuple[FileReport, ...]:
        """What became of each file in the last scan."""
        with self._database.reading() as connection:
            return scans.find_files(connection, programme, self._view)

    def scan(self, programme: str, *, cited_only: bool = False) -> ScanRecord | None:
        """What the last scan left, to report it again; with `cited_only` of the statements those that alerts name. None before the first."""
        with self._database.reading() as connection:
            return kept_scans.find_scan(connection, programme, self._view, cited_only=cited_only)

    def told(self, programme: str, outcome: Outcome) -> dict[str, AlertStatus] | None:
        """How each of these alerts stood before their scan; None where nothing is known of before."""
        with self._database.reading() as connection:
            return kept_scans.find_told(connection, programme, outcome)

    def words(self, programme: str, outcome: Outcome) -> dict[str, AlertEvent]:
        """What people did last with each of these alerts, by id."""
        with self._database.reading() as connection:
            return kept_scans.find_words(connection, programme, outcome)
