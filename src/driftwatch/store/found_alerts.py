"""Alerts as lists show them, and which of them a beginning of an id names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, RowMapping, select

from driftwatch.alerts.discretion import seen_by
from driftwatch.alerts.identity import PREFIX, READ_ALIKE
from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.searches import FoundAlert
from driftwatch.domain.view import Owned, View
from driftwatch.store.alert_queries import SEVERITIES
from driftwatch.store.audiences import alerts_for, find_private
from driftwatch.store.documents import read
from driftwatch.store.keysets import Column
from driftwatch.store.moments import moment
from driftwatch.store.schema import StoredAlert, StoredEvent

MOST_NAMED = 3
"""So many alerts are looked up that answer to a beginning of an id; one is right, more are too many."""
_RESERVED = '"reserved":[{'
"""In the stored text of an alert that not everybody may read in full; within a text of somebody its quotes would be escaped."""
_PLAIN: tuple[Column, ...] = (
    StoredAlert.programme,
    StoredAlert.id,
    StoredAlert.kind,
    StoredAlert.status,
    StoredAlert.severity,
    StoredAlert.partners,
    StoredAlert.seen,
    StoredAlert.baseline,
    StoredAlert.substatus,
    StoredAlert.updated,
    StoredAlert.version,
)


def found_alerts(connection: Connection, names: Sequence[tuple[str, str]], view: View, *, whole: bool) -> Iterator[FoundAlert]:
    """The alerts of these programmes and ids, in this order; without `whole` no body is read."""
    selected = select(*_PLAIN, StoredAlert.confidence, *([StoredAlert.body] if whole else []))
    ids: dict[str, list[str]] = {}
    for programme, identifier in names:
        ids.setdefault(programme, []).append(identifier)
    found: dict[tuple[str, str], FoundAlert] = {}
    for programme, wanted in ids.items():
        rows = connection.execute(selected.where(StoredAlert.programme == programme, StoredAlert.id.in_(wanted)))
        private = find_private(connection, programme) if whole and not view.all else {}
        alerts = (_found(row._mapping, view, private) for row in rows)
        found |= {(programme, alert.id): alert for alert in alerts if alert is not None}
    return (found[name] for name in names if name in found)


def named_alerts(connection: Connection, beginning: str, programmes: Sequence[str] | None, view: View) -> tuple[tuple[str, str], ...]:
    """Programme and id of a few alerts whose ids begin so, as identity.matches has it."""
    least = PREFIX + beginning.strip().upper().removeprefix(PREFIX).translate(READ_ALIKE)
    if least == PREFIX:
        return ()
    after = least[:-1] + chr(ord(least[-1]) + 1)
    mine = [] if programmes is None else [StoredAlert.programme.in_(programmes)]
    ids = select(StoredAlert.programme, StoredAlert.id).where(StoredAlert.id >= least, StoredAlert.id < after, *mine, *alerts_for(view))
    return tuple((row.programme, row.id) for row in connection.execute(ids.order_by(StoredAlert.id, StoredAlert.programme).limit(MOST_NAMED)))


def history_of(connection: Connection, programme: str, identifier: str) -> tuple[AlertEvent, ...]:
    """What happened to the alert of this very id, oldest first."""
    mine = (StoredEvent.programme == programme, StoredEvent.alert == identifier)
    bodies = connection.scalars(select(StoredEvent.body).where(*mine).order_by(StoredEvent.place))
    return tuple(read(AlertEvent, body) for body in bodies)


def _found(row: RowMapping, view: View, private: Mapping[str, Owned]) -> FoundAlert | None:
    """One row as the reader may see it; None where they may not know of it."""
    body = row.get("body", "")
    withheld = bool(body) and not view.all and (bool(private) or _RESERVED in body)
    alert = seen_by(replace(read(Alert, body), status=AlertStatus(row["status"])), view, private) if withheld else None
    if withheld and alert is None:
        return None
    return FoundAlert(
        programme=row["programme"],
        id=row["id"],
        kind=AlertKind(row["kind"]),
        status=AlertStatus(row["status"]),
        severity=SEVERITIES[row["severity"]],
        confidence=row["confidence"],
        partners=tuple(row["partners"].strip(",").split(",")),
        last_seen=date.fromisoformat(row["seen"]) if row["seen"] else None,
        baseline_state=BaselineState(row["baseline"]),
        substatus=Substatus(row["substatus"]),
        updated=moment(row["updated"]) if row["updated"] else None,
        version=row["version"],
        body="" if withheld else body,
        alert=alert,
    )
