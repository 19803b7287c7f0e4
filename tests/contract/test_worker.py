"""The worker: what it does with a job that goes well, goes wrong, is cancelled, or is lost with whoever had it."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from sqlalchemy import update

from driftwatch.domain.happenings import HappeningType
from driftwatch.domain.jobs import JobKind, JobOrder, JobState
from driftwatch.domain.schedules import Recurring, Rhythm
from driftwatch.domain.webhooks import Webhook
from driftwatch.errors import ConfigurationError, StoreError
from driftwatch.jobs.recurring import Calendar
from driftwatch.jobs.scanning import counted
from driftwatch.jobs.task import Task
from driftwatch.jobs.worker import LEASE, Worker, World
from driftwatch.settings import DigestSettings, ScheduleSettings, Settings
from driftwatch.store import audit, open_store
from driftwatch.store.database import connect
from driftwatch.store.fingerprint import fingerprints
from driftwatch.store.schema import StoredProgramme
from driftwatch.testing.deaths import die, die_by_chance, places
from driftwatch.testing.samples import later, sample_scan

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
SCAN = JobOrder(programme="horizon", kind=JobKind.SCAN, slot="scan:horizon")
KILLS = {"sqlite": (20, 450), "postgresql": (2, 50)}
"""At random moments, on every run and in a night; a database of PostgreSQL takes long to copy."""
HITS, STRIDE = (1, 10), {"sqlite": (1, 1), "postgresql": (6, 1)}
"""How often it is killed at each place, and at which of the places."""


class Clock:
    """Stands still but when somebody sleeps."""

    def __init__(self, at=NOW):
        self.at, self.slept = at, []

    def __call__(self):
        return self.at

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


def hired(store, work, *, clock=None, log=None, name="one", errands=()):
    clock = clock or Clock()
    world = World(clock=clock, sleep=clock.sleep, chance=lambda: 0.5, log=(log if log is not None else []).append)
    return Worker(name=name, store=store, works=dict.fromkeys(JobKind, work), world=world, errands=errands)


@pytest.fixture
def queued(emptied):
    """A store with one job that waits."""
    emptied.commit(sample_scan("Horizon"))
    emptied.jobs.add(SCAN, id="a", at=NOW)
    return emptied


def raising(error):
    def work(task):
        raise error

    return work


def test_a_job_is_done_and_its_result_is_kept(queued):
    hired(queued, lambda task: {"alerts": "3"}).run_dry()

    job = queued.jobs.get("a")
    assert (job.state, job.result, job.attempts, job.error) == (JobState.DONE, {"alerts": "3"}, 1, "")


def test_what_goes_wrong_every_time_fails_at_once_and_webhooks_are_told(queued):
    webhook = Webhook(id="wh_1", url="https://receiver.example/", created=NOW)
    queued.webhooks.add("horizon", webhook, secret="whsec_c29tZSBzZWNyZXQgb2Ygb3VycyE=", actor="one")

    hired(queued, raising(ConfigurationError("/srv/data/horizon/driftwatch.toml:3: unknown key"))).run_dry()

    job = queued.jobs.get("a")
    told = queued.handovers.claim("horizon", "wh_1", at=NOW, freeze=lambda happening, _: happening.id).happening
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "driftwatch.toml:3: unknown key", 1)
    assert (told.type, told.id, told.facts) == (HappeningType.SCAN_FAILED, "a_failed", {"job": "a", "reason": "configuration"})


def test_what_a_store_that_is_away_spoils_is_tried_again_later_each_time_and_three_times_at_most(queued):
    clock, log = Clock(), []
    worker = hired(queued, raising(StoreError("the server cannot be reached")), clock=clock, log=log)

    dues = []
    for _ in range(3):
        worker.run_dry()
        dues.append(queued.jobs.get("a").due - clock.at)
        clock.sleep(60)

    job = queued.jobs.get("a")
    assert [due.total_seconds() for due in dues[:2]] == [10, 40]
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 3, "the server cannot be reached")


def test_a_mistake_of_ours_ends_the_worker_and_leaves_the_job_to_be_tried_again_without_quoting_anything(queued):
    with pytest.raises(KeyError):
        hired(queued, raising(KeyError("what somebody said"))).run_dry()

    job = queued.jobs.get("a")
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    assert job.error.startswith("a mistake of ours, please report it: KeyError at test_worker.py:")
    assert "somebody" not in job.error


def test_a_job_whose_worker_died_three_times_is_given_up(queued):
    clock = Clock()
    for name in "abc":
        queued.jobs.claim(name, at=clock.at, lease=LEASE)
        clock.sleep(LEASE.total_seconds())

    hired(queued, lambda task: {}, clock=clock).run_dry()

    job = queued.jobs.get("a")
    assert job.state is JobState.FAILED
    assert "died 3 times" in job.error


def test_a_job_cancelled_while_it_runs_stops_at_its_next_step(queued):
    steps = []

    def work(task):
        steps.append("reading")
        task.told("reading")
        queued.jobs.cancel("a", NOW)
        task.told("checking")
        steps.append("checking")

    hired(queued, work).run_dry()

    assert steps == ["reading"]
    assert queued.jobs.get("a").state is JobState.CANCELLED


def test_a_job_cancelled_and_then_lost_by_its_worker_ends_without_being_done(queued):
    clock, did = Clock(), []
    queued.jobs.claim("dead", at=NOW, lease=LEASE)
    queued.jobs.cancel("a", NOW)
    clock.sleep(LEASE.total_seconds())

    hired(queued, did.append, clock=clock).run_dry()

    assert not did
    assert queued.jobs.get("a").state is JobState.CANCELLED


@pytest.mark.parametrize("told", [KeyboardInterrupt(), SystemExit(0)])
def test_a_worker_that_is_told_to_stop_gives_its_job_back_at_once(queued, told):
    with pytest.raises(type(told)):
        hired(queued, raising(told)).run_dry()

    assert queued.jobs.claim("two", at=NOW, lease=LEASE).attempts == 1


def test_what_is_to_wait_for_something_else_is_put_off_without_being_counted(queued):
    clock = Clock()
    answers = iter([timedelta(seconds=30), {"sent": "2"}])
    worker = hired(queued, lambda task: next(answers), clock=clock)

    worker.run_dry()
    waiting = queued.jobs.get("a")
    clock.sleep(30)
    worker.run_dry()

    assert (waiting.state, waiting.due) == (JobState.QUEUED, NOW + timedelta(seconds=30))
    assert (queued.jobs.get("a").state, queued.jobs.get("a").attempts) == (JobState.DONE, 1)


def test_work_is_stored_together_with_its_end_or_not_at_all(queued):
    clock = Clock()

    def late(task):
        clock.sleep(LEASE.total_seconds() + 1)
        assert hired(queued, effective(queued), clock=clock, name="two").turn()
        effective(queued)(task)

    hired(queued, late, clock=clock).run_dry()

    assert effects(queued) == 1
    assert queued.jobs.get("a").attempts == 2


def test_a_worker_keeps_its_job_while_a_long_step_runs(queued):
    clock = Clock()
    task = Task(queued.jobs, queued.jobs.claim("one", at=NOW, lease=LEASE), worker="one", clock=clock, lease=LEASE)

    for _ in range(5):
        clock.sleep(LEASE.total_seconds() - 1)
        task.beat()

    assert queued.jobs.claim("two", at=clock.at, lease=LEASE) is None
    task.go_on()


def test_a_worker_waits_for_a_store_that_is_away_and_goes_on(queued):
    clock, log, away = Clock(), [], iter([True, True, False, False])

    def errand(_at):
        if next(away):
            raise StoreError("the server cannot be reached")
        if queued.jobs.get("a").state is JobState.DONE:
            raise SystemExit
        return 0

    with pytest.raises(SystemExit):
        hired(queued, lambda task: {}, clock=clock, log=log, errands=(errand,)).run()

    assert queued.jobs.get("a").state is JobState.DONE
    assert [line.partition(":")[0] for line in log[:2]] == ["the store does not answer, trying again"] * 2
    assert clock.slept[:2] == [1.5, 3.0]


def test_a_job_goes_on_when_the_server_drops_its_connections_in_the_middle(new_postgres_url, nightly, seed, tally):
    import psycopg

    url = new_postgres_url()
    store, clock = open_store(url), Clock()
    store.commit(sample_scan("Horizon"))
    number = 25 if nightly else 5
    for place in range(number):
        store.jobs.add(replace(SCAN, slot=None), id=f"{place}", at=NOW)
    drops, dropped = Random(seed), []

    def drop():
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            dropped.extend(connection.execute(f"SELECT pg_terminate_backend(pid) {others}").fetchall())

    def work(task):
        def beside(connection, scan):
            if task.job.attempts == 1 and drops.random() < 0.5:
                drop()
            task.finished(connection, counted(scan))

        drop()
        task.told("checking")
        store.committing(beside).commit(sample_scan("Horizon"))

    worker = hired(store, work, clock=clock)
    for _ in range(4):
        worker.run_dry()
        clock.sleep(300)

    undone = [place for place in range(number) if store.jobs.get(f"{place}").state is not JobState.DONE]
    tally(n=len(dropped), failures=len(undone))
    assert len(dropped) >= number
    assert not undone
    store.close()


def effective(store):
    """Work that leaves a line in the audit log: twice the work would be two lines."""

    def work(task):
        def beside(connection, scan):
            audit.note(connection, "horizon", actor="worker", action="effect", object=task.job.words.get("period", "asked"), at=NOW)
            task.finished(connection, counted(scan))

        task.told("reading")
        task.told("storing", 0.9)
        store.committing(beside).commit(sample_scan("Horizon", at=later(7)))

    return work


def effects(store):
    return sum(line.action == "effect" for line in store.audit.find("horizon", limit=100).rows)


def calendar(store):
    routine = ScheduleSettings(scan=Rhythm.DAILY, time=time(6), digest=True)
    settings = Settings(folder=Path("/nowhere"), name="Horizon", partners=(), schedule=routine, digest=DigestSettings(time=time(7)))
    numbers = count()
    return Calendar(store, read=lambda _: settings, random=lambda size: f"{os.getpid()}-{next(numbers)}".encode().rjust(size), log=print)


def run_all(url, at):
    """A worker's life on a store that was left by another one, until nothing is to be done."""
    store, clock = open_store(url), Clock(at)
    hired(store, effective(store), clock=clock, name=f"worker {os.getpid()}", errands=(calendar(store),)).run_dry()
    store.close()


