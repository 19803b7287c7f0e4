"""Who is signed in to the dashboard: a session opens what the key opens that it was made from, until it ends."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from driftwatch.store.database import Database
from driftwatch.store.moments import instant
from driftwatch.store.service_schema import StoredSession

LIFE = timedelta(hours=12)
"""After which somebody signs in again."""


class SqlSessions:
    """Each method is one transaction; a session is known by the hash of its token alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, digest: str, *, key: str, at: datetime) -> None:
        """Let this session open what the key of this prefix opens; sessions that have ended are forgotten."""
        with self._database.writing() as connection:
            connection.execute(delete(StoredSession).where(StoredSession.ends <= instant(at)))
            connection.execute(insert(StoredSession).values(digest=digest, key=key, ends=instant(at + LIFE)))

    def key(self, digest: str, *, at: datetime) -> str | None:
        """Prefix of the session's key; None where there is no such session, or no more."""
        with self._database.answering() as connection:
            return connection.scalar(select(StoredSession.key).where(StoredSession.digest == digest, StoredSession.ends > instant(at)))

    def end(self, digest: str) -> None:
        """Sign out."""
        with self._database.writing() as connection:
            connection.execute(delete(StoredSession).where(StoredSession.digest == digest))
