"""Fills a store with made-up alerts, statements and terms, the same for the same seed; written straight into the tables: scans would take days."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import orjson
from sqlalchemy import Connection, insert

from driftwatch.alerts.identity import alert_id
from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Evidence, Side, Substatus
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import AlertKind, Effect, Severity, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord, TermRecord
from driftwatch.store.database import connect
from driftwatch.store.documents import written
from driftwatch.store.migrating import migrate
from driftwatch.store.moments import instant
from driftwatch.store.schema import Schema, StoredAlert, StoredProgramme, StoredStatement, StoredTerm

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
DAYS = 450
_BATCH = 2000
_WORDS = (
    "acceptance access audit backlog baseline batch budget calibration capacity channel check clause cost coverage criterion cutover "
    "data deadline decision delivery depot design draft drill efficiency error estimate failure field figure forecast gate goal "
    "handover harbour incident interface inventory invoice kiosk latency launch limit line load manual margin meeting metric migration "
    "milestone month notice number office operator order outage owner pallet partner permit phase pilot plan platform point port price "
    "probe process queue ramp rate readiness record release report request review rework risk rollback route sample scale schedule "
    "scope screen sensor server service shift signal simulator site spare sprint staff stage standard station step supplier survey "
    "target team term test ticket training transfer trial unit update upgrade vendor volume warranty week window workshop yard zone "
).split()
_STATUSES = {
    AlertStatus.OPEN: 50,
    AlertStatus.ACKNOWLEDGED: 20,
    AlertStatus.RESOLVED: 17,
    AlertStatus.AGREED: 8,
    AlertStatus.SNOOZED: 4,
    AlertStatus.DISPUTED: 1,
}
_SEVERITIES = {Severity.LOW: 55, Severity.MEDIUM: 35, Severity.HIGH: 10}
_BASELINES = {BaselineState.UNCHANGED: 88, BaselineState.UPDATED: 7, BaselineState.NEW: 5}
_SUBSTATUSES = dict(zip(Substatus, (6, 80, 5, 5, 3, 1), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """How much is made; programmes shrink like 1, 1/2, 1/3 …, so that one of them holds a fifth or so of all."""

    alerts: int
    statements: int
    terms: int
    programmes: int
    seed: int


def fill(url: str, filling: Filling) -> None:
    """Make the tables and fill them; the indexes are made at the end, which is quicker."""
    database = connect(url)
    migrate(database)
    shares = [1.0 / (place + 1) ** 0.7 for place in range(filling.programmes)]
    indexes = [index for table in (StoredAlert, StoredStatement) for index in table.__table__.indexes]
    with database.writing() as connection:
        for index in indexes:
            index.drop(connection)
        connection.execute(insert(StoredProgramme), [_programme(place) for place in range(filling.programmes)])
    for place, share in enumerate(shares):
        chance, part = random.Random(f"{filling.seed} {place}"), share / sum(shares)
        with database.writing() as connection:
            _load(connection, StoredAlert, _alerts(chance, place, round(filling.alerts * part)))
            _load(connection, StoredStatement, _statements(chance, place, round(filling.statements * part)))
            _load(connection, StoredTerm, _terms(place, round(filling.terms * part)))
    with database.writing() as connection:
        for index in indexes:
            index.create(connection)
    with database.writing() as connection:
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "postgresql" else "SELECT 1")
    database.close()


def programme_key(place: int) -> str:
    """The key of this programme."""
    return f"programme-{place:03}"


def partners_of(place: int) -> tuple[str, ...]:
    """Two partners of its own, and every fourth programme has a third that others have too."""
    own = (f"north-{place:03}", f"south-{place:03}")
    return (*own, f"shared-{place % 16}") if place % 4 == 0 else own


SOURCES = tuple(f"minutes/{START.date() + timedelta(days=day)}.md" for day in range(0, DAYS, 3))
"""The files of every programme."""


def some_word(chance: random.Random) -> str:
    """A word that statements hold: a few often, most of them seldom; one in ten is in none."""
    return "nowhere" if chance.random() < 0.1 else _WORDS[int(len(_WORDS) * chance.random() ** 2)]


def _programme(place: int) -> Mapping[str, object]:
    partners = tuple(Partner(id=name, name=name.title()) for name in partners_of(place))
    return {"key": programme_key(place), "name": programme_key(place).title(), "partners": written(partners), "run": "", "coverage": "[]"}


def _load(connection: Connection, table: type[Schema], rows: Iterable[Mapping[str, object]]) -> None:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        connection.execute(insert(table), batch)


def _alerts(chance: random.Random, place: int, count: int) -> Iterator[Mapping[str, object]]:
    templates = [orjson.loads(written(_template(chance, place))) for _ in range(200)]
    many = {part: chance.choices(list(weights), list(weights.values()), k=count) for part, weights in _WEIGHTS.items()}
    for number in range(count):
        stored = templates[number % len(templates)]
        kind = chance.choice(_KINDS)
        subject = " ".join(chance.sample(_WORDS, 2))
        seen = (START + timedelta(days=int(DAYS * chance.random() ** 0.5))).date().isoformat()
        identifier = alert_id(programme_key(place), kind, stored["partners"], f"{subject} {number}")
        severity, baseline, substatus = (many[part][number] for part in ("severity", "baseline", "substatus"))
        confidence = round(chance.uniform(0.5, 0.99), 4)
        body = stored | {"id": identifier, "kind": kind, "subject": subject, "severity": severity, "confidence": confidence, "last_seen": seen}
        raised = chance.random() > 0.05
        yield {
            "programme": programme_key(place),
            "id": identifier,
            "raised": raised,
            "listed": chance.random() > 0.08,
            "status": many["status"][number].value,
            "kind": kind.value,
            "severity": _ORDER.index(severity),
            "confidence": confidence,
            "last_seen": seen,
            "partners": f",{','.join(stored['partners'])},",
            "baseline": baseline.value if raised else "absent",
            "substatus": substatus.value,
            "updated": instant(START) + int(DAYS * 86400e6 * chance.random() ** 0.3),
            "version": 1 + number % 5,
            "body": orjson.dumps(body | {"baseline_state": baseline, "substatus": substatus}).decode(),
        }


def _template(chance: random.Random, place: int) -> Alert:
    partners = tuple(chance.sample(partners_of(place), 2))
    quoted = [(partner, _sentence(chance, 22)) for partner in partners for _ in range(3)]
    return Alert(
        id="DW-000000000000",
        kind=AlertKind.TERM_MEANING,
        subject="",
        title=f"The partners use “{' '.join(chance.sample(_WORDS, 2))}” in different senses",
        partners=partners,
        severity=Severity.LOW,
        confidence=0.5,
        p_value=chance.random() / 100,
        q_value=chance.random() / 50,
        status=AlertStatus.OPEN,
        first_seen=START.date(),
        last_seen=None,
        sides=tuple(Side(partner=partner, summary=f"mostly near: {', '.join(chance.sample(_WORDS, 6))}", statements=41) for partner in partners),
        evidence=tuple(
            Evidence(
                statement_id=f"{chance.getrandbits(64):016x}",
                partner=partner,
                quote=quote,
                source=chance.choice(SOURCES),
                locator=f"line {chance.randrange(400)}",
                said_at=START + timedelta(days=chance.randrange(DAYS)),
                label=(chance.choice(LABELS),),
            )
            for partner, quote in quoted
        ),
        against=tuple(f"{chance.getrandbits(64):016x}" for _ in range(5)),
        questions=(_sentence(chance, 14), _sentence(chance, 12)),
        effect=Effect(measure="energy distance", value=0.3411111, interval=(0.21, 0.47), within=0.08),
        common_ground=(_sentence(chance, 9),),
        clears_when="both senses match for 3 windows, or the difference is agreed",
    )


def _statements(chance: random.Random, place: int, count: int) -> Iterator[Mapping[str, object]]:
    partners = (*partners_of(place), None)
    template = orjson.loads(written(_STATEMENT))
    for number in range(count):
        source, partner = SOURCES[number % len(SOURCES)], partners[number % len(partners)]
        said = None if number % 20 == 0 else START + timedelta(days=3 * (number % len(SOURCES)), seconds=chance.randrange(28_800))
        identifier, words = f"{chance.getrandbits(64):016x}", _sentence(chance, chance.randrange(8, 30))
        predicted = [label for label in LABELS if chance.random() < 0.15]
        body = template | {"id": identifier, "text": words, "partner": partner, "said_at": said, "source": source, "predicted": predicted}
        yield {
            "programme": programme_key(place),
            "id": identifier,
            "content": "",
            "folded": words.casefold(),
            "partner": partner,
            "source": source,
            "instant": instant(said) if said else None,
            "predicted": f",{','.join(predicted)},",
            "body": orjson.dumps(body).decode(),
        }


def _terms(place: int, count: int) -> Iterator[Mapping[str, object]]:
    verdicts = [Verdict.SAME] * 6 + [Verdict.INSUFFICIENT] * 3 + [Verdict.DIVERGENT]
    for number in range(count):
        first, second = _WORDS[number % len(_WORDS)], number // len(_WORDS)
        record = TermRecord(
            term=f"{first} {second}",
            partners=(partners_of(place)[0], partners_of(place)[1]),
            n=(41, 37),
            divergence=0.34,
            p_value=0.0004,
            q_value=0.004,
            verdict=verdicts[number % len(verdicts)].value,
            glosses=("mostly near: compute, plan, depots", "mostly near: calls, desk, lines"),
        )
        yield {"programme": programme_key(place), "id": f"{number:08}", "content": "", "body": written(record)}


def _sentence(chance: random.Random, words: int) -> str:
    """Words of a curve like that of language: a few all the time, most of them seldom."""
    picked = [_WORDS[int(len(_WORDS) * chance.random() ** 2)] for _ in range(words)]
    return " ".join(picked).capitalize() + "."


_STATEMENT = StatementRecord(
    id="",
    text="",
    partner=None,
    speaker=None,
    said_at=None,
    source="",
    locator="line 41",
    document="minutes",
    register="minutes",
    labels=dict.fromkeys(LABELS, 0.123456),
    predicted=(),
)
_KINDS = tuple(AlertKind)
_ORDER = tuple(Severity)
_WEIGHTS: Mapping[str, Mapping[object, int]] = {
    "status": _STATUSES,
    "severity": _SEVERITIES,
    "baseline": _BASELINES,
    "substatus": _SUBSTATUSES,
}
