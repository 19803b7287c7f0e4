"""What a webhook is told, and the signature by which it knows who told it: Standard Webhooks, to the letter."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook as Signer

from driftwatch.domain.happenings import COUNTS, KINDS, Happening
from driftwatch.domain.webhooks import Template
from driftwatch.notifiers.webhook_templates import RENDERED, link_to

Headers = dict[str, str]
BODY_BYTES = 16_000
"""What remains of a request of 20 KB beside its headers; no body of ours comes near."""
AGENT = "driftwatch-webhooks/1"


def body_of(happening: Happening, template: Template, *, base_url: str | None) -> str:
    """The message in this form; always the same for the same happening, form and address of the service."""
    link = link_to(happening, base_url)
    body = RENDERED[template](happening, link) if template is not Template.GENERIC else payload(happening, link)
    if len(body.encode()) > BODY_BYTES:
        raise ValueError(f"happening {happening.id}: its message is larger than {BODY_BYTES} bytes")
    return body


def payload(happening: Happening, link: str | None) -> str:
    """Thin: what it is and where to read on; text is read where reading is authorised and noted."""
    facts = {name: happening.facts.get(name) for name in ("kind", "severity", "status")}
    others = {name: value for name, value in sorted(happening.facts.items()) if name in KINDS and name not in facts}
    counts = {name: int(value) for name, value in sorted(happening.facts.items()) if name in COUNTS}
    data = {"programme": happening.programme, "alert": happening.alert, **facts, **others, "counts": counts, "link": link}
    return json.dumps({"type": happening.type.value, "timestamp": happening.at.astimezone(UTC).isoformat(), "data": data}, separators=(",", ":"))


def headers_of(message: str, body: str, secrets: Sequence[str], *, at: datetime) -> Headers:
    """Who and what it is and when it was sent, signed with each of the secrets: two while one replaces the other."""
    moment = at.astimezone(UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Signer(secret).sign(message, moment, body) for secret in secrets),
    }
