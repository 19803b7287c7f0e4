"""A copy of a store that is being written to is whole, is a state that was once committed, and is put back whole or not at all."""

import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from driftwatch.domain.alerts import RunRecord
from driftwatch.errors import StoreError
from driftwatch.store import open_store
from driftwatch.store.backups import back_up, put_back, sqlite_file
from driftwatch.store.database import connect
from driftwatch.store.documents import read
from driftwatch.store.fingerprint import fingerprint
from driftwatch.testing.deaths import die
from driftwatch.testing.samples import later, sample_scan, sample_statement


def scan(number):
    """The scan of this number: as many statements more than the first one."""
    record = sample_scan("Horizon", at=later(number))
    more = tuple(replace(sample_statement(place), id=f"n{number}-{place}", text=f"{number}") for place in range(number % 7))
    return replace(record, statements=(*record.statements, *more))


def torn(file):
    """Whether a copy is damaged, or holds statements that no scan has left together."""
    with closing(sqlite3.connect(file)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        more = [name.split("-")[0] for (name,) in connection.execute("SELECT id FROM statements WHERE id LIKE 'n%'")]
        (run,) = connection.execute("SELECT run FROM programmes").fetchone()
    number = (read(RunRecord, run).at - later(0)).days
    return not sound or more != [f"n{number}"] * (number % 7)


def found(file):
    database = connect(f"sqlite:///{file}")
    with closing(database), database.reading() as connection:
        return fingerprint(connection)


@pytest.fixture
def file(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    store.commit(scan(0))
    store.close()
    return tmp_path / "store.db"


def test_every_copy_taken_while_somebody_writes_is_a_committed_state(file, tmp_path, nightly, tally):
    stop, copies, numbers = threading.Event(), 50 if nightly else 10, []

    def write():
        store = open_store(f"sqlite:///{file}")
        while not stop.is_set():
            numbers.append(len(numbers) + 1)
            store.commit(scan(numbers[-1]))
        store.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(copies):
            back_up(file, tmp_path / f"copy-{number}.db")
    finally:
        stop.set()
        writer.join()

    wrong = [number for number in range(copies) if torn(tmp_path / f"copy-{number}.db")]
    tally(n=copies, failures=len(wrong), scans=len(numbers))
    assert wrong == []


def test_a_copy_is_one_file_for_its_owner_only_and_equals_the_store(file, tmp_path):
    copy = tmp_path / "copies" / "copy.db"
    copy.parent.mkdir()

    back_up(file, copy)

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert found(copy) == found(file)


def test_a_store_is_what_the_copy_was_once_it_is_put_back_and_an_open_program_sees_it(file, tmp_path):
    back_up(file, tmp_path / "copy.db")
    before, store = found(file), open_store(f"sqlite:///{file}")
    store.commit(scan(5))
    changed = found(file)

    put_back(tmp_path / "copy.db", file)

    assert found(file) == before != changed
    assert store.outcome("horizon").run.at == later(0)
    store.commit(scan(6))
    store.close()


@pytest.mark.parametrize("place", ["backup: copy", "backup: rename"])
def test_killed_while_it_copies_there_is_no_copy(file, tmp_path, place):
    died = die(lambda: back_up(file, tmp_path / "copy.db"), at=place)

    assert died
    assert not (tmp_path / "copy.db").exists()
    back_up(file, tmp_path / "copy.db")
    assert found(tmp_path / "copy.db") == found(file)


@pytest.mark.parametrize("place", ["restore: copy", "restore: copied"])
def test_killed_while_it_is_put_back_the_store_is_the_former_or_the_copy(file, tmp_path, place):
    back_up(file, tmp_path / "copy.db")
    copied = found(file)
    store = open_store(f"sqlite:///{file}")
    store.commit(scan(5))
    store.close()
    former = found(file)

    died = die(lambda: put_back(tmp_path / "copy.db", file), at=place)

    assert died
    assert found(file) == (former if place == "restore: copy" else copied)


def test_what_is_no_copy_of_a_store_is_not_put_back(file, tmp_path):
    before = found(file)
    (tmp_path / "text.db").write_text("no database at all, but long enough to look like one: " * 100)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE alerts (colour TEXT)")
    back_up(file, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as newer, newer:
        newer.execute("UPDATE driftwatch_version SET version_num = '9999'")

    for name, said in (
        ("none.db", "no such file"),
        ("text.db", "not a database"),
        ("other.db", "no store of driftwatch"),
        ("newer.db", "a newer driftwatch"),
    ):
        with pytest.raises(StoreError, match=said):
            put_back(tmp_path / name, file)

    assert found(file) == before


def test_a_store_on_a_server_names_the_servers_own_tools(new_postgres_url):
    with pytest.raises(StoreError, match="pg_dump"):
        sqlite_file(new_postgres_url())
