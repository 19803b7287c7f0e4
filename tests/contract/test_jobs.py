"""The queue: who has a job, for how long, and how it ends; on SQLite and on a real PostgreSQL."""

import multiprocessing
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from driftwatch.domain.jobs import JobKind, JobOrder, JobState, job_id, retry_delay
from driftwatch.errors import ConfigurationError, StoreError
from driftwatch.store import open_store
from driftwatch.store.database import connect
from driftwatch.store.jobs import add_job
from driftwatch.testing.samples import sample_scan

FORK = multiprocessing.get_context("fork")
NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
LEASE = timedelta(minutes=2)
MANY = (150, 600)
SCAN = JobOrder(programme="horizon", kind=JobKind.SCAN, slot="scan:horizon")
IMPORT = JobOrder(programme="horizon", kind=JobKind.IMPORT, words={"import": "3f"}, asked_by="portal")


@pytest.fixture
def store(emptied):
    return emptied


@pytest.fixture
def jobs(store):
    store.commit(sample_scan("Horizon"))
    return store.jobs


def claimed(jobs, worker="one", *, at=NOW):
    return jobs.claim(worker, at=at, lease=LEASE)


def ended(jobs, identifier, worker="one", state=JobState.DONE, *, at=NOW):
    return jobs.finish(identifier, worker, state=state, result={"alerts": "3"}, error="", at=at)


def reported(jobs, identifier, worker="one", *, at=NOW):
    return jobs.report(identifier, worker, step="reading", progress=0.5, at=at, lease=LEASE)


def work_all(url, worker, results, start):
    """Do everything that is due, and say what was done."""
    store, done = open_store(url), []
    start.wait(30)
    while job := store.jobs.claim(worker, at=NOW, lease=LEASE):
        assert store.jobs.finish(job.id, worker, state=JobState.DONE, result={}, error="", at=NOW)
        done.append(job.id)
    store.close()
    results.put(done)


def test_a_job_waits_is_done_and_tells_what_came_of_it(jobs):
    made, new = jobs.add(IMPORT, id="a", at=NOW)
    taken = claimed(jobs)
    kept = reported(jobs, "a")
    running = jobs.get("a")

    assert ended(jobs, "a", at=NOW + LEASE)

    done = jobs.get("a")
    assert (made.state, new, taken.state, kept) == (JobState.QUEUED, True, JobState.RUNNING, True)
    assert (running.step, running.progress, running.attempts, running.started) == ("reading", 0.5, 1, NOW)
    assert (done.state, done.result, done.finished, done.words) == (JobState.DONE, {"alerts": "3"}, NOW + LEASE, {"import": "3f"})


def test_a_slot_is_held_until_its_job_has_ended(jobs):
    first, _ = jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    second, new = jobs.add(SCAN, id="b", at=NOW)
    ended(jobs, "a")
    third, free = jobs.add(SCAN, id="c", at=NOW)

    assert (second.id, new, second.created) == (first.id, False, first.created)
    assert (third.id, free) == ("c", True)
    assert jobs.get("b") is None
    assert jobs.holder("scan:horizon").id == "c"


def test_what_was_due_first_is_done_first_and_nothing_before_its_time(jobs):
    later = JobOrder(programme="horizon", kind=JobKind.DIGEST, due=NOW + LEASE)
    earlier = JobOrder(programme="horizon", kind=JobKind.SCAN, due=NOW - LEASE)
    for identifier, order in (("later", later), ("now", IMPORT), ("earlier", earlier)):
        jobs.add(order, id=identifier, at=NOW)

    order = [claimed(jobs), claimed(jobs), claimed(jobs), claimed(jobs, at=NOW + LEASE - timedelta(seconds=1))]

    assert [job and job.id for job in order] == ["earlier", "now", None, None]


