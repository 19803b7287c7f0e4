"""Lists over the programmes that a reader may see: one question each, given up where it takes too long."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from driftwatch.domain.alert_counts import AlertCounts
from driftwatch.domain.alerts import AlertEvent, Outcome
from driftwatch.domain.meaning import Coverage
from driftwatch.domain.pictures import Course, Pictures, TermMap
from driftwatch.domain.searches import AlertSearch, FoundAlert, FoundStatement, StatementSearch, TermSearch
from driftwatch.domain.view import View
from driftwatch.errors import UnknownAlertError
from driftwatch.records import Page, StatementRecord, TermRecord
from driftwatch.store.alert_counts import count_alerts
from driftwatch.store.alert_lists import find_keys
from driftwatch.store.alert_titles import find_titled
from driftwatch.store.database import Database
from driftwatch.store.found_alerts import found_alerts, history_of, named_alerts
from driftwatch.store.pictures import find_outlines, find_pieces
from driftwatch.store.scans import find_coverage, find_run
from driftwatch.store.schema import StoredProgramme
from driftwatch.store.statement_lists import find_statement_page
from driftwatch.store.statements import find_texts
from driftwatch.store.surroundings import Beside, find_beside, find_quoting
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

    def chosen(self, programme: str, identifiers: Sequence[str]) -> dict[str, FoundAlert]:
        """Those of these alerts that there are for this reader, by id: in one question."""
        with self._database.answering() as connection:
            names = [(programme, identifier) for identifier in identifiers]
            return {found.id: found for found in found_alerts(connection, names, self._view, whole=True)}

    def counts(self, programmes: Sequence[str] | None, *, since: date | None = None) -> AlertCounts:
        """How many alerts of each sort these programmes have (None: all there are), last seen on that day or later: in one question."""
        with self._database.answering() as connection:
            return count_alerts(connection, programmes, self._view, since=since)

    def titled(self, search: AlertSearch, words: str, *, limit: int) -> tuple[FoundAlert, ...]:
        """The weightiest of the alerts that are wanted whose title or subject, as this reader may see them, holds every word."""
        with self._database.answering() as connection:
            return find_titled(connection, search, self._view, words, limit=limit)

    def run(self, programme: str) -> Outcome | None:
        """The last scan without its alerts: when it ran, with what, and what it could compare; None before the first."""
        with self._database.answering() as connection:
            return find_run(connection, programme)

    def outlined(self, programme: str) -> Pictures:
        """Which term maps and courses were drawn for this reader, without what is drawn on them."""
        with self._database.answering() as connection:
            return find_outlines(connection, programme, self._view)

    def term_maps(self, programme: str, term: str) -> tuple[TermMap, ...]:
        """The maps of one term, one for each pair of partners between whom it was compared."""
        with self._database.answering() as connection:
            return find_pieces(connection, programme, self._view, [term], kind=TermMap)

    def courses(self, programme: str, alerts: Collection[str]) -> dict[str, Course]:
        """The courses of these alerts, as far as there are any, by the alert's id."""
        with self._database.answering() as connection:
            return {course.alert: course for course in find_pieces(connection, programme, self._view, alerts, kind=Course)}

    def programmes(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that there are."""
        with self._database.answering() as connection:
            return frozenset(connection.scalars(select(StoredProgramme.key).where(StoredProgramme.key.in_(keys))))

    def statements(self, search: StatementSearch, *, limit: int, after: str | None = None) -> Page[FoundStatement]:
        """A page of statements."""
        with self._database.answering() as connection:
            return find_statement_page(connection, search, self._view, limit=limit, after=after)

    def texts(self, programme: str, ids: Collection[str]) -> dict[str, StatementRecord]:
        """Those of some hundred statements that this reader may read, by id: in one question, as a page needs them."""
        with self._database.answering() as connection:
            return find_texts(connection, programme, self._view, ids)

    def beside(self, programme: str, statement: StatementRecord, *, reach: int) -> Beside | None:
        """What was said before and after it in its source; None where too many share its time to tell."""
        with self._database.answering() as connection:
            return find_beside(connection, programme, self._view, statement, reach=reach)

    def quoting(self, programme: str, statement: str) -> tuple[FoundAlert, ...]:
        """The alerts whose evidence this statement is."""
        with self._database.answering() as connection:
            return find_quoting(connection, programme, self._view, statement)

    def coverage(self, programme: str) -> tuple[Coverage, ...]:
        """Which checks could compare whom in the last scan, without its alerts; none before the first."""
        with self._database.answering() as connection:
            return find_coverage(connection, programme)

    def terms(self, search: TermSearch, *, limit: int, after: str | None = None) -> Page[tuple[str, TermRecord]]:
        """A page of compared terms, each with its programme."""
        with self._database.answering() as connection:
            return find_term_page(connection, search, self._view, limit=limit, after=after)
