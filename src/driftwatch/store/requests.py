"""Requests with an Idempotency-Key: each is answered once, and for a day the same answer is given again.

Whoever answers holds the request for as long as it is heard of; one that died loses it, and the next who asks may answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select, update

from driftwatch.store.database import Database
from driftwatch.store.moments import instant
from driftwatch.store.service_schema import StoredRequest
from driftwatch.store.writing import insertion

KEPT = timedelta(hours=24)
"""So long an answer is given again."""
HELD = timedelta(seconds=60)
"""So long whoever answers may be silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was asked, as a digest, and what was answered."""

    content: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """How a request stands that somebody wants to answer."""

    earlier: Answered | None = None
    """It was answered before."""
    busy: timedelta | None = None
    """Somebody else is at it, and keeps it so long without being heard of."""
    again: bool = False
    """Somebody began it and died: what it makes may be there already."""


class SqlRequests:
    """What was answered; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: str, token: str, *, holder: str, at: datetime) -> Begun:
        """Take the request, if nobody has answered it or is at it. `key` is the API key's prefix, `token` the Idempotency-Key."""
        with self._database.writing() as connection:
            connection.execute(delete(StoredRequest).where(StoredRequest.instant < instant(at - KEPT)))
            return _begin(connection, key, token, holder=holder, at=at)

    def renew(self, key: str, token: str, *, holder: str, at: datetime) -> bool:
        """Say that it is still being answered; False where somebody else has taken it."""
        with self._database.writing() as connection:
            renewed = update(StoredRequest).where(*_held(key, token, holder)).values(instant=instant(at))
            return connection.execute(renewed).rowcount == 1

    def finish(self, key: str, token: str, *, holder: str, answered: Answered, at: datetime) -> bool:
        """Keep the answer; False where somebody else has taken it."""
        cells = {"content": answered.content, "answer": answered.answer, "holder": None, "instant": instant(at)}
        with self._database.writing() as connection:
            return connection.execute(update(StoredRequest).where(*_held(key, token, holder)).values(cells)).rowcount == 1

    def forget(self, key: str, token: str, *, holder: str) -> None:
        """Let it be asked anew: nothing came of it."""
        with self._database.writing() as connection:
            connection.execute(delete(StoredRequest).where(*_held(key, token, holder)))


def _begin(connection: Connection, key: str, token: str, *, holder: str, at: datetime) -> Begun:
    cells = {"key": key, "token": token, "content": "", "holder": holder, "answer": "", "instant": instant(at)}
    fresh = insertion(connection, StoredRequest).values([cells]).on_conflict_do_nothing().returning(StoredRequest.token)
    if connection.scalar(fresh) is not None:
        return Begun()
    asked = (StoredRequest.key == key, StoredRequest.token == token)
    columns = select(StoredRequest.content, StoredRequest.answer, StoredRequest.holder, StoredRequest.instant)
    found = connection.execute(columns.where(*asked).with_for_update()).one()
    if found.holder is None:
        return Begun(earlier=Answered(content=found.content, answer=found.answer))
    left = timedelta(microseconds=found.instant - instant(at)) + HELD
    if left > timedelta():
        return Begun(busy=left)
    connection.execute(update(StoredRequest).where(*asked).values(holder=holder, instant=instant(at)))
    return Begun(again=True)


def _held(key: str, token: str, holder: str) -> tuple[ColumnElement[bool], ...]:
    return StoredRequest.key == key, StoredRequest.token == token, StoredRequest.holder == holder
