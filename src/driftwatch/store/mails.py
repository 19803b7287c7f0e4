"""The outbox of the weekly mail: one row for each programme, recipient and period, whoever wants it sent and however often."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Update, and_, func, insert, or_, select, tuple_, update

from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.mailing import (
    MAIL,
    MOST_ATTEMPTS,
    PATIENCE,
    Attempt,
    Batch,
    Claim,
    Delivery,
    DeliveryState,
    LastMail,
    Letter,
    Place,
    Skip,
    Told,
    mail_identity,
    rest,
)
from driftwatch.store import mail_history
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import written
from driftwatch.store.mail_history import RESENT, there
from driftwatch.store.moments import instant
from driftwatch.store.outbox import announce, hold
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredAttempt
from driftwatch.store.writing import insertion

LEASE = timedelta(minutes=15)
"""After so long whoever had a mail and never said how it ended has died: it is sent again, the same to the byte."""
MOST_CONNECTIONS = 10
"""Mails that are on their way at one time, over all processes."""
_KEY = (StoredDelivery.programme, StoredDelivery.recipient, StoredDelivery.period, StoredDelivery.channel)
_TAKEN_BEFORE = "claimed"
"""How schema 0001 called a mail on its way."""


class SqlMails:
    """The outbox; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, places: Iterable[Place], *, at: datetime) -> None:
        """Give each its place; one that has it already keeps it, whatever became of it."""
        wanted = list(dict.fromkeys(places))
        rows = [{**_cells(place), "state": DeliveryState.QUEUED.value, **_moment(at), "due": instant(at)} for place in wanted]
        with self._database.writing() as connection:
            if rows:
                connection.execute(insertion(connection, StoredDelivery).on_conflict_do_nothing(), rows)
                connection.execute(_taken_up(wanted, at))

    def hurry(self, places: Iterable[Place], *, at: datetime) -> None:
        """Somebody wants it now: what waits to be tried again is due."""
        with self._database.writing() as connection:
            for place in places:
                waiting = (*there(place), StoredDelivery.state == DeliveryState.QUEUED, StoredDelivery.due > instant(at))
                connection.execute(update(StoredDelivery).where(*waiting).values(due=instant(at)))

    def ask_again(self, places: Iterable[Place], *, actor: str, at: datetime) -> None:
        """Somebody insists: it is written and sent anew, whatever became of it, unless it is on its way just now."""
        with self._database.writing() as connection:
            for place in places:
                settled = (*there(place), StoredDelivery.state.not_in([DeliveryState.QUEUED, DeliveryState.SENDING]))
                anew = {"state": DeliveryState.QUEUED.value, "due": instant(at), "attempts": 0, "detail": "", "content": None, "told": None}
                if connection.execute(update(StoredDelivery).where(*settled).values(**anew, **_moment(at))).rowcount:
                    log(connection, place, Attempt(at=at, state=DeliveryState.QUEUED, detail=RESENT))
                    sent = mail_identity(place.programme, place.recipient, place.period)
                    note(connection, place.programme, actor=actor, action="mail.resend", object=sent, at=at)

    def claim(self, batch: Batch | None = None, *, at: datetime, lease: timedelta = LEASE) -> Claim | None:
        """Take the mail that is due for longest, of this batch or of all; None where nothing is due or enough are on their way."""
        with self._database.reading() as connection:
            if connection.scalar(select(StoredDelivery.state).where(*_due(at)).limit(1)) is None:
                return None
        with self._database.writing() as connection:
            _give_up(connection, at)
            return _claim(connection, batch, at=at, lease=lease)

    def freeze(self, claim: Claim, letter: Letter, told: Told) -> bool:
        """Keep what is about to be handed over; False where somebody else has the mail by now."""
        content = {"content": f"{letter.id} {letter.sender}\n{letter.content.decode('ascii')}", "told": written(told)}
        with self._database.writing() as connection:
            return connection.execute(update(StoredDelivery).where(*_mine(claim)).values(**content)).rowcount == 1

    def settle(self, claim: Claim, state: DeliveryState, *, at: datetime, detail: str = "", due: datetime | None = None) -> bool:
        """Say what came of an attempt; False where somebody else has the mail by now: then theirs counts."""
        values = {"state": state.value, "detail": detail, "due": None if due is None else instant(due), **_moment(at)}
        with self._database.writing() as connection:
            hold(connection, claim.place.programme)
            if not connection.execute(update(StoredDelivery).where(*_mine(claim)).values(**values)).rowcount:
                return False
            log(connection, claim.place, Attempt(at=at, state=state, detail=detail))
            if state is DeliveryState.SENT:
                announce(connection, claim.place.programme, _happening(HappeningType.DIGEST_SENT, claim, at))
            return True

    def skip(self, claim: Claim, why: Skip, detail: str, *, at: datetime) -> bool:
        """Say that it is not sent, on purpose; False where somebody else has the mail by now."""
        values = {"state": DeliveryState.SKIPPED.value, "detail": f"{why.value}: {detail}", "due": None, "content": None, "told": None, **_moment(at)}
        with self._database.writing() as connection:
            hold(connection, claim.place.programme)
            if not connection.execute(update(StoredDelivery).where(*_mine(claim)).values(**values)).rowcount:
                return False
            announce(connection, claim.place.programme, _happening(HappeningType.DIGEST_SKIPPED, claim, at, reason=why.value))
            return True

    def give_back(self, claim: Claim, *, at: datetime) -> bool:
        """It was not tried after all, because nothing can be handed to the server: it waits as long as it has waited."""
        untried = {"state": DeliveryState.QUEUED.value, "due": instant(at), "attempts": StoredDelivery.attempts - 1}
        with self._database.writing() as connection:
            return connection.execute(update(StoredDelivery).where(*_mine(claim)).values(**untried)).rowcount == 1

    def put_off(self, detail: str, *, at: datetime, chance: float) -> None:
        """The server takes nothing: all that is due rests, so that it is not asked once more for each; what has waited too long is given up."""
        due = (StoredDelivery.channel == MAIL, StoredDelivery.state == DeliveryState.QUEUED, StoredDelivery.due <= instant(at))
        with self._database.writing() as connection:
            for since in connection.scalars(select(StoredDelivery.instant).where(*due).distinct()).all():
                age = timedelta(microseconds=instant(at) - since)
                again = None if age >= PATIENCE else at + rest(age, chance=chance)
                _put_off(connection, (*due, StoredDelivery.instant == since), detail, at=at, again=again)

    def find(self, programme: str, *, period: str | None = None) -> tuple[Delivery, ...]:
        """What became of the mails of a programme, the newest period first."""
        with self._database.reading() as connection:
            return mail_history.find(connection, programme, period=period)

    def attempts(self, place: Place) -> tuple[Attempt, ...]:
        """Every try of one mail, in their order."""
        with self._database.reading() as connection:
            return mail_history.attempts(connection, place)

    def last(self, place: Place) -> LastMail | None:
        """The mail that this recipient was last sent of an earlier period; None before the first."""
        with self._database.reading() as connection:
            return mail_history.last(connection, place)

    def bounces(self, programme: str, recipient: str) -> int:
        """How often in a row the address bounced."""
        with self._database.reading() as connection:
            return mail_history.bounces(connection, programme, recipient)


