"""The whole report as data: alerts.json with what it rests on and what is drawn; docs/schemas/report.schema.json describes it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from driftwatch.records import ScanRecord, TermRecord
from driftwatch.report.documents import Json, document, file_content, outcome_content
from driftwatch.report.gallery import pictures_of


def report_document(scan: ScanRecord, *, view: str) -> str:
    """The fields of alerts.json first; `view` says whose eyes it is for."""
    return document(
        {
            **outcome_content(scan.outcome),
            "view": view,
            "partners": [{"id": partner.id, "name": partner.name} for partner in scan.partners],
            "files": [file_content(file) for file in scan.files],
            "terms": [term_content(term) for term in scan.terms],
            "pictures": _plain(pictures_of(scan)),
        }
    )


def term_content(term: TermRecord) -> dict[str, Json]:
    """One compared term."""
    return {
        "term": term.term,
        "partners": list(term.partners),
        "n": list(term.n),
        "divergence": _plain(term.divergence),
        "p_value": _plain(term.p_value),
        "q_value": _plain(term.q_value),
        "verdict": term.verdict,
        "smallest_shift": _plain(term.smallest_shift),
        "glosses": _plain(term.glosses),
    }


def _plain(value: object) -> Json:
    """A domain value as JSON says it, its numbers to six significant digits."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, Iterable):
        return [_plain(entry) for entry in value]
    raise TypeError(f"{type(value).__name__} is no domain value")
