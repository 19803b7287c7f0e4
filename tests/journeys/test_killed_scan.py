"""A real scan, with the real models, killed in the middle: the next one ends as if it had not been."""

import json
import signal
import sqlite3

import pytest

OUTPUTS = ("alerts.json", "import.json", "statements.jsonl")
STEPS = ("labelling", "comparing", "checking", "storing", "writing")


def outputs(folder):
    """All that a scan has left, but for the time of the run."""
    content = {name: (folder / name).read_text("utf-8") for name in OUTPUTS}
    return {**content, "alerts.json": {**json.loads(content["alerts.json"]), "run": None}}


def kill(driftwatch, folder, out, *, at, by):
    """Start a scan and end it as soon as it says that it does this."""
    with driftwatch.started("scan", folder, "--out", out) as process:
        said = next((line for line in process.stderr if line.startswith(at)), "")
        process.send_signal(by)
        process.communicate(timeout=60)
    assert said
    return process.returncode


@pytest.fixture(scope="module")
def undisturbed(driftwatch, write_meadow, nightly):
    if not nightly:
        pytest.skip("real scans are killed by .ci/nightly; in every run tests/contract/test_crashes.py kills the same line with quick models")
    out = driftwatch.folder / "undisturbed"
    driftwatch.inside("scan", write_meadow(driftwatch.folder / "never-killed"), "--out", out)
    return outputs(out)


def test_a_real_scan_that_is_killed_ends_the_next_time(driftwatch, write_meadow, undisturbed, tally):
    wrong = []

    for step in STEPS:
        folder, out = write_meadow(driftwatch.folder / f"killed-{step}"), driftwatch.folder / f"out-{step}"
        ended = kill(driftwatch, folder, out, at=step, by=signal.SIGKILL)
        driftwatch.inside("scan", folder, "--out", out)
        if ended != -signal.SIGKILL or outputs(out) != undisturbed:
            wrong.append((step, ended))

    tally(n=len(STEPS), failures=len(wrong))
    assert wrong == []


def test_after_ctrl_c_what_was_labelled_is_kept(driftwatch, write_meadow, undisturbed):
    folder, out = write_meadow(driftwatch.folder / "interrupted"), driftwatch.folder / "out-interrupted"

    ended = kill(driftwatch, folder, out, at="comparing", by=signal.SIGINT)

    with sqlite3.connect(folder / ".driftwatch" / "driftwatch.db") as store:
        kept = {model.split()[0] for (model,) in store.execute("SELECT DISTINCT model FROM vectors")}
        assert store.execute("SELECT count(*) FROM statements").fetchone() == (0,)
    driftwatch.inside("scan", folder, "--out", out)
    assert ended == 130
    assert "labels" in kept
    assert outputs(out) == undisturbed
