"""How long the server works on each page of the dashboard: `python benchmarks/pages.py [--statements 100000] [--alerts 1000] [--rounds 7]`.

Makes a programme up (tests/large_programme.py), commits it to a SQLite store as a scan does, and asks within this process, without a socket,
for every page that the application has a route for, in several states and as each partner, as a sponsor and as somebody who sees everything:
milliseconds of CPU and milliseconds that passed, the median and the worst of the rounds after the first. Prints a table of Markdown; ends with 1
where the CPU time of a page has a median above --target. With --store FILE the filled store is kept and taken again.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAMME = "meridian-corridor"
VIEWS = ("joint", "kestrel", "all")
STATES = (
    "/alerts?status=any", "/p/{programme}/alerts?status=any&sort=-last_seen", "/p/{programme}/alerts?status=any&q=crane",
    "/p/{programme}/alerts?status=any&severity=high&kind=done_criteria&partner=kestrel", "/p/{programme}/alerts?status=any&format=csv",
    "/p/{programme}/alerts/decide?action=dispute&id={alert}", "/p/{programme}/statements?q=crane", "/p/{programme}/statements?q=zzzz",
    "/p/{programme}/statements?label=goal&partner=kestrel&order=oldest", "/p/{programme}/statements?unattributed=yes",
    "/p/{programme}/statements?format=csv", "/p/{programme}/imports?status=failed", "/p/{programme}/imports?format=csv",
    "/p/{programme}/terms?format=csv", "/p/{programme}/timeline?format=csv",
)  # fmt: skip


def main() -> int:
    """Make, ask, print."""
    from driftwatch.cycles import look_seldom

    options = _options()
    look_seldom()
    with ExitStack() as stack:
        file = options.store or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "driftwatch.db"
        store, at = _filled(file, options)
        stack.callback(store.close)
        commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        load = " ".join(f"{figure:.2f}" for figure in os.getloadavg())
        size = f"{options.statements:,} statements, {options.alerts:,} alerts, seed {options.seed}, {options.rounds} rounds"
        print(f"{size}; commit {commit}; load {load} on {os.cpu_count()} cores\n")
        print("| page | KB | " + " | ".join(f"{view}: CPU ms, worst" for view in VIEWS) + " | passed ms, worst of all |")
        print("|---|---|" + "---|" * (len(VIEWS) + 1))
        slow = _measured(store, at, options)
    print("\nabove the target: " + (", ".join(slow) if slow else "none"))
    return bool(slow)


def _filled(file, options):
    from tests.large_programme import AT, large_scan

    from driftwatch.store import open_store

    fresh = not file.exists()
    store = open_store(f"sqlite:///{file}")
    if fresh:
        store.commit(large_scan(statements=options.statements, alerts=options.alerts, seed=options.seed))
    return store, AT


def _measured(store, at, options) -> list[str]:
    """A row a page; which of them are above the target."""
    from tests.every_page import Desk, filled, routes

    from driftwatch.domain.keys import Scope

    desk = Desk(store, now=at)
    known, slow = desk.known(PROGRAMME), []
    cookies = {view: desk.sign_in(desk.add_key(*Scope, view=view)) for view in VIEWS}
    for state in sorted({*routes("GET"), *STATES}):
        times, size, statuses = {}, 0, set()
        for view, cookie in cookies.items():
            page, times[view] = filled(state, known), []
            for _ in range(options.rounds + 1):
                used, passed = time.process_time(), time.perf_counter()
                answer = desk.ask("GET", page, cookie=cookie)
                times[view].append((1000 * (time.process_time() - used), 1000 * (time.perf_counter() - passed)))
            size, statuses = max(size, len(answer.content)), statuses | {answer.status}
        print(_row(state, size, times, statuses), flush=True)
        if any(statistics.median(used for used, _ in taken[1:]) > options.target for taken in times.values()):
            slow.append(state)
    return slow


def _row(state: str, size: int, times, statuses: set[int]) -> str:
    later = {view: taken[1:] for view, taken in times.items()}
    used = [f"{statistics.median(cpu for cpu, _ in taken):.0f}, {max(cpu for cpu, _ in taken):.0f}" for taken in later.values()]
    passed = [wall for taken in later.values() for _, wall in taken]
    odd = "" if statuses == {200} or statuses == {303} else f" ({', '.join(map(str, sorted(statuses)))})"
    return f"| `{state}`{odd} | {size / 1000:.0f} | {' | '.join(used)} | {statistics.median(passed):.0f}, {max(passed):.0f} |"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--alerts", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--target", type=float, default=200, help="milliseconds of CPU that a page may take")
    parser.add_argument("--store", type=Path, help="a file in which the filled store is kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
