"""The schema is made and kept by migrations: on SQLite and on a real PostgreSQL."""

import multiprocessing
import os
import signal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from driftwatch.errors import StoreError
from driftwatch.store import open_store
from driftwatch.store.database import connect
from driftwatch.store.migrating import SCRIPTS, migrate, version
from driftwatch.store.schema import REVISION, VERSION_TABLE, Schema
from driftwatch.store.service_schema import StoredJob  # noqa: F401 - its tables belong to the schema too


def die_in_migration(url):
    opened = connect(url)
    event.listen(opened._engine, "before_cursor_execute", die_at_the_sixth_table)
    migrate(opened)


def die_at_the_sixth_table(connection, cursor, statement, *_):
    if "CREATE TABLE alert_events" in statement:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def database(url):
    opened = connect(url)
    yield opened
    opened.close()


def test_the_migrations_lead_to_the_tables_that_the_program_uses(url, database):
    open_store(url).close()

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, Schema.metadata) == []


def test_the_program_knows_the_newest_migration():
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [REVISION]


def test_a_store_of_a_newer_program_is_refused(url, database):
    open_store(url).close()
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(StoreError, match=f"a newer driftwatch has written it .schema 9999, this one knows {REVISION}.; update driftwatch"):
        open_store(url)


def test_a_store_that_was_changed_under_an_open_program_fails_its_check(store, database):
    store.check()
    with database.writing() as connection:
        connection.execute(text(f"DELETE FROM {VERSION_TABLE}"))

    with pytest.raises(StoreError, match="there is no store of driftwatch in it"):
        store.check()


def test_a_kill_in_the_middle_of_a_migration_leaves_nothing_and_the_next_opening_makes_it_whole(url, database):
    process = multiprocessing.get_context("fork").Process(target=die_in_migration, args=(url,))
    process.start()
    process.join(60)

    with database.reading() as connection:
        left = version(connection)
    store = open_store(url)

    assert (process.exitcode, left) == (-signal.SIGKILL, None)
    store.check()
    store.close()


def test_a_database_of_somebody_else_is_left_as_it_is(url, database):
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE alerts (colour TEXT)"))

    with pytest.raises(StoreError):
        open_store(url)

    with database.reading() as connection:
        assert version(connection) is None
        assert connection.execute(text("SELECT colour FROM alerts")).all() == []
