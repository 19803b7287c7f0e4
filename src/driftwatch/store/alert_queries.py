"""Alerts as they are read: by id, by filter, in the order of rank."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from driftwatch.alerts.identity import resolve
from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus
from driftwatch.domain.meaning import Severity
from driftwatch.domain.view import View
from driftwatch.records import AlertFilter, Page
from driftwatch.store.audiences import alerts_for, all_shown, shown
from driftwatch.store.columns import clean
from driftwatch.store.documents import read
from driftwatch.store.pages import asked, decoded, page, unknown
from driftwatch.store.schema import StoredAlert, StoredEvent

SEVERITIES = tuple(Severity)
"""Their places are the numbers in the store."""
_BY_RANK = (StoredAlert.severity.desc(), StoredAlert.confidence.desc(), StoredAlert.id)


def raised_alerts(connection: Connection, programme: str, view: View) -> tuple[Alert, ...]:
    """All alerts of the last scan as they stand now, and as this reader may see them."""
    mine = (StoredAlert.programme == programme, StoredAlert.raised, StoredAlert.listed, *alerts_for(view))
    found = connection.execute(_selected().where(*mine).order_by(*_BY_RANK))
    return all_shown(connection, programme, [_alert(body, status) for body, status in found], view)


def find_alerts(connection: Connection, programme: str, view: View, *, wanted: AlertFilter, limit: int, after: str | None) -> Page[Alert]:
    """Some of the alerts that are listed, as this reader may see them: those of the last scan, and those that are not yet gone for long."""
    mine = (StoredAlert.programme == programme, StoredAlert.listed, *alerts_for(view))
    conditions = [*mine, *_conditions(wanted), *([_beyond(after)] if after else [])]
    found = connection.execute(_selected().where(*conditions).order_by(*_BY_RANK).limit(asked(limit)))
    alerts = [_alert(body, status) for body, status in found]
    return shown(connection, programme, page(alerts, limit, lambda alert: (alert.severity, repr(alert.confidence), alert.id)), view)


def find_alert(connection: Connection, programme: str, view: View, identifier: str) -> Alert:
    """One alert, raised by the last scan or by an earlier one, by an unambiguous beginning of its id, as this reader may see it."""
    ids = select(StoredAlert.id).where(StoredAlert.programme == programme, *alerts_for(view))
    name = connection.scalar(ids.where(StoredAlert.id == identifier)) or resolve(identifier, connection.scalars(ids))
    found = connection.execute(_selected().where(*is_alert(programme, name))).one()
    return all_shown(connection, programme, [_alert(found.body, found.status)], view)[0]


def find_history(connection: Connection, programme: str, view: View, identifier: str) -> tuple[AlertEvent, ...]:
    """What happened to it, oldest first."""
    alert = find_alert(connection, programme, view, identifier)
    bodies = select(StoredEvent.body).where(StoredEvent.programme == programme, StoredEvent.alert == alert.id).order_by(StoredEvent.place)
    return tuple(read(AlertEvent, body) for body in connection.scalars(bodies))


def find_version(connection: Connection, programme: str, identifier: str) -> int:
    """How often this alert was changed."""
    return connection.execute(select(StoredAlert.version).where(*is_alert(programme, identifier))).scalar_one()


def _selected() -> Select[str, str]:
    return select(StoredAlert.body, StoredAlert.status)


def _alert(body: str, status: str) -> Alert:
    return replace(read(Alert, body), status=AlertStatus(status))


def is_alert(programme: str, identifier: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that one row meets."""
    return StoredAlert.programme == programme, StoredAlert.id == identifier


def _conditions(wanted: AlertFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(StoredAlert.kind == wanted.kind.value)
    if wanted.partner is not None:
        conditions.append(StoredAlert.partners.contains(listed([wanted.partner]), autoescape=True))
    if wanted.status is not None:
        conditions.append(StoredAlert.status == wanted.status.value)
    if wanted.severity is not None:
        conditions.append(StoredAlert.severity == (SEVERITIES.index(Severity(wanted.severity)) if wanted.severity in SEVERITIES else -1))
    if wanted.since is not None:
        conditions.append(StoredAlert.last_seen >= wanted.since.isoformat())
    return conditions


def _beyond(after: str) -> ColumnElement[bool]:
    """Behind the last row of the page before, in the order of rank."""
    named, sureness, identifier = decoded(after, 3)
    try:
        severity, confidence = SEVERITIES.index(Severity(named)), float(sureness)
    except ValueError as error:
        raise unknown(after) from error
    return or_(
        StoredAlert.severity < severity,
        and_(StoredAlert.severity == severity, StoredAlert.confidence < confidence),
        and_(StoredAlert.severity == severity, StoredAlert.confidence == confidence, StoredAlert.id > identifier),
    )


def listed(partners: Iterable[str]) -> str:
    """`,a,b,`: one of them is found by its name between commas."""
    return "," + ",".join(clean(partner) for partner in partners) + ","
