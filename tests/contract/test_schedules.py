"""Jobs made by schedule: one for each period, however many workers look, and only once the one before it has ended."""

import multiprocessing
import os
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from driftwatch.domain.jobs import JobKind, JobState
from driftwatch.domain.schedules import Recurring, Rhythm, Routine, Timetable
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.digesting import digest
from driftwatch.jobs.recurring import LOOK_EVERY, Calendar
from driftwatch.jobs.task import Task
from driftwatch.jobs.worker import LEASE
from driftwatch.settings import DigestSettings, ScheduleSettings, Settings
from driftwatch.store import open_store
from driftwatch.testing.samples import sample_scan

FORK = multiprocessing.get_context("fork")
BERLIN = ZoneInfo("Europe/Berlin")
BEGUN = datetime(2026, 4, 5, 12, tzinfo=UTC)
MONDAY = datetime(2026, 4, 6, 8, tzinfo=UTC)
WANTED = ScheduleSettings(scan=Rhythm.DAILY, time=time(6), digest=True)


class Settable:
    """Reads the settings of any folder: always these."""

    def __init__(self, folder):
        mail = DigestSettings(time=time(7, 30))
        self.now = Settings(folder=folder, name="Horizon", partners=(), timezone=BERLIN, schedule=WANTED, digest=mail)

    def __call__(self, _folder):
        if self.now is None:
            raise ConfigurationError("driftwatch.toml:3: unknown key `zone`")
        return self.now


@pytest.fixture
def settings(tmp_path):
    return Settable(tmp_path)


@pytest.fixture
def scanned(emptied, tmp_path):
    """A store with a programme whose folder is known."""
    emptied.commit(replace(sample_scan("Horizon"), folder=tmp_path))
    return emptied


def calendar(store, settings, log=None):
    return Calendar(store, read=settings, random=os.urandom, log=(log if log is not None else []).append)


def made(store):
    return sorted((job.kind, job.words["period"], job.words.get("skipped", "")) for job in store.jobs.find("horizon", limit=50).rows)


def end_all(store):
    while job := store.jobs.claim("one", at=MONDAY + timedelta(days=400), lease=LEASE):
        store.jobs.finish(job.id, "one", state=JobState.DONE, result={}, error="", at=MONDAY)


def test_a_new_schedule_begins_with_the_next_period_and_each_has_one_job(scanned, settings):
    looks = calendar(scanned, settings)

    numbers = [looks(at) for at in (BEGUN, BEGUN + LOOK_EVERY, MONDAY, MONDAY + LOOK_EVERY, MONDAY - timedelta(hours=2), MONDAY + LOOK_EVERY)]

    assert numbers == [0, 0, 2, 0, 0, 0]
    assert made(scanned) == [(JobKind.DIGEST, "2026-W14", ""), (JobKind.SCAN, "2026-04-06", "")]
    assert [job.due for job in scanned.jobs.find("horizon", limit=5).rows if job.kind is JobKind.SCAN] == [datetime(2026, 4, 6, 4, tzinfo=UTC)]


def test_after_days_of_rest_the_latest_period_is_done_and_the_others_are_named(scanned, settings):
    log = []
    looks = calendar(scanned, settings, log)

    looks(BEGUN)
    looks(MONDAY + timedelta(days=9))

    assert made(scanned) == [
        (JobKind.DIGEST, "2026-W15", "2026-W14"),
        (JobKind.SCAN, "2026-04-15", " ".join(f"2026-04-{day:02}" for day in range(6, 15))),
    ]
    assert any("nobody was there for the digest of 2026-W14; that of 2026-W15 is done now" in line for line in log)


def test_a_period_waits_while_a_job_of_its_kind_is_not_done(scanned, settings):
    looks = calendar(scanned, settings)
    looks(BEGUN)
    looks(MONDAY)

    early = looks(MONDAY + timedelta(days=1))
    end_all(scanned)
    late = looks(MONDAY + timedelta(days=1) + LOOK_EVERY)

    assert (early, late) == (0, 1)
    assert [period for kind, period, _ in made(scanned) if kind is JobKind.SCAN] == ["2026-04-06", "2026-04-07"]


def look_weekly(url, folder, start, weeks, results):
    """Two workers' calendars, hour by hour."""
    store = open_store(url)
    looks = calendar(store, Settable(folder))
    made_here = 0
    for week in range(weeks):
        start.wait()
        made_here += looks(MONDAY + week * timedelta(days=7))
        start.wait()
        end_all(store)
        start.wait()
    results.put(made_here)
    store.close()


