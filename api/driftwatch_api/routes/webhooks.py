"""Who is told by HTTP of what happens in a programme: for administrators."""

from base64 import b32encode
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError

from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.keys import Scope
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.domain.webhooks import OFFERED, Webhook, new_secret
from driftwatch.errors import DeliveryError
from driftwatch.store.requests import KEPT
from driftwatch_api.admission import Access, Guest, needs
from driftwatch_api.paging import link_next, spread
from driftwatch_api.problems import Refused, place
from driftwatch_api.repeats import CreatingRoute, Turn, repeatable
from driftwatch_api.service import Parts, Service
from driftwatch_api.webhook_documents import (
    DeliveryPage,
    DeliveryQuestion,
    MadeWebhook,
    Queued,
    ReplayRequest,
    WebhookChange,
    WebhookDocument,
    WebhookList,
    WebhookRequest,
    delivery_document,
    webhook_document,
)

router = APIRouter(prefix="/v1/programmes/{programme_id}/webhooks", tags=["webhooks"], route_class=CreatingRoute)


@router.get("", operation_id="list_webhooks", openapi_extra=needs(Scope.ADMIN))
def list_webhooks(programme_id: str, guest: Guest, parts: Parts) -> WebhookList:
    """List the webhooks of a programme, with how many messages stand how."""
    programme = _programme(programme_id, guest, parts)
    standing = parts.store.handovers.standing(programme)
    return WebhookList(webhooks=[webhook_document(one, standing.get(one.id, {})) for one in parts.store.webhooks.find(programme)])


@router.post("", operation_id="create_webhook", status_code=201, openapi_extra={**needs(Scope.ADMIN), **repeatable()}, responses={409: {}})
def create_webhook(programme_id: str, asked: WebhookRequest, guest: Guest, request: Request, response: Response) -> MadeWebhook:
    """Set up a webhook, and show its secret this once; it is told of what happens from now on."""
    parts: Service = request.app.state.service
    programme = _programme(programme_id, guest, parts)
    turn: Turn = request.state.turn
    identifier, made = _identifier(turn, programme, parts)
    webhook = Webhook(id=identifier, url=asked.url, events=_events(asked.events), template=asked.template, view=asked.view, created=parts.clock())
    _require_fit(webhook, programme, parts)
    response.headers["Location"] = f"{request.url.path}/{identifier}"
    if made is not None:
        return _made(made, parts.store.webhooks.secrets(programme, identifier)[0].value)
    secret = new_secret(parts.random)
    parts.store.webhooks.add(programme, webhook, secret=secret, actor=guest.key.name, request_id=request.state.request_id)
    return _made(webhook, secret)


@router.get("/{webhook_id}", operation_id="get_webhook", openapi_extra=needs(Scope.ADMIN))
def get_webhook(programme_id: str, webhook_id: str, guest: Guest, parts: Parts) -> WebhookDocument:
    """Show one webhook, and why it is disabled where it is."""
    programme = _programme(programme_id, guest, parts)
    return _document(parts, programme, _there(parts.store.webhooks.get(programme, webhook_id)))


@router.patch("/{webhook_id}", operation_id="change_webhook", openapi_extra=needs(Scope.ADMIN))
def change_webhook(programme_id: str, webhook_id: str, asked: WebhookChange, guest: Guest, request: Request) -> WebhookDocument:
    """Change where it is, what it is told and how; or disable it, or enable it again."""
    parts: Service = request.app.state.service
    programme = _programme(programme_id, guest, parts)
    _require_fit(_changed(_there(parts.store.webhooks.get(programme, webhook_id)), asked, guest, parts), programme, parts)
    after = parts.store.webhooks.change(
        programme,
        webhook_id,
        lambda before: _changed(before, asked, guest, parts),
        actor=guest.key.name,
        at=parts.clock(),
        request_id=request.state.request_id,
    )
    return _document(parts, programme, _there(after))


@router.delete("/{webhook_id}", operation_id="remove_webhook", status_code=204, openapi_extra=needs(Scope.ADMIN))
def remove_webhook(programme_id: str, webhook_id: str, guest: Guest, parts: Parts, request: Request) -> None:
    """Remove a webhook, with what it was told and was still to be told."""
    programme = _programme(programme_id, guest, parts)
    who, at = guest.key.name, parts.clock()
    if not parts.store.webhooks.remove(programme, webhook_id, actor=who, at=at, request_id=request.state.request_id):
        raise _absent()


@router.post("/{webhook_id}/rotate", operation_id="rotate_webhook", openapi_extra=needs(Scope.ADMIN))
def rotate_webhook(programme_id: str, webhook_id: str, guest: Guest, parts: Parts, request: Request) -> MadeWebhook:
    """Replace its secret, and show the new one this once; for a day both sign."""
    programme, secret = _programme(programme_id, guest, parts), new_secret(parts.random)
    who, at = guest.key.name, parts.clock()
    after = parts.store.webhooks.rotate(programme, webhook_id, secret=secret, actor=who, at=at, request_id=request.state.request_id)
    return _made(_there(after), secret)


