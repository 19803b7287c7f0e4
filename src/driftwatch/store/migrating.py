"""Brings a store to this program's schema: as a whole or not at all, and never back."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from driftwatch.errors import SchemaError, StoreError
from driftwatch.store.backups import back_up
from driftwatch.store.database import Database
from driftwatch.store.schema import REVISION, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 4_707_173_196_228
"""Any number that no other program is likely to lock."""


def migrate(database: Database) -> None:
    """Make the schema the present one; raises StoreError where a newer program has made it newer.

    A SQLite file is copied first, beside itself: `driftwatch.db.0001.backup`.
    """
    with database.reading() as connection:
        if version(connection) == REVISION:
            return
    with database.writing() as connection:
        _wait_for_others(connection)
        found = version(connection)
        if found != REVISION:
            config = _configuration(connection)
            _require_known(config, found, database.name)
            if found is not None and database.file is not None:
                back_up(database.file, backup_of(database.file, found))
            _upgrade(config)


def backup_of(store: Path, revision: str) -> Path:
    """Where a store is copied to before it is changed: beside it."""
    return store.with_name(f"{store.name}.{revision}.backup")


def version(connection: Connection) -> str | None:
    """The revision of the schema that is there; None where there is none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant of ours
    return None if found is None else str(found)


def require_present(connection: Connection, name: str) -> None:
    """Raise StoreError unless the schema is this program's."""
    found = version(connection)
    if found != REVISION:
        raise _foreign(name, found)


def _wait_for_others(connection: Connection) -> None:
    """Two programs may open a new store at once; SQLite's writing transaction is lock enough."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _configuration(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def _require_known(config: "Config", found: str | None, name: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise _foreign(name, found)


def _upgrade(config: "Config") -> None:
    from alembic import command

    command.upgrade(config, "head")


def _foreign(name: str, found: str | None) -> StoreError:
    if found is None:
        return StoreError(f"{name}: there is no store of driftwatch in it; `driftwatch scan` makes one")
    which = f"schema {found}, this one knows {REVISION}"
    return SchemaError(f"{name}: a newer driftwatch has written it ({which}); update driftwatch, or name another store")
