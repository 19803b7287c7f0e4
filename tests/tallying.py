"""Figures of tests that try something many times: how often, how often it went wrong, what that bounds (rule of three: 0 of n bounds it at 3/n)."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pytest

FILE = "DRIFTWATCH_TALLY"
"""Names the JSON file to which the figures are written at the end."""
SHOWN = ("sqlalchemy", "psycopg", "alembic", "hypothesis", "pytest")


def mark(items: Iterable[pytest.Item]) -> None:
    """So that one that is skipped is told as not run."""
    for item in items:
        if "tally" in getattr(item, "fixturenames", ()):
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
        reporter.line(f"{name}: " + ", ".join(f"{key} {value}" for key, value in row.items()))
    if file := os.environ.get(FILE):
        Path(file).write_text(json.dumps({**_circumstances(root), "tests": dict(sorted(rows.items()))}, indent=2) + "\n", encoding="utf-8")


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
