"""Webhooks as their page shows them: who is told what, how each message stands, and sending one again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.webhooks import Handover, HandoverState, Webhook
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Place, the_place
from driftwatch_api.dashboard.forms import Form
from driftwatch_api.dashboard.job_views import moment_words
from driftwatch_api.dashboard.key_views import view_words
from driftwatch_api.dashboard.office import Here, Office
from driftwatch_api.dashboard.page_route import PageRoute

router = APIRouter(route_class=PageRoute, include_in_schema=False)
LATEST = 5
"""Messages that are shown of each."""
STATES = {
    HandoverState.QUEUED: ("…", "waits"),
    HandoverState.SENDING: ("▶", "is being sent"),
    HandoverState.SENT: ("✓", "taken"),
    HandoverState.SKIPPED: ("–", "not for this receiver"),
    HandoverState.FAILED: ("!", "failed for good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message to a webhook."""

    id: str
    what: str
    sign: str
    state: str
    at: str
    due: str
    tries: tuple[str, ...]
    replayable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookView:
    """One webhook; of its address the host alone, since the rest can be a secret."""

    id: str
    host: str
    sees: str
    events: str
    sign: str
    state: str
    standing: tuple[str, ...]
    failed: int
    messages: tuple[MessageView, ...]


@router.get("/p/{programme}/webhooks", openapi_extra=needs(Scope.ADMIN))
def webhooks(here: Here) -> Response:
    """List who is told by HTTP, and what became of the latest messages."""
    place = _place(here)
    store = here.parts.store
    standing = store.handovers.standing(place.key)
    found = [
        webhook_view(one, standing.get(one.id, {}), store.handovers.find(place.key, one.id, limit=LATEST).rows, place)
        for one in store.webhooks.find(place.key)
    ]
    return here.show("webhooks.html", title="Webhooks", door="mail", webhooks=found)


@router.post("/p/{programme}/webhooks/{webhook}/replay", openapi_extra=needs(Scope.ADMIN))
def replay(webhook: str, form: Form, here: Here) -> Response:
    """Send one message again, or all that failed for good: with the same ids and bodies."""
    place, store = _place(here), here.parts.store
    if store.webhooks.get(place.key, webhook) is None:
        raise HTTPException(404, "No programme of this name is here for you.")
    message = form.one("message") or None
    who, at = here.guest.key.name, here.parts.clock()
    count = store.handovers.replay(place.key, webhook, message, actor=who, at=at, request_id=here.request.state.request_id)
    if message is not None and not count:
        raise HTTPException(409, "That message is on its way just now, or is there no more.")
    return RedirectResponse(here.at("webhooks") + f"#{webhook}", status_code=303)


def webhook_view(one: Webhook, standing: dict[HandoverState, int], messages: tuple[Handover, ...], place: Place) -> WebhookView:
    """One webhook for the page."""
    working = one.disabled is None
    return WebhookView(
        id=one.id,
        host=urlsplit(one.url).netloc,
        sees=view_words(one.view, (place,)),
        events=", ".join(event.value for event in one.events) or "everything",
        sign="✓" if working else "–",
        state="is told" if working else f"is not told any more: {one.reason or 'disabled'}",
        standing=tuple(f"{number:,} {STATES[state][1]}" for state, number in sorted(standing.items()) if number),
        failed=standing.get(HandoverState.FAILED, 0),
        messages=tuple(_message(message) for message in messages),
    )


def _message(one: Handover) -> MessageView:
    sign, state = STATES[one.state]
    about = f" of {one.alert}" if one.alert else ""
    return MessageView(
        id=one.id,
        what=f"{one.type.value if one.type else 'message'}{about}",
        sign=sign,
        state=state,
        at=moment_words(one.at),
        due=moment_words(one.due) if one.due else "",
        tries=tuple(f"{moment_words(each.at)}: {each.detail or each.state.value}" for each in one.tries),
        replayable=one.state in (HandoverState.SENT, HandoverState.FAILED),
    )


def _place(here: Office) -> Place:
    return here.place or the_place(here.guest, here.parts, "")
