"""What holds, and what is said, when a real PostgreSQL is not as we would set it up."""

from dataclasses import replace

import pytest

from driftwatch.errors import StoreError
from driftwatch.records import StatementFilter
from driftwatch.store import open_store
from driftwatch.testing.samples import sample_scan


def server(url):
    import psycopg

    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_a_store_goes_on_after_the_server_has_dropped_its_connections(new_postgres_url):
    url = new_postgres_url()
    store = open_store(url)
    store.commit(sample_scan("Horizon"))

    with server(url) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")

    assert store.outcome("horizon") is not None
    store.commit(sample_scan("Horizon"))
    store.close()


def test_a_locked_table_says_so_and_how_to_go_on(new_postgres_url):
    url = new_postgres_url()
    open_store(url).close()
    impatient = open_store(f"{url}?options=-c%20lock_timeout%3D10")

    with server(url) as connection, connection.transaction():
        connection.execute("LOCK TABLE statements")
        with pytest.raises(StoreError, match="another program keeps it locked; wait until that one has ended, then try again"):
            impatient.commit(sample_scan("Horizon"))

    assert impatient.outcome("horizon") is None
    impatient.commit(sample_scan("Horizon"))
    impatient.close()


def test_a_database_that_does_not_exist_is_named(postgres):
    with pytest.raises(StoreError, match=r"/nowhere: the server has no such user or database; create it or correct the URL"):
        open_store(f"{postgres}nowhere")


def test_a_database_that_takes_writing_elsewhere_is_named(new_postgres_url):
    url = new_postgres_url()
    with server(url) as connection:
        connection.execute(f"ALTER DATABASE {url.rsplit('/', 1)[1]} SET default_transaction_read_only = on")

    with pytest.raises(StoreError, match="takes no writing; use the primary server"):
        open_store(url)


def test_a_database_that_is_not_in_utf8_is_named(postgres):
    with server(f"{postgres}postgres") as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    store = open_store(f"{postgres}latin")

    with pytest.raises(StoreError, match="create the database with ENCODING 'UTF8'"):
        store.commit(sample_scan("Horizon"))

    store.close()


def test_rows_stand_by_code_point_whatever_the_language_of_the_server(postgres):
    with server(f"{postgres}postgres") as connection:
        if connection.info.server_version < 150000:
            pytest.skip("this PostgreSQL cannot make a database that sorts as a language does")
        connection.execute("CREATE DATABASE english LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C' ENCODING 'UTF8' TEMPLATE template0")
    store, scan = open_store(f"{postgres}english"), sample_scan("Horizon")
    ids = ("B", "C", "a", "b", "ä")

    store.commit(replace(scan, statements=tuple(replace(scan.statements[0], id=name) for name in ids[::-1])))

    assert tuple(row.id for row in store.statements("horizon", wanted=StatementFilter(), limit=9).rows) == ids
    after = store.statements("horizon", wanted=StatementFilter(), limit=2).next_after
    assert tuple(row.id for row in store.statements("horizon", wanted=StatementFilter(), limit=9, after=after).rows) == ids[2:]
    store.close()
