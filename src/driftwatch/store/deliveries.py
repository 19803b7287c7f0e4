"""Who has the one place for a mail: a unique key, so that two senders at once cannot both have it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, or_, select, update

from driftwatch.errors import StoreError
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.writing import Cells, insertion

CLAIMED, FAILED = "claimed", "failed"
SENT = "sent"
STATES = (SENT, FAILED, "skipped")
LEASE = timedelta(hours=1)
"""After so long whoever claimed a place and never said how it ended has crashed."""

Place = tuple[str, str, str, str]
"""Programme, recipient, period, channel."""


def claim(connection: Connection, place: Place, *, at: datetime) -> bool:
    """Take the place; it is free at first, after a failure, and when its owner has been silent for longer than the lease."""
    insert = insertion(connection, StoredDelivery).values([_cells(place, CLAIMED, at)])
    abandoned = and_(StoredDelivery.state == CLAIMED, StoredDelivery.instant <= instant(at - LEASE))
    taken = insert.on_conflict_do_update(
        index_elements=[StoredDelivery.programme, StoredDelivery.recipient, StoredDelivery.period, StoredDelivery.channel],
        set_={"state": insert.excluded.state, "at": insert.excluded.at, "instant": insert.excluded.instant},
        where=or_(StoredDelivery.state == FAILED, abandoned),
    )
    return connection.execute(taken.returning(StoredDelivery.state)).first() is not None


def settle(connection: Connection, place: Place, state: str, *, at: datetime) -> None:
    """Say how it ended."""
    if state not in STATES:
        raise StoreError(f"a delivery ends as {', '.join(STATES)}, not as {state!r}")
    programme, recipient, period, channel = place
    same = (
        StoredDelivery.programme == programme,
        StoredDelivery.recipient == recipient,
        StoredDelivery.period == period,
        StoredDelivery.channel == channel,
    )
    values = {"state": state, "at": at.isoformat(), "instant": instant(at)}
    if connection.execute(update(StoredDelivery).where(*same).values(values)).rowcount != 1:
        raise StoreError(f"nobody has claimed the {channel} of {period} to {recipient}; claim it first")


def find_deliveries(connection: Connection, programme: str) -> tuple[tuple[str, str, str, str], ...]:
    """Recipient, period, channel and state, sorted."""
    columns = (StoredDelivery.recipient, StoredDelivery.period, StoredDelivery.channel, StoredDelivery.state)
    found = connection.execute(select(*columns).where(StoredDelivery.programme == programme).order_by(*columns))
    return tuple((recipient, period, channel, state) for recipient, period, channel, state in found)


def find_last(connection: Connection, programme: str, *, channel: str, before: str) -> datetime | None:
    """When something of a period before this one was last sent."""
    mine = (StoredDelivery.programme == programme, StoredDelivery.channel == channel, StoredDelivery.state == SENT, StoredDelivery.period < before)
    found = connection.scalar(select(StoredDelivery.at).where(*mine).order_by(StoredDelivery.instant.desc()).limit(1))
    return None if found is None else datetime.fromisoformat(found)


def _cells(place: Place, state: str, at: datetime) -> Cells:
    programme, recipient, period, channel = place
    return {
        "programme": programme,
        "recipient": recipient,
        "period": period,
        "channel": channel,
        "state": state,
        "at": at.isoformat(),
        "instant": instant(at),
    }
