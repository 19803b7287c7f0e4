"""Secrets of the store itself: made once, the same for everybody who opens it."""

from sqlalchemy import select

from driftwatch.store.database import Database
from driftwatch.store.service_schema import StoredSecret
from driftwatch.store.writing import insertion


class SqlSecrets:
    """Kept beside what they protect, so that a backup holds both."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, name: str, *, fresh: str) -> str:
        """The secret of this name; `fresh` becomes it where there is none yet."""
        with self._database.writing() as connection:
            connection.execute(insertion(connection, StoredSecret).values([{"name": name, "value": fresh}]).on_conflict_do_nothing())
            return connection.execute(select(StoredSecret.value).where(StoredSecret.name == name)).scalar_one()
