"""One alert: the card with both sides, how its measure moved, what can be done about it, and all that happened to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, Alert, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.domain.searches import FoundAlert
from driftwatch.errors import ActionRefusedError, UnknownAlertError
from driftwatch.store import SeenStore
from driftwatch.store.documents import read
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.alert_view import card_of, gallery, happened, moves, statements_of, told_with
from driftwatch_api.dashboard.chart_data import course_view
from driftwatch_api.dashboard.deciding import LONGEST_REASON, rows_done
from driftwatch_api.dashboard.drawn import context_of
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.forms import Form
from driftwatch_api.dashboard.inbox_search import AlertsAsked
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.service import Parts, Service

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_READS, _WRITES = needs(Scope.READ_ALERTS), needs(Scope.WRITE_ALERTS)
_NAMED = re.compile(r"(DW-)?[0-9A-Z]{4,12}", re.ASCII | re.IGNORECASE)
_CLIPPED = 500
"""Letters of a refusal that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """A form that puts alerts together, as it was refused."""

    other: str = ""
    reason: str = ""
    wrong: str = ""


@router.get("/alerts/{alert}", openapi_extra=_READS)
def find(alert: str, guest: Guest, parts: Parts) -> Response:
    """Lead to the page of the one alert of this key that answers to the name."""
    opened = tuple(key for key, _ in guest.access.programmes(parts.store))
    programme, identifier = _named(guest.sees(parts.store), opened, alert)
    return RedirectResponse(below(the_place(guest, parts, programme), "alerts", identifier), status_code=303)


@router.get("/p/{programme}/alerts/{alert}", openapi_extra=_READS)
def show(programme: str, alert: str, guest: Guest, parts: Parts, request: Request, *, wanted: Annotated[AlertsAsked, Query()]) -> Response:
    """Show one alert; a short name leads to the whole one."""
    place = the_place(guest, parts, programme)
    _, identifier = _named(guest.sees(parts.store), (place.key,), alert)
    if identifier != alert:
        return RedirectResponse(below(place, "alerts", identifier), status_code=303)
    return _page(request, guest, place, identifier, wanted=wanted)


@router.post("/p/{programme}/alerts/{alert}/merge", openapi_extra=_WRITES)
def merge(programme: str, alert: str, guest: Guest, parts: Parts, request: Request, *, form: Form) -> Response:
    """Tell another alert with this one from now on."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    _, lead = _named(seen, (place.key,), alert)
    asked = Regrouping(other=form.one("other"), reason=form.one("reason")[:LONGEST_REASON])
    try:
        _, other = _named(seen, (place.key,), asked.other)
        parts.store.lives.merge(place.key, lead, [other], _hand("merge", asked.reason, guest, parts), request_id=request.state.request_id)
    except (UnknownAlertError, ActionRefusedError) as error:
        told = "No other alert of this programme answers to this name." if isinstance(error, UnknownAlertError) else str(error)[:_CLIPPED]
        return _page(request, guest, place, lead, merging=replace(asked, wrong=told))
    return RedirectResponse(f"{below(place, 'alerts', lead)}#together", status_code=303)


@router.post("/p/{programme}/alerts/{alert}/split", openapi_extra=_WRITES)
def split(programme: str, alert: str, guest: Guest, parts: Parts, request: Request, *, form: Form) -> Response:
    """Give back the other as the alert that it is by itself."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    (_, lead), (_, other) = _named(seen, (place.key,), alert), _named(seen, (place.key,), form.one("other"))
    hand = _hand("split", form.one("reason")[:LONGEST_REASON], guest, parts)
    parts.store.lives.split(place.key, lead, other, hand, request_id=request.state.request_id)
    return RedirectResponse(f"{below(place, 'alerts', lead)}#together", status_code=303)


def _page(
    request: Request, guest: Visitor, place: Place, identifier: str, *, wanted: AlertsAsked | None = None, merging: Regrouping | None = None
) -> Response:
    parts: Service = request.app.state.service
    seen, wanted = guest.sees(parts.store), wanted or AlertsAsked()
    found, history = seen.lists.alert(place.key, identifier)
    alert = _whole(found)
    context = context_of(seen, place, statements=statements_of(alert), alerts=(identifier,))
    landmarks = seen.pictures(place.key, "landmarks").landmarks
    course = seen.lists.courses(place.key, [identifier]).get(identifier)
    return page(
        request,
        guest,
        "alert.html",
        title=alert.title,
        where=Shown(place=place, at="alerts"),
        status=422 if merging else 200,
        alert=alert,
        version=found.version,
        card=card_of(alert, context, landmarks),
        courses={},
        gallery=gallery(alert, place),
        course=course_view(course, landmarks, context) if course else None,
        moves=moves(found.status) if guest.may(Scope.WRITE_ALERTS) else (),
        together=told_with(alert, place),
        merging=merging or Regrouping(),
        lead=below(place, "alerts", alert.lead) if alert.lead else "",
        history=happened(history),
        here=below(place, "alerts", identifier),
        snoozed=_snoozed(history) if found.status == "snoozed" else None,
        done=rows_done(guest, parts, place, wanted.done) if wanted.did else [],
        did=wanted.did,
        longest=LONGEST_REASON,
    )


def _whole(found: FoundAlert) -> Alert:
    """As this reader may see it."""
    return replace(found.alert or read(Alert, found.body), status=found.status)


def _snoozed(history: Sequence[AlertEvent]) -> AlertEvent | None:
    return next((event for event in reversed(history) if event.action == Action.SNOOZE), None)


def _hand(action: str, reason: str, guest: Visitor, parts: Service) -> Hand:
    return Hand(action=action, actor=guest.key.name, reason=reason, at=parts.clock())


def _named(seen: SeenStore, programmes: Sequence[str], name: str) -> tuple[str, str]:
    """Programme and id of the one alert that answers to the name; raises UnknownAlertError."""
    found = seen.lists.named(name, programmes) if _NAMED.fullmatch(name) else ()
    exact = [known for known in found if known[1] == name.upper()]
    if len(found) != 1 and len(exact) != 1:
        raise UnknownAlertError(f"{len(found)} alerts answer to this name")
    return (exact or found)[0]
