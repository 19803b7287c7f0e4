"""What is asked and answered about webhooks."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from driftwatch.domain.happenings import HappeningType
from driftwatch.domain.view import JOINT_VIEW
from driftwatch.domain.webhooks import OFFERED, Handover, HandoverState, Template, Webhook
from driftwatch_api.documents import Moment
from driftwatch_api.examples import CURSOR, Example
from driftwatch_api.paging import Cursor, Limit

Url = Annotated[
    str,
    Field(
        max_length=2000,
        description="Where it is told: https, a public host, port 443 or 8443; hosts of your own net are for the operator to allow.",
        examples=["https://hooks.portal.example/driftwatch"],
    ),
]
Events = Annotated[list[HappeningType], Field(max_length=len(OFFERED), description="What it is told of; none means all.")]
ViewName = Annotated[
    str, Field(pattern=r"^[a-z0-9-]+$", max_length=100, description="Of whose own sources it may learn: `joint`, `all` or the id of a partner.")
]
_WANTED: Example = {
    "url": "https://hooks.portal.example/driftwatch",
    "events": ["alert.opened", "alert.escalated"],
    "template": "generic",
    "view": "joint",
}
_WEBHOOK: Example = {
    **_WANTED,
    "id": "wh_k3v7q2mab4cd5efg",
    "enabled": True,
    "reason": "",
    "created": "2026-04-06T07:30:00+00:00",
    "rotated": None,
    "messages": {"sent": 12, "queued": 1},
}
_TRY: Example = {"at": "2026-04-06T07:30:02+00:00", "state": "queued", "detail": "503"}
_DELIVERY: Example = {
    "id": "ev_5f2b9c0de5a14c7f8f5f0b0c9a3d7e21",
    "type": "alert.opened",
    "alert": "DW-9F2M4K7Q1ZXB",
    "state": "queued",
    "at": "2026-04-06T07:30:00+00:00",
    "due": "2026-04-06T07:30:07+00:00",
    "attempts": [_TRY],
}


def _example(example: Example, *, asked: bool = False) -> ConfigDict:
    return ConfigDict(extra="forbid" if asked else "ignore", frozen=True, json_schema_extra={"examples": [example]})


class WebhookRequest(BaseModel):
    """A receiver of what happens in a programme."""

    model_config = _example(_WANTED, asked=True)

    url: Url
    events: Events = []
    template: Template = Field(Template.GENERIC, description="The form of the messages; `generic` is Standard Webhooks.")
    view: ViewName = JOINT_VIEW


class WebhookChange(BaseModel):
    """What is to be different; what is left out stays."""

    model_config = _example({"enabled": True}, asked=True)

    url: Url | None = None
    events: Events | None = None
    template: Template | None = None
    view: ViewName | None = None
    enabled: bool | None = Field(None, description="A webhook that is disabled is told nothing, and what happens meanwhile is not kept for it.")


class WebhookDocument(BaseModel):
    """A receiver; its secret was shown once."""

    model_config = _example(_WEBHOOK)

    id: str
    url: str
    events: list[HappeningType]
    template: Template
    view: str
    enabled: bool
    reason: str = Field(description="Why it is disabled; empty while it is enabled.")
    created: Moment
    rotated: Moment | None = Field(description="When its secret was last replaced.")
    messages: dict[HandoverState, int] = Field(description="How many messages stand how.")


class MadeWebhook(WebhookDocument):
    """A webhook with its secret, at the one moment when that is shown."""

    model_config = _example({**_WEBHOOK, "messages": {}, "secret": "whsec_" + "A" * 43 + "="})

    secret: str = Field(description="Signs every message (Standard Webhooks). Keep it now: it is not shown again.")


class WebhookList(BaseModel):
    """The webhooks of a programme, by id."""

    model_config = _example({"webhooks": [_WEBHOOK]})

    webhooks: list[WebhookDocument]


class DeliveryQuestion(BaseModel):
    """Which messages are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Limit = 50
    cursor: Cursor = None


class TryDocument(BaseModel):
    """One attempt; one that stays `sending` ended in nobody knows what."""

    model_config = _example(_TRY)

    at: Moment
    state: HandoverState
    detail: str = Field(description="The status that the receiver answered with, or why there was none.")


class DeliveryDocument(BaseModel):
    """A message to a webhook, and every attempt to hand it over."""

    model_config = _example(_DELIVERY)

    id: str = Field(description="The header `webhook-id`: the same however often it is sent.")
    type: HappeningType | None
    alert: str | None
    state: HandoverState
    at: Moment = Field(description="When it happened.")
    due: Moment | None = Field(description="When it is tried (again); null where it is not.")
    attempts: list[TryDocument]


class DeliveryPage(BaseModel):
    """What a webhook was told and is to be told, the newest first."""

    model_config = _example({"deliveries": [_DELIVERY], "next_cursor": CURSOR})

    deliveries: list[DeliveryDocument]
    next_cursor: str | None


class ReplayRequest(BaseModel):
    """What is to be sent again, with the same id and body."""

    model_config = _example({"delivery": "ev_5f2b9c0de5a14c7f8f5f0b0c9a3d7e21"}, asked=True)

    delivery: str | None = Field(None, min_length=1, max_length=200, description="Id of a message; without it, all that failed for good.")


class Queued(BaseModel):
    """How many messages are sent again, or for the first time."""

    model_config = _example({"queued": 1, "delivery": None})

    queued: int
    delivery: str | None = Field(description="Id of the message where there is only one.")


def webhook_document(webhook: Webhook, messages: dict[HandoverState, int]) -> WebhookDocument:
    """A webhook as it is told."""
    return WebhookDocument(
        id=webhook.id,
        url=webhook.url,
        events=list(webhook.events),
        template=webhook.template,
        view=webhook.view,
        enabled=webhook.disabled is None,
        reason=webhook.reason,
        created=webhook.created.isoformat(),
        rotated=webhook.rotated and webhook.rotated.isoformat(),
        messages=messages,
    )


def delivery_document(handover: Handover) -> DeliveryDocument:
    """A message as it is told."""
    return DeliveryDocument(
        id=handover.id,
        type=handover.type,
        alert=handover.alert,
        state=handover.state,
        at=handover.at.isoformat(),
        due=handover.due and handover.due.isoformat(),
        attempts=[TryDocument(at=one.at.isoformat(), state=one.state, detail=one.detail) for one in handover.tries],
    )
