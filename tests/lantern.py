"""An invented programme as a scan leaves it: what tests of reports, mails and stores begin with."""

from datetime import date, datetime, timedelta, timezone

from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Outcome, RunRecord, Side
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Severity
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Problem
from driftwatch.errors import Reason
from driftwatch.records import ScanRecord, StatementRecord

PARTNERS = (
    Partner(id="brightmill", name="Brightmill", people=("Ada Quill", "ada.q")),
    Partner(id="northquay", name="Northquay Ferries", people=("Bo Lindgren", "bo.l")),
)
BETWEEN = ("brightmill", "northquay")
WINTER = timezone(timedelta(hours=1))
SAID = (
    ("brightmill", "done", "The kiosk is done when the simulator ran all fares without an error.", "2026-02-10"),
    ("northquay", "done", "A kiosk counts as done once it has stood on the pier for two weeks of real weather.", "2026-02-10"),
    ("brightmill", "done", "Once the fare table passes in the simulator we close the ticket, and that is done.", "2026-02-24"),
    ("northquay", "done", "For the crew nothing is done before they sold tickets with it on a busy Saturday.", "2026-02-24"),
    ("brightmill", "done", "Simulator green, metrics signed: done.", "2026-03-10"),
    ("northquay", "done", "It is done when the purser signs for it after the trial on the pier.", "2026-03-10"),
    ("brightmill", "done", "We would accept a week on the pier as well before we call it done.", "2026-03-24"),
    ("northquay", "goal", "Availability means that a passenger can buy a ticket whenever a ferry leaves.", "2026-03-10"),
    ("brightmill", "metric", "Availability is 99.5 % of the kiosk's uptime over the month.", "2026-03-10"),
    ("northquay", "metric", "Availability that nobody at the pier notices is no availability.", "2026-03-24"),
    ("brightmill", "metric", "Availability went up to 99.7 %, counted over all kiosks.", "2026-03-24"),
    ("northquay", "process", "A release now goes out every second Tuesday, agreed.", "2026-03-24"),
    ("brightmill", "process", "Every second Tuesday it is, then.", "2026-03-24"),
    (None, "", "Who has the key to the shed?", "2026-03-24"),
)
IN_CHAT = 6
"""The place of the one statement that comes from a chat."""


def lantern_scan() -> ScanRecord:
    """One alert open, one acknowledged, one resolved; one file broken, one read in part."""
    coverage = (
        Coverage(check=AlertKind.TERM_MEANING, partners=BETWEEN, status=CoverageStatus.RAN),
        Coverage(check=AlertKind.DONE_CRITERIA, partners=BETWEEN, status=CoverageStatus.RAN),
        Coverage(check=AlertKind.RISK_POSTURE, partners=BETWEEN, status=CoverageStatus.INSUFFICIENT_DATA, why="northquay: 11 of 25 statements"),
    )
    at = datetime(2026, 3, 30, 7, 30, tzinfo=timezone(timedelta(hours=2)))
    run = RunRecord(at=at, driftwatch="0.1.0", models=(("statements", "ab" * 32),), config="cd" * 32)
    return ScanRecord(
        outcome=Outcome(programme="Lantern", run=run, coverage=coverage, alerts=(_done(), _availability(), _cadence())),
        partners=PARTNERS,
        files=_files(),
        statements=tuple(_statement(place) for place in range(len(SAID))),
        terms=(),
    )


def _done() -> Alert:
    return Alert(
        id="DW-9F2M4T7Q1XYA",
        kind=AlertKind.DONE_CRITERIA,
        subject="kiosk",
        title="“Done” for the kiosk means different checks to the partners",
        partners=BETWEEN,
        severity=Severity.HIGH,
        confidence=0.86,
        p_value=0.0004,
        q_value=0.004,
        status=AlertStatus.OPEN,
        first_seen=date(2026, 2, 10),
        last_seen=date(2026, 3, 24),
        sides=(
            Side(partner="brightmill", summary="mostly lists: simulator run, metrics signed", statements=23),
            Side(partner="northquay", summary="mostly lists: two weeks on the pier, purser signs", statements=19),
        ),
        evidence=tuple(_evidence(place) for place in (0, 2, 4, 1, 3, 5)),
        against=(f"s{IN_CHAT:02d}",),
        questions=(
            "Which of these checks must hold before the opening in May, and which of them can follow?",
            "Where would the checks be written down for both?",
        ),
        effect=Effect(measure="difference of criteria", value=0.34, interval=(0.21, 0.47), within=0.08),
        common_ground=("the fares are right",),
        clears_when="both lists match for three windows, or the criteria are agreed in so many words",
    )


