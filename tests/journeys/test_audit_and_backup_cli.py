"""`driftwatch audit`, `backup` and `restore`, as people run them."""

import sqlite3
from datetime import UTC, datetime

import pytest

from driftwatch.store import open_store


@pytest.fixture(scope="module")
def store(driftwatch):
    """A store with a key made, and a line of the audit log about it."""
    file = driftwatch.folder / "served.db"
    made = driftwatch.inside("keys", "create", "portal", DRIFTWATCH_STORE=str(file))
    assert made.returncode == 0, made.stderr
    opened = open_store(f"sqlite:///{file}")
    opened.audit.note("", actor="tests", action="test.act", object="portal", at=datetime(2026, 4, 6, tzinfo=UTC))
    opened.close()
    return file


def test_the_log_is_listed_verified_and_found_out_when_it_was_changed(driftwatch, store):
    listed = driftwatch.inside("audit", "list", DRIFTWATCH_STORE=str(store))
    whole = driftwatch.inside("audit", "verify", DRIFTWATCH_STORE=str(store))
    foreign = driftwatch.inside("audit", "verify", "--head", "0" * 64, DRIFTWATCH_STORE=str(store))
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE audit SET action = 'test.other' WHERE action = 'test.act'")

    broken = driftwatch.inside("audit", "verify", DRIFTWATCH_STORE=str(store))

    assert "test.act" in listed.stdout
    assert (whole.returncode, foreign.returncode, broken.returncode) == (0, 2, 2)
    assert "not from line" in broken.stdout
    assert "the audit log was changed after it was written" in broken.stderr
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE audit SET action = 'test.act' WHERE action = 'test.other'")


def test_a_copy_is_made_and_put_back_and_the_log_says_so(driftwatch, store):
    copy = driftwatch.folder / "copy.db"
    taken = driftwatch.inside("backup", copy, DRIFTWATCH_STORE=str(store))
    with sqlite3.connect(store) as connection:
        connection.execute("DELETE FROM api_keys")

    restored = driftwatch.inside("restore", copy, DRIFTWATCH_STORE=str(store))

    keys = driftwatch.inside("keys", "list", DRIFTWATCH_STORE=str(store))
    log = driftwatch.inside("audit", "list", DRIFTWATCH_STORE=str(store))
    assert (taken.returncode, restored.returncode) == (0, 0), restored.stderr
    assert "portal" in keys.stdout
    assert "store.restore" in log.stdout
    assert (store.parent / "served.db.before-restore.backup").is_file()


def test_what_cannot_be_put_back_is_named_and_changes_nothing(driftwatch, store):
    ran = driftwatch.inside("restore", driftwatch.folder / "nowhere.db", DRIFTWATCH_STORE=str(store))

    assert ran.returncode == 2
    assert "nowhere.db: no such file" in ran.stderr
