"""However and wherever a scan is killed, the next one ends as if nothing had been: nothing lost, doubled or half-written."""

import json
import random
import runpy
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, AlertEvent
from driftwatch.domain.keys import Scope
from driftwatch.domain.meaning import Severity
from driftwatch.domain.webhooks import Webhook
from driftwatch.records import ApiKey
from driftwatch.store import open_store
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import fingerprint
from driftwatch.store.keys import Doing
from driftwatch.store.schema import StoredVector
from driftwatch.testing.deaths import die, die_by_chance, places

FIRST, SECOND = datetime(2026, 6, 1, 9, tzinfo=UTC), datetime(2026, 6, 8, 9, tzinfo=UTC)
BEFORE = {"live": Severity.LOW, "frost": Severity.MEDIUM, "house": Severity.LOW}
AFTER = {"live": Severity.HIGH, "frost": Severity.MEDIUM, "valve": Severity.LOW}
OUTPUTS = ("alerts.json", "import.json", "report.html", "statements.jsonl")
IN_A_CHAIN = 5
"""In every run the scan after a death dies at the next place; in the nightly one each death is repeated and then made good by itself."""
SILENT = "SELECT id FROM alerts WHERE NOT EXISTS (SELECT 1 FROM alert_events e WHERE e.programme = alerts.programme AND e.alert = alerts.id)"


@pytest.fixture(scope="module")
def line(repository, tmp_path_factory):
    """Everything is loaded and read once, here; the runs that die are forks of this process."""
    write_meadow = runpy.run_path(str(repository / "tests" / "journeys" / "meadow.py"))["write_meadow"]
    folder = write_meadow(tmp_path_factory.mktemp("crashes") / "meadow")
    for minutes in sorted((folder / "minutes").iterdir())[3:]:
        minutes.unlink()
    made = runpy.run_path(str(Path(__file__).with_name("tiny_line.py")))["Line"](folder)
    yield made
    made.intake.close()


