"""What became of the weekly mails, and what each recipient was last told."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from driftwatch.domain.mailing import MAIL, Attempt, Delivery, DeliveryState, LastMail, Place, ToldAlert
from driftwatch.store.documents import read
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredAttempt

RESENT = "asked for again"
_STATES_BEFORE = {"claimed": DeliveryState.SENDING}
"""What schema 0001 called otherwise."""


def there(place: Place) -> tuple[ColumnElement[bool], ...]:
    """The row of this place."""
    return (*_mails(place.programme, place.recipient), StoredDelivery.period == place.period)


def find(connection: Connection, programme: str, *, period: str | None) -> tuple[Delivery, ...]:
    """What became of the mails of a programme, the newest period first."""
    mine = [StoredDelivery.programme == programme, StoredDelivery.channel == MAIL, *([StoredDelivery.period == period] if period else [])]
    columns = (StoredDelivery.recipient, StoredDelivery.period, StoredDelivery.state, StoredDelivery.at, StoredDelivery.due)
    wanted = select(*columns, _tried(), StoredDelivery.detail).where(*mine)
    found = connection.execute(wanted.order_by(StoredDelivery.period.desc(), StoredDelivery.recipient))
    return tuple(
        Delivery(
            programme=programme,
            recipient=row.recipient,
            period=row.period,
            state=_STATES_BEFORE.get(row.state) or DeliveryState(row.state),
            at=datetime.fromisoformat(row.at),
            due=None if row.due is None else _moment(row.due),
            attempts=row.tried,
            detail=row.detail,
        )
        for row in found
    )


def attempts(connection: Connection, place: Place) -> tuple[Attempt, ...]:
    """Every try of one mail, in their order."""
    columns = (StoredAttempt.instant, StoredAttempt.state, StoredAttempt.detail)
    found = connection.execute(select(*columns).where(*_tries(place)).order_by(StoredAttempt.place))
    return tuple(Attempt(at=_moment(row.instant), state=DeliveryState(row.state), detail=row.detail) for row in found)


def edition(connection: Connection, place: Place) -> int:
    """How often somebody wanted the mail anew."""
    return connection.scalar(select(func.count()).select_from(StoredAttempt).where(*_tries(place), StoredAttempt.detail == RESENT)) or 0


def last(connection: Connection, place: Place) -> LastMail | None:
    """The mail that this recipient was last sent of an earlier period."""
    sent = (*_mails(place.programme, place.recipient), StoredDelivery.state == DeliveryState.SENT, StoredDelivery.period < place.period)
    columns = select(StoredDelivery.period, StoredDelivery.at, StoredDelivery.told)
    found = connection.execute(columns.where(*sent).order_by(StoredDelivery.period.desc()).limit(1)).first()
    if found is None:
        return None
    told = None if found.told is None else {alert: read(ToldAlert, json.dumps(entry)) for alert, entry in json.loads(found.told).items()}
    return LastMail(period=found.period, at=datetime.fromisoformat(found.at), told=told)


def bounces(connection: Connection, programme: str, recipient: str) -> int:
    """How often in a row the address bounced."""
    ended = (*_mails(programme, recipient), StoredDelivery.state.in_([DeliveryState.SENT, DeliveryState.BOUNCED]))
    states = connection.scalars(select(StoredDelivery.state).where(*ended).order_by(StoredDelivery.instant.desc(), StoredDelivery.period.desc()))
    count = 0
    for state in states:
        if state != DeliveryState.BOUNCED:
            break
        count += 1
    return count


def _tried() -> ColumnElement[int]:
    """How often it was tried, by itself or with all that waited."""
    same = (
        StoredAttempt.programme == StoredDelivery.programme,
        StoredAttempt.recipient == StoredDelivery.recipient,
        StoredAttempt.period == StoredDelivery.period,
        StoredAttempt.channel == StoredDelivery.channel,
    )
    lines = select(func.count()).select_from(StoredAttempt).where(*same, StoredAttempt.detail != RESENT)
    return lines.correlate(StoredDelivery).scalar_subquery().label("tried")


def _mails(programme: str, recipient: str) -> tuple[ColumnElement[bool], ...]:
    return (StoredDelivery.programme == programme, StoredDelivery.recipient == recipient, StoredDelivery.channel == MAIL)


def _tries(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        StoredAttempt.programme == place.programme,
        StoredAttempt.recipient == place.recipient,
        StoredAttempt.period == place.period,
        StoredAttempt.channel == MAIL,
    )


def _moment(instant: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
