"""Lists over the programmes that a reader may see: one question each, given up where it takes too long."""

from collections.abc import Sequence

from sqlalchemy import select

from driftwatch.domain.alerts import AlertEvent
from driftwatch.domain.searches import AlertSearch, FoundAlert, FoundStatement, StatementSearch, TermSearch
from driftwatch.domain.view import View
from driftwatch.errors import UnknownAlertError
from driftwatch.records import Page, TermRecord
from driftwatch.store.alert_lists import find_keys
from driftwatch.store.database import Database
from driftwatch.store.found_alerts import found_alerts, history_of, named_alerts
from driftwatch.store.schema import StoredProgramme
from driftwatch.store.statement_lists import find_statement_page
from driftwatch.store.term_lists import find_term_page


class SeenLists:
    """What the API lists for a reader; each method answers within the time of a read or raises SlowReadError."""

    def __init__(self, database: Database, view: View) -> None:
        self._database, self._view = database, view

    def alerts(self, search: AlertSearch, *, limit: int, after: str | None = None, whole: bool = True) -> Page[FoundAlert]:
        """A page of alerts; without `whole` only what their rows say, which reads far less."""
        with self._database.answering() as connection:
            keys, further = find_keys(connection, search, self._view, limit=limit, after=after)
            return Page(rows=tuple(found_alerts(connection, [(key.programme, key.id) for key in keys], self._view, whole=whole)), next_after=further)

    def named(self, beginning: str, programmes: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
        """Programme and id of a few alerts whose ids begin so."""
        with self._database.answering() as connection:
            return named_alerts(connection, beginning, programmes, self._view)

    def alert(self, programme: str, identifier: str) -> tuple[FoundAlert, tuple[AlertEvent, ...]]:
        """The alert of this very id and what happened to it, oldest first; raises UnknownAlertError."""
        with self._database.answering() as connection:
            found = next(found_alerts(connection, [(programme, identifier)], self._view, whole=True), None)
            if found is None:
                raise UnknownAlertError(f"no alert has the id {identifier}")
            return found, history_of(connection, programme, identifier)

    def programmes(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that there are."""
        with self._database.answering() as connection:
            return frozenset(connection.scalars(select(StoredProgramme.key).where(StoredProgramme.key.in_(keys))))

    def statements(self, search: StatementSearch, *, limit: int, after: str | None = None) -> Page[FoundStatement]:
        """A page of statements."""
        with self._database.answering() as connection:
            return find_statement_page(connection, search, self._view, limit=limit, after=after)

    def terms(self, search: TermSearch, *, limit: int, after: str | None = None) -> Page[tuple[str, TermRecord]]:
        """A page of compared terms, each with its programme."""
        with self._database.answering() as connection:
            return find_term_page(connection, search, self._view, limit=limit, after=after)
