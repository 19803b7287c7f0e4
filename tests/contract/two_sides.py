"""Programmes of two partners each, with sources of their own; every text, name and file holds a word that occurs nowhere else."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from driftwatch.alerts.identity import alert_id
from driftwatch.alerts.reserving import reserved
from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Matter, Outcome, RunRecord, Side
from driftwatch.domain.jobs import JobKind, JobOrder
from driftwatch.domain.keys import new_key
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Severity
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Problem, Share
from driftwatch.errors import Reason
from driftwatch.labelling import LabelledText
from driftwatch.records import ApiKey, ScanRecord, StatementRecord, TermRecord
from driftwatch.store import SqlStore

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
PROGRAMMES = ("Lantern", "Harbour", "Meadow")
SIDES = ("brightmill", "northquay")
JOINT = None
SHARES = (Share.COUNTS, Share.HIDDEN, Share.EVIDENCE)
PLACES = ((JOINT, None), *((side, share) for side in SIDES for share in SHARES))
"""Whose a source is, and what it shares."""
_CONSONANTS, _VOWELS = "bdfgklmnprtvz", "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A word that leads to what it was planted in."""

    word: str
    programme: str
    owner: str | None
    share: Share | None
    kind: str
    """text, speaker or file."""


def canaries() -> tuple[Canary, ...]:
    """One for each programme, source and kind of thing."""
    return tuple(
        Canary(word=word(f"{programme} {owner} {share} {kind}"), programme=programme.lower(), owner=owner, share=share, kind=kind)
        for programme in PROGRAMMES
        for owner, share in PLACES
        for kind in ("text", "speaker", "file")
    )


def word(what: str) -> str:
    """A made-up word for this, always the same, and no other's."""
    number, letters = int.from_bytes(what.encode()) % (2**61 - 1), ""
    while len(letters) < 14:
        number, consonant = divmod(number, len(_CONSONANTS))
        number, vowel = divmod(number, len(_VOWELS))
        letters += _CONSONANTS[consonant] + _VOWELS[vowel]
    return letters


def planted(programme: str, owner: str | None, share: Share | None, kind: str) -> str:
    """The word that stands there."""
    return word(f"{programme} {owner} {share} {kind}")


def seed(store: SqlStore) -> None:
    """All programmes scanned, a job for each, and alerts of every kind of secrecy."""
    for programme in PROGRAMMES:
        key = programme.lower()
        store.commit(reserved(scan(programme)))
        for kind in (JobKind.IMPORT, JobKind.DIGEST):
            store.jobs.add(JobOrder(programme=key, kind=kind, asked_by="uploader"), id=job(programme, kind), at=NOW)


def job(programme: str, kind: JobKind = JobKind.IMPORT) -> str:
    return f"job_{kind.value}{programme.lower():0>24}"


def key(store: SqlStore, *scopes: str, view: str = "joint", programmes: tuple[str, ...] = ("lantern",), ends: datetime | None = None) -> str:
    """A key that opens so much."""
    made = new_key(secrets.token_bytes)
    known = ApiKey(prefix=made.prefix, name="tool", scopes=scopes, programmes=programmes, created=NOW, view=view, expires=ends)
    store.add_key(known, digest=made.digest)
    return made.key


def by_keyword(texts: "list[str]") -> list[LabelledText]:
    return [LabelledText(text=text, labels=dict.fromkeys(Label, 0.1), predicted=()) for text in texts]


def source(programme: str, owner: str | None, share: Share | None) -> str:
    return f"{owner or 'minutes'}/{planted(programme, owner, share, 'file')}.md"


def statements(programme: str) -> list[StatementRecord]:
    """Three of each source; of each side's own ones all speak for it."""
    return [
        StatementRecord(
            id=f"{programme[0].lower()}{place}{number}".ljust(16, "0"),
            text=f"Of {planted(programme, owner, share, 'text')} we say for the {number + 3}rd time: the pilot is done when all forms are signed.",
            partner=owner or SIDES[number % 2],
            speaker=planted(programme, owner, share, "speaker"),
            said_at=NOW - timedelta(days=10 * number + place),
            source=source(programme, owner, share),
            locator=f"line {number + 3}",
            document=source(programme, owner, share),
            register="minutes",
            labels={label: 0.9 if label is Label.DONE else 0.1 for label in Label},
            predicted=(Label.DONE,),
        )
        for place, (owner, share) in enumerate(PLACES)
        for number in range(3)
    ]


