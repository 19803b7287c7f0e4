"""Messages on their way to webhooks: one place each, one sender at a time, the same id and body however often they are sent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from driftwatch.domain.happenings import Happening
from driftwatch.domain.webhooks import Handover, HandoverState, SigningSecret, Webhook
from driftwatch.errors import ActionRefusedError
from driftwatch.records import Page
from driftwatch.store import handover_rows as rows
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.outbox import WEBHOOK, Outgoing, hold
from driftwatch.store.pages import asked, page
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredWebhook
from driftwatch.store.webhooks import find_secrets, keep

LEASE = timedelta(minutes=2)
"""After so long whoever was sending a message and never said how it ended has died: it is sent again. No attempt takes as long."""
_MACHINE = "driftwatch"
"""Who acts when nobody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message that is this sender's alone until its lease ends."""

    programme: str
    webhook: Webhook
    happening: Happening
    body: str
    """As it was at the first attempt."""
    secrets: tuple[SigningSecret, ...]
    attempts: int
    """This one included, since it was queued or replayed."""
    place: int
    """Of this attempt in the log."""


class SqlHandovers:
    """The outbox of the webhooks; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, *, at: datetime) -> tuple[tuple[str, str], ...]:
        """Programme and id of every webhook for which something is due."""
        with self._database.reading() as connection:
            columns = (StoredDelivery.programme, StoredDelivery.recipient)
            found = connection.execute(select(*columns).join(StoredWebhook, rows.of_webhook()).where(*rows.due(at)).distinct().order_by(*columns))
            return tuple((programme, identifier) for programme, identifier in found)

    def claim(
        self, programme: str, identifier: str, *, at: datetime, lease: timedelta = LEASE, freeze: Callable[[Happening, Webhook], str]
    ) -> Claim | None:
        """Take what is due for this webhook and came up first; a message waits while one before it on the same alert is not settled.

        `freeze` makes the body, at the first attempt alone.
        """
        with self._database.writing() as connection:
            while (found := connection.execute(rows.following(programme, identifier, at)).first()) is not None:
                outgoing, webhook = read(Outgoing, found.content or ""), read(Webhook, found.body)
                this = update(StoredDelivery).where(*rows.to(programme, identifier), StoredDelivery.period == outgoing.happening.id)
                if outgoing.body is None:
                    seen = rows.seen_by(connection, outgoing.happening, webhook.sees)
                    if seen is None:
                        connection.execute(this.values(state=HandoverState.SKIPPED.value, due=None))
                        continue
                    outgoing = Outgoing(happening=seen, body=freeze(seen, webhook))
                taken = {"state": HandoverState.SENDING.value, "due": instant(at + lease), "attempts": found.attempts + 1}
                connection.execute(this.values(**taken, content=written(outgoing)))
                return Claim(
                    programme=programme,
                    webhook=webhook,
                    happening=outgoing.happening,
                    body=outgoing.body or "",
                    secrets=find_secrets(connection, programme, identifier),
                    attempts=found.attempts + 1,
                    place=rows.begin_try(connection, programme, identifier, outgoing.happening.id, at),
                )
            return None

    def sent(self, claim: Claim, *, at: datetime, detail: str) -> bool:
        """The receiver has it; False where somebody else has taken the message by now."""
        with self._database.writing() as connection:
            return _settle(connection, claim, HandoverState.SENT, at=at, detail=detail, due=None)

    def put_off(self, claim: Claim, *, at: datetime, detail: str, due: datetime, hold: timedelta) -> bool:
        """Try again when it is due, and until `hold` is over ask this receiver for nothing else."""
        with self._database.writing() as connection:
            if not _settle(connection, claim, HandoverState.QUEUED, at=at, detail=detail, due=due):
                return False
            others = (
                *rows.to(claim.programme, claim.webhook.id),
                StoredDelivery.state == HandoverState.QUEUED,
                StoredDelivery.due < instant(at + hold),
            )
            this = StoredDelivery.period == claim.happening.id
            connection.execute(update(StoredDelivery).where(*others, ~this).values(due=instant(at + hold)))
            return True

    def give_up(self, claim: Claim, *, at: datetime, detail: str, reason: str) -> bool:
        """Keep the message among the dead letters, and disable the webhook."""
        with self._database.writing() as connection:
            hold(connection, claim.programme)
            if not _settle(connection, claim, HandoverState.FAILED, at=at, detail=detail, due=None):
                return False
            mine = (StoredWebhook.programme == claim.programme, StoredWebhook.id == claim.webhook.id, StoredWebhook.enabled)
            if (body := connection.scalar(select(StoredWebhook.body).where(*mine))) is not None:
                keep(connection, claim.programme, replace(read(Webhook, body), disabled=at, reason=reason))
                note(connection, claim.programme, actor=_MACHINE, action="webhook.disable", object=claim.webhook.id, reason=reason, at=at)
            return True

    def find(self, programme: str, identifier: str, *, limit: int, after: str | None = None) -> Page[Handover]:
        """What a webhook was told and is still to be told, the newest first, with every attempt."""
        columns = (StoredDelivery.period, StoredDelivery.state, StoredDelivery.at, StoredDelivery.due, StoredDelivery.line, StoredDelivery.content)
        wanted = select(*columns, StoredDelivery.place).where(*rows.to(programme, identifier), *rows.beyond(after))
        with self._database.reading() as connection:
            told = connection.execute(wanted.order_by(StoredDelivery.place.desc()).limit(asked(limit))).all()
            found = page(told, limit, lambda row: (str(row.place),))
            tries = rows.tries(connection, programme, identifier, [row.period for row in found.rows])
        return Page(rows=tuple(rows.handover(row, tries.get(row.period, ())) for row in found.rows), next_after=found.next_after)

    def standing(self, programme: str) -> dict[str, dict[HandoverState, int]]:
        """How many messages of each webhook stand how."""
        columns = (StoredDelivery.recipient, StoredDelivery.state)
        mine = (StoredDelivery.programme == programme, StoredDelivery.channel == WEBHOOK)
        counts: dict[str, dict[HandoverState, int]] = {}
        with self._database.reading() as connection:
            for identifier, state, count in connection.execute(select(*columns, func.count()).where(*mine).group_by(*columns)):
                counts.setdefault(identifier, {})[HandoverState(state)] = count
        return counts

    def replay(self, programme: str, identifier: str, message: str | None, *, actor: str, at: datetime, request_id: str = "") -> int:
        """Send one message again, or all dead letters where None is named: with the same id and body. Gives how many."""
        anew = {"state": HandoverState.QUEUED.value, "due": instant(at), "attempts": 0}
        which = StoredDelivery.state == HandoverState.FAILED if message is None else StoredDelivery.period == message
        with self._database.writing() as connection:
            _require_enabled(connection, programme, identifier)
            kept = (StoredDelivery.content.is_not(None), StoredDelivery.state != HandoverState.SENDING)
            count = connection.execute(update(StoredDelivery).where(*rows.to(programme, identifier), which, *kept).values(**anew)).rowcount
            if count:
                reason = f"{count} messages" if message is None else message
                note(connection, programme, actor=actor, action="webhook.replay", object=identifier, reason=reason, request_id=request_id, at=at)
            return count


def _require_enabled(connection: Connection, programme: str, identifier: str) -> None:
    mine = (StoredWebhook.programme == programme, StoredWebhook.id == identifier)
    if connection.scalar(select(StoredWebhook.enabled).where(*mine)) is False:
        raise ActionRefusedError(f"the webhook {identifier} is disabled; enable it first")


def _settle(connection: Connection, claim: Claim, state: HandoverState, *, at: datetime, detail: str, due: datetime | None) -> bool:
    """Whoever has the message by its number of attempts may say how it ended."""
    mine = (StoredDelivery.state == HandoverState.SENDING, StoredDelivery.attempts == claim.attempts, StoredDelivery.period == claim.happening.id)
    values = {"state": state.value, "detail": detail, "due": None if due is None else instant(due)}
    if not connection.execute(update(StoredDelivery).where(*rows.to(claim.programme, claim.webhook.id), *mine).values(**values)).rowcount:
        return False
    rows.end_try(connection, claim.programme, claim.webhook.id, claim.happening.id, place=claim.place, state=state, detail=detail)
    return True
