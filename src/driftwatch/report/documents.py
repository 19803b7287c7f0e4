"""The files that other tools read: alerts.json, statements.jsonl, import.json."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from driftwatch.domain.alerts import Alert, Evidence, Matter, Outcome
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import Effect
from driftwatch.domain.talk import FileReport
from driftwatch.errors import ConfigurationError
from driftwatch.records import ScanRecord, StatementRecord
from driftwatch.settings.telling import JOINT
from driftwatch.whole_files import write_whole

SCHEMA_VERSION = 1
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""Anything that JSON can say."""


def alerts_document(outcome: Outcome) -> str:
    """The content of alerts.json: the contract's fields, then those added since."""
    return document(outcome_content(outcome))


def outcome_content(outcome: Outcome) -> dict[str, Json]:
    """What stands in alerts.json."""
    run = outcome.run
    return {
        "schema_version": SCHEMA_VERSION,
        "programme": outcome.programme,
        "run": {"at": _moment(run.at), "driftwatch": run.driftwatch, "models": dict(run.models), "config": run.config},
        "coverage": [
            {"check": row.check.value, "partners": list(row.partners), "status": row.status.value, "why": row.why} for row in outcome.coverage
        ],
        "alerts": [alert_content(alert) for alert in outcome.alerts],
    }


def alert_content(alert: Alert) -> dict[str, Json]:
    """One alert as it stands in alerts.json."""
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "subject": alert.subject,
        "title": alert.title,
        "partners": list(alert.partners),
        "severity": alert.severity.value,
        "confidence": _number(alert.confidence),
        "p_value": _number(alert.p_value),
        "q_value": _number(alert.q_value),
        "status": alert.status.value,
        "first_seen": _moment(alert.first_seen),
        "last_seen": _moment(alert.last_seen),
        "sides": [{"partner": side.partner, "summary": side.summary, "statements": side.statements} for side in alert.sides],
        "evidence": [_evidence(piece) for piece in alert.evidence],
        "against": [{"statement_id": statement} for statement in alert.against],
        "questions": list(alert.questions),
        "effect": _effect(alert.effect),
        "common_ground": list(alert.common_ground),
        "clears_when": alert.clears_when,
        "merged": [_matter(other) for other in alert.merged],
        "baseline_state": alert.baseline_state.value,
        "substatus": alert.substatus.value,
        "windows": {"count": alert.windows.count, "pooled": alert.windows.pooled},
        "lead": alert.lead,
    }


def statement_lines(statements: Iterable[StatementRecord]) -> Iterator[str]:
    """The lines of statements.jsonl, one object each."""
    for row in statements:
        content: dict[str, Json] = {
            "id": row.id,
            "text": row.text,
            "partner": row.partner,
            "speaker": row.speaker,
            "said_at": _moment(row.said_at),
            "source": row.source,
            "locator": row.locator,
            "offset": row.offset,
            "labels": {label.value: _number(row.labels[label]) for label in LABELS if label in row.labels},
            "predicted": [label.value for label in row.predicted],
        }
        yield json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def import_document(files: Sequence[FileReport]) -> str:
    """The content of import.json: a list with one object a file."""
    return document([file_content(file) for file in files])


def write_outputs(folder: Path, scan: ScanRecord, *, report: str) -> tuple[Path, ...]:
    """Write the four files of a scan, each of them whole or not at all; gives their paths."""
    contents: dict[str, Iterable[str]] = {
        "statements.jsonl": statement_lines(scan.statements),
        "import.json": [import_document(scan.files)],
        "report.html": [report],
        "alerts.json": [alerts_document(scan.outcome)],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            write_whole(folder / name, content)
    except OSError as error:
        raise ConfigurationError(f"{folder}: cannot be written ({error.strerror or error}); name another folder with --out") from error
    return tuple(folder / name for name in contents)


def document(content: Json) -> str:
    """JSON as we write it into files."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _evidence(piece: Evidence) -> dict[str, Json]:
    return {
        "statement_id": piece.statement_id,
        "partner": piece.partner,
        "quote": piece.quote,
        "source": piece.source,
        "locator": piece.locator,
        "said_at": _moment(piece.said_at),
        "label": [label.value for label in piece.label],
    }


def _matter(other: Matter) -> dict[str, Json]:
    """Without an id where it was stored before matters had one."""
    return {"kind": other.kind.value, "subject": other.subject, "title": other.title, "id": other.id or None, "why": other.why}


def _effect(effect: Effect | None) -> dict[str, Json] | None:
    if effect is None:
        return None
    interval: list[Json] | None = None if effect.interval is None else [_number(bound) for bound in effect.interval]
    return {"measure": effect.measure, "value": _number(effect.value), "ci": interval, "within_partner": _number(effect.within)}


def file_content(file: FileReport) -> dict[str, Json]:
    """One file as it stands in import.json."""
    return {
        "source": file.source,
        "kind": file.kind,
        "status": file.status.value,
        "messages": file.messages,
        "statements": file.statements,
        "unattributed": file.unattributed,
        "first": _moment(file.first),
        "last": _moment(file.last),
        "guessed": list(file.guessed),
        "problems": [{"line": problem.line, "what": problem.what, "reason": problem.reason} for problem in file.problems],
        "dropped": {reason: file.dropped[reason] for reason in sorted(file.dropped)},
        "visibility": file.visibility or JOINT,
        "share": None if file.visibility is None else file.share.value,
    }


def _moment(when: date | datetime | None) -> str | None:
    """ISO 8601; a moment keeps the offset of its source."""
    return None if when is None else when.isoformat()


def _number(value: float | None) -> float | None:
    """Six significant digits: what differs beyond them is the machine's rounding, not a finding."""
    return None if value is None else float(f"{value:.6g}")
