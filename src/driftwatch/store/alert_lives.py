"""Alerts as their life goes on: what is remembered of them, and how what became of them is written down and told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from driftwatch.alerts.events import happening
from driftwatch.alerts.memory import Memory, of_old
from driftwatch.alerts.rescan import Known, Life
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.store.alert_queries import SEVERITIES, listed
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.outbox import announce
from driftwatch.store.schema import StoredAlert, StoredEvent
from driftwatch.store.writing import Cells, batches, upsert

_VISIBLE = ("raised", "listed", "status", "lead", "body")
"""Whoever has read an alert would see it if one of these changed."""


def known_alerts(connection: Connection, programme: str, *also: ColumnElement[bool]) -> dict[str, Known]:
    """What is remembered of the programme's alerts, by id; of those alone that meet the conditions."""
    columns = select(StoredAlert.id, StoredAlert.body, StoredAlert.status, StoredAlert.raised, StoredAlert.memory)
    found = connection.execute(columns.where(StoredAlert.programme == programme, *also)).all()
    words = _words(connection, programme, [row.id for row in found])
    return {row.id: _known(row, words.get(row.id)) for row in found}


def keep_lives(connection: Connection, programme: str, lives: Iterable[Life], *, at: datetime) -> None:
    """Write what changed, with its history, and tell it outside; what stayed the same is not touched."""
    changed: list[Cells] = []
    lives = list(lives)
    before = _rows(connection, programme, [life.alert.id for life in lives])
    versions: dict[str, int] = {}
    for life in lives:
        cells, row = _cells(programme, life), before.get(life.alert.id)
        moved = row is None or any(getattr(row, name) != cells[name] for name in _VISIBLE)
        version = (row.version if row else 0) + int(moved)
        versions[life.alert.id] = version
        if moved or (row is not None and row.memory != cells["memory"]):
            changed.append({**cells, "version": version, "updated": instant(at) if moved or row is None else row.updated})
    for batch in batches(changed):
        upsert(connection, StoredAlert, batch)
    for life in lives:
        for event in life.events:
            note_event(connection, programme, event)
            tell(connection, programme, event, life.alert, version=versions[life.alert.id])


def note_event(connection: Connection, programme: str, event: AlertEvent) -> None:
    """Add a line to an alert's history."""
    places = select(func.count()).where(StoredEvent.programme == programme, StoredEvent.alert == event.alert_id).scalar_subquery()
    cells = {"programme": programme, "alert": event.alert_id, "place": places, "action": event.action, "body": written(event)}
    connection.execute(insert(StoredEvent).values(cells))


def tell(connection: Connection, programme: str, event: AlertEvent, alert: Alert, *, version: int) -> None:
    """Queue the event for whoever is to hear of it; what is told with another alert is heard of by that one."""
    told = happening(event, alert, programme=programme, version=version) if alert.lead is None else None
    if told is not None:
        announce(connection, programme, told)


def _words(connection: Connection, programme: str, ids: Iterable[str]) -> dict[str, str]:
    """What people did last with each of these alerts."""
    acts = select(StoredEvent.alert, StoredEvent.body).where(StoredEvent.programme == programme, StoredEvent.action.in_(list(Action)))
    acts = acts.order_by(StoredEvent.alert, StoredEvent.place)
    return {row.alert: row.body for some in batches(ids) for row in connection.execute(acts.where(StoredEvent.alert.in_(some)))}


def _known(row: "Row[str, str, str, bool, str]", word: str | None) -> Known:
    alert = replace(read(Alert, row.body), status=AlertStatus(row.status))
    memory = read(Memory, row.memory) if row.memory else of_old(alert, raised=row.raised)
    return Known(alert=alert, raised=row.raised, memory=memory, word=read(AlertEvent, word) if word else None)


def _rows(connection: Connection, programme: str, ids: Iterable[str]) -> Mapping[str, "Row[str, int, int, bool, bool, str, str | None, str, str]"]:
    """The rows of these alerts as they lie there."""
    columns = select(
        StoredAlert.id,
        StoredAlert.version,
        StoredAlert.updated,
        StoredAlert.raised,
        StoredAlert.listed,
        StoredAlert.status,
        StoredAlert.lead,
        StoredAlert.body,
        StoredAlert.memory,
    ).where(StoredAlert.programme == programme)
    return {row.id: row for some in batches(ids) for row in connection.execute(columns.where(StoredAlert.id.in_(some)))}


def _cells(programme: str, life: Life) -> Cells:
    alert = life.alert
    return {
        "programme": programme,
        "id": alert.id,
        "raised": life.raised,
        "listed": life.listed,
        "status": alert.status.value,
        "kind": alert.kind.value,
        "severity": SEVERITIES.index(alert.severity),
        "confidence": float(alert.confidence),
        "last_seen": alert.last_seen.isoformat() if alert.last_seen else None,
        "partners": listed(alert.partners),
        "lead": alert.lead,
        "baseline": alert.baseline_state.value,
        "substatus": alert.substatus.value,
        "memory": written(life.memory),
        "body": written(replace(alert, status=AlertStatus.OPEN)),
    }
