"""What is stored as JSON, told as JSON: the same as through the values of the domain, at a tenth of the cost."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from pydantic import JsonValue

from driftwatch.domain.labels import LABELS
from driftwatch.domain.searches import FoundAlert, FoundStatement
from driftwatch.report.documents import alert_content

Stored = dict[str, Any]
"""A domain value's fields as store.documents writes them."""
PLAIN = frozenset("programme id kind status severity confidence partners last_seen baseline_state substatus updated_at version".split())
"""The fields of an alert for which no more than its row is read."""


def alert_row(found: FoundAlert) -> dict[str, JsonValue]:
    """An alert as it is listed: as in alerts.json, whose it is, and when it last changed."""
    content = _alert(orjson.loads(found.body), found.status.value) if found.body else {}
    return {"programme": found.programme, **(alert_content(found.alert) if found.alert else content), **_plain(found)}


def narrowed(row: Mapping[str, JsonValue], fields: Sequence[str]) -> Mapping[str, JsonValue]:
    """The wanted fields alone, in the order of the whole."""
    return {name: value for name, value in row.items() if name in fields} if fields else row


def statement_row(found: FoundStatement) -> dict[str, JsonValue]:
    """A statement as in statements.jsonl, but for its speaker, and whose it is."""
    stored: Stored = orjson.loads(found.body)
    labels = stored["labels"]
    return {
        "programme": found.programme,
        "id": stored["id"],
        "text": stored["text"],
        "partner": stored["partner"],
        "said_at": stored["said_at"],
        "source": stored["source"],
        "locator": stored["locator"],
        "offset": stored.get("offset", 0),
        "labels": {label.value: _number(labels[label.value]) for label in LABELS if label.value in labels},
        "predicted": stored["predicted"],
    }


def _plain(found: FoundAlert) -> dict[str, JsonValue]:
    return {
        "id": found.id,
        "kind": found.kind.value,
        "status": found.status.value,
        "severity": found.severity.value,
        "confidence": _number(found.confidence),
        "partners": list(found.partners),
        "last_seen": found.last_seen.isoformat() if found.last_seen else None,
        "baseline_state": found.baseline_state.value,
        "substatus": found.substatus.value,
        "updated_at": found.updated.isoformat() if found.updated else None,
        "version": found.version,
    }


def _alert(stored: Stored, status: str) -> dict[str, JsonValue]:
    """As report.documents.alert_content; a test holds the two together."""
    windows = stored.get("windows") or {}
    return {
        "id": stored["id"],
        "kind": stored["kind"],
        "subject": stored["subject"],
        "title": stored["title"],
        "partners": stored["partners"],
        "severity": stored["severity"],
        "confidence": _number(stored["confidence"]),
        "p_value": _number(stored["p_value"]),
        "q_value": _number(stored["q_value"]),
        "status": status,
        "first_seen": stored["first_seen"],
        "last_seen": stored["last_seen"],
        "sides": stored["sides"],
        "evidence": stored["evidence"],
        "against": [{"statement_id": statement} for statement in stored["against"]],
        "questions": stored["questions"],
        "effect": _effect(stored.get("effect")),
        "common_ground": stored.get("common_ground", []),
        "clears_when": stored.get("clears_when", ""),
        "merged": [{**other, "id": other.get("id") or None, "why": other.get("why", "")} for other in stored.get("merged", ())],
        "baseline_state": stored.get("baseline_state", "new"),
        "substatus": stored.get("substatus", "new"),
        "windows": {"count": windows.get("count", 0), "pooled": windows.get("pooled", True)},
        "lead": stored.get("lead"),
    }


def _effect(stored: Stored | None) -> dict[str, JsonValue] | None:
    if stored is None:
        return None
    interval = stored.get("interval")
    return {
        "measure": stored["measure"],
        "value": _number(stored["value"]),
        "ci": None if interval is None else [_number(bound) for bound in interval],
        "within_partner": _number(stored.get("within")),
    }


def _number(value: float | None) -> float | None:
    """Six significant digits, as in alerts.json."""
    return None if value is None else float(f"{value:.6g}")
