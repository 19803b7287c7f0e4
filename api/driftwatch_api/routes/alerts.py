"""Alerts, and what people do with them."""

import re
from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response

from driftwatch.alerts import lifecycle
from driftwatch.domain.alerts import Action, Alert, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.errors import UnknownAlertError
from driftwatch.report.documents import alert_content
from driftwatch.store import SqlStore
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.documents import AlertDocument, AlertWithHistory, EventDocument
from driftwatch_api.list_documents import AlertPage
from driftwatch_api.list_questions import AlertField, AlertQuestion
from driftwatch_api.listing import ANSWERS, JSON, UNCHANGED, answered, refusing_unknown_cursors, tagged
from driftwatch_api.questions import ActionRequest
from driftwatch_api.service import Parts
from driftwatch_api.stored import PLAIN, alert_row, narrowed

router = APIRouter(prefix="/v1/alerts", tags=["alerts"], route_class=GuardedRoute)
_ID = re.compile(r"(DW-)?[0-9A-Z]{4,12}", re.ASCII | re.IGNORECASE)
"""An id, or enough of its beginning that a slip of the finger does not meet another alert."""


@router.get("", operation_id="list_alerts", openapi_extra=needs(Scope.READ_ALERTS), response_model=AlertPage, responses=ANSWERS)
def list_alerts(wanted: Annotated[AlertQuestion, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """List alerts: by programme, then high severity and confidence first, or as `sort` says; as CSV where the header Accept prefers it."""
    search = wanted.search(guest.chosen(parts.store, wanted.programme))
    fields = [field.value for field in wanted.fields]
    whole = not fields or not PLAIN.issuperset(fields)
    with refusing_unknown_cursors():
        page = guest.sees(parts.store).lists.alerts(search, limit=wanted.limit, after=wanted.cursor, whole=whole)
    rows = [narrowed(alert_row(found), fields) for found in page.rows]
    return answered(request, "alerts", rows, fields or list(AlertField), page.next_after)


@router.get("/{alert_id}", operation_id="get_alert", openapi_extra=needs(Scope.READ_ALERTS), response_model=AlertWithHistory, responses=UNCHANGED)
def get_alert(alert_id: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Show one alert with its evidence and its history; its ETag serves for If-Match."""
    programme, identifier = _named(guest, parts.store, alert_id)
    found, history = guest.sees(parts.store).lists.alert(programme, identifier)
    content = {**alert_row(found), "history": [_event(event).model_dump(mode="json") for event in history]}
    return tagged(request, orjson.dumps(content), JSON, {}, version=found.version)


@router.post("/{alert_id}/{action}", operation_id="act_on_alert", openapi_extra=needs(Scope.WRITE_ALERTS))
def act_on_alert(alert_id: str, action: Action, guest: Guest, parts: Parts, why: ActionRequest | None = None) -> AlertDocument:
    """Acknowledge, agree, snooze, resolve, reopen or dispute; 409 says what the alert's status allows instead."""
    programme, identifier = _named(guest, parts.store, alert_id)
    alert = guest.sees(parts.store).alert(programme, identifier)
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


def _named(guest: Access, store: SqlStore, alert_id: str) -> tuple[str, str]:
    """Programme and id of the one alert of the guest's programmes that answers to the id; raises UnknownAlertError."""
    found = guest.sees(store).lists.named(alert_id, guest.chosen(store, ())) if _ID.fullmatch(alert_id) else ()
    exact = [name for name in found if name[1] == alert_id.upper()]
    if len(found) != 1 and len(exact) != 1:
        raise UnknownAlertError(f"{len(found)} alerts answer to this id")
    return (exact or found)[0]


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