def log(connection: Connection, place: Place, attempt: Attempt) -> None:
    """Add a line to what was tried."""
    before = select(func.coalesce(func.max(StoredAttempt.place) + 1, 0)).where(
        StoredAttempt.programme == place.programme,
        StoredAttempt.recipient == place.recipient,
        StoredAttempt.period == place.period,
        StoredAttempt.channel == MAIL,
    )
    cells = {
        **_cells(place),
        "place": before.scalar_subquery(),
        "instant": instant(attempt.at),
        "state": attempt.state.value,
        "detail": attempt.detail,
    }
    connection.execute(insert(StoredAttempt).values(cells))


def _claim(connection: Connection, batch: Batch | None, *, at: datetime, lease: timedelta) -> Claim | None:
    """One statement finds the mail and takes it."""
    on_their_way = select(func.count()).where(
        StoredDelivery.channel == MAIL, StoredDelivery.state == DeliveryState.SENDING, StoredDelivery.due > instant(at)
    )
    free = select(*_KEY).where(*_due(at), on_their_way.scalar_subquery() < MOST_CONNECTIONS)
    if batch is not None:
        free = free.where(StoredDelivery.programme == batch.programme, StoredDelivery.period == batch.period)
    if batch is not None and batch.recipients is not None:
        free = free.where(StoredDelivery.recipient.in_(batch.recipients))
    first = free.order_by(StoredDelivery.due, *_KEY).limit(1).with_for_update(skip_locked=True).scalar_subquery()
    values = {"state": DeliveryState.SENDING.value, "due": instant(at + lease), "attempts": StoredDelivery.attempts + 1}
    taken = update(StoredDelivery).where(tuple_(*_KEY) == first).values(**values)
    found = connection.execute(taken.returning(*_KEY, StoredDelivery.attempts, StoredDelivery.content)).first()
    if found is None:
        return None
    place = Place(programme=found.programme, recipient=found.recipient, period=found.period)
    letter = None if found.content is None else _letter(place, found.content)
    return Claim(place=place, attempt=found.attempts, letter=letter, edition=mail_history.edition(connection, place))


