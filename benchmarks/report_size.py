"""What a large programme's report weighs and costs in each form: `python benchmarks/report_size.py [--statements 100000] [--alerts 1000]`.

Makes a programme up (tests/large_programme.py), commits it to a store as a scan does, and asks for the report in every form by the command
line, each time in a process of its own: bytes, seconds that passed, seconds of CPU, and the most memory that the process held. With --store
FOLDER the filled store is kept and taken again.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

SETTINGS = """\
[programme]
name = "Meridian Corridor"

[[partner]]
id = "kestrel"
name = "Kestrel Robotics"

[[partner]]
id = "harbourline"
name = "Harbourline Freight"
"""
FORMS = (
    ["html"],
    ["html", "--view", "kestrel"],
    ["md"],
    ["json"],
    ["sarif"],
    *(["csv", "--table", table] for table in ("alerts", "evidence", "files", "done", "heard", "courses")),
)


def main() -> None:
    """Make, commit, ask, print a table of Markdown."""
    options = _options()
    with ExitStack() as stack:
        folder = options.store or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        note = folder / "made.json"
        told = json.dumps([options.statements, options.alerts, options.seed])
        if not note.exists() or note.read_text() != told:
            print(_made(folder, options), flush=True)
            note.write_text(told)
        load = " ".join(f"{figure:.2f}" for figure in os.getloadavg())
        print(f"{options.statements:,} statements, {options.alerts:,} alerts, seed {options.seed}; load {load} on {os.cpu_count()} cores")
        print("| form | MB | seconds | CPU seconds | peak MB |\n|---|---|---|---|---|")
        for form in FORMS:
            print(_asked(folder, form), flush=True)


def _made(folder: Path, options: argparse.Namespace) -> str:
    """The programme's folder with its store; how long that took."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from driftwatch.store import open_store
    from large_programme import large_scan

    (folder / ".driftwatch").mkdir(parents=True, exist_ok=True)
    (folder / "driftwatch.toml").write_text(SETTINGS, encoding="utf-8")
    started = time.monotonic()
    scan = large_scan(statements=options.statements, alerts=options.alerts, seed=options.seed)
    made = time.monotonic()
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    store.commit(scan)
    store.close()
    size = (folder / ".driftwatch" / "driftwatch.db").stat().st_size / 1e6
    return f"made up in {made - started:.1f} s, committed in {time.monotonic() - made:.1f} s, a store of {size:.0f} MB"


def _asked(folder: Path, form: list[str]) -> str:
    """A row of the table."""
    command = [sys.executable, "-m", "driftwatch.cli", "report", str(folder), "--out", str(folder / "report"), "--format", *form]
    environment = {name: value for name, value in os.environ.items() if name != "DRIFTWATCH_STORE"}
    measured = [sys.executable, __file__, "--run", json.dumps(command)]
    told = json.loads(subprocess.run(measured, env=environment, capture_output=True, text=True, check=True).stdout)
    size = (folder / "report").stat().st_size / 1e6
    return f"| {' '.join(form)} | {size:.2f} | {told['seconds']:.1f} | {told['cpu']:.1f} | {told['peak']:.0f} |"


def _run(command: list[str]) -> None:
    """Run it as the only child, so that what children used is what it used."""
    started = time.monotonic()
    subprocess.run(command, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": time.monotonic() - started, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1000}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--alerts", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--store", type=Path, help="a folder in which the programme is kept")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    if "--run" in sys.argv:
        _run(json.loads(sys.argv[-1]))
    else:
        main()