def alert(programme: str, subject: str, rows: list[StatementRecord], kind: AlertKind = AlertKind.DONE_CRITERIA) -> Alert:
    """An alert that quotes these, whose every text repeats the last of them."""
    told = rows[-1].text
    return Alert(
        id=alert_id(programme.lower(), kind, SIDES, subject),
        kind=kind,
        subject=subject,
        title=f"The partners differ: {told}",
        partners=SIDES,
        severity=Severity.HIGH,
        confidence=0.9,
        p_value=0.001,
        q_value=0.01,
        status=AlertStatus.OPEN,
        first_seen=date(2026, 3, 1),
        last_seen=date(2026, 3, 30),
        sides=tuple(Side(partner=side, summary=f"mostly: {told}", statements=7) for side in SIDES),
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
            for row in rows
        ),
        against=tuple(row.id for row in rows),
        questions=(f"What of {subject}?", f"Is it so: {told}"),
        common_ground=(told,),
        clears_when=f"both say: {told}",
        merged=(Matter(kind=AlertKind.TERM_MEANING, subject=subject, title=told),),
    )


def alerts(programme: str) -> dict[tuple[str | None, Share | None], Alert]:
    """One for each kind of source: both sides quote the minutes, and the owner that source."""
    rows = statements(programme)
    of = {place: [row for row in rows if row.source == source(programme, *place)] for place in PLACES}
    found = {}
    for place in PLACES:
        owner, _ = place
        quoted = of[place][:2] if owner is None else [*(row for row in of[JOINT, None][:2] if row.partner != owner), of[place][0]]
        found[place] = alert(programme, planted(programme, *place, "text"), quoted)
    return found


def scan(programme: str) -> ScanRecord:
    """The whole programme."""
    rows = statements(programme)
    run = RunRecord(at=NOW - timedelta(hours=1), driftwatch="0.1.0", models=(("statements", "ab" * 32),), config="cd" * 32)
    coverage = (
        Coverage(check=AlertKind.RISK_POSTURE, partners=SIDES, status=CoverageStatus.INSUFFICIENT_DATA, why="northquay: 11 of 25 statements"),
    )
    return ScanRecord(
        outcome=Outcome(programme=programme, run=run, coverage=coverage, alerts=tuple(alerts(programme).values())),
        partners=tuple(Partner(id=side, name=side.title(), people=(word(f"{programme} {side} person"),)) for side in SIDES),
        files=tuple(_file(programme, owner, share) for owner, share in PLACES),
        statements=tuple(sorted(rows, key=lambda row: row.id)),
        terms=tuple(_term(programme, owner, share, rows) for owner, share in PLACES),
    )


def _file(programme: str, owner: str | None, share: Share | None) -> FileReport:
    about = planted(programme, owner, share, "file")
    problem = Problem(line=3, what=f"{about}: the date 31.02. is none", reason=Reason.BAD_TIME)
    plain = FileReport(
        source=source(programme, owner, share), kind="minutes", status=FileStatus.PARTLY, messages=3, statements=3, problems=(problem,)
    )
    return replace(plain, guessed=(f"{planted(programme, owner, share, 'speaker')} speaks for them",), visibility=owner, share=share or Share.COUNTS)


def _term(programme: str, owner: str | None, share: Share | None, rows: list[StatementRecord]) -> TermRecord:
    told = next(row.text for row in rows if row.source == source(programme, owner, share))
    return TermRecord(
        term=planted(programme, owner, share, "text"),
        partners=SIDES,
        n=(3, 4),
        divergence=0.2,
        p_value=0.01,
        q_value=0.04,
        verdict="divergent",
        glosses=(f"mostly near: {told}", "mostly near: forms, signed"),
    )
