"""The alerts as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines that are quoted.

A rule is a kind of difference, a result an alert: found again by its id (`partialFingerprints`), set aside where people agreed to differ or
snoozed it (`suppressions`). The first side stands in `locations`, the others in `relatedLocations`; the quotes are snippets.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import quote

from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus, Evidence
from driftwatch.domain.meaning import AlertKind, CoverageStatus, Severity
from driftwatch.domain.talk import FileReport, FileStatus, programme_key
from driftwatch.records import ScanRecord
from driftwatch.report.documents import Json, alert_content, document
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, WHY_IT_MATTERS, counted, day, one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FOLDER = "PROGRAMME"
"""What the places of files are relative to: the programme's folder."""
FINGERPRINT = "driftwatchAlertId/v1"
_LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error"}
_LINE = re.compile(r"line (\d{1,9})")
_MARKED = re.compile(r"[\[\]\\]")
_KINDS = tuple(AlertKind)
Content = dict[str, Json]


def sarif_document(scan: ScanRecord, *, words: Mapping[str, AlertEvent]) -> str:
    """One run; `words` is what people did last with each alert, by its id."""
    run = scan.outcome.run
    names = {partner.id: one_line(partner.name) for partner in scan.partners}
    key = programme_key(scan.outcome.programme)
    return document(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "driftwatch", "version": run.driftwatch, "rules": [_rule(kind) for kind in _KINDS]}},
                    "automationDetails": {"id": f"driftwatch/{key}/", "description": _text(scan.outcome.programme)},
                    "invocations": [
                        {
                            "executionSuccessful": True,
                            "endTimeUtc": _utc(run.at),
                            "toolExecutionNotifications": [*_not_compared(scan), *_not_read(scan.files)],
                        }
                    ],
                    "originalUriBaseIds": {FOLDER: {"description": {"text": "The programme's folder: where its driftwatch.toml lies."}}},
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(alert, names, words.get(alert.id)) for alert in scan.outcome.alerts],
                }
            ],
        }
    )


def _rule(kind: AlertKind) -> Content:
    return {
        "id": kind.value,
        "name": "".join(word.capitalize() for word in kind.value.split("_")),
        "shortDescription": {"text": KIND_NAMES[kind]},
        "fullDescription": {"text": WHY_IT_MATTERS[kind]},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["alignment"]},
    }


def _result(alert: Alert, names: Mapping[str, str], word: AlertEvent | None) -> Content:
    """What is resolved is told without a level: it needs nobody."""
    resolved = alert.status is AlertStatus.RESOLVED
    first, *others = [alert.evidence_of(place) for place in range(len(alert.sides))] or [alert.evidence]
    numbered = enumerate([*first, *chain.from_iterable(others)])
    places = [_location(piece, names, number) for number, piece in numbered]
    return {
        "ruleId": alert.kind.value,
        "ruleIndex": _KINDS.index(alert.kind),
        "kind": "informational" if resolved else "fail",
        "level": "none" if resolved else _LEVELS[alert.severity],
        "message": _text(_message(alert, names)),
        "locations": list[Json](places[: len(first)]),
        "relatedLocations": list[Json](places[len(first) :]),
        "partialFingerprints": {FINGERPRINT: alert.id},
        "baselineState": alert.baseline_state.value,
        "suppressions": list[Json](_suppressions(alert, word)),
        "rank": round(100 * alert.confidence, 4),
        "properties": {name: value for name, value in alert_content(alert).items() if name in _PROPERTIES},
    }


_PROPERTIES = (
    "id",
    "subject",
    "partners",
    "severity",
    "confidence",
    "p_value",
    "q_value",
    "status",
    "substatus",
    "first_seen",
    "last_seen",
    "effect",
    "common_ground",
    "clears_when",
)


def _message(alert: Alert, names: Mapping[str, str]) -> str:
    """The title is its first sentence: all that is shown where room is scarce."""
    sides = [f"{names.get(side.partner, side.partner)}: {one_line(side.summary)}." for side in alert.sides if side.summary]
    question = [f"To ask each other: {one_line(alert.questions[0])}"] if alert.questions else []
    return " ".join([f"{one_line(alert.title).rstrip('.')}.", *sides, *question])


def _location(piece: Evidence, names: Mapping[str, str], number: int) -> Content:
    """Lines are places that every tool can find; what has another locator is named by it."""
    said = day(piece.said_at) if piece.said_at else "no date"
    partner = names.get(piece.partner, piece.partner)
    place: Content = {"id": number}
    if not piece.source:
        return place | {"message": _text(f"{partner}: the wording stands in a source of one partner's own.")}
    physical: Content = {"artifactLocation": {"uri": _uri(piece.source), "uriBaseId": FOLDER}}
    line = _LINE.fullmatch(piece.locator)
    if line and int(line[1]):
        physical["region"] = {"startLine": int(line[1]), **({"snippet": {"text": piece.quote}} if piece.quote else {})}
    else:
        place["logicalLocations"] = [{"name": one_line(piece.locator), "fullyQualifiedName": f"{one_line(piece.source)}#{one_line(piece.locator)}"}]
    words = f": “{one_line(piece.quote)}”" if piece.quote else ""
    return place | {"physicalLocation": physical, "message": _text(f"{partner}, {piece.locator}, {said}{words}")}


def _suppressions(alert: Alert, word: AlertEvent | None) -> Iterable[Content]:
    if alert.status not in (AlertStatus.AGREED, AlertStatus.SNOOZED):
        return
    until = f" until {word.until}" if word and word.until else ""
    reason = f": {one_line(word.reason)}" if word and word.reason else ""
    yield {"kind": "external", "status": "accepted", "justification": f"{STATUS_WORDS[alert.status]}{until}{reason}"}


def _not_compared(scan: ScanRecord) -> Iterable[Json]:
    """Where there was not enough data, that no result stands there is no agreement."""
    for row in scan.outcome.coverage:
        if row.status is CoverageStatus.INSUFFICIENT_DATA:
            said = f"{KIND_NAMES[row.check]}, {' and '.join(row.partners)}: not enough data to compare{f' ({row.why})' if row.why else ''}"
            yield {"level": "note", "message": _text(said), "associatedRule": {"id": row.check.value, "index": _KINDS.index(row.check)}}


def _not_read(files: Sequence[FileReport]) -> Iterable[Json]:
    for file in files:
        if file.status in (FileStatus.FAILED, FileStatus.PARTLY):
            problem = f": {one_line(file.problems[0].what)}" if file.problems else ""
            more = f" ({counted(len(file.problems), 'problem')})" if len(file.problems) > 1 else ""
            words = "could not be read" if file.status is FileStatus.FAILED else "could be read in part"
            place: list[Json] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(file.source), "uriBaseId": FOLDER}}}] if file.source else []
            yield {"level": "warning", "message": _text(f"{file.source or 'A file'} {words}{problem}{more}"), "locations": place}


def _text(text: str) -> Content:
    """A message in which braces open no placeholder and brackets no link: sections 3.11.5 and 3.11.6 of the standard."""
    plain = one_line(text).replace("{", "{{").replace("}", "}}")
    return {"text": _MARKED.sub(lambda found: f"\\{found[0]}", plain)}


def _uri(source: str) -> str:
    """A relative reference; a member of an archive is a fragment of it."""
    file, _, member = source.partition("!")
    path, within = (quote(part.lstrip("/"), safe="/~", errors="replace") for part in (file, member))
    return f"{path}#{within}" if within else path


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
