"""Figures of tests that try something many times: how often, how often it went wrong, what that bounds (rule of three: 0 of n bounds it at 3/n)."""

import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

FILE = "DRIFTWATCH_TALLY"
"""Names the JSON file to which the figures are written at the end."""
SHOWN = ("sqlalchemy", "psycopg", "alembic", "hypothesis", "pytest")


def mark(items: Iterable[pytest.Item]) -> None:
    """So that one that is skipped is told as not run; where the figures go to a file, all tests are in it."""
    for item in items:
        if FILE in os.environ or "tally" in getattr(item, "fixturenames", ()):
            item.user_properties.append(("tallied", True))


def counted(*, n: int, failures: int, seed: int, facts: dict[str, object]) -> dict[str, object]:
    """What a test hands in."""
    return {"n": n, "failures": failures, "bound": round(3 / n, 6) if n and not failures else None, "seed": seed, **facts}


def tell(reporter: pytest.TerminalReporter, root: Path) -> None:
    """Print the figures, and write them where the environment says."""
    rows = _rows(report for reports in reporter.stats.values() for report in reports if isinstance(report, pytest.TestReport))
    if not rows:
        return
    reporter.section("figures")
    for name, row in sorted(rows.items()):
        if "n" in row or row["outcome"] != "passed":
            reporter.line(f"{name}: " + ", ".join(f"{key} {value}" for key, value in row.items()))
    if file := os.environ.get(FILE):
        before = json.loads(Path(file).read_text(encoding="utf-8"))["tests"] if Path(file).is_file() else {}
        circumstances = _circumstances(root)
        own = {name: {**row, "tier": circumstances["tier"], "commit": circumstances["commit"]} for name, row in rows.items()}
        content = {**circumstances, "tests": dict(sorted({**before, **own}.items()))}
        Path(file).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def table(content: dict[str, Any]) -> str:
    """The figures as a table in Markdown: a row for each test that counts, and for each file how many of its others passed."""
    counting = {name: row for name, row in content["tests"].items() if "n" in row or row["outcome"] != "passed"}
    lines = ["| test | tier | n | failures | bound (95 %) | seconds |", "|---|---|---|---|---|---|"]
    for name, row in counting.items():
        place, _, claim = name.removeprefix("tests/").partition("::")
        said = f"{claim.removeprefix('test_').replace('_', ' ')} ({Path(place).name})"
        if "n" not in row:
            lines.append(f"| {said} | {row.get('tier', '')} | {row['outcome']} | {row.get('why', '')} | | |")
            continue
        bound = "" if row["bound"] is None or row["bound"] >= 1 else f"{100 * row['bound']:.2g} %"
        lines.append(f"| {said} | {row.get('tier', '')} | {row['n']:,} | {row['failures']} | {bound} | {row['seconds']:,.0f} |")
    others = Counter(name.partition("::")[0] for name, row in content["tests"].items() if name not in counting)
    return "\n".join(
        [*lines, "", "Beside them passed: " + ", ".join(f"{count} in `{Path(place).name}`" for place, count in sorted(others.items())) + "."]
    )


def _rows(reports: Iterable[pytest.TestReport]) -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for report in reports:
        told = dict(report.user_properties)
        if "tallied" not in told:
            continue
        if report.skipped:
            rows[report.nodeid] = {"outcome": "not run", "why": _why(report)}
        elif report.when == "call":
            rows[report.nodeid] = {"outcome": report.outcome, **told.get("tally", {}), "seconds": round(report.duration, 1)}
        elif report.failed:
            rows[report.nodeid] = {"outcome": f"failed in {report.when}"}
    return rows


def _why(report: pytest.TestReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _circumstances(root: Path) -> dict[str, object]:
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=root, capture_output=True, text=True, check=False).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "commit": commit + ("+changes" if changed else ""),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in SHOWN}},
        "tier": "nightly" if os.environ.get("DRIFTWATCH_NIGHTLY") == "1" else "every run",
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    sys.stdout.write(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n")