def test_two_workers_make_one_job_for_each_period(url, tmp_path, settings):
    weeks, store = 8, open_store(url)
    store.commit(replace(sample_scan("Horizon"), folder=tmp_path))
    calendar(store, settings)(BEGUN)
    start, results = FORK.Barrier(2, timeout=20), FORK.SimpleQueue()
    both = [FORK.Process(target=look_weekly, args=(url, tmp_path, start, weeks, results)) for _ in range(2)]

    for process in both:
        process.start()
    for process in both:
        process.join(60)

    assert [process.exitcode for process in both] == [0, 0]
    assert results.get() + results.get() == 2 * weeks
    assert [period for kind, period, _ in made(store) if kind is JobKind.DIGEST] == [f"2026-W{week}" for week in range(14, 14 + weeks)]
    store.close()


def test_what_was_set_through_the_api_holds_until_it_is_deleted(scanned, settings):
    looks, store = calendar(scanned, settings), scanned
    never = Timetable(scan=Routine(rhythm=Rhythm.NEVER), digest=Routine(rhythm=Rhythm.WEEKLY, day=2, at=time(9, 15), behind=1))
    store.schedules.put("horizon", never, actor="portal", at=BEGUN)
    looks(BEGUN)

    monday = looks(MONDAY)
    wednesday = looks(MONDAY + timedelta(days=2))
    deleted = store.schedules.delete("horizon", actor="portal", at=MONDAY)

    assert (store.schedules.get("horizon"), deleted, store.schedules.delete("horizon", actor="portal", at=MONDAY)) == (None, True, False)
    assert (monday, wednesday) == (0, 1)
    assert made(scanned) == [(JobKind.DIGEST, "2026-W14", "")]
    assert looks(MONDAY + timedelta(days=3)) == 0
    assert looks(MONDAY + timedelta(days=4)) == 1


def test_a_schedule_that_cannot_be_read_rests_is_complained_of_once_and_goes_on(scanned, settings):
    log, good = [], settings.now
    looks = calendar(scanned, settings, log)
    looks(BEGUN)
    settings.now = None

    looks(MONDAY)
    looks(MONDAY + LOOK_EVERY)
    settings.now = good
    after = looks(MONDAY + 2 * LOOK_EVERY)

    assert log == ["horizon: its schedule rests: driftwatch.toml:3: unknown key `zone`"]
    assert after == 2


def test_a_changed_rhythm_begins_with_its_next_period(scanned, settings):
    looks = calendar(scanned, settings)
    looks(BEGUN)
    settings.now = replace(settings.now, schedule=replace(WANTED, scan=Rhythm.WEEKLY, day=6, digest=False))

    numbers = [looks(MONDAY + timedelta(days=days)) for days in (0, 1, 5, 6)]

    assert numbers == [0, 0, 0, 1]
    assert made(scanned) == [(JobKind.SCAN, "2026-W15", "")]


def test_the_mail_waits_for_the_scan_that_was_due_before_it(scanned, settings):
    def no_server():
        raise ConfigurationError("no mail server is known")

    looks = calendar(scanned, settings)
    looks(BEGUN)
    looks(MONDAY)
    jobs = scanned.jobs
    scan = jobs.claim("one", at=MONDAY, lease=LEASE)
    mail = Task(jobs, jobs.claim("two", at=MONDAY, lease=LEASE), worker="two", clock=lambda: MONDAY, lease=LEASE)

    waits = digest(mail, store=scanned, post=no_server)
    jobs.finish(scan.id, "one", state=JobState.DONE, result={}, error="", at=MONDAY)

    assert (scan.kind, mail.job.kind, waits) == (JobKind.SCAN, JobKind.DIGEST, timedelta(seconds=20))
    with pytest.raises(ConfigurationError, match="no mail server is known"):
        digest(mail, store=scanned, post=no_server)


def test_the_period_of_a_schedule_that_another_worker_took_is_not_taken_again(scanned):
    schedules = scanned.schedules
    schedules.begin("horizon", Recurring.SCAN, "2026-04-05", before=None)
    schedules.begin("horizon", Recurring.SCAN, "2026-04-04", before=None)

    assert schedules.done("horizon") == {Recurring.SCAN: "2026-04-05"}


def test_the_schedule_of_a_programme_rests_whose_folder_is_that_of_another_one_now(scanned, settings):
    log = []
    looks = calendar(scanned, settings, log)
    looks(BEGUN)
    settings.now = replace(settings.now, name="Lantern Bridge")

    numbers = [looks(MONDAY), looks(MONDAY + LOOK_EVERY)]

    assert (numbers, made(scanned)) == ([0, 0], [])
    assert log == [f"horizon: its schedule rests: {settings.now.file} is called 'Lantern Bridge' now, which is another programme"]
