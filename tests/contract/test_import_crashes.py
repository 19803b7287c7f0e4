"""An import that is killed anywhere, and done again, ends as if nothing had been."""

import hashlib
import json
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from driftwatch.domain.jobs import JobKind, JobState
from driftwatch.domain.talk import Partner
from driftwatch.intake.desk import Desk
from driftwatch.jobs.hosting import Described, Hosting
from driftwatch.jobs.importing import Importing
from driftwatch.jobs.rules import Rule
from driftwatch.jobs.spool import SPOOL, Spool, Spooled
from driftwatch.jobs.worker import Worker, World
from driftwatch.labelling import LabelledText
from driftwatch.settings import COLUMNS
from driftwatch.store import open_store
from driftwatch.store.register import Doer
from driftwatch.testing.deaths import die, places
from driftwatch.wiring import programme_settings, readers
from driftwatch_api.service import Service
from driftwatch_api.taking import Brought, take

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
MINUTES = b"# Steering, 2026-03-24\n\nPresent: Mara Lindt (TI), Jonas Weber (GL)\n\nMara Lindt: The depot is done when the lab is green.\n"
BROUGHT = {"2026-03-24.md": MINUTES, "noise.bin": b"\x00\x01 nothing that anybody reads"}
MESSAGE = dict.fromkeys(COLUMNS) | {"text": "It is done.", "speaker": "Mara Lindt", "channel": "x"}
LINES = (f"{json.dumps(MESSAGE)}\n".encode(),)
PARTNERS = (Partner(id="ti", name="TI"), Partner(id="gl", name="GL"))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A programme without files, and a copy of it to begin from again."""
    folder = tmp_path_factory.mktemp("import")
    hosting = Hosting(data=folder / "now" / "data", settings=programme_settings)
    with closing(open_store(f"sqlite:///{folder}/now/store.db")) as store:
        hosting.make(
            Described(name="Horizon", timezone="Europe/Berlin", partners=PARTNERS),
            enrolled=lambda: False,
            enrol=lambda made: store.register.enrol("horizon", "Horizon", PARTNERS, folder=made.folder, doer=Doer(name="o", request_id="", at=NOW)),
        )
    shutil.copytree(folder / "now", folder / "before")
    run(folder)
    return folder


def again(folder: Path) -> None:
    shutil.rmtree(folder / "now")
    shutil.copytree(folder / "before", folder / "now")


def run(folder: Path, *, later: timedelta = timedelta()) -> None:
    """What the service and its worker do; whoever got no answer sends it again."""
    hosting = Hosting(data=folder / "now" / "data", settings=programme_settings)
    with closing(open_store(f"sqlite:///{folder}/now/store.db")) as store:
        if store.jobs.get("job_1") is None:
            bring(Service(store=store, label=none, hosting=hosting, clock=lambda: NOW), Rule(partner="ti"))
        importing = Importing(store=store, hosting=hosting, intake=lambda settings: Desk(readers=readers(), limits=settings.limits))
        works = {JobKind.IMPORT: lambda task: importing.run(task.job, task.told)}
        outside = World(clock=lambda: NOW + later, sleep=lambda _: None, chance=lambda: 0.5, log=lambda _: None)
        Worker(name=f"w{os.getpid()}", store=store, works=works, world=outside).run_dry()


def none(texts) -> list[LabelledText]:
    return []


def bring(service: Service, rule: Rule) -> None:
    spool, upload = Spool(data=service.hosting.data), os.urandom(8).hex()
    spool.begin(upload)
    files = []
    for name, content in BROUGHT.items():
        with spool.create(upload, hashlib.sha256(name.encode()).hexdigest()[:32]) as stream:
            stream.write(content)
        files.append(Spooled(spooled=hashlib.sha256(name.encode()).hexdigest()[:32], name=name, digest=hashlib.sha256(content).hexdigest()))
    with spool.create(upload, "f" * 32) as stream:
        stream.write(b"".join(LINES))
    files.append(Spooled(spooled="f" * 32, name="messages.jsonl", digest="", lines=("m1",)))
    brought = Brought(programme="horizon", folder=service.hosting.data / "horizon", upload=upload, files=files, rule=rule)
    take(service, brought, job="job_1", asked_by="office")


def ended(folder: Path) -> tuple[dict[str, bytes], object]:
    """The programme's folder, and what the store says of the import."""
    programme = folder / "now" / "data" / "horizon"
    files = {path.relative_to(programme).as_posix(): path.read_bytes() for path in programme.rglob("*") if path.is_file() and path.name != ".lock"}
    with closing(open_store(f"sqlite:///{folder}/now/store.db")) as store:
        job = store.jobs.get("job_1")
        arrived = {digest: arrival.source for digest, arrival in store.arrivals.of_job("job_1").items()}
    return files, (job.state, dict(job.result), job.error, arrived)


