"""What happened, queued for the webhooks that want to know, in the transaction in which it happened."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from driftwatch.domain.happenings import Happening
from driftwatch.domain.webhooks import Webhook
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredWebhook

WEBHOOK = "webhook"
"""The channel of what goes to webhooks."""
WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A happening on its way to one receiver; `body` stands from the first attempt on and never changes."""

    happening: Happening
    body: str | None = None


def announce(connection: Connection, programme: str, happening: Happening) -> None:
    """Queue it for every enabled webhook of the programme that wants its type; call it in the transaction of the change itself."""
    mine = (StoredWebhook.programme == programme, StoredWebhook.enabled)
    columns = (StoredWebhook.id, StoredWebhook.body, StoredWebhook.told)
    found = connection.execute(select(*columns).where(*mine).order_by(StoredWebhook.id).with_for_update())
    for identifier, body, told in found.all():
        if happening.type in read(Webhook, body).wanted:
            queue(connection, identifier, happening, place=told)


def queue(connection: Connection, webhook: str, happening: Happening, *, place: int) -> None:
    """Give it this place, the next, among what the webhook is to be told; whoever calls has locked the webhook."""
    cells = {
        "programme": happening.programme,
        "recipient": webhook,
        "period": happening.id,
        "channel": WEBHOOK,
        "state": WAITING,
        "at": happening.at.isoformat(),
        "instant": instant(happening.at),
        "due": instant(happening.at),
        "line": happening.alert,
        "place": place,
        "content": written(Outgoing(happening=happening)),
    }
    connection.execute(insert(StoredDelivery).values(cells))
    counted = update(StoredWebhook).where(StoredWebhook.programme == happening.programme, StoredWebhook.id == webhook)
    connection.execute(counted.values(told=place + 1))
