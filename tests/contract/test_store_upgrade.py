"""A store of every released schema becomes the present one with all that is in it, as a whole or not at all: on SQLite and on a real PostgreSQL."""

import json
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.mailing import Place
from driftwatch.domain.talk import programme_key
from driftwatch.errors import StoreError
from driftwatch.store import migrating, open_store
from driftwatch.store.database import connect
from driftwatch.store.migrating import backup_of, migrate, version
from driftwatch.store.schema import REVISION, VERSION_TABLE
from driftwatch.testing.deaths import die, places
from driftwatch.testing.samples import later, sample_scan

STORES = Path(__file__).with_name("stores")
WEEKS = ("2026-W14", "2026-W15", "2026-W16", "2026-W17")
RELEASED = sorted({file.name.split(".")[0] for file in STORES.glob("*.sql")})
"""What the released programs have left, filled by them: see stores/README.md."""
AFTER = "store: committed"
BEGINNING, END = [("backup: copy", 1), ("backup: rename", 1)], [("store: commit", 1), (AFTER, 1)]
WORDS = {
    "horizon": (AlertStatus.AGREED, AlertStatus.SNOOZED, AlertStatus.RESOLVED),
    "lantern-bridge": (AlertStatus.AGREED, AlertStatus.SNOOZED, AlertStatus.RESOLVED),
}


class UndoneError(Exception):
    pass


@pytest.fixture(params=RELEASED)
def released(request, url):
    """A store as a released program has left it, on either database."""
    script = (STORES / f"{request.param}.{url.partition(':')[0].partition('+')[0]}.sql").read_text("utf-8")
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
    else:
        import psycopg

        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(script)
    return request.param, url


def rows(url):
    """All that people and programs had put there, column by column."""
    found = {}
    database = connect(url)
    with closing(database), database.reading() as connection:
        for table in sorted(set(inspect(connection).get_table_names()) - {VERSION_TABLE}):
            read = connection.execute(text(f"SELECT * FROM {table}"))
            found[table] = sorted(json.dumps(dict(row._mapping), sort_keys=True, default=repr) for row in read)
    return found


def told(row, names):
    return {name: value for name, value in json.loads(row).items() if name in names}


def revision(url):
    database = connect(url)
    with closing(database), database.reading() as connection:
        return version(connection)


def test_what_is_in_a_store_of_a_released_program_stays_as_it_was(released):
    _, url = released
    before = rows(url)

    open_store(url).close()

    after = rows(url)
    names = {table: set(json.loads(stored[0])) if stored else set() for table, stored in before.items()}
    assert {table: sorted(json.dumps(told(row, names[table]), sort_keys=True) for row in after[table]) for table in before} == before
    assert revision(url) == REVISION


def test_what_people_said_of_alerts_stands_and_nothing_is_told_as_new(released):
    _, url = released
    with closing(open_store(url)) as store:
        stood = {key: standing(store, name) for key, name in store.programmes()}
        happened = history(store, "Horizon")

        store.commit(sample_scan("Horizon", at=later(21)))

        (agreed, snoozed, _), since = standing(store, "Horizon"), history(store, "Horizon")
    assert stood == WORDS
    assert (agreed, snoozed) == WORDS["horizon"][:2]
    assert since[:2] == happened[:2]


def standing(store, name):
    return tuple(store.alert(programme_key(name), alert.id).status for alert in sample_scan(name).outcome.alerts)


def history(store, name):
    return [[event.action for event in store.history(programme_key(name), alert.id)] for alert in sample_scan(name).outcome.alerts]


def test_no_mail_that_was_sent_is_sent_again_and_one_that_was_not_can_be(released):
    _, url = released
    with closing(open_store(url)) as store:
        before = {(mail.recipient, mail.period): mail.state.value for mail in store.mails.find("horizon")}
        wanted = [Place(programme="horizon", recipient=f"{name}.example", period=week) for name in ("maya@alder", "kim@birch") for week in WEEKS]
        store.mails.queue(wanted, at=later(22))

        claims = [store.mails.claim(at=later(22)) for _ in range(10)]

    assert (before["maya@alder.example", "2026-W14"], before["kim@birch.example", "2026-W17"]) == ("sent", "sending")
    taken = {(claim.place.recipient, claim.place.period) for claim in claims if claim and claim.place.programme == "horizon"}
    assert taken == {
        *((f"{name}.example", "2026-W17") for name in ("maya@alder", "jo@birch", "kim@birch")),
        *(("kim@birch.example", week) for week in WEEKS[:3]),
    }


def test_keys_open_what_they_opened(released):
    _, url = released
    with closing(open_store(url)) as store:
        portal, digest = store.key("dw_live_k3v7q2ma")
        gone, _ = store.key("dw_live_gone1234")

    assert (portal.name, portal.scopes, portal.programmes, digest) == ("portal", ("read:alerts", "write:alerts"), ("horizon",), "ab" * 32)
    assert gone.revoked == later(5)


def test_killed_at_any_step_of_the_upgrade_it_is_the_old_store_or_the_new_one(released, nightly, tally):
    old, url = released
    before, deaths, wrong = rows(url), 0, []
    steps = list(places(lambda: rolled_back(url)).items())
    tried = [*BEGINNING, *steps, *END] if url.startswith("sqlite") else [*(steps if nightly else steps[::5]), *END]

    for name, often in tried:
        for hit in range(1, often + 1) if nightly else (1,):
            if die(lambda: upgrade(url), at=name, hit=hit):
                deaths += 1
                found = revision(url)
                wrong += [(name, hit, found)] if found != (REVISION if name == AFTER else old) or (found == old and rows(url) != before) else []
    open_store(url).close()

    tally(n=deaths, failures=len(wrong))
    assert wrong == []
    assert deaths >= len(tried)
    assert revision(url) == REVISION


def upgrade(url):
    migrate(connect(url))


def rolled_back(url):
    """Every step of the upgrade but the last: what it comes by before it is settled."""

    database = connect(url)
    with suppress(UndoneError), database.writing() as connection:
        migrating._upgrade(migrating._configuration(connection))
        raise UndoneError


@pytest.mark.parametrize("released_one", RELEASED)
def test_a_sqlite_file_is_copied_before_it_is_upgraded_for_its_owner_only(tmp_path, released_one):
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((STORES / f"{released_one}.sqlite.sql").read_text("utf-8"))
    before = rows(f"sqlite:///{file}")

    open_store(f"sqlite:///{file}").close()

    copy = backup_of(file, released_one)
    assert copy.name == f"store.db.{released_one}.backup"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert (revision(f"sqlite:///{copy}"), rows(f"sqlite:///{copy}")) == (released_one, before)


def test_without_room_for_the_copy_the_store_is_not_upgraded(tmp_path):
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((STORES / "0001.sqlite.sql").read_text("utf-8"))
    backup_of(file, "0001").mkdir()

    with pytest.raises(StoreError, match="no backup was made"):
        open_store(f"sqlite:///{file}")

    assert revision(f"sqlite:///{file}") == "0001"
    assert not list(tmp_path.glob(".*.part"))


def test_a_new_store_needs_no_copy(tmp_path):
    open_store(f"sqlite:///{tmp_path}/store.db").close()

    assert not list(tmp_path.glob("*.backup"))