@pytest.fixture
def prepared(url, request, tmp_path):
    """Makes copies of a store with a job that waits, and a scan and a mail that are due; gives their URLs."""
    store = open_store(url)
    store.commit(sample_scan("Horizon"))
    store.jobs.add(replace(SCAN, slot=None), id="asked", at=NOW)
    store.schedules.begin("horizon", Recurring.SCAN, "2026-04-05", before=None)
    store.schedules.begin("horizon", Recurring.DIGEST, "2026-W13", before=None)
    store.close()
    database = connect(url)
    with database.writing() as connection:
        connection.execute(update(StoredProgramme).values(folder="/nowhere"))
    database.close()
    numbers = count()

    def copy():
        if url.startswith("sqlite"):
            file = tmp_path / f"copy{next(numbers)}.db"
            shutil.copy(tmp_path / "store.db", file)
            return f"sqlite:///{file}"
        return request.getfixturevalue("new_postgres_url")(template=url.rpartition("/")[2])

    return copy


def left(url):
    """What the workers left but for the jobs themselves, which count attempts, and how the jobs ended."""
    store, database = open_store(url), connect(url)
    with database.reading() as connection:
        found = fingerprints(connection)
    jobs = sorted((job.words.get("period", ""), job.state) for job in store.jobs.find("horizon", limit=10).rows)
    lines = effects(store)
    store.close()
    database.close()
    return {name: value for name, value in found.items() if name != "jobs"}, jobs, lines


