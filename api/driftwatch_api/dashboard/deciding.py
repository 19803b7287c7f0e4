"""Deciding on one alert or on many: a page that asks for the reason, what it sends, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.domain.alerts import Action, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.domain.searches import FoundAlert
from driftwatch.errors import StaleError, UnknownAlertError
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.alert_words import MOVES, event_words
from driftwatch_api.dashboard.decisions import Chosen, chosen, events, fits, way_back
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.forms import Filled, Form
from driftwatch_api.dashboard.inbox_view import Row, row_of
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.service import Parts, Service

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_WRITES = needs(Scope.WRITE_ALERTS)
_SNOOZE = timedelta(days=14)
"""Offered, unless another day is named."""
LONGEST_REASON = 2000
MOST_EVENTS = 3
"""Shown of what happened meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody is about to decide."""

    action: Action
    back: str
    reason: str = ""
    until: str = ""
    wrong: str = ""
    """What has to be mended first."""


@router.get("/p/{programme}/alerts/decide", openapi_extra=_WRITES)
def ask(programme: str, guest: Guest, parts: Parts, request: Request, action: Action, *, back: str = "") -> Response:
    """Ask for the reason; nothing is changed yet."""
    place = the_place(guest, parts, programme)
    asked = Asked(action=action, back=_back(place, back))
    return _form(request, guest, place, asked, chosen(request.query_params.getlist("id")))


@router.post("/p/{programme}/alerts/decide", openapi_extra=_WRITES)
def decide(programme: str, guest: Guest, parts: Parts, request: Request, form: Form) -> Response:
    """Do it with all of them, or with none where somebody else has changed one meanwhile."""
    place = the_place(guest, parts, programme)
    asked, named = _sent(place, form), chosen(form.all("id"))
    wrong = _wrong(asked, parts.clock())
    if wrong or not named:
        return _form(request, guest, place, _with(asked, wrong), named, status=422)
    found = _found(guest, parts, place, named)
    changed = [one for one in named if one.version is not None and found[one.id].version != one.version]
    if changed:
        return _form(request, guest, place, asked, named, status=412, changed=changed)
    fitting = [one for one in named if fits(asked.action, found[one.id].status)]
    done = [_event(one.id, asked, guest, parts) for one in fitting]
    try:
        parts.store.lives.act_on_all(place.key, done, versions=_versions(fitting), request_id=request.state.request_id)
    except StaleError:
        return _form(request, guest, place, asked, named, status=412, changed=named)
    return _to(asked.back, did=asked.action.value, ids=[one.id for one in fitting])


@router.post("/p/{programme}/alerts/undo", openapi_extra=_WRITES)
def undo(programme: str, guest: Guest, parts: Parts, request: Request, form: Form) -> Response:
    """Lead back what this key did last with each of these alerts; what was changed since stays as it is."""
    place = the_place(guest, parts, programme)
    named = chosen(form.all("id"))
    found = _found(guest, parts, place, named)
    at, steps, undone = parts.clock(), list[AlertEvent](), list[Chosen]()
    for one in named:
        _, history = guest.sees(parts.store).lists.alert(place.key, one.id)
        way = way_back(history, actor=guest.key.name, on=at.date()) if one.version in (None, found[one.id].version) else None
        if way is not None:
            steps += events(way, one.id, actor=guest.key.name, at=at)
            undone.append(one)
    if undone:
        parts.store.lives.act_on_all(place.key, steps, versions=_versions(undone), request_id=request.state.request_id)
    return _to(_back(place, form.one("back")), did="undo", ids=[one.id for one in undone])


def _form(
    request: Request,
    guest: Visitor,
    place: Place,
    asked: Asked,
    named: Sequence[Chosen],
    *,
    status: int = 200,
    changed: Sequence[Chosen] = (),
) -> Response:
    parts: Service = request.app.state.service
    found = _found(guest, parts, place, named)
    fitting = [one.id for one in named if fits(asked.action, found[one.id].status)]
    rows = {one.id: row_of(found[one.id]) for one in named}
    within = "hx-request" in request.headers and status == 200
    return page(
        request,
        guest,
        "decide_form.html" if within else "decide.html",
        title="Changed meanwhile" if status == 412 else MOVES[asked.action].label,
        where=Shown(place=place, at="alerts"),
        status=status,
        move=MOVES[asked.action],
        asked=asked,
        rows=[rows[name] for name in fitting],
        others=[row for name, row in rows.items() if name not in fitting],
        changed=[(rows[one.id], _meanwhile(guest, parts, place, one.id)) for one in changed],
        tomorrow=(parts.clock().date() + timedelta(days=1)).isoformat(),
        until=asked.until or (parts.clock().date() + _SNOOZE).isoformat(),
        longest=LONGEST_REASON,
    )


def _found(guest: Visitor, parts: Service, place: Place, named: Sequence[Chosen]) -> Mapping[str, FoundAlert]:
    """All of them; raises UnknownAlertError where one is not there for this reader."""
    found = guest.sees(parts.store).lists.chosen(place.key, [one.id for one in named])
    if len(found) < len(named):
        raise UnknownAlertError(f"{len(named) - len(found)} of {len(named)} alerts are not there")
    return found


def _meanwhile(guest: Visitor, parts: Service, place: Place, alert: str) -> list[tuple[str, AlertEvent]]:
    """The newest lines of its history, the newest first."""
    _, history = guest.sees(parts.store).lists.alert(place.key, alert)
    return [(event_words(event), event) for event in reversed(history[-MOST_EVENTS:])]


def _sent(place: Place, form: Filled) -> Asked:
    try:
        action = Action(form.one("action"))
    except ValueError as error:
        raise HTTPException(422, "The form names nothing that can be done with an alert.") from error
    return Asked(action=action, back=_back(place, form.one("back")), reason=form.one("reason")[:LONGEST_REASON], until=form.one("until"))


def _wrong(asked: Asked, at: datetime) -> str:
    """What is missing, in words that say how to mend it."""
    if asked.action is Action.DISPUTE and not asked.reason:
        return "Say in a few words what is not right: the reason is shown wherever this is told."
    if asked.action is Action.SNOOZE:
        day = _day(asked.until)
        if day is None or day <= at.date():
            return "Name the day on which it is to be looked at again, tomorrow or later."
    return ""


def _with(asked: Asked, wrong: str) -> Asked:
    return Asked(action=asked.action, back=asked.back, reason=asked.reason, until=asked.until, wrong=wrong or "Choose at least one alert.")


def _event(alert: str, asked: Asked, guest: Visitor, parts: Service) -> AlertEvent:
    return AlertEvent(
        alert_id=alert,
        action=asked.action.value,
        actor=guest.key.name,
        reason=asked.reason,
        at=parts.clock(),
        status=STATUS_AFTER[asked.action],
        until=_day(asked.until) if asked.action is Action.SNOOZE else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _versions(named: Sequence[Chosen]) -> dict[str, int]:
    return {one.id: one.version for one in named if one.version is not None}


def _back(place: Place, address: str) -> str:
    """Where somebody came from, if that is a page of this programme or the list of all."""
    path = address.partition("?")[0]
    ours = path == "/alerts" or path == below(place) or path.startswith(f"{below(place)}/")
    return (
        address
        if ours and "\\" not in address and "//" not in path and ".." not in path and address.isprintable() and "#" not in address
        else below(place, "alerts")
    )


def _to(back: str, *, did: str, ids: Sequence[str]) -> Response:
    told = f"did={did}&done={'.'.join(ids)}"
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{told}#done", status_code=303)


def rows_done(guest: Visitor, parts: Service, place: Place | None, done: str) -> list[Row]:
    """The alerts that were just decided on, as they stand now; none where the address was made up."""
    named = [one.id for one in chosen(done.split("."))]
    found = guest.sees(parts.store).lists.chosen(place.key, named) if place and named else {}
    return [row_of(found[name]) for name in named if name in found]
