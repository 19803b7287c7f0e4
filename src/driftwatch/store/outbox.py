"""What happened, queued for the webhooks that want to know, in the transaction in which it happened."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from driftwatch.domain.happenings import Happening
from driftwatch.domain.webhooks import HandoverState, Webhook
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredWebhook
from driftwatch.store.writing import insertion

WEBHOOK = "webhook"
"""The channel of what goes to webhooks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A happening on its way to one receiver; `body` stands from the first attempt on and never changes."""

    happening: Happening
    body: str | None = None


def hold(connection: Connection, programme: str) -> None:
    """Lock the programme's webhooks before anything that comes after them: programme, alerts, webhooks, messages and mails, audit log.

    All who lock several of these do it in this order; two in different orders would wait for each other.
    """
    connection.execute(select(StoredWebhook.id).where(StoredWebhook.programme == programme).order_by(StoredWebhook.id).with_for_update()).all()


def announce(connection: Connection, programme: str, happening: Happening) -> None:
    """Queue it for every enabled webhook of the programme that wants its type; call it in the transaction of the change itself."""
    mine = (StoredWebhook.programme == programme, StoredWebhook.enabled)
    columns = (StoredWebhook.id, StoredWebhook.body, StoredWebhook.told)
    found = connection.execute(select(*columns).where(*mine).order_by(StoredWebhook.id).with_for_update())
    for identifier, body, told in found.all():
        if happening.type in read(Webhook, body).wanted:
            queue(connection, identifier, happening, place=told)


def queue(connection: Connection, webhook: str, happening: Happening, *, place: int) -> None:
    """Give it this place, the next, among what the webhook is to be told, unless it has one; whoever calls has locked the webhook."""
    happening = replace(happening, id=happening.id.replace(".", "_"))  # Standard Webhooks signs id.timestamp.body: the id has no dot
    cells = {
        "programme": happening.programme,
        "recipient": webhook,
        "period": happening.id,
        "channel": WEBHOOK,
        "state": HandoverState.QUEUED.value,
        "at": happening.at.isoformat(),
        "instant": instant(happening.at),
        "due": instant(happening.at),
        "line": happening.alert,
        "place": place,
        "content": written(Outgoing(happening=happening)),
    }
    added = insertion(connection, StoredDelivery).values([cells]).on_conflict_do_nothing().returning(StoredDelivery.place)
    if connection.execute(added).first() is not None:
        counted = update(StoredWebhook).where(StoredWebhook.programme == happening.programme, StoredWebhook.id == webhook)
        connection.execute(counted.values(told=place + 1))
