"""`driftwatch serve --processes`: several that answer at one port, none of which is missed when it dies."""

import json
import os
import re
import signal
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the processes as Linux lists them")


def children(process: int) -> list[int]:
    """Of all its threads: each keeps those that it has started."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return sorted(int(child) for listed in lists for child in listed.read_text().split())


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def asked(address: str) -> str:
    """The answer on a connection of its own."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def heard(process, what: str) -> str:
    return next(found[0] for line in process.stderr if (found := re.search(what, line)))


def until(true) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end


def counted(address: str) -> float:
    [line] = [line for line in asked(f"{address}/metrics").splitlines() if line.startswith("driftwatch_http_requests_total{") and "/healthz" in line]
    return float(line.rpartition(" ")[2])


def test_a_process_that_dies_is_missed_by_nobody_and_what_it_counted_stays(driftwatch):
    with driftwatch.started("serve", "--port", "0", "--processes", "2", "--no-worker", DRIFTWATCH_STORE="store.db") as process:
        address = heard(process, r"http://127\.0\.0\.1:\d+")
        answers = [asked(f"{address}/healthz") for _ in range(20)]
        until(lambda: counted(address) == 20)  # a request is counted when its answer has gone
        killed, left = children(process.pid)
        os.kill(killed, signal.SIGKILL)
        answers += [asked(f"{address}/healthz") for _ in range(20)]
        said = heard(process, r"process \d of 2 ended .*")
        until(lambda: len(children(process.pid)) == 2)
        answers += [asked(f"{address}/healthz") for _ in range(20)]
        until(lambda: counted(address) == 60)
        together = children(process.pid)
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=60)[1]

    assert {json.loads(answer)["status"] for answer in answers} == {"ok"}
    assert "(killed by signal 9); another one starts in 0.2 s" in said
    assert left in together
    assert killed not in together
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert not any(map(alive, (killed, *together)))


def test_several_processes_end_with_the_one_that_keeps_them(driftwatch):
    with driftwatch.started("serve", "--port", "0", "--processes", "2", "--no-worker", DRIFTWATCH_STORE="store.db") as process:
        heard(process, "serving at")
        until(lambda: len(children(process.pid)) == 2)
        kept = children(process.pid)
        process.kill()
        until(lambda: not any(map(alive, kept)))

    assert len(kept) == 2