@router.post("/{webhook_id}/test", operation_id="test_webhook", status_code=202, openapi_extra=needs(Scope.ADMIN), responses={409: {}})
def test_webhook(programme_id: str, webhook_id: str, guest: Guest, parts: Parts, request: Request) -> Queued:
    """Send it a `webhook.test`, whatever it asked to be told of."""
    programme, message = _programme(programme_id, guest, parts), f"test_{b32encode(parts.random(15)).decode().lower()}"
    happening = Happening(id=message, type=HappeningType.WEBHOOK_TEST, programme=programme, at=parts.clock())
    if not parts.store.webhooks.test(programme, webhook_id, happening, actor=guest.key.name, request_id=request.state.request_id):
        raise _absent()
    return Queued(queued=1, delivery=message)


@router.get("/{webhook_id}/deliveries", operation_id="list_deliveries", openapi_extra=needs(Scope.ADMIN))
def list_deliveries(
    programme_id: str, webhook_id: str, wanted: Annotated[DeliveryQuestion, Query()], guest: Guest, *, request: Request, response: Response
) -> DeliveryPage:
    """List what a webhook was told and is to be told, the newest first, with every attempt; what failed for good waits to be replayed."""
    parts: Service = request.app.state.service
    programme = _programme(programme_id, guest, parts)
    _there(parts.store.webhooks.get(programme, webhook_id))
    page = spread(
        [programme],
        lambda key, limit, after: parts.store.handovers.find(key, webhook_id, limit=limit, after=after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return DeliveryPage(deliveries=[delivery_document(one) for _, one in page.rows], next_cursor=page.next_cursor)


@router.post("/{webhook_id}/replay", operation_id="replay_deliveries", status_code=202, openapi_extra=needs(Scope.ADMIN), responses={409: {}})
def replay_deliveries(programme_id: str, webhook_id: str, guest: Guest, request: Request, asked: ReplayRequest | None = None) -> Queued:
    """Send one message again, or all that failed for good: with the same ids and bodies."""
    parts: Service = request.app.state.service
    programme, message = _programme(programme_id, guest, parts), asked.delivery if asked else None
    _there(parts.store.webhooks.get(programme, webhook_id))
    who, at = guest.key.name, parts.clock()
    count = parts.store.handovers.replay(programme, webhook_id, message, actor=who, at=at, request_id=request.state.request_id)
    if message is not None and not count:
        raise Refused(404, "No message of this webhook has this id, or it is on its way just now.")
    return Queued(queued=count, delivery=message)


def _identifier(turn: Turn, programme: str, parts: Service) -> tuple[str, Webhook | None]:
    """The new webhook's id, and the webhook itself where whoever made it died before they answered; a key may serve again another day."""
    named, fresh = turn.name("webhook"), f"wh_{b32encode(parts.random(10)).decode().lower()}"
    made = parts.store.webhooks.get(programme, f"wh_{named}") if named else None
    if named is None or (made is not None and made.created < parts.clock() - KEPT):
        return fresh, None
    return f"wh_{named}", made


def _programme(wanted: str, guest: Access, parts: Service) -> str:
    [(key, _)] = guest.programme(parts.store, wanted)
    return key


def _there(webhook: Webhook | None) -> Webhook:
    if webhook is None:
        raise _absent()
    return webhook


def _absent() -> Refused:
    return Refused(404, "No webhook of this programme has this id.")


def _events(wanted: list[HappeningType]) -> tuple[HappeningType, ...]:
    return tuple(one for one in OFFERED if one in wanted)


def _changed(before: Webhook, asked: WebhookChange, guest: Access, parts: Service) -> Webhook:
    after = replace(
        before,
        url=before.url if asked.url is None else asked.url,
        events=before.events if asked.events is None else _events(asked.events),
        template=asked.template or before.template,
        view=asked.view or before.view,
    )
    if asked.enabled is None or asked.enabled is (before.disabled is None):
        return after
    return replace(after, disabled=None, reason="") if asked.enabled else replace(after, disabled=parts.clock(), reason=f"by {guest.key.name}")


def _require_fit(webhook: Webhook, programme: str, parts: Service) -> None:
    """Raise 422 for an address to which nothing is ever sent, and for a side that does not exist."""
    try:
        parts.http.target(webhook.url)
    except DeliveryError as error:
        raise Refused(422, "The webhook's address does not fit.", places=[place("body", "/url", str(error))]) from error
    known = [JOINT_VIEW, WHOLE_VIEW, *(partner.id for partner in parts.store.partners(programme))]
    if webhook.view not in known:
        raise RequestValidationError([{"type": "value_error", "loc": ("body", "view"), "msg": "Input should be joint, all or a partner's id"}])


def _document(parts: Service, programme: str, webhook: Webhook) -> WebhookDocument:
    return webhook_document(webhook, parts.store.handovers.standing(programme).get(webhook.id, {}))


def _made(webhook: Webhook, secret: str) -> MadeWebhook:
    return MadeWebhook(**webhook_document(webhook, {}).model_dump(), secret=secret)