def test_wherever_an_import_is_killed_the_next_attempt_ends_the_same(world, nightly, tally):
    again(world)
    met = places(lambda: run(world))
    undisturbed = ended(world)
    deaths = 0

    for place, hits in met.items():
        if place.startswith("store: ") and place != "store: commit" and not nightly:
            continue
        for hit in range(1, hits + 1) if nightly else (1,):
            again(world)
            deaths += die(lambda: run(world), at=place, hit=hit)
            programme = world / "now" / "data" / "horizon"
            halves = [path for path in (programme / "imports").rglob("*.md") if path.read_bytes() != MINUTES]
            run(world, later=timedelta(minutes=10))

            assert (halves, ended(world)) == ([], undisturbed), f"died at {place}, time {hit}"

    files, (state, result, error, arrived) = undisturbed
    assert (state, error, result["taken"], result["kept_out"], len(arrived)) == (JobState.DONE, "", "2", "1", 2)
    assert sorted(name.rpartition("/")[2] for name in files) == [".keep", "2026-03-24.md", "driftwatch.toml", "messages.jsonl"]
    tally(n=deaths, failures=0)
    assert deaths >= 15


def test_an_import_that_is_cancelled_or_fails_leaves_nothing_and_may_come_again(world):
    again(world)
    hosting = Hosting(data=world / "now" / "data", settings=programme_settings)
    with closing(open_store(f"sqlite:///{world}/now/store.db")) as store:
        service = Service(store=store, label=none, hosting=hosting, clock=lambda: NOW)
        bring(service, Rule(partner="ti"))
        store.jobs.cancel("job_1", NOW)
        known = store.arrivals.of_job("job_1")
        store.jobs.forget(NOW + timedelta(days=1))
        bring(service, Rule())
        importing = Importing(store=store, hosting=hosting, intake=lambda settings: Desk(readers=readers(), limits=settings.limits))
        outside = World(clock=lambda: NOW, sleep=lambda _: None, chance=lambda: 0.5, log=lambda _: None)
        works = {JobKind.IMPORT: lambda task: importing.run(task.job, task.told)}
        Worker(name="w", store=store, works=works, world=outside).run_dry()
        job = store.jobs.get("job_1")

    assert len(known) == 3
    assert (job.state, job.result["taken"]) == (JobState.DONE, "2")


def test_what_waits_for_too_long_is_swept_away_and_no_earlier(tmp_path):
    spool = Spool(data=tmp_path)
    spool.begin("unfinished")
    spool.begin("sealed")
    from driftwatch.jobs.spool import Manifest

    spool.seal("sealed", Manifest(files=()))
    now = datetime.fromtimestamp(spool.folder("sealed").stat().st_mtime, UTC)

    swept = [spool.sweep(now + after) for after in (timedelta(hours=23), timedelta(hours=25), timedelta(days=6), timedelta(days=8))]

    assert swept == [0, 1, 0, 1]
    assert list((tmp_path / SPOOL).iterdir()) == []
