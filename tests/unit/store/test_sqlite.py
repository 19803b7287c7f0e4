"""What is particular to a store in a file."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text

from driftwatch.errors import StoreError
from driftwatch.store import SqlStore, open_store
from driftwatch.store.database import connect
from driftwatch.store.migrating import migrate
from driftwatch.testing.samples import sample_scan


@pytest.fixture
def file(tmp_path):
    return tmp_path / "folder" / "store.db"


@pytest.fixture
def store(file):
    opened = open_store(f"sqlite:///{file}")
    yield opened
    opened.close()


def test_the_file_and_its_folder_are_for_their_owner_only(store, file):
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_every_connection_is_set_up_for_safety(file):
    with connect(f"sqlite:///{file}").reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
        waits = connection.execute(text("PRAGMA busy_timeout")).scalar()

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "synchronous": 2}
    assert waits == 30_000


def test_a_locked_store_says_so_and_how_to_go_on(store, file):
    impatient = open_store(f"sqlite:///{file}?timeout=0.01")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="another program keeps it locked; wait until that one has ended, then try again"):
        impatient.commit(sample_scan("Horizon"))

    other.execute("ROLLBACK")
    impatient.commit(sample_scan("Horizon"))
    impatient.close()


def test_a_reader_does_not_wait_for_a_writer(store, file):
    store.commit(sample_scan("Horizon"))
    impatient = open_store(f"sqlite:///{file}?timeout=0.01")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM statements")

    assert impatient.outcome("horizon") is not None

    other.close()
    impatient.close()


def test_a_full_disk_leaves_what_was_stored_before(file):
    database = connect(f"sqlite:///{file}")
    migrate(database)
    event.listen(database._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 120"))
    store, scan = SqlStore(database), sample_scan("Horizon")
    store.commit(scan)

    with pytest.raises(StoreError, match="the disk is full; free some space, then try again: what was stored before is unharmed"):
        store.commit(replace(scan, statements=tuple(replace(scan.statements[0], id=str(place)) for place in range(5000))))

    assert store.outcome("horizon").alerts
    store.close()


def test_a_store_that_cannot_be_written_can_be_read(store, file):
    store.commit(sample_scan("Horizon"))
    reading = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")

    assert reading.outcome("horizon") == store.outcome("horizon")
    with pytest.raises(StoreError, match="not writable; change its permissions"):
        reading.commit(sample_scan("Horizon"))

    reading.close()


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("these are my notes\n" * 100)

    with pytest.raises(StoreError, match="no SQLite database; name another one, or move it away"):
        open_store(f"sqlite:///{file}")

    assert file.read_text() == "these are my notes\n" * 100


def test_a_damaged_store_is_named_as_such(file):
    open_store(f"sqlite:///{file}").close()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    file.write_bytes(content)

    with pytest.raises(StoreError, match="damaged; put a backup in its place, or move it away and scan again"):
        open_store(f"sqlite:///{file}").commit(sample_scan("Horizon"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{folder}", "the file cannot be opened; look at the folder and its permissions"),
        ("sqlite:///{folder}/file.txt/store.db", "cannot be made: .*; name another place"),
        ("store.db", "the store's URL is not of the form sqlite:///PATH or postgresql"),
        ("mysql://me:secret@host/db", r"mysql://me:\*\*\*@host/db: the store is sqlite:///PATH or postgresql"),
        ("postgresql://me:secret@127.0.0.1:1/db", r"me:\*\*\*@127.0.0.1:1/db: the server cannot be reached; start it or correct the URL"),
    ],
)
def test_a_store_that_cannot_be_opened_says_what_would_mend_it(tmp_path, url, said):
    (tmp_path / "file.txt").touch()

    with pytest.raises(StoreError, match=said) as refused:
        open_store(url.format(folder=tmp_path))

    assert "secret" not in str(refused.value)


def test_what_was_deleted_is_not_left_in_the_file(store, file):
    scan = sample_scan("Horizon")
    telling = replace(scan.statements[0], text="an unmistakable sentence")
    store.commit(replace(scan, statements=(telling,), outcome=replace(scan.outcome, alerts=())))

    store.commit(replace(scan, statements=(), outcome=replace(scan.outcome, alerts=())))
    store.close()

    left = b"".join(Path(found).read_bytes() for found in file.parent.iterdir())
    assert b"unmistakable" not in left