def _give_up(connection: Connection, at: datetime) -> None:
    """What killed whoever sent it often enough is sent no more."""
    dead = (*_due(at), StoredDelivery.state == DeliveryState.SENDING, StoredDelivery.attempts >= MOST_ATTEMPTS)
    detail = f"{MOST_ATTEMPTS} attempts ended without an answer of the mail server; send it anew with --resend"
    connection.execute(update(StoredDelivery).where(*dead).values(state=DeliveryState.FAILED.value, detail=detail, due=None))


def _put_off(connection: Connection, due: tuple[ColumnElement[bool], ...], detail: str, *, at: datetime, again: datetime | None) -> None:
    state = DeliveryState.QUEUED if again else DeliveryState.FAILED
    values = {"state": state.value, "due": None if again is None else instant(again), "detail": detail, **({} if again else _moment(at))}
    rows = connection.execute(update(StoredDelivery).where(*due).values(**values).returning(*_KEY)).all()
    for row in rows:
        log(connection, Place(programme=row.programme, recipient=row.recipient, period=row.period), Attempt(at=at, state=state, detail=detail))


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """What may be taken: what waits, and what somebody took who has died since."""
    states = StoredDelivery.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING])
    return (StoredDelivery.channel == MAIL, states, StoredDelivery.due <= instant(at))


def _taken_up(places: list[Place], at: datetime) -> Update:
    """What the program of schema 0001 failed to send, or took and never settled, waits like all others."""
    abandoned = and_(StoredDelivery.state == _TAKEN_BEFORE, StoredDelivery.instant <= instant(at - timedelta(hours=1)))
    failed = and_(StoredDelivery.state == DeliveryState.FAILED, StoredDelivery.detail == "")
    wanted = (
        StoredDelivery.channel == MAIL,
        StoredDelivery.programme.in_({place.programme for place in places}),
        StoredDelivery.period.in_({place.period for place in places}),
        or_(abandoned, failed),
    )
    return update(StoredDelivery).where(*wanted).values(state=DeliveryState.QUEUED.value, due=instant(at), **_moment(at))


def _mine(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (*there(claim.place), StoredDelivery.state == DeliveryState.SENDING, StoredDelivery.attempts == claim.attempt)


def _letter(place: Place, content: str) -> Letter:
    head, _, message = content.partition("\n")
    identity, _, sender = head.partition(" ")
    return Letter(id=identity, sender=sender, period=place.period, content=message.encode("ascii"))


def _happening(kind: HappeningType, claim: Claim, at: datetime, **facts: str) -> Happening:
    place = claim.place
    identity = f"{kind.value}:{mail_identity(place.programme, place.recipient, place.period)}:{instant(at)}"
    return Happening(id=identity, type=kind, programme=place.programme, at=at, facts={"period": place.period, **facts})


def _moment(at: datetime) -> dict[str, str | int]:
    return {"at": at.isoformat(), "instant": instant(at)}


def _cells(place: Place) -> dict[str, object]:
    return {"programme": place.programme, "recipient": place.recipient, "period": place.period, "channel": MAIL}
