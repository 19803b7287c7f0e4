"""Alerts, and what people do with them."""

import re
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Header, Query, Request, Response

from driftwatch.alerts import lifecycle
from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.errors import StaleError, UnknownAlertError
from driftwatch.store import SqlStore
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.documents import AlertWithHistory, EventDocument
from driftwatch_api.lanes import lane_of
from driftwatch_api.list_documents import AlertPage
from driftwatch_api.list_questions import AlertField, AlertQuestion
from driftwatch_api.listing import ANSWERS, JSON, UNCHANGED, answered, refusing_unknown_cursors, tagged, version_in
from driftwatch_api.questions import ActionRequest, MergeRequest, SplitRequest
from driftwatch_api.service import Parts, Service
from driftwatch_api.stored import PLAIN, alert_row, narrowed

router = APIRouter(prefix="/v1/alerts", tags=["alerts"], route_class=GuardedRoute)
_WRITES = needs(Scope.WRITE_ALERTS)
_CHANGED: dict[int | str, dict[str, Any]] = {409: {}, 412: {}}
IfMatch = Annotated[str | None, Header(max_length=200, description="The ETag that was read; where the alert has changed since, nothing is done.")]
_ID = re.compile(r"(DW-)?[0-9A-Z]{4,12}", re.ASCII | re.IGNORECASE)
"""An id, or enough of its beginning that a slip of the finger does not meet another alert."""


@router.get("", operation_id="list_alerts", openapi_extra=needs(Scope.READ_ALERTS), response_model=AlertPage, responses=ANSWERS)
async def list_alerts(wanted: Annotated[AlertQuestion, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """List alerts: by programme, then high severity and confidence first, or as `sort` says; as CSV where the header Accept prefers it."""
    return await lane_of(request).run(_listed, wanted, guest, parts, request)


def _listed(wanted: AlertQuestion, guest: Access, parts: Service, request: Request) -> Response:
    search = wanted.search(guest.chosen(parts.store, wanted.programme))
    fields = [field.value for field in wanted.fields]
    whole = not fields or not PLAIN.issuperset(fields)
    with refusing_unknown_cursors():
        page = guest.sees(parts.store).lists.alerts(search, limit=wanted.limit, after=wanted.cursor, whole=whole)
    rows = [narrowed(alert_row(found), fields) for found in page.rows]
    return answered(request, "alerts", rows, fields or list(AlertField), page.next_after)


@router.get("/{alert_id}", operation_id="get_alert", openapi_extra=needs(Scope.READ_ALERTS), response_model=AlertWithHistory, responses=UNCHANGED)
async def get_alert(alert_id: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Show one alert with its evidence and its history; its ETag serves for If-Match."""
    return await lane_of(request).run(lambda: _shown(request, guest, parts, _named(guest, parts.store, alert_id)))


@router.post("/{alert_id}/merge", operation_id="merge_alerts", openapi_extra=_WRITES, response_model=AlertWithHistory, responses=_CHANGED)
def merge_alerts(alert_id: str, asked: MergeRequest, guest: Guest, parts: Parts, request: Request) -> Response:
    """Tell other alerts of the programme with this one from now on; each stays an alert of its own and can be split off."""
    programme, lead = _named(guest, parts.store, alert_id)
    others = [_of(programme, guest, parts.store, other) for other in asked.others]
    parts.store.lives.merge(programme, lead, others, _hand("merge", asked.reason, guest, parts), request_id=request.state.request_id)
    return _shown(request, guest, parts, (programme, lead))


@router.post("/{alert_id}/split", operation_id="split_alert", openapi_extra=_WRITES, response_model=AlertWithHistory, responses=_CHANGED)
def split_alert(alert_id: str, asked: SplitRequest, guest: Guest, parts: Parts, request: Request) -> Response:
    """Give back the other as the alert that it is by itself; no scan puts the two together again."""
    programme, lead = _named(guest, parts.store, alert_id)
    other = _of(programme, guest, parts.store, asked.other)
    parts.store.lives.split(programme, lead, other, _hand("split", asked.reason, guest, parts), request_id=request.state.request_id)
    return _shown(request, guest, parts, (programme, lead))


@router.post("/{alert_id}/{action}", operation_id="act_on_alert", openapi_extra=_WRITES, response_model=AlertWithHistory, responses=_CHANGED)
def act_on_alert(
    alert_id: str, action: Action, guest: Guest, parts: Parts, request: Request, *, why: ActionRequest | None = None, if_match: IfMatch = None
) -> Response:
    """Acknowledge, agree, snooze, resolve, reopen or dispute; 409 says what the alert's status allows instead."""
    programme, identifier = _named(guest, parts.store, alert_id)
    event = AlertEvent(
        alert_id=identifier,
        action=action.value,
        actor=guest.key.name,
        reason=why.reason if why else "",
        at=parts.clock(),
        status=lifecycle.STATUS_AFTER[action],
        until=why.until if why else None,
    )
    parts.store.act(programme, event, version=_version(if_match), request_id=request.state.request_id)
    return _shown(request, guest, parts, (programme, identifier))


def _version(if_match: str | None) -> int | None:
    """The version that the client has read; None where it does not mind."""
    if if_match is None or if_match.strip() == "*":
        return None
    version = version_in(if_match)
    if version is None:
        raise StaleError("If-Match is no ETag of an alert")
    return version


def _shown(request: Request, guest: Access, parts: Service, name: tuple[str, str]) -> Response:
    found, history = guest.sees(parts.store).lists.alert(*name)
    content = {**alert_row(found), "history": [_event(event).model_dump(mode="json") for event in history]}
    return tagged(request, orjson.dumps(content), JSON, {}, version=found.version)


def _hand(action: str, reason: str, guest: Access, parts: Service) -> Hand:
    return Hand(action=action, actor=guest.key.name, reason=reason, at=parts.clock())


def _of(programme: str, guest: Access, store: SqlStore, alert_id: str) -> str:
    """Another alert of the same programme; raises UnknownAlertError."""
    where, identifier = _named(guest, store, alert_id)
    if where != programme:
        raise UnknownAlertError(f"{programme} has no such alert")
    return identifier


def _named(guest: Access, store: SqlStore, alert_id: str) -> tuple[str, str]:
    """Programme and id of the one alert of the guest's programmes that answers to the id; raises UnknownAlertError."""
    found = guest.sees(store).lists.named(alert_id, guest.chosen(store, ())) if _ID.fullmatch(alert_id) else ()
    exact = [name for name in found if name[1] == alert_id.upper()]
    if len(found) != 1 and len(exact) != 1:
        raise UnknownAlertError(f"{len(found)} alerts answer to this id")
    return (exact or found)[0]


def _event(event: AlertEvent) -> EventDocument:
    return EventDocument(
        action=event.action,
        actor=event.actor,
        reason=event.reason,
        at=event.at.isoformat(),
        status=event.status,
        until=event.until and event.until.isoformat(),
    )
