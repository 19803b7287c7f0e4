"""An invented scan with something of everything, for suites that need one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from driftwatch.alerts.identity import alert_id
from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Outcome, RunRecord, Side
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Severity
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Problem, programme_key
from driftwatch.domain.view import JOINT_VIEW
from driftwatch.records import ScanRecord, StatementRecord, TermRecord
from driftwatch.testing.sample_pictures import sample_pictures

SCANNED = datetime(2026, 4, 6, 7, 30, tzinfo=timezone(timedelta(hours=2)))
SAID = datetime(2026, 3, 31, 23, 30, 0, 125, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))
SIDES = ("alder", "birch")
_WORDS = (
    'By "ready" we mean 100% of the forms are signed.',
    "READY: the field_test has run for two weeks.",
    "Straße und Über-Nacht sind ready.",
    "We can lend two engineers until May.",
)


def sample_scan(name: str, *, at: datetime = SCANNED) -> ScanRecord:
    """A scan of a programme of this name; the same but for the name and the time whenever it is asked for."""
    statements = tuple(sample_statement(place) for place in range(len(_WORDS)))
    alerts = tuple(sample_alert(name, subject, statements) for subject in ("ready", "accepted", "stable"))
    run = RunRecord(at=at, driftwatch="0.1.0", models=(("encoder", "ab" * 32), ("labels", "cd" * 32)), config="ef" * 32)
    coverage = (
        Coverage(check=AlertKind.TERM_MEANING, partners=SIDES, status=CoverageStatus.RAN),
        Coverage(check=AlertKind.RISK_POSTURE, partners=SIDES, status=CoverageStatus.INSUFFICIENT_DATA, why="birch: 11 of 25 statements"),
    )
    return ScanRecord(
        outcome=Outcome(programme=name, run=run, coverage=coverage, alerts=alerts),
        partners=tuple(Partner(id=side, name=side.title(), aliases=(side[:2],), people=(f"{side}.one",)) for side in SIDES),
        files=_files(),
        statements=statements,
        terms=_terms(),
        pictures={JOINT_VIEW: sample_pictures(SIDES, tuple(statement.id for statement in statements), alert=alerts[0].id)},
    )


def sample_statement(place: int) -> StatementRecord:
    """The statement at this place; some are undated, unattributed, without a label."""
    label = (Label.DEFINITION, Label.DONE, Label.GOAL, Label.COMMITMENT)[place % 4]
    return StatementRecord(
        id=f"s{place:02}",
        text=_WORDS[place % 4],
        partner=(*SIDES, None)[place % 3],
        speaker=None if place % 2 else "one",
        said_at=SAID + timedelta(days=place) if place % 3 else None,
        source="minutes/2026-03-31.md",
        locator=f"line {place + 1}",
        document="2026-03-31",
        register="minutes",
        labels={label: 0.1 + 0.2, Label.RISK: 1 / 3},
        predicted=(label,) if place % 4 else (label, Label.DONE),
    )


def sample_alert(name: str, subject: str, statements: tuple[StatementRecord, ...]) -> Alert:
    """An alert that quotes the first two statements; its severity and confidence hang on the subject."""
    severity = Severity.HIGH if subject == "stable" else Severity.LOW
    kind = AlertKind.DONE_CRITERIA if subject == "accepted" else AlertKind.TERM_MEANING
    return Alert(
        id=alert_id(programme_key(name), kind, SIDES, subject),
        kind=kind,
        subject=subject,
        title=f"“{subject}” stands for different things on the two sides.",
        partners=SIDES,
        severity=severity,
        confidence=0.7 if subject == "ready" else 0.86,
        p_value=4e-4,
        q_value=None,
        status=AlertStatus.OPEN,
        first_seen=None if subject == "accepted" else date(2026, 2, 17),
        last_seen=None if subject == "accepted" else date(2026, 3, 31),
        sides=tuple(Side(partner=side, summary=f"{side}: so", statements=41) for side in SIDES),
        evidence=tuple(_quoted(side, statement) for side, statement in zip(SIDES, statements, strict=False)),
        against=("s02",),
        questions=("Which of these must hold on 28 April?",),
        effect=Effect(measure="cosine distance", value=0.412, interval=(0.3, 0.5), within=0.1) if subject == "ready" else None,
        common_ground=("both name the forms",),
        clears_when="both sides use one definition",
    )


def _quoted(side: str, statement: StatementRecord) -> Evidence:
    return Evidence(
        statement_id=statement.id,
        partner=side,
        quote=statement.text,
        source=statement.source,
        locator=statement.locator,
        said_at=statement.said_at,
        label=statement.predicted,
    )


def _files() -> tuple[FileReport, ...]:
    whole = FileReport(source="minutes/2026-03-31.md", kind="minutes", status=FileStatus.READ, messages=4, statements=4, first=SAID, last=SAID)
    problem = Problem(line=12, what="not UTF-8; read as Windows-1252")
    partly = replace(
        whole, source="chat.zip", status=FileStatus.PARTLY, guessed=("the zone is UTC",), problems=(problem,), dropped={"bot": 2, "empty": 1}
    )
    return partly, whole


def _terms() -> tuple[TermRecord, ...]:
    measured = TermRecord(term="ready", partners=SIDES, n=(41, 38), divergence=0.412, p_value=4e-4, q_value=0.004, verdict="divergent")
    sparse = TermRecord(term="gate", partners=SIDES, n=(3, 38), divergence=None, p_value=None, q_value=None, verdict="insufficient")
    return sparse, measured


def later(days: int) -> datetime:
    """So many days after the sample scan, in another zone."""
    return (SCANNED + timedelta(days=days)).astimezone(UTC)
