"""The service on a real SQLite store with two programmes, and keys for it."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from shutil import copyfile

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Outcome, RunRecord, Side
from driftwatch.domain.jobs import JobKind
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Severity
from driftwatch.domain.talk import Partner
from driftwatch.intake.desk import Desk
from driftwatch.jobs.hosting import Hosting
from driftwatch.jobs.importing import Importing
from driftwatch.jobs.worker import Worker, World
from driftwatch.labelling import LabelledText
from driftwatch.records import ApiKey, ScanRecord, StatementRecord, TermRecord
from driftwatch.store import SqlStore, open_store
from driftwatch.wiring import programme_settings, readers
from driftwatch_api.app import create_app
from driftwatch_api.service import Service

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
BETWEEN = ("brightmill", "northquay")


SAID = (
    ("brightmill", Label.DONE, "The kiosk is done when the simulator ran all fares without an error."),
    ("northquay", Label.DONE, "A kiosk counts as done once it has stood on the pier for two weeks."),
    ("northquay", Label.GOAL, "Availability means that a passenger can buy a ticket whenever a ferry leaves."),
    ("brightmill", Label.METRIC, "Availability is 99.5 % of the kiosk's uptime over the month."),
    (None, None, "Who has the key to the shed?"),
)


def by_keyword(texts: Sequence[str]) -> list[LabelledText]:
    """Labels as a text that names them would have it."""
    return [
        LabelledText(
            text=text, labels={label: 0.9 if label in text else 0.1 for label in Label}, predicted=tuple(label for label in Label if label in text)
        )
        for text in texts
    ]


def statement(place: int) -> StatementRecord:
    partner, label, text = SAID[place]
    return StatementRecord(
        id=f"s{place}",
        text=text,
        partner=partner,
        speaker="Bo Lindgren",
        said_at=datetime(2026, 3, 10 + place, 10, tzinfo=UTC if place else timezone(timedelta(hours=1))),
        source="minutes/spring.md",
        locator=f"line {place + 10}",
        document="spring",
        register="minutes",
        labels={known: 0.9 if known == label else 0.05 for known in Label},
        predicted=(label,) if label else (),
    )


def alert(identifier: str, places: tuple[int, int], *, kind: AlertKind, severity: Severity, status: AlertStatus, last_seen: date) -> Alert:
    said = [statement(place) for place in places]
    return Alert(
        id=identifier,
        kind=kind,
        subject="kiosk",
        title="The partners mean different things",
        partners=BETWEEN,
        severity=severity,
        confidence=0.86,
        p_value=0.0004,
        q_value=None,
        status=status,
        first_seen=date(2026, 2, 10),
        last_seen=last_seen,
        sides=tuple(Side(partner=row.partner or "", summary="mostly lists: two weeks", statements=19) for row in said),
        evidence=tuple(
            Evidence(
                statement_id=row.id,
                partner=row.partner or "",
                quote=row.text,
                source=row.source,
                locator=row.locator,
                said_at=row.said_at,
                label=row.predicted,
            )
            for row in said
        ),
        against=("s4",),
        questions=("Which of these checks must hold before the opening?",),
        effect=Effect(measure="difference of criteria", value=0.34, interval=(0.21, 0.47), within=0.08),
        common_ground=("the fares are right",),
        clears_when="both lists match for three windows",
    )


@pytest.fixture(scope="session")
def scan() -> ScanRecord:
    """A scan of an invented programme: one alert open, one that is resolved."""
    alerts = (
        alert("DW-9F2M4T7Q1XYA", (0, 1), kind=AlertKind.DONE_CRITERIA, severity=Severity.HIGH, status=AlertStatus.OPEN, last_seen=date(2026, 3, 24)),
        alert(
            "DW-41KX0ZC8W2RB", (3, 2), kind=AlertKind.TERM_MEANING, severity=Severity.LOW, status=AlertStatus.RESOLVED, last_seen=date(2026, 2, 24)
        ),
    )
    coverage = (
        Coverage(check=AlertKind.RISK_POSTURE, partners=BETWEEN, status=CoverageStatus.INSUFFICIENT_DATA, why="northquay: 11 of 25 statements"),
    )
    run = RunRecord(at=NOW, driftwatch="0.1.0", models=(("statements", "ab" * 32),), config="cd" * 32)
    return ScanRecord(
        outcome=Outcome(programme="Lantern", run=run, coverage=coverage, alerts=alerts),
        partners=(
            Partner(id="brightmill", name="Brightmill", people=("Ada Quill",)),
            Partner(id="northquay", name="Northquay Ferries", people=("Bo Lindgren",)),
        ),
        files=(),
        statements=tuple(statement(place) for place in range(len(SAID))),
        terms=(),
    )


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, scan: ScanRecord) -> Path:
    """A store of programme `lantern` with two alerts and two terms, and of `harbour` with two other alerts and no terms."""
    terms = tuple(
        TermRecord(term=term, partners=BETWEEN, n=(17, 14), divergence=0.19, p_value=0.012, q_value=0.048, verdict=verdict)
        for term, verdict in (("availability", "divergent"), ("kiosk", "same"))
    )
    alerts = tuple(replace(alert, id=alert.id[:-3] + "ZZZ") for alert in scan.outcome.alerts)
    file = tmp_path_factory.mktemp("seeded") / "driftwatch.db"
    opened = open_store(f"sqlite:///{file}")
    opened.commit(replace(scan, terms=terms))
    opened.commit(replace(scan, outcome=replace(scan.outcome, programme="Harbour", alerts=alerts)))
    opened.close()
    return file


@pytest.fixture
def store(tmp_path: Path, seeded: Path) -> Iterator[SqlStore]:
    """The seeded store, to be changed at will."""
    opened = open_store(f"sqlite:///{copyfile(seeded, tmp_path / 'driftwatch.db')}")
    yield opened
    opened.close()


@pytest.fixture
def lines() -> list:
    """The log of the service, a line a request."""
    return []


@pytest.fixture
def hosting(tmp_path: Path) -> Hosting:
    """An empty folder for programmes that are made through the API."""
    return Hosting(data=tmp_path / "data", settings=programme_settings)


@pytest.fixture
def service(store, lines, hosting) -> Service:
    return Service(store=store, label=by_keyword, clock=lambda: NOW, log=lines.append, hosting=hosting)


@pytest.fixture
def work(store, hosting) -> Callable[[], None]:
    """Has a worker do all imports that are queued; files are read in this process, which is faster."""
    world = World(clock=lambda: NOW, sleep=lambda _: None, chance=lambda: 0.5, log=lambda _: None)
    importing = Importing(store=store, hosting=hosting, intake=lambda settings: Desk(readers=readers(), limits=settings.limits))
    works = {JobKind.IMPORT: lambda task: importing.run(task.job, task.told)}
    return lambda: Worker(name="w", store=store, works=works, world=world).run_dry()


@pytest.fixture
def key(store) -> Callable[..., dict[str, str]]:
    """Makes a key and gives the header that presents it."""

    def make(
        *scopes: Scope, programmes: tuple[str, ...] = (), view: str = "joint", name: str = "ops dashboard", revoked: datetime | None = None
    ) -> dict[str, str]:
        made = new_key(secrets.token_bytes)
        known = ApiKey(prefix=made.prefix, name=name, scopes=scopes or tuple(Scope), programmes=programmes, created=NOW, view=view)
        store.add_key(known, digest=made.digest)
        if revoked:
            store.revoke_key(made.prefix, at=revoked)
        return {"Authorization": f"Bearer {made.key}"}

    return make


@pytest.fixture
def client(service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as opened:
        yield opened


@pytest.fixture
def reader(client, key) -> TestClient:
    """A client whose key may do everything with all programmes."""
    client.headers.update(key())
    return client
