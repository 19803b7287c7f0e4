"""The last scan read back as one record, so that it can be reported again without scanning anew."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus, Outcome
from driftwatch.domain.view import JOINT_VIEW, View
from driftwatch.records import ScanRecord, StatementRecord
from driftwatch.store import scans
from driftwatch.store.audiences import statements_for
from driftwatch.store.documents import read
from driftwatch.store.pictures import find_pictures
from driftwatch.store.schema import StoredEvent, StoredStatement
from driftwatch.store.statements import find_texts
from driftwatch.store.writing import batches


def find_scan(connection: Connection, programme: str, view: View, *, cited_only: bool) -> ScanRecord | None:
    """What the last scan left, as this reader may see it and as the alerts stand now; None before the first.

    Its pictures are those of the reader, whoever that is, under `joint`. With `cited_only` of the statements only those that an alert names.
    """
    outcome = scans.find_outcome(connection, programme, view)
    if outcome is None:
        return None
    return ScanRecord(
        outcome=outcome,
        partners=scans.find_partners(connection, programme),
        files=scans.find_files(connection, programme, view),
        statements=tuple(_cited(connection, programme, view, outcome) if cited_only else _all(connection, programme, view)),
        terms=scans.find_terms(connection, programme, view),
        pictures={JOINT_VIEW: find_pictures(connection, programme, view, ())},
    )


def find_told(connection: Connection, programme: str, outcome: Outcome) -> dict[str, AlertStatus] | None:
    """The status that each alert had before this run; None where nothing is known of before."""
    told: dict[str, AlertStatus] = {}
    for event in _events(connection, programme):
        if event.at < outcome.run.at:
            told[event.alert_id] = event.status
    return told or None


def find_words(connection: Connection, programme: str, outcome: Outcome) -> dict[str, AlertEvent]:
    """What people did last with each of these alerts."""
    known = {alert.id for alert in outcome.alerts}
    return {event.alert_id: event for event in _events(connection, programme, actions=tuple(Action)) if event.alert_id in known}


def _events(connection: Connection, programme: str, *, actions: Iterable[str] = ()) -> Iterator[AlertEvent]:
    """Of each alert its oldest first."""
    wanted = [StoredEvent.action.in_(list(actions))] if actions else []
    bodies = select(StoredEvent.body).where(StoredEvent.programme == programme, *wanted).order_by(StoredEvent.alert, StoredEvent.place)
    return (read(AlertEvent, body) for body in connection.scalars(bodies))


def _all(connection: Connection, programme: str, view: View) -> Iterator[StatementRecord]:
    bodies = select(StoredStatement.body).where(StoredStatement.programme == programme, *statements_for(view)).order_by(StoredStatement.id)
    return (read(StatementRecord, body) for body in connection.execution_options(yield_per=1000).scalars(bodies))


def _cited(connection: Connection, programme: str, view: View, outcome: Outcome) -> Iterator[StatementRecord]:
    evidence = {piece.statement_id for alert in outcome.alerts for piece in alert.evidence}
    against = {statement for alert in outcome.alerts for statement in alert.against}
    for some in batches(sorted((evidence | against) - {""})):
        yield from find_texts(connection, programme, view, some).values()