def kind(url):
    return url.partition(":")[0].partition("+")[0]


def undisturbed(prepared):
    url = prepared()
    run_all(url, NOW)
    return left(url)


def test_each_job_has_its_effect_once_wherever_its_worker_is_killed(prepared, nightly, tally):
    wanted, deaths, wrong = undisturbed(prepared), 0, []
    met = places(partial(run_all, prepared(), NOW))

    for place in list(met)[:: STRIDE[kind(prepared())][nightly]]:
        for hit in range(1, min(met[place], HITS[nightly]) + 1):
            url, deaths = prepared(), deaths + 1
            assert die(partial(run_all, url, NOW), at=place, hit=hit), place
            run_all(url, NOW + 2 * LEASE)
            wrong += [f"{place}, {hit}"] if left(url) != wanted else []

    tally(n=deaths, failures=len(wrong), places=len(met))
    assert not wrong
    assert wanted[1:] == ([("", JobState.DONE), ("2026-04-06", JobState.DONE), ("2026-W14", JobState.DONE)], 3)
    assert len(met) > 10


def test_each_job_has_its_effect_once_whenever_its_worker_is_killed(prepared, nightly, seed, tally):
    wanted, chance, died, wrong = undisturbed(prepared), Random(seed), 0, []
    url, began = prepared(), monotonic()
    run_all(url, NOW)
    duration = monotonic() - began

    while died < KILLS[kind(url)][nightly]:
        url = prepared()
        for at in (NOW, NOW + 2 * LEASE):
            died += die_by_chance(partial(run_all, url, at), after=duration * chance.random())
        run_all(url, NOW + 4 * LEASE)
        wrong += [died] if left(url) != wanted else []

    tally(n=died, failures=len(wrong))
    assert not wrong