def test_a_worker_that_stopped_reporting_loses_its_job_to_another_and_is_told_so(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    reported(jobs, "a", at=NOW + timedelta(minutes=1))

    early = claimed(jobs, "two", at=NOW + timedelta(minutes=2, seconds=59))
    taken = claimed(jobs, "two", at=NOW + timedelta(minutes=3))

    assert early is None
    assert (taken.id, taken.attempts) == ("a", 2)
    assert not reported(jobs, "a", "one")
    assert not ended(jobs, "a", "one")
    assert not jobs.retry("a", "one", due=NOW, error="", at=NOW)
    assert not jobs.give_back("a", "one", at=NOW)
    assert ended(jobs, "a", "two")


def test_a_waiting_job_is_cancelled_at_once_and_its_slot_is_free(jobs):
    jobs.add(SCAN, id="a", at=NOW)

    cancelled = jobs.cancel("a", NOW)

    assert (cancelled.state, cancelled.finished) == (JobState.CANCELLED, NOW)
    assert claimed(jobs) is None
    assert jobs.add(SCAN, id="b", at=NOW)[1]


def test_a_running_job_is_told_to_stop_at_its_next_step(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)

    cancelled = jobs.cancel("a", NOW)

    assert (cancelled.state, cancelled.cancelling) == (JobState.RUNNING, True)
    assert not reported(jobs, "a")
    assert ended(jobs, "a", state=JobState.CANCELLED)
    assert jobs.get("a").state is JobState.CANCELLED


def test_a_job_that_has_ended_stays_as_it_is_when_it_is_cancelled(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    ended(jobs, "a")

    assert jobs.cancel("a", NOW + LEASE) == jobs.get("a")
    assert jobs.get("a").state is JobState.DONE


def test_a_job_put_back_waits_for_its_time_and_counts_its_attempts(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    jobs.retry("a", "one", due=NOW + LEASE, error="the store is away", at=NOW)
    waiting = jobs.get("a")

    again = claimed(jobs, "two", at=NOW + LEASE)

    assert (waiting.state, waiting.error, waiting.due) == (JobState.QUEUED, "the store is away", NOW + LEASE)
    assert (again.id, again.attempts) == ("a", 2)


def test_a_job_given_back_is_free_at_once_and_was_not_tried(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)

    jobs.give_back("a", "one", at=NOW)

    assert claimed(jobs, "two").attempts == 1


def test_a_job_that_is_cancelled_is_not_put_back_but_ends(jobs):
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    jobs.cancel("a", NOW)

    jobs.give_back("a", "one", at=NOW)

    assert jobs.get("a").state is JobState.CANCELLED
    assert jobs.add(SCAN, id="b", at=NOW)[1]


def test_jobs_are_paged_the_newest_first(jobs, store):
    store.commit(sample_scan("North"))
    for place in range(5):
        jobs.add(IMPORT, id=f"h{place}", at=NOW + timedelta(seconds=place // 2))
    jobs.add(JobOrder(programme="north", kind=JobKind.SCAN), id="n", at=NOW)

    first = jobs.find("horizon", limit=2)
    second = jobs.find("horizon", limit=2, after=first.next_after)
    third = jobs.find("horizon", limit=2, after=second.next_after)

    assert [[job.id for job in page.rows] for page in (first, second, third)] == [["h4", "h3"], ["h2", "h1"], ["h0"]]
    assert third.next_after is None
    assert len(jobs.find(None, limit=10).rows) == 6
    with pytest.raises(ConfigurationError, match="no beginning of a page"):
        jobs.find("horizon", limit=2, after="bm8=")


def test_a_job_of_an_unknown_programme_and_one_nobody_knows_are_refused(jobs):
    with pytest.raises(StoreError, match="no programme `south`"):
        jobs.add(JobOrder(programme="south", kind=JobKind.SCAN), id="a", at=NOW)
    with pytest.raises(StoreError, match="no job `zz`"):
        jobs.cancel("zz", NOW)
    jobs.add(SCAN, id="a", at=NOW)
    claimed(jobs)
    with pytest.raises(StoreError, match="ends as done, failed, cancelled"):
        ended(jobs, "a", state=JobState.QUEUED)
    assert jobs.get("zz") is None


def test_old_jobs_are_forgotten_once_they_have_ended(jobs):
    for identifier in ("old", "waits"):
        jobs.add(IMPORT, id=identifier, at=NOW)
    ended(jobs, claimed(jobs).id)

    assert jobs.counts() == {(JobKind.IMPORT, JobState.DONE): 1, (JobKind.IMPORT, JobState.QUEUED): 1}
    assert (jobs.forget(NOW), jobs.forget(NOW + LEASE)) == (0, 1)
    assert jobs.counts() == {(JobKind.IMPORT, JobState.QUEUED): 1}


def test_three_workers_do_each_job_exactly_once(url, nightly, tally):
    open_store(url).commit(sample_scan("Horizon"))
    database = connect(url)
    with database.writing() as connection:
        wanted = {add_job(connection, IMPORT, id=f"{place:04}", at=NOW)[0].id for place in range(MANY[nightly])}
    database.close()
    start, results = FORK.Barrier(3), FORK.SimpleQueue()
    workers = [FORK.Process(target=work_all, args=(url, f"worker {place}", results, start)) for place in range(3)]

    for process in workers:
        process.start()
    done = [results.get() for _ in workers]
    for process in workers:
        process.join(60)

    assert [process.exitcode for process in workers] == [0, 0, 0]
    tally(n=len(wanted), failures=len(wanted.symmetric_difference(chain.from_iterable(done))))
    assert sorted(chain.from_iterable(done)) == sorted(wanted)


def test_a_later_attempt_waits_longer_and_ids_are_drawn():
    waits = [retry_delay(attempts, chance=0.5).total_seconds() for attempts in (1, 2, 3)]

    assert waits == [10, 40, 160]
    assert job_id(lambda size: b"\x00" * size) == "job_aaaaaaaaaaaaaaaa"


def test_a_job_can_be_asked_for_while_a_scan_of_its_programme_is_stored(new_postgres_url):
    store, asked = open_store(new_postgres_url() + "?options=-c%20lock_timeout%3D2s"), []
    scan = sample_scan("Horizon")
    store.commit(scan)

    with closing(store):
        store.committing(lambda *_: asked.append(store.jobs.add(SCAN, id="job_1", at=NOW))).commit(scan)

    assert [new for _, new in asked] == [True]