def _availability() -> Alert:
    return Alert(
        id="DW-41KX0ZC8W2RB",
        kind=AlertKind.TERM_MEANING,
        subject="availability",
        title="“Availability” is used in two senses",
        partners=BETWEEN[::-1],
        severity=Severity.MEDIUM,
        confidence=0.72,
        p_value=0.012,
        q_value=0.048,
        status=AlertStatus.ACKNOWLEDGED,
        first_seen=date(2026, 3, 10),
        last_seen=date(2026, 3, 24),
        sides=(
            Side(partner="northquay", summary="mostly with: passenger, pier, ferry leaves", statements=14),
            Side(partner="brightmill", summary="mostly with: uptime, month, kiosks", statements=17),
        ),
        evidence=tuple(_evidence(place) for place in (7, 9, 8, 10)),
        against=(),
        questions=("What would each side count as one hour without availability?",),
        effect=Effect(measure="energy distance", value=0.19, interval=(0.08, 0.31), within=0.06),
        clears_when="the senses come together, or one definition is agreed",
    )


def _cadence() -> Alert:
    return Alert(
        id="DW-7B3D5H6J8KMN",
        kind=AlertKind.PROCESS_MISMATCH,
        subject="release cadence",
        title="The partners plan releases in different steps",
        partners=BETWEEN,
        severity=Severity.LOW,
        confidence=0.61,
        p_value=None,
        q_value=None,
        status=AlertStatus.RESOLVED,
        first_seen=date(2026, 2, 10),
        last_seen=date(2026, 3, 24),
        sides=(
            Side(partner="brightmill", summary="every second Tuesday", statements=4),
            Side(partner="northquay", summary="every second Tuesday", statements=5),
        ),
        evidence=(_evidence(12), _evidence(11)),
        against=("s99",),
        questions=(),
    )


def _statement(place: int) -> StatementRecord:
    partner, label, text, said_on = SAID[place]
    chat = place == IN_CHAT
    labels = (Label(label),) if label else ()
    return StatementRecord(
        id=f"s{place:02d}",
        text=text,
        partner=partner,
        speaker=None,
        said_at=datetime.fromisoformat(f"{said_on}T10:00:00").replace(tzinfo=WINTER),
        source="chat/pier/2026-03-24.json" if chat else f"minutes/{said_on}.md",
        locator="message 1774342800.000100" if chat else f"line {place + 10}",
        document=said_on,
        register="chat" if chat else "minutes",
        labels={known: 0.9 if known in labels else 0.05 for known in Label},
        predicted=labels,
    )


def _evidence(place: int) -> Evidence:
    said = _statement(place)
    return Evidence(
        statement_id=said.id,
        partner=said.partner or "",
        quote=said.text,
        source=said.source,
        locator=said.locator,
        said_at=said.said_at,
        label=said.predicted,
    )


def _files() -> tuple[FileReport, ...]:
    broken = FileReport(
        source="mail/offer.eml",
        kind="mail",
        status=FileStatus.FAILED,
        problems=(Problem(line=12, what="the MIME boundary never ends; export the mail again", reason=Reason.MALFORMED_MAIL),),
    )
    partly = FileReport(
        source="chat/pier/2026-03-24.json",
        kind="slack",
        status=FileStatus.PARTLY,
        messages=40,
        statements=52,
        unattributed=12,
        first=datetime(2026, 3, 24, 8, 12, tzinfo=WINTER),
        last=datetime(2026, 3, 24, 16, 40, tzinfo=WINTER),
        problems=(Problem(line=311, what="a message without a time was left out"),),
        dropped={"bot": 3},
    )
    return broken, partly, *(_minutes(said_on) for said_on in ("2026-02-10", "2026-02-24", "2026-03-10", "2026-03-24"))


def _minutes(said_on: str) -> FileReport:
    midnight = datetime.fromisoformat(f"{said_on}T00:00:00").replace(tzinfo=WINTER)
    return FileReport(
        source=f"minutes/{said_on}.md",
        kind="minutes",
        status=FileStatus.READ,
        messages=24,
        statements=61,
        unattributed=3,
        first=midnight,
        last=midnight,
        guessed=("no time of day: taken as midnight in Europe/Berlin",),
        dropped={"heading": 4, "boilerplate": 2},
    )
