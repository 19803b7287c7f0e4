"""The rows of messages to webhooks: which is next, what was tried, how they are told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from driftwatch.domain.happenings import KINDS, Happening
from driftwatch.domain.view import View
from driftwatch.domain.webhooks import Handover, HandoverState, Try
from driftwatch.store.audiences import alerts_for, find_private
from driftwatch.store.documents import read
from driftwatch.store.moments import instant
from driftwatch.store.outbox import WEBHOOK, Outgoing
from driftwatch.store.pages import decoded, unknown
from driftwatch.store.schema import StoredAlert, StoredDelivery
from driftwatch.store.service_schema import StoredAttempt, StoredWebhook

UNSETTLED = (HandoverState.QUEUED.value, HandoverState.SENDING.value)
Condition = ColumnElement[bool]
Told = Row[str, str, str, int | None, str | None, str | None, int]
"""Id, state, time, due, alert, content and place."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def due(at: datetime) -> tuple[Condition, ...]:
    """What may be sent now: it is its time, or whoever was sending it has died; never for a disabled webhook."""
    mature = (StoredDelivery.state.in_(UNSETTLED), StoredDelivery.due <= instant(at), StoredDelivery.content.is_not(None))
    return StoredDelivery.channel == WEBHOOK, *mature, StoredWebhook.enabled.is_(True)


def of_webhook() -> Condition:
    """Where a message and its webhook meet."""
    return and_(StoredWebhook.programme == StoredDelivery.programme, StoredWebhook.id == StoredDelivery.recipient)


def following(programme: str, identifier: str, at: datetime) -> Select[str | None, int, str]:
    """Content, attempts and webhook of what is due and came up first, if nothing before it on the same alert is unsettled."""
    before = aliased(StoredDelivery)
    overtaken = exists().where(
        before.programme == StoredDelivery.programme,
        before.recipient == StoredDelivery.recipient,
        before.channel == WEBHOOK,
        before.state.in_(UNSETTLED),
        before.line == StoredDelivery.line,
        before.place < StoredDelivery.place,
    )
    wanted = select(StoredDelivery.content, StoredDelivery.attempts, StoredWebhook.body).join(StoredWebhook, of_webhook())
    mine = wanted.where(*to(programme, identifier), *due(at), ~overtaken).order_by(StoredDelivery.place).limit(1)
    return mine.with_for_update(skip_locked=True, of=StoredDelivery)


def seen_by(connection: Connection, happening: Happening, view: View) -> Happening | None:
    """As a receiver of this side may know it: nothing of an alert that is hidden from it, and no counts where what is hidden counts along."""
    if view.all:
        return happening
    this = (StoredAlert.programme == happening.programme, StoredAlert.id == happening.alert)
    if happening.alert is not None and connection.scalar(select(StoredAlert.id).where(*this, *alerts_for(view))) is None:
        there = connection.scalar(select(StoredAlert.id).where(*this))
        return None if there is not None else happening
    if not any(owned.hidden(view) for owned in find_private(connection, happening.programme).values()):
        return happening
    return replace(happening, facts={name: value for name, value in happening.facts.items() if name in KINDS})


def to(programme: str, identifier: str) -> tuple[Condition, ...]:
    """What goes to this webhook."""
    return StoredDelivery.programme == programme, StoredDelivery.recipient == identifier, StoredDelivery.channel == WEBHOOK


def begin_try(connection: Connection, programme: str, identifier: str, message: str, at: datetime) -> int:
    """Note an attempt before it is made, so that one that nobody saw the end of is seen; gives its place in the log."""
    mine = (*_tried(programme, identifier), StoredAttempt.period == message)
    place = connection.scalar(select(func.count()).select_from(StoredAttempt).where(*mine)) or 0
    names = {"programme": programme, "recipient": identifier, "period": message, "channel": WEBHOOK, "place": place}
    cells = {**names, "instant": instant(at), "state": HandoverState.SENDING.value, "detail": ""}
    connection.execute(insert(StoredAttempt).values(cells))
    return place


def end_try(connection: Connection, programme: str, identifier: str, message: str, *, place: int, state: HandoverState, detail: str) -> None:
    """Say what came of it."""
    mine = (*_tried(programme, identifier), StoredAttempt.period == message, StoredAttempt.place == place)
    connection.execute(update(StoredAttempt).where(*mine).values(state=state.value, detail=detail))


def tries(connection: Connection, programme: str, identifier: str, messages: Sequence[str]) -> dict[str, tuple[Try, ...]]:
    """Every attempt of these messages, in their order."""
    columns = (StoredAttempt.period, StoredAttempt.instant, StoredAttempt.state, StoredAttempt.detail)
    mine = (*_tried(programme, identifier), StoredAttempt.period.in_(messages))
    found: dict[str, tuple[Try, ...]] = {}
    for message, moment, state, detail in connection.execute(select(*columns).where(*mine).order_by(StoredAttempt.period, StoredAttempt.place)):
        found[message] = (*found.get(message, ()), Try(at=_moment(moment), state=HandoverState(state), detail=detail))
    return found


def handover(row: Told, tried: tuple[Try, ...]) -> Handover:
    """A message as it is told."""
    kind = read(Outgoing, row.content).happening.type if row.content else None
    return Handover(
        id=row.period,
        type=kind,
        alert=row.line,
        state=HandoverState(row.state),
        at=datetime.fromisoformat(row.at),
        due=None if row.due is None else _moment(row.due),
        tries=tried,
    )


def beyond(after: str | None) -> tuple[Condition, ...]:
    """Behind the last row of the page before, the newest first."""
    if after is None:
        return ()
    [written] = decoded(after, 1)
    if not written.isdecimal() or len(written) > 18:
        raise unknown(after)
    return (StoredDelivery.place < int(written),)


def _tried(programme: str, identifier: str) -> tuple[Condition, ...]:
    return StoredAttempt.programme == programme, StoredAttempt.recipient == identifier, StoredAttempt.channel == WEBHOOK


def _moment(microseconds: int) -> datetime:
    return _BEGINNING + timedelta(microseconds=microseconds)
