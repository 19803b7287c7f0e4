"""What an audience sees of an invented programme, for tests of single pictures."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from driftwatch.domain.alerts import Outcome, RunRecord
from driftwatch.domain.talk import FileReport, FileStatus, Share
from driftwatch.pictures.sight import Sight
from driftwatch.records import ScanRecord, StatementRecord
from driftwatch.settings import Detection

BERLIN = ZoneInfo("Europe/Berlin")


def sight(material, *, alerts=(), coverage=()):
    """Everything, as somebody sees it who may read all."""
    return Sight(material=material, judged=(), alerts=alerts, coverage=coverage, detection=Detection(), timezone=BERLIN)


def scan(material, *, own=None, alerts=()):
    """The record of a scan of this material; `own` gives sources to partners: source -> (partner, share)."""
    own = own or {}
    rows = list(material.statements.rows())
    run = RunRecord(at=datetime(2026, 6, 1, tzinfo=UTC), driftwatch="0.1.0", models=(), config="")
    return ScanRecord(
        outcome=Outcome(programme="Fair", run=run, coverage=(), alerts=tuple(alerts)),
        partners=material.partners,
        files=tuple(_file(source, *own.get(source, (None, Share.COUNTS))) for source in sorted({row.source for row in rows})),
        statements=tuple(_record(row) for row in rows),
        terms=(),
    )


def _file(source, partner, share):
    return FileReport(source=source, kind="minutes", status=FileStatus.READ, visibility=partner, share=share)


def _record(row):
    return StatementRecord(
        id=row.id,
        text=row.text,
        partner=row.partner,
        speaker=row.speaker,
        said_at=row.said_at,
        source=row.source,
        locator=row.locator,
        document=row.document,
        register=row.register,
        labels={},
        predicted=(),
    )
