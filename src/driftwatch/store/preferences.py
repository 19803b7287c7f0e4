"""What recipients of the mail want; each change is written into the audit log, where they are known by a mark and not by their address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from driftwatch.domain.mailing import Preference, mail_identity, recipient_key
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.service_schema import StoredPreference
from driftwatch.store.writing import insertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who changes a preference, and how that is called in the audit log."""

    actor: str
    action: str
    at: datetime
    request_id: str = ""


class SqlPreferences:
    """Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, programme: str, recipient: str) -> Preference:
        """What somebody wants; that they want nothing in particular, where nobody knows them."""
        with self._database.reading() as connection:
            body = connection.scalar(select(StoredPreference.body).where(*_there(programme, recipient)))
        return Preference() if body is None else read(Preference, body)

    def all(self, programme: str) -> Mapping[str, Preference]:
        """What everybody wants of whom something is kept, by recipient."""
        columns = select(StoredPreference.recipient, StoredPreference.body).where(StoredPreference.programme == programme)
        with self._database.reading() as connection:
            found = connection.execute(columns.order_by(StoredPreference.recipient)).all()
        return {row.recipient: read(Preference, row.body) for row in found}

    def token(self, programme: str, recipient: str, *, signed: str) -> str:
        """What the links in somebody's mails end with; `signed` from the first mail on."""
        with self._database.writing() as connection:
            _introduce(connection, programme, recipient)
            unknown = (*_there(programme, recipient), StoredPreference.token.is_(None))
            connection.execute(update(StoredPreference).where(*unknown).values(token=signed))
            return connection.execute(select(StoredPreference.token).where(*_there(programme, recipient))).scalar_one() or signed

    def owner(self, token: str) -> tuple[str, str] | None:
        """Programme and recipient whose links end with this; None where nobody's do."""
        with self._database.reading() as connection:
            found = connection.execute(select(StoredPreference.programme, StoredPreference.recipient).where(StoredPreference.token == token)).first()
        return None if found is None else (found.programme, found.recipient)

    def change(self, programme: str, recipient: str, edit: Callable[[Preference], Preference], act: Act) -> Preference:
        """Change what somebody wants; gives what they want then. What changes nothing leaves no trace."""
        with self._database.writing() as connection:
            return change(connection, programme, recipient, edit, act)

    def change_all(self, programme: str, edits: Mapping[str, Callable[[Preference], Preference]], act: Act) -> None:
        """Change what several want; all of it happens, or nothing."""
        with self._database.writing() as connection:
            for recipient, edit in edits.items():
                change(connection, programme, recipient, edit, act)


def change(connection: Connection, programme: str, recipient: str, edit: Callable[[Preference], Preference], act: Act) -> Preference:
    """Change what somebody wants, and note who did."""
    _introduce(connection, programme, recipient)
    mine = _there(programme, recipient)
    before = read(Preference, connection.execute(select(StoredPreference.body).where(*mine).with_for_update()).scalar_one())
    after = edit(before)
    if after != before:
        connection.execute(update(StoredPreference).where(*mine).values(body=written(after)))
        note(connection, programme, actor=act.actor, action=act.action, object=mark(programme, recipient), request_id=act.request_id, at=act.at)
    return after


def mark(programme: str, recipient: str) -> str:
    """What stands for a recipient where their address is nobody's business."""
    return f"recipient-{mail_identity(programme, recipient, '')[:16]}"


def _introduce(connection: Connection, programme: str, recipient: str) -> None:
    cells = {"programme": programme, "recipient": recipient_key(recipient), "body": written(Preference())}
    connection.execute(insertion(connection, StoredPreference).values([cells]).on_conflict_do_nothing())


def _there(programme: str, recipient: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StoredPreference.programme == programme, StoredPreference.recipient == recipient_key(recipient)
