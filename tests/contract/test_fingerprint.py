"""Two stores have the same fingerprint exactly if they hold the same: whatever the database, and whenever it was."""

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, insert, select

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.domain.alerts import Action, AlertEvent
from driftwatch.store import open_store
from driftwatch.store.columns import CleanText, clean
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import CLOCKS, TABLES, fingerprint, fingerprints
from driftwatch.testing.samples import later, sample_scan

HOSTILE = 'nul \x00, half \ud800, \u202e <script>alert(1)</script> \'; DROP TABLE alerts; -- {"a": [1]} \U0001f600'


class UndoneError(Exception):
    pass


def live(store, *, days=0, reason="we mean the same"):
    """A little history."""
    scan = sample_scan("Horizon", at=later(days))
    store.commit(scan)
    (first, *_), action = scan.outcome.alerts, Action.DISPUTE
    event = AlertEvent(alert_id=first.id, action=action, actor="maya", reason=reason, at=later(days + 1), status=STATUS_AFTER[action])
    store.act("horizon", event)
    store.commit(replace(sample_scan("Horizon", at=later(days + 7))))


def found(url):
    database = connect(url)
    try:
        with database.reading() as connection:
            return fingerprint(connection), fingerprints(connection)
    finally:
        database.close()


@pytest.fixture
def stores(tmp_path, new_postgres_url):
    """The URL of an empty store on each database."""
    urls = f"sqlite:///{tmp_path}/store.db", new_postgres_url()
    for url in urls:
        open_store(url).close()
    return urls


def test_the_same_history_has_the_same_fingerprint_on_both_databases(stores):
    for url in stores:
        store = open_store(url)
        live(store, reason=HOSTILE)
        store.close()

    (one, tables), (other, others) = (found(url) for url in stores)

    assert tables == others
    assert one == other


def test_a_history_of_another_day_has_the_same_fingerprint_and_another_history_has_not(tmp_path):
    histories = {"now": {}, "then": {"days": 30}, "other": {"reason": "we do not mean the same"}}
    for name, history in histories.items():
        store = open_store(f"sqlite:///{tmp_path}/{name}.db")
        live(store, **history)
        store.close()

    now, then, other = (found(f"sqlite:///{tmp_path}/{name}.db")[0] for name in histories)

    assert now == then
    assert now != other


def test_hostile_text_is_kept_the_same_in_every_table_of_both_databases(stores, nightly, tally):
    databases, tried = [connect(url) for url in stores], []

    @settings(max_examples=500 if nightly else 25, deadline=None, database=None)
    @example(HOSTILE)
    @given(st.text(st.one_of(st.characters(), st.sampled_from("\x00\ud800\udfff\u202e\ufeff\\'\"%_{}[]\r\n")), max_size=40))
    def same(text):
        tried.append(text)
        one, other = (written(database, text) for database in databases)
        assert one == other
        assert sha256(b"").hexdigest() not in one.values(), "each table has a row"

    same()
    tally(n=len(tried), failures=0)
    for database in databases:
        database.close()


def written(database, text):
    """The fingerprints with a row of this text in every table, and what came back of it; nothing stays."""
    with suppress(UndoneError), database.writing() as connection:
        for table in TABLES:
            connection.execute(insert(table), [filled(table, text)])
            told = connection.execute(select(*(column for column in table.columns if isinstance(column.type, CleanText)))).all()
            assert {cell for row in told for cell in row} <= {clean(text)}
        found = fingerprints(connection)
        raise UndoneError
    return found


def filled(table, text):
    """What refers to another row finds it, for all have the same keys."""
    return {column.name: value(column, text) for column in table.columns if column.computed is None}


def value(column, text):
    if isinstance(column.type, CleanText):
        return text
    return b"\x00\xff" if isinstance(column.type, LargeBinary) else column.type.python_type(7)


def test_clocks_are_columns_that_exist():
    columns = {column.name for table in TABLES for column in table.columns}

    assert {"at", "instant", "due", "created"} <= columns & CLOCKS
