"""Alerts as they stand, and what happened to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from driftwatch.alerts.lifecycle import Known, apply, changes, merge
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.domain.view import EVERYTHING
from driftwatch.store.alert_queries import SEVERITIES, find_alert, is_alert, listed
from driftwatch.store.documents import read, written
from driftwatch.store.schema import StoredAlert, StoredEvent, StoredProgramme
from driftwatch.store.writing import Cells, upsert


def lock(connection: Connection, programme: str) -> None:
    """Whoever changes a programme's alerts does it after the others; SQLite has one writer anyway."""
    connection.execute(select(StoredProgramme.key).where(StoredProgramme.key == programme).with_for_update())


def merge_alerts(connection: Connection, programme: str, raised: Iterable[Alert], *, at: datetime) -> None:
    """Make these the alerts of the last scan; what people did with them before stays."""
    known = _known(connection, programme)
    merged = merge(known, raised, on=at.date())
    connection.execute(update(StoredAlert).where(StoredAlert.programme == programme, StoredAlert.raised).values(raised=False))
    if merged:
        upsert(connection, StoredAlert, [_cells(programme, alert) for alert in merged])
    for event in changes(known, merged, at=at):
        _note(connection, programme, event)


def act_on(connection: Connection, programme: str, event: AlertEvent) -> Alert:
    """Do what people want with an alert, if its status allows it at this moment."""
    lock(connection, programme)
    alert = find_alert(connection, programme, EVERYTHING, event.alert_id)
    event = replace(event, alert_id=alert.id)
    after = apply(alert, event)
    connection.execute(update(StoredAlert).where(*is_alert(programme, alert.id)).values(status=after.status.value))
    _note(connection, programme, event)
    return after


def _known(connection: Connection, programme: str) -> dict[str, Known]:
    bodies = select(StoredEvent.alert, StoredEvent.body).where(StoredEvent.programme == programme, StoredEvent.action.in_(list(Action)))
    words = {row.alert: row.body for row in connection.execute(bodies.order_by(StoredEvent.alert, StoredEvent.place))}
    found = connection.execute(select(StoredAlert.id, StoredAlert.status, StoredAlert.raised).where(StoredAlert.programme == programme))
    return {
        identifier: Known(status=AlertStatus(status), raised=raised, word=read(AlertEvent, words[identifier]) if identifier in words else None)
        for identifier, status, raised in found
    }


def _note(connection: Connection, programme: str, event: AlertEvent) -> None:
    """Add a line to an alert's history."""
    places = select(func.count()).where(StoredEvent.programme == programme, StoredEvent.alert == event.alert_id).scalar_subquery()
    cells = {"programme": programme, "alert": event.alert_id, "place": places, "action": event.action, "body": written(event)}
    connection.execute(insert(StoredEvent).values(cells))


def _cells(programme: str, alert: Alert) -> Cells:
    return {
        "programme": programme,
        "id": alert.id,
        "raised": True,
        "status": alert.status.value,
        "kind": alert.kind.value,
        "severity": SEVERITIES.index(alert.severity),
        "confidence": float(alert.confidence),
        "last_seen": alert.last_seen.isoformat() if alert.last_seen else None,
        "partners": listed(alert.partners),
        "baseline": alert.baseline_state.value,
        "substatus": alert.substatus.value,
        "body": written(replace(alert, status=AlertStatus.OPEN)),
    }
