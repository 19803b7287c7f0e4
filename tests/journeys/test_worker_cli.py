"""`driftwatch worker`, `driftwatch jobs`, and the worker beside `driftwatch serve`: run, killed, and run again."""

import os
import re
import signal
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from driftwatch.domain.jobs import JobKind, JobOrder, JobState, job_id
from driftwatch.store import open_store
from driftwatch.store.register import Doer

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
NUMBERS = count()


@pytest.fixture
def enrolled(driftwatch, tmp_path, write_meadow):
    """A programme that was not scanned yet, its store, and what asks for a scan of it."""
    folder = write_meadow(tmp_path / "meadow")
    store = open_store(f"sqlite:///{folder}/.driftwatch/driftwatch.db")
    store.register.enrol("meadow", "Meadow", (), folder=folder, doer=Doer(name="one", request_id="", at=NOW))

    def ask():
        order = JobOrder(programme="meadow", kind=JobKind.SCAN, slot="scan:meadow", asked_by="portal")
        return store.jobs.add(order, id=job_id(lambda size: next(NUMBERS).to_bytes(size, "big")), at=NOW)[0].id

    yield folder, store, ask
    store.close()


def break_settings(folder):
    """From now on a scan fails, and at once."""
    (folder / "driftwatch.toml").write_text('[programme]\nname = "Meadow"\n')


def heard(process, pattern):
    """The first line on stderr in which this stands."""
    return next(found for line in process.stderr if (found := re.search(pattern, line)))


def test_a_scan_that_was_asked_for_is_done_by_the_worker_and_tells_what_it_found(driftwatch, enrolled):
    folder, store, ask = enrolled
    job = ask()

    worked = driftwatch.inside("worker", folder, "--once")
    shown = driftwatch.inside("jobs", "show", job, "-p", folder).stdout
    listed = driftwatch.inside("jobs", "list", "-p", folder).stdout

    done = store.jobs.get(job)
    assert (worked.returncode, done.state, done.attempts) == (0, JobState.DONE, 1)
    assert len(store.outcome("meadow").alerts) == int(done.result["alerts"]) > 0
    assert re.search(r"statements +\d+", shown)
    assert re.search(rf"{job} +meadow +scan +done", listed)


def test_a_scan_that_cannot_be_done_says_why_and_a_cancelled_one_is_left_alone(driftwatch, enrolled):
    folder, store, ask = enrolled
    break_settings(folder)
    failing = ask()
    driftwatch.inside("worker", "--once", DRIFTWATCH_STORE=f"sqlite:///{folder}/.driftwatch/driftwatch.db")
    waiting = ask()

    cancelled = driftwatch.inside("jobs", "cancel", waiting, DRIFTWATCH_STORE=f"sqlite:///{folder}/.driftwatch/driftwatch.db")
    again = driftwatch.inside("jobs", "cancel", waiting, DRIFTWATCH_STORE=f"sqlite:///{folder}/.driftwatch/driftwatch.db")
    unknown = driftwatch.inside("jobs", "show", "job_x", DRIFTWATCH_STORE=f"sqlite:///{folder}/.driftwatch/driftwatch.db")

    assert (store.jobs.get(failing).state, store.jobs.get(waiting).state) == (JobState.FAILED, JobState.CANCELLED)
    assert "two or more [[partner]] sections are needed" in store.jobs.get(failing).error
    assert cancelled.stderr.endswith("cancelled\n")
    assert "cancelled already; nothing is changed" in again.stderr
    assert (unknown.returncode, "no job has the id 'job_x'" in unknown.stderr) == (2, True)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the worker as Linux lists it")
def test_the_worker_beside_the_service_works_is_started_again_when_killed_and_ends_with_it(driftwatch, enrolled, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1); by day test_processes.py kills what serve keeps alive")
    folder, _, ask = enrolled
    break_settings(folder)
    url = f"sqlite:///{folder}/.driftwatch/driftwatch.db"

    with driftwatch.started("serve", "--port", "0", DRIFTWATCH_STORE=url) as process:
        heard(process, "working; Ctrl-C ends")
        first = ask()
        heard(process, f"{first}: failed")
        [killed] = children(process.pid)
        os.kill(killed, signal.SIGKILL)
        heard(process, r"the worker ended \(killed by signal 9\); another one starts in 2 s")
        heard(process, "working; Ctrl-C ends")
        second = ask()
        heard(process, f"{second}: failed")
        [worker] = children(process.pid)
        process.kill()
        rest = process.stderr.read()

    assert killed != worker
    assert "Traceback" not in rest
    assert not alive(worker)


def test_a_worker_that_is_told_to_stop_in_the_middle_gives_its_scan_back(driftwatch, enrolled):
    folder, store, ask = enrolled
    job = ask()

    with driftwatch.started("worker", folder) as process:
        heard(process, f"{job}: scan of meadow begins")
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]

    assert process.returncode == 0
    assert f"{job}: given back" in said
    assert (store.jobs.get(job).state, store.jobs.get(job).attempts) == (JobState.QUEUED, 0)


def children(parent):
    """The processes that this one has started and that still run."""
    listed = [file.read_text() for file in Path(f"/proc/{parent}/task").glob("*/children")]
    return sorted({int(child) for line in listed for child in line.split() if alive(int(child))})


def alive(process):
    """Whether it runs, and is no corpse that nobody has buried."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"
