"""The audit log: each line's digest covers the line before, and a head tells where the log ends, so that no line can be changed or lost unseen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Row, insert, select, update

from driftwatch.domain.audit import AuditHead, AuditLine
from driftwatch.records import Page
from driftwatch.store.columns import clean
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.pages import asked, decoded, page, unknown
from driftwatch.store.service_schema import StoredAct, StoredHead
from driftwatch.store.writing import insertion

_COLUMNS = (StoredAct.place, StoredAct.instant, StoredAct.action, StoredAct.body, StoredAct.digest)
_STRIDE = 1000


def note(
    connection: Connection,
    programme: str,
    *,
    actor: str,
    action: str,
    object: str,  # noqa: A002 - it is called so wherever acts are told
    reason: str = "",
    request_id: str = "",
    at: datetime,
) -> None:
    """Add a line in the transaction of the act itself: where it cannot be written, the act does not happen either.

    `programme` is its key, or empty for what concerns the whole store; never hand over what a message says.
    """
    programme = clean(programme)
    head = _locked_head(connection, programme)
    line = AuditLine(place=head.lines, at=at, actor=actor, action=action, object=object, reason=reason, request_id=request_id, digest="")
    action, body = clean(action), written(line)
    digest = _digest(head.digest, programme, (head.lines, instant(at), action, body))
    cells = {"programme": programme, "place": head.lines, "instant": instant(at), "action": action, "body": body, "digest": digest}
    connection.execute(insert(StoredAct).values(cells))
    connection.execute(update(StoredHead).where(StoredHead.programme == programme).values(lines=head.lines + 1, digest=digest))


class SqlAudit:
    """What was done by whom, and whether the log is still as it was written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, programme: str, *, actor: str, action: str, object: str, at: datetime) -> None:  # noqa: A002 - as above
        """Add a line on what was done beside the store, in a transaction of its own."""
        with self._database.writing() as connection:
            note(connection, programme, actor=actor, action=action, object=object, at=at)

    def find(self, programme: str, *, limit: int, after: str | None = None) -> Page[AuditLine]:
        """The lines of a programme, newest first; those of the whole store where it is empty."""
        wanted = select(*_COLUMNS).where(StoredAct.programme == programme, *([StoredAct.place < _place(after)] if after else []))
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(StoredAct.place.desc()).limit(asked(limit)))
            lines = [replace(read(AuditLine, row.body), digest=row.digest) for row in found]
        return page(lines, limit, lambda line: (str(line.place),))

    def programmes(self) -> tuple[str, ...]:
        """The keys of those that have a log; the empty one first, which is the whole store's."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(StoredHead.programme).union(select(StoredAct.programme)).order_by("programme")))

    def head(self, programme: str) -> AuditHead:
        """Where its log ends."""
        with self._database.reading() as connection:
            return _head(connection, programme)

    def verify(self, programme: str, *, known: str | None = None) -> int | None:
        """The first place at which its log is not as it was written; None where all of it is.

        `known` is the digest, or its beginning, of a head that was copied earlier: a log that was written anew as a whole does not contain it.
        """
        with self._database.reading() as connection:
            return first_broken(connection, programme, known=known)


def first_broken(connection: Connection, programme: str, *, known: str | None = None) -> int | None:
    """The first place at which a programme's log is not as it was written."""
    head, lines, digest, unseen = _head(connection, programme), 0, "", known
    for row in _rows(connection, programme):
        digest = _digest(digest, programme, (row.place, row.instant, row.action, row.body))
        if row.place != lines or row.digest != digest:
            return lines
        lines += 1
        unseen = None if unseen and digest.startswith(unseen) else unseen
    return None if (lines, digest) == (head.lines, head.digest) and not unseen else lines


def _locked_head(connection: Connection, programme: str) -> AuditHead:
    """Whoever writes to a programme's log does it after the others."""
    first = insertion(connection, StoredHead).values([{"programme": programme, "lines": 0, "digest": ""}])
    connection.execute(first.on_conflict_do_nothing())
    found = connection.execute(select(StoredHead.lines, StoredHead.digest).where(StoredHead.programme == programme).with_for_update()).one()
    return AuditHead(lines=found.lines, digest=found.digest)


def _head(connection: Connection, programme: str) -> AuditHead:
    found = connection.execute(select(StoredHead.lines, StoredHead.digest).where(StoredHead.programme == programme)).first()
    return AuditHead(lines=0, digest="") if found is None else AuditHead(lines=found.lines, digest=found.digest)


def _rows(connection: Connection, programme: str) -> Iterator[Row[int, int, str, str, str]]:
    """All of its lines in their order, some at a time."""
    last = None
    while True:
        wanted = select(*_COLUMNS).where(StoredAct.programme == programme, *([] if last is None else [StoredAct.place > last]))
        rows = connection.execute(wanted.order_by(StoredAct.place).limit(_STRIDE)).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].place


def _digest(before: str, programme: str, line: tuple[int, int, str, str]) -> str:
    return sha256(json.dumps([before, programme, *line], ensure_ascii=True).encode("ascii")).hexdigest()


def _place(after: str) -> int:
    (told,) = decoded(after, 1)
    if not told.isascii() or not told.isdigit() or len(told) > 18:
        raise unknown(after)
    return int(told)
