"""Alerts, and what people do with them."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from driftwatch.alerts import lifecycle
from driftwatch.domain.alerts import Action, Alert, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.errors import UnknownAlertError
from driftwatch.records import AlertFilter
from driftwatch.report.documents import alert_content
from driftwatch.store import SeenStore, SqlStore
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.documents import AlertDocument, AlertPage, AlertWithHistory, EventDocument
from driftwatch_api.paging import link_next, spread
from driftwatch_api.questions import ActionRequest, AlertQuestion
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/alerts", tags=["alerts"], route_class=GuardedRoute)
_ID = re.compile(r"(DW-)?[0-9A-Z]{4,12}", re.ASCII | re.IGNORECASE)
"""An id, or enough of its beginning that a slip of the finger does not meet another alert."""


@router.get("", operation_id="list_alerts", openapi_extra=needs(Scope.READ_ALERTS))
def list_alerts(wanted: Annotated[AlertQuestion, Query()], guest: Guest, parts: Parts, request: Request, response: Response) -> AlertPage:
    """List alerts: by programme, then high severity and confidence first."""
    chosen = AlertFilter(kind=wanted.kind, partner=wanted.partner, status=wanted.status, severity=wanted.severity, since=wanted.since)
    page = spread(
        [key for key, _ in guest.programme(parts.store, wanted.programme)],
        lambda programme, limit, after: guest.sees(parts.store).alerts(programme, wanted=chosen, limit=limit, after=after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return AlertPage(alerts=[_document(programme, alert) for programme, alert in page.rows], next_cursor=page.next_cursor)


@router.get("/{alert_id}", operation_id="get_alert", openapi_extra=needs(Scope.READ_ALERTS))
def get_alert(alert_id: str, guest: Guest, parts: Parts) -> AlertWithHistory:
    """Show one alert with its evidence and its history."""
    programme, alert = _found(guest, parts.store, alert_id)
    history = [_event(event) for event in guest.sees(parts.store).history(programme, alert.id)]
    return AlertWithHistory.model_validate({"programme": programme, **alert_content(alert), "history": history})


@router.post("/{alert_id}/{action}", operation_id="act_on_alert", openapi_extra=needs(Scope.WRITE_ALERTS))
def act_on_alert(alert_id: str, action: Action, guest: Guest, parts: Parts, why: ActionRequest | None = None) -> AlertDocument:
    """Acknowledge, agree, snooze, resolve, reopen or dispute; 409 says what the alert's status allows instead."""
    programme, alert = _found(guest, parts.store, alert_id)
    event = AlertEvent(
        alert_id=alert.id,
        action=action.value,
        actor=guest.key.name,
        reason=why.reason if why else "",
        at=parts.clock(),
        status=lifecycle.STATUS_AFTER[action],
        until=why.until if why else None,
    )
    lifecycle.apply(alert, event)
    parts.store.act(programme, event)
    return _document(programme, guest.sees(parts.store).alert(programme, alert.id))


def _found(guest: Access, store: SqlStore, alert_id: str) -> tuple[str, Alert]:
    """The one alert of the guest's programmes that answers to the id; raises UnknownAlertError."""
    found = [(key, alert) for key, _ in guest.programmes(store) for alert in _answering(guest.sees(store), key, alert_id)]
    exact = [(key, alert) for key, alert in found if alert.id == alert_id]
    if len(found) != 1 and len(exact) != 1:
        raise UnknownAlertError(f"{len(found)} alerts answer to this id")
    return (exact or found)[0]


def _answering(store: SeenStore, programme: str, alert_id: str) -> tuple[Alert, ...]:
    if not _ID.fullmatch(alert_id):
        return ()
    try:
        return (store.alert(programme, alert_id),)
    except UnknownAlertError:
        return ()


def _document(programme: str, alert: Alert) -> AlertDocument:
    return AlertDocument.model_validate({"programme": programme, **alert_content(alert)})


def _event(event: AlertEvent) -> EventDocument:
    return EventDocument(
        action=event.action,
        actor=event.actor,
        reason=event.reason,
        at=event.at.isoformat(),
        status=event.status,
        until=event.until and event.until.isoformat(),
    )