@pytest.fixture(scope="module")
def lived(line, tmp_path_factory):
    """A store after a scan, and after people have said something about its alerts; nothing is labelled or encoded yet for the next one."""
    folder = tmp_path_factory.mktemp("lived")
    live(line, f"sqlite:///{folder}/store.db", folder / "out")
    with closing(sqlite3.connect(folder / "store.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "store.db"


def live(line, url, out):
    record = line.scan(url, out, at=FIRST, subjects=BEFORE)
    with closing(open_store(url)) as store:
        store.webhooks.add("meadow", Webhook(id="wh_1", url="https://hooks.example/1", created=FIRST), secret="whsec_", actor="maya")
        for alert, action in zip(record.outcome.alerts, (Action.DISPUTE, Action.ACK), strict=False):
            event = AlertEvent(alert_id=alert.id, action=action, actor="maya", reason="not so", at=FIRST, status=STATUS_AFTER[action])
            store.act("meadow", event)
    database = connect(url)
    with closing(database), database.writing() as connection:
        connection.execute(delete(StoredVector))


@pytest.fixture(scope="module")
def second(line):
    """The scan that is killed."""
    return lambda url, out: line.scan(url, out, at=SECOND, subjects=AFTER)


@pytest.fixture(scope="module")
def undisturbed(second, lived, tmp_path_factory):
    """What it comes to when nothing goes wrong, and how long that takes."""
    url, out = beginning(lived, tmp_path_factory.mktemp("undisturbed") / "run")
    began = time.monotonic()
    second(url, out)
    return state(url, out), time.monotonic() - began


@pytest.fixture(scope="module")
def met(second, lived, tmp_path_factory):
    """Every place that the scan comes by, and how often."""
    run = beginning(lived, tmp_path_factory.mktemp("met") / "run")
    return places(lambda: second(*run))


def beginning(lived, folder):
    """A fresh folder with that store in it: its URL, and where the outputs go."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(lived, folder / "store.db")
    return f"sqlite:///{folder}/store.db", folder / "out"


def state(url, out):
    """What a run has left: the store's fingerprint and the outputs, all but the time of the run."""
    database = connect(url)
    with closing(database), database.reading() as connection:
        found = fingerprint(connection)
    return found, {name: timeless(out / name) for name in OUTPUTS}


def timeless(file):
    content = file.read_text("utf-8")
    return {**json.loads(content), "run": None} if file.name == "alerts.json" else content


def violations(url, out):
    """What must not be after any death."""
    return [
        *(of_sqlite(url) if url.startswith("sqlite") else of_postgresql(url)),
        *(f"half of {file.name}" for file in out.glob("*") if not whole(file)),
    ]


def of_sqlite(url):
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        silent = [f"no event of {alert}" for (alert,) in connection.execute(SILENT)]
        torn = [f"torn: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        return [*silent, *torn, *(f"damaged: {said}" for (said,) in connection.execute("PRAGMA quick_check") if said != "ok")]


def of_postgresql(url):
    database = connect(url)
    with closing(database), database.reading() as connection:
        return [f"no event of {alert}" for alert in connection.scalars(text(SILENT))]


def whole(file):
    """Outputs are whole; parts are hidden, and nobody takes them for more."""
    if file.name.startswith("."):
        return file.name.endswith(".part")
    content = file.read_text("utf-8")
    lines = content.splitlines() if file.suffix == ".jsonl" else [content]
    return content.endswith("\n") and (file.suffix == ".html" or all(json.loads(line) is not None for line in lines))


def test_a_scan_killed_at_any_place_leaves_nothing_half_done_and_the_next_one_ends_as_if_it_had_not_been(
    second, lived, met, undisturbed, tmp_path, nightly, tally
):
    hits = [(name, hit) for name, often in met.items() for hit in range(1, min(often, 10 if nightly else 1) + 1)]
    chains = [[death, death] for death in hits] if nightly else [hits[begin : begin + IN_A_CHAIN] for begin in range(0, len(hits), IN_A_CHAIN)]
    deaths, wrong = 0, []

    for chain in chains:
        run = beginning(lived, tmp_path / "run")
        for name, hit in chain:
            deaths += die(lambda run=run: second(*run), at=name, hit=hit)
            wrong += [(name, hit, what) for what in violations(*run)]
        second(*run)
        wrong += [(chain, "ends differently")] if state(*run) != undisturbed[0] else []

    tally(n=deaths, failures=len(wrong), places=len(met))
    assert wrong == []
    assert deaths >= len(met)


def acted(store, place, action, **more):
    """What a person does with the alert at this place."""
    event = AlertEvent(alert_id=ids(store)[place], action=action, actor="jo", reason="so it is", at=SECOND, status=STATUS_AFTER[action], **more)
    return store.act("meadow", event)


def ids(store):
    return sorted(alert.id for alert in store.outcome("meadow").alerts)


MERGING = Hand(action="merge", actor="jo", reason="one matter", at=SECOND)
ACTS = {
    "resolve": lambda store: acted(store, 0, Action.RESOLVE),
    "snooze": lambda store: acted(store, 2, Action.SNOOZE, until=SECOND.date() + timedelta(days=7)),
    "merge": lambda store: store.lives.merge(
        "meadow", ids(store)[0], ids(store)[1:2], Hand(action="merge", actor="jo", reason="one matter", at=SECOND)
    ),
    "create a key": lambda store: store.api_keys.create(
        ApiKey(prefix="dw_live_0", name="portal", scopes=(Scope.READ_ALERTS.value,), programmes=(), created=SECOND),
        Doing(actor="jo", at=SECOND),
        digest="ab" * 32,
    ),
    "remove a webhook": lambda store: store.webhooks.remove("meadow", "wh_1", actor="jo", at=SECOND),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_a_person_does_happens_as_a_whole_with_its_history_its_messages_and_the_audit_or_not_at_all(lived, tmp_path, act, tally):
    def do(url):
        with closing(open_store(url)) as store:
            ACTS[act](store)

    url, _ = beginning(lived, tmp_path / "run")
    before = kept(url)
    often = places(lambda: do(url))
    after, wrong = kept(url), []

    for name in often:
        url, _ = beginning(lived, tmp_path / "run")
        died = die(lambda url=url: do(url), at=name)
        wrong += [] if died and kept(url) == (after if name == "store: committed" else before) else [name]

    tally(n=len(often), failures=len(wrong))
    assert before != after
    assert wrong == []
    assert [name for name in often if "audit" in name or "alert_events" in name]


def kept(url):
    database = connect(url)
    with closing(database), database.reading() as connection:
        return fingerprint(connection)


def test_a_scan_killed_at_random_ends_as_if_it_had_not_been(second, lived, undisturbed, tmp_path, nightly, seed, tally):
    deaths, wrong = killed_at_random(
        second, lambda: beginning(lived, tmp_path / "run"), expected=undisturbed, wanted=500 if nightly else 50, dice=random.Random(seed)
    )

    tally(n=deaths, failures=len(wrong))
    assert wrong == []


def test_a_scan_killed_at_random_ends_on_postgresql_too_and_as_on_sqlite(line, second, undisturbed, new_postgres_url, tmp_path, nightly, seed, tally):
    def begin():
        url = new_postgres_url()
        live(line, url, tmp_path / "out")
        return url, tmp_path / "out"

    deaths, wrong = killed_at_random(second, begin, expected=undisturbed, wanted=50 if nightly else 5, dice=random.Random(seed))

    tally(n=deaths, failures=len(wrong))
    assert wrong == []


def test_what_a_killed_scan_has_cut_labelled_and_encoded_is_not_asked_for_again(line, second, lived, met, tmp_path, nightly):
    """The first commit keeps slices, the second labels."""
    asked, commits = [], met["store: committed"]

    for commit in range(1, commits + 1) if nightly else (1, 2, commits - 1):
        run = beginning(lived, tmp_path / "run")
        die(lambda run=run: second(*run), at="store: committed", hit=commit)
        asked.append(questions(line, lambda run=run: second(*run)))

    afresh = questions(line, lambda: second(*beginning(lived, tmp_path / "run")))
    assert afresh["slices"] > asked[0]["slices"] == 0
    assert afresh["labels"] > asked[1]["labels"] == 0
    assert [sum(found.values()) for found in asked] == sorted((sum(found.values()) for found in asked), reverse=True)
    assert asked[-1] == {"slices": 0, "encoder": 0, "labels": 0, "facets": 1}, "the last is the answer for nobody's words, which is not kept"


def questions(line, run):
    """How much each model is asked, and what cuts texts."""
    for asked in line.asked.values():
        asked.asked = 0
    run()
    return {name: asked.asked for name, asked in line.asked.items()}


def killed_at_random(scan, begin, *, expected, wanted, dice):
    """So many deaths, some of them in a row before the run that nobody disturbs; what went wrong."""
    (state_expected, duration), deaths, wrong = expected, 0, []
    while deaths < wanted:
        run = begin()
        for _ in range(min(IN_A_CHAIN, wanted - deaths)):
            deaths += die_by_chance(lambda run=run: scan(*run), after=dice.uniform(0, duration))
            wrong += [(deaths, what) for what in violations(*run)]
        scan(*run)
        wrong += [(deaths, "ends differently")] if state(*run) != state_expected else []
    return deaths, wrong
