"""Locked, full, read-only, damaged, dropped, restarted: whatever happens to the database, nothing is lost and the next attempt ends the same."""

import contextlib
import multiprocessing
import os
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, func, select

from driftwatch.crashing import arm
from driftwatch.domain.keys import Scope, new_key
from driftwatch.errors import StoreError
from driftwatch.records import ApiKey
from driftwatch.store import SqlStore, open_store
from driftwatch.store.audit import note
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import fingerprint, fingerprints
from driftwatch.store.schema import StoredStatement
from driftwatch.testing.deaths import places
from driftwatch.testing.samples import later, sample_scan
from driftwatch_api.app import create_app
from driftwatch_api.service import Service

FORK = multiprocessing.get_context("fork")
WRITERS, POINTS = 8, 10
AT = datetime(2026, 4, 6, tzinfo=UTC)
DISK = 3 * 2**20


def first():
    return sample_scan("Horizon")


def second(many=40):
    """A later scan with more statements, and one alert fewer."""
    scan = sample_scan("Horizon", at=later(7))
    more = tuple(replace(scan.statements[place % 4], id=f"m{place}", text=f"{place} " + "so it was said " * 40) for place in range(many))
    return replace(scan, statements=(*scan.statements, *more), outcome=replace(scan.outcome, alerts=scan.outcome.alerts[:2]))


def found(url):
    database = connect(url)
    with closing(database), database.reading() as connection:
        return fingerprint(connection)


