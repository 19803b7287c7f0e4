"""Alerts as they stand, and what happened to them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, update

from driftwatch.alerts.identity import resolve
from driftwatch.alerts.lifecycle import Known, apply, changes, merge
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.domain.meaning import Severity
from driftwatch.records import AlertFilter, Page
from driftwatch.store.columns import clean
from driftwatch.store.documents import read, written
from driftwatch.store.pages import asked, decoded, page, unknown
from driftwatch.store.schema import StoredAlert, StoredEvent, StoredProgramme
from driftwatch.store.writing import Cells, upsert

_SEVERITIES = tuple(Severity)
_BY_RANK = (StoredAlert.severity.desc(), StoredAlert.confidence.desc(), StoredAlert.id)


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


def raised_alerts(connection: Connection, programme: str) -> tuple[Alert, ...]:
    """All alerts of the last scan as they stand now."""
    found = connection.execute(_selected().where(StoredAlert.programme == programme, StoredAlert.raised).order_by(*_BY_RANK))
    return tuple(_alert(body, status) for body, status in found)


def find_alerts(connection: Connection, programme: str, *, wanted: AlertFilter, limit: int, after: str | None) -> Page[Alert]:
    """Some of the alerts of the last scan."""
    conditions = [StoredAlert.programme == programme, StoredAlert.raised, *_conditions(wanted), *([_beyond(after)] if after else [])]
    found = connection.execute(_selected().where(*conditions).order_by(*_BY_RANK).limit(asked(limit)))
    alerts = [_alert(body, status) for body, status in found]
    return page(alerts, limit, lambda alert: (alert.severity, repr(alert.confidence), alert.id))


def find_alert(connection: Connection, programme: str, identifier: str) -> Alert:
    """One alert, raised by the last scan or by an earlier one, by an unambiguous beginning of its id."""
    ids = connection.scalars(select(StoredAlert.id).where(StoredAlert.programme == programme))
    found = connection.execute(_selected().where(*_is(programme, resolve(identifier, ids)))).one()
    return _alert(found.body, found.status)


def find_history(connection: Connection, programme: str, identifier: str) -> tuple[AlertEvent, ...]:
    """What happened to it, oldest first."""
    alert = find_alert(connection, programme, identifier)
    bodies = select(StoredEvent.body).where(StoredEvent.programme == programme, StoredEvent.alert == alert.id).order_by(StoredEvent.place)
    return tuple(read(AlertEvent, body) for body in connection.scalars(bodies))


def act_on(connection: Connection, programme: str, event: AlertEvent) -> Alert:
    """Do what people want with an alert, if its status allows it at this moment."""
    lock(connection, programme)
    alert = find_alert(connection, programme, event.alert_id)
    event = replace(event, alert_id=alert.id)
    after = apply(alert, event)
    connection.execute(update(StoredAlert).where(*_is(programme, alert.id)).values(status=after.status.value))
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
        "severity": _SEVERITIES.index(alert.severity),
        "confidence": float(alert.confidence),
        "last_seen": alert.last_seen.isoformat() if alert.last_seen else None,
        "partners": _listed(alert.partners),
        "body": written(replace(alert, status=AlertStatus.OPEN)),
    }


def _selected() -> Select[str, str]:
    return select(StoredAlert.body, StoredAlert.status)


def _alert(body: str, status: str) -> Alert:
    return replace(read(Alert, body), status=AlertStatus(status))


def _is(programme: str, identifier: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StoredAlert.programme == programme, StoredAlert.id == identifier


def _conditions(wanted: AlertFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(StoredAlert.kind == wanted.kind.value)
    if wanted.partner is not None:
        conditions.append(StoredAlert.partners.contains(_listed([wanted.partner]), autoescape=True))
    if wanted.status is not None:
        conditions.append(StoredAlert.status == wanted.status.value)
    if wanted.severity is not None:
        conditions.append(StoredAlert.severity == (_SEVERITIES.index(Severity(wanted.severity)) if wanted.severity in _SEVERITIES else -1))
    if wanted.since is not None:
        conditions.append(StoredAlert.last_seen >= wanted.since.isoformat())
    return conditions


def _beyond(after: str) -> ColumnElement[bool]:
    """Behind the last row of the page before, in the order of rank."""
    named, sureness, identifier = decoded(after, 3)
    try:
        severity, confidence = _SEVERITIES.index(Severity(named)), float(sureness)
    except ValueError as error:
        raise unknown(after) from error
    return or_(
        StoredAlert.severity < severity,
        and_(StoredAlert.severity == severity, StoredAlert.confidence < confidence),
        and_(StoredAlert.severity == severity, StoredAlert.confidence == confidence, StoredAlert.id > identifier),
    )


def _listed(partners: Iterable[str]) -> str:
    """`,a,b,`: one of them is found by its name between commas."""
    return "," + ",".join(clean(partner) for partner in partners) + ","
