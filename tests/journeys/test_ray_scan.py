"""A scan by two workers of a Ray cluster, one of which is killed in the middle, ends in the bytes of a local one.

At night (DRIFTWATCH_NIGHTLY=1): a cluster takes a dozen seconds of two idle processors to come up, and on busy ones it may not come up at all. By day
tests/unit/engines/test_sharded.py holds a crew that doubles shards and turns their order to the same answers.
"""

import json
import signal
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec

import pytest
from tests.contract.tiny_line import Model
from tests.journeys.far_parts import TINY, real_parts, tiny_parts

from driftwatch.engines.local import LocalEngine
from driftwatch.report.documents import write_outputs
from driftwatch.report.html import render_report
from driftwatch.store import open_store
from driftwatch.wiring import programme_settings, watch

without_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install 'driftwatch-alignment[ray]'")
AT = datetime(2026, 4, 5, tzinfo=UTC)
OUTPUTS = ("alerts.json", "import.json", "statements.jsonl", "report.html")


def files(out):
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def without_run(out):
    return {**files(out), "report.html": b"", "alerts.json": {**json.loads((out / "alerts.json").read_bytes()), "run": None}}


@pytest.fixture
def scan(tmp_path, write_meadow):
    """Scans Meadow into a store of its own; with `quick`, models that take no time."""

    def scanned(name, engine, *, quick):
        folder = write_meadow(tmp_path / name)
        settings = programme_settings(folder)
        with closing(open_store(f"sqlite:///{tmp_path / name}.db")) as store, closing(engine):
            line = watch(settings, store, engine=engine)
            if quick:
                encoder, classifier, facets = (Model(each) for each in TINY)
                line = replace(line, encoder=encoder, classifier=classifier, facets=facets)
            record = line.scan(at=AT)
        (tmp_path / f"out-{name}").mkdir()
        write_outputs(tmp_path / f"out-{name}", record, report=render_report(record, told=None, charter=settings.charter))
        return files(tmp_path / f"out-{name}")

    return scanned


@pytest.fixture
def two_workers(tmp_path, monkeypatch, nightly):
    """An engine of two workers, of whom whoever is first asked for labels dies."""
    if not nightly:
        pytest.skip("clusters are started at night (DRIFTWATCH_NIGHTLY=1)")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_agent_register_timeout_ms", "120000")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "3" * 64)

    def engine(parts):
        from driftwatch.engines.ray_crew import RayCrew
        from driftwatch.engines.sharded import ShardedEngine
        from driftwatch.intake.courier import opened, request

        return ShardedEngine(crew=RayCrew(make=partial(parts, tmp_path / "killed"), workers=2), request=request, opened=opened, texts=40)

    return engine


@without_ray
def test_two_workers_of_which_one_is_killed_find_what_one_process_finds(tmp_path, scan, two_workers):
    here = scan("here", LocalEngine(), quick=True)

    far = scan("far", two_workers(tiny_parts), quick=True)

    assert (tmp_path / "killed").exists()
    assert far == here
    assert len(json.loads(here["alerts.json"])["coverage"]) > 1


@without_ray
def test_the_same_holds_of_the_real_models(tmp_path, scan, two_workers):
    here = scan("here", LocalEngine(), quick=False)

    far = scan("far", two_workers(real_parts), quick=False)

    assert (tmp_path / "killed").exists()
    assert far == here
    assert json.loads(here["alerts.json"])["alerts"]


@without_ray
def test_after_ctrl_c_the_next_scan_goes_on(driftwatch, write_meadow, nightly):
    if not nightly:
        pytest.skip("clusters are started at night (DRIFTWATCH_NIGHTLY=1)")
    ray = ("--engine", "ray", "--workers", "2")
    stopped, whole = write_meadow(driftwatch.folder / "stopped"), write_meadow(driftwatch.folder / "whole")

    with driftwatch.started("scan", stopped, "--out", "a", *ray) as process:
        said = next((line for line in process.stderr if line.startswith("comparing")), "")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
    again, local = driftwatch("scan", stopped, "--out", "a", *ray), driftwatch("scan", whole, "--out", "b")

    assert said
    assert (process.returncode, again.returncode, local.returncode) == (130, 0, 0)
    assert without_run(driftwatch.folder / "a") == without_run(driftwatch.folder / "b")


def test_workers_without_ray_are_refused_with_the_mend(driftwatch, write_meadow):
    folder = write_meadow(driftwatch.folder / "refused")

    local = driftwatch.inside("scan", folder, "--out", "c", "--workers", "2")

    assert local.returncode == 2
    assert "add --engine ray" in local.stderr
    if find_spec("ray") is None:
        missing = driftwatch.inside("scan", folder, "--out", "c", "--engine", "ray")
        assert missing.returncode == 2
        assert "pip install 'driftwatch-alignment[ray]'" in missing.stderr