def expected(folder, *scans):
    """What these scans come to when nothing goes wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_store(f"sqlite:///{folder}/expected.db")) as store:
        for scan in scans:
            store.commit(scan)
    return found(f"sqlite:///{folder}/expected.db")


def write_lines(url, writer, often, failures):
    database = connect(url)
    for number in range(often):
        try:
            with database.writing() as connection:
                note(connection, "horizon", actor=f"writer {writer}", action="test.act", object=str(number), at=AT)
        except StoreError:
            failures.put((writer, number))
    database.close()


def test_many_writers_wait_for_each_other_and_no_line_is_lost(tmp_path, nightly, tally):
    url, often, failures = f"sqlite:///{tmp_path}/store.db", 2000 if nightly else 200, FORK.SimpleQueue()
    open_store(url).close()

    writers = [FORK.Process(target=write_lines, args=(url, writer, often, failures)) for writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with closing(open_store(url)) as store:
        head, broken = store.audit.head("horizon"), store.audit.verify("horizon")
    tally(n=WRITERS * often, failures=WRITERS * often - head.lines)
    assert failures.empty()
    assert (head.lines, broken, {writer.exitcode for writer in writers}) == (WRITERS * often, None, {0})


@contextlib.contextmanager
def small_disk(folder):
    """A disk of three MiB of its own."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def beginning(tmp_path_factory):
    """A store after the first scan, in one file."""
    file = tmp_path_factory.mktemp("beginning") / "store.db"
    with closing(open_store(f"sqlite:///{file}")) as store:
        store.commit(first())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def test_a_disk_that_fills_up_in_the_middle_harms_nothing_and_the_next_scan_ends_the_same(beginning, tmp_path, nightly, tally):
    goal, wrong, refused = expected(tmp_path / "expected", first(), second(200)), [], 0
    points = 100 if nightly else POINTS

    with small_disk(tmp_path / "disk") as disk:
        url = f"sqlite:///{disk}/store.db"
        for point in range(points):
            for left in disk.iterdir():
                left.unlink()
            shutil.copyfile(beginning, disk / "store.db")
            before, (disk_free, room) = found(url), (free(disk), 4096 * (1 + 100 * point // points))
            (disk / "ballast").write_bytes(b"x" * max(0, disk_free - room))
            refused += refuses_for_space(url)
            wrong += [] if found_with_room(disk, url) == before else [(point, "changed")]
            with closing(open_store(url)) as store:
                store.commit(second(200))
            wrong += [] if found(url) == goal else [(point, "ends differently")]

    tally(n=points, failures=len(wrong), refused=refused)
    assert wrong == []
    assert refused >= points * 0.8


def free(disk):
    status = os.statvfs(disk)
    return status.f_bavail * status.f_frsize


def refuses_for_space(url):
    try:
        with closing(open_store(url)) as store:
            store.commit(second(200))
    except StoreError as error:
        assert "the disk is full" in str(error), error
        return True
    return False


def found_with_room(disk, url):
    (disk / "ballast").unlink()
    return found(url)


def test_a_store_that_may_not_grow_keeps_what_it_has_at_whatever_page_it_ends(beginning, tmp_path, nightly, tally):
    goal, wrong = expected(tmp_path / "expected", first(), second(60)), []

    points = range(0, POINTS, 1 if nightly else 4)
    for pages in points:
        url = f"sqlite:///{shutil.copyfile(beginning, tmp_path / f'store-{pages}.db')}"
        database = connect(url)
        store = SqlStore(database)
        with database.reading() as connection:
            count = connection.exec_driver_sql("PRAGMA page_count").scalar()
        limit = f"PRAGMA max_page_count = {count + 2 * pages}"
        event.listen(database._engine, "begin", lambda connection, limit=limit: connection.exec_driver_sql(limit))
        before = found(url)
        with pytest.raises(StoreError, match="the disk is full"):
            store.commit(second(60))
        store.close()
        wrong += [] if found(url) == before else [(pages, "changed")]
        with closing(open_store(url)) as roomy:
            roomy.commit(second(60))
        wrong += [] if found(url) == goal else [(pages, "ends differently")]

    tally(n=len(points), failures=len(wrong))
    assert wrong == []


def terminate(url):
    """Drop every connection to this database, as a restart of the server does."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(others)


@contextlib.contextmanager
def at_place(name, hit, act):
    """Have this done when the program comes by this place for this time."""
    left = [hit]

    def come_by(place):
        left[0] -= place == name
        if place == name and left[0] == 0:
            arm(None)
            act()

    arm(come_by)
    try:
        yield
    finally:
        arm(None)


def test_a_scan_whose_connection_is_dropped_while_it_is_stored_is_stored_as_a_whole_by_the_next(new_postgres_url, tmp_path, nightly, seed, tally):
    goal, wrong, dice = expected(tmp_path / "expected", first(), second()), [], random.Random(seed)
    kills = 50 if nightly else 5
    met = places(lambda: stored(tmp_path / "met.db"))

    for kill in range(kills):
        url = new_postgres_url()
        with closing(open_store(url)) as store:
            store.commit(first())
            before, name = found(url), dice.choice(sorted(met))
            with at_place(name, dice.randint(1, met[name]), lambda url=url: terminate(url)), suppress(StoreError):
                store.commit(second())
            wrong += [] if found(url) in (before, goal) else [(kill, name, "half")]
            store.commit(second())
        wrong += [] if found(url) == goal else [(kill, name, "ends differently")]

    tally(n=kills, failures=len(wrong))
    assert wrong == []


def stored(file):
    """What a commit comes by, opening and migrating left out."""
    with closing(open_store(f"sqlite:///{file}")) as store:
        store.commit(first())


@pytest.fixture
def key():
    return new_key(secrets.token_bytes)


def client_of(store, key):
    store.add_key(ApiKey(prefix=key.prefix, name="portal", scopes=tuple(Scope), programmes=(), created=AT), digest=key.digest)
    client = TestClient(create_app(Service(store=store, label=lambda texts: [], clock=lambda: AT, log=lambda _: None)), raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {key.key}"
    return client


READS = ("/v1/programmes", "/v1/alerts", "/v1/statements", "/v1/terms?programme=horizon", "/readyz")


def test_a_server_that_restarts_is_a_503_while_it_is_away_and_a_200_right_after(own_postgres, tmp_path, key, nightly, tally):
    import psycopg

    with psycopg.connect(own_postgres.url.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE restarted TEMPLATE template0")
    url = own_postgres.url + "restarted"
    expected(tmp_path / "expected", first(), second())
    goal = but_keys(f"sqlite:///{tmp_path}/expected/expected.db")
    store, wrong, restarts = open_store(url), [], 10 if nightly else 1
    with closing(store), client_of(store, key) as client:
        for restart in range(restarts):
            store.commit(first())
            with at_place("store: INSERT statements", 1, lambda: own_postgres.stop(signal.SIGQUIT)), pytest.raises(StoreError):
                store.commit(second())
            away = {path: client.get(path).status_code for path in READS}
            own_postgres.start()
            back = {path: client.get(path).status_code for path in READS}
            store.commit(second())
            wrong += [(restart, away)] if set(away.values()) != {503} else []
            wrong += [(restart, back)] if set(back.values()) != {200} else []
            wrong += [(restart, "ends differently")] if restart == 0 and but_keys(url) != goal else []

    tally(n=restarts, failures=len(wrong))
    assert wrong == []


def but_keys(url):
    """All that the store holds besides keys."""
    database = connect(url)
    with closing(database), database.reading() as connection:
        return {name: digest for name, digest in fingerprints(connection).items() if name != "api_keys"}


def test_reads_whose_connection_is_dropped_are_answered_by_the_next_connection(new_postgres_url, key, tally):
    url = new_postgres_url()
    codes = []
    with closing(open_store(url)) as store, client_of(store, key) as client:
        store.commit(first())
        for path in READS * 4:
            terminate(url)
            codes.append(client.get(path).status_code)
        after = client.get(READS[0]).status_code

    tally(n=len(codes), failures=sum(code not in (200, 503) for code in codes))
    assert set(codes) <= {200, 503}
    assert after == 200


def test_somebody_who_reads_for_long_stops_no_writer_and_sees_one_state(url, store):
    store.commit(first())
    database = connect(url)

    with closing(database), database.reading() as connection:
        before = connection.scalar(select(func.count()).select_from(StoredStatement))
        for week in range(5):
            store.commit(replace(second(), outcome=sample_scan("Horizon", at=AT + timedelta(weeks=week)).outcome))
        still = connection.scalar(select(func.count()).select_from(StoredStatement))
        after = len(store.outcome("horizon").alerts)

    assert before == still == 4
    assert after == 3


def test_a_damaged_page_is_named_at_the_start_with_the_mend(tmp_path):
    file = tmp_path / "store.db"
    with closing(open_store(f"sqlite:///{file}")) as store:
        store.commit(second(200))
        store.require_sound()
    content = bytearray(file.read_bytes())
    for page in range(len(content) // 4096 // 2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(bytes(content))

    with closing(open_store(f"sqlite:///{file}")) as store, pytest.raises(StoreError, match="damaged; put a backup in its place"):
        store.require_sound()


def test_a_disk_that_takes_nothing_is_named_at_the_start_with_the_mend(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        with closing(open_store(f"sqlite:///{disk}/store.db")) as store:
            store.commit(first())
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

        with (
            pytest.raises(StoreError, match=r"not writable; change its permissions|cannot be opened; look at the folder|cannot be made"),
            closing(open_store(f"sqlite:///{disk}/store.db")) as store,
        ):
            store.require_sound()


def test_a_server_that_takes_nothing_is_named_at_the_start(new_postgres_url):
    url = new_postgres_url()
    open_store(url).close()
    reading = open_store(f"{url}?options=-c%20default_transaction_read_only%3Don")

    with closing(reading), pytest.raises(StoreError, match="takes no writing; use the primary server"):
        reading.require_sound()
