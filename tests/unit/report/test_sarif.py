import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import unquote

import jsonschema
import pytest

from driftwatch.domain.alerts import AlertEvent, AlertStatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.report.sarif import FINGERPRINT, FOLDER, sarif_document
from driftwatch.report.wording import one_line

ROUNDS, ROUNDS_AT_NIGHT = 10, 300
TEXT, INDEX = {"type": "string"}, {"type": "integer", "minimum": 0}


def exactly(*needed: str, **properties: object) -> dict[str, object]:
    return {"type": "object", "additionalProperties": False, "required": list(needed), "properties": properties}


def many(items: object, **more: object) -> dict[str, object]:
    return {"type": "array", "items": items, **more}


MESSAGE = exactly("text", text=TEXT)
PLACE = exactly("uri", "uriBaseId", uri={"type": "string", "pattern": "^[!-~]+$"}, uriBaseId={"const": FOLDER})
REGION = exactly("startLine", startLine={"type": "integer", "minimum": 1}, snippet=exactly("text", text=TEXT))
LOCATION = exactly(
    id=INDEX,
    message=MESSAGE,
    physicalLocation=exactly("artifactLocation", artifactLocation=PLACE, region=REGION),
    logicalLocations=many(exactly(name=TEXT, fullyQualifiedName=TEXT), uniqueItems=True),
)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = exactly(
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    defaultConfiguration=exactly(level=LEVEL),
    properties={"type": "object"},
)
NOTE = exactly("message", message=MESSAGE, level=LEVEL, associatedRule=exactly("id", id=TEXT, index=INDEX), locations=many(LOCATION))
RESULT = exactly(
    "message",
    ruleId={"enum": list(AlertKind)},
    ruleIndex=INDEX,
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION),
    relatedLocations=many(LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
    suppressions=many(
        exactly("kind", kind={"enum": ["inSource", "external"]}, status={"enum": ["accepted", "underReview", "rejected"]}, justification=TEXT)
    ),
    rank={"type": "number", "minimum": -1, "maximum": 100},
    properties={"type": "object"},
)
RESULT["if"] = {"properties": {"kind": {"const": "fail"}}}
RESULT["else"] = {"properties": {"level": {"const": "none"}}}
INVOCATION = exactly(
    "executionSuccessful",
    executionSuccessful={"type": "boolean"},
    endTimeUtc={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    toolExecutionNotifications=many(NOTE),
)
RUN = exactly(
    "tool",
    "results",
    tool=exactly("driver", driver=exactly("name", name=TEXT, version=TEXT, rules=many(RULE, uniqueItems=True))),
    automationDetails=exactly(id=TEXT, description=MESSAGE),
    invocations=many(INVOCATION),
    originalUriBaseIds={"type": "object", "additionalProperties": exactly(description=MESSAGE)},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=many(RESULT),
)
SARIF = exactly("version", "runs", **{"$schema": TEXT}, version={"const": "2.1.0"}, runs=many(RUN))
"""The part of OASIS SARIF 2.1.0 that we use, as strict as the standard's own schema: a name that it does not know is an error."""


@pytest.fixture(scope="module")
def valid():
    return jsonschema.Draft202012Validator(SARIF)


def run_of(scan, words=None) -> dict[str, object]:
    return json.loads(sarif_document(scan, words=words or {}))["runs"][0]


def plain(text: str) -> str:
    """What a program shows of a message: sections 3.11.5 and 3.11.6 of the standard."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", text)
    assert not re.sub(r"\{\{|\}\}", "", text).count("{")
    return re.sub(r"\\(.)", r"\1", text).replace("{{", "{").replace("}}", "}")


def test_it_obeys_the_standard_with_and_without_alerts(lantern, large_scan, valid):
    for scan in (lantern, large_scan(statements=0), large_scan(statements=100, alerts=12, pictures=False)):
        assert not [error.message for error in valid.iter_errors(json.loads(sarif_document(scan, words={})))]


def test_an_alert_is_found_again_by_its_id_and_stands_with_rule_level_and_certainty(lantern):
    done, availability, cadence = run_of(lantern)["results"]

    assert done["partialFingerprints"] == {FINGERPRINT: "DW-9F2M4T7Q1XYA"}
    assert [result["level"] for result in (done, availability, cadence)] == ["error", "warning", "none"]
    assert (done["ruleId"], done["ruleIndex"], done["rank"], done["baselineState"]) == ("done_criteria", 2, 86.0, "new")
    assert (cadence["kind"], done["kind"]) == ("informational", "fail")
    assert done["message"]["text"].startswith("“Done” for the kiosk means different checks to the partners. Brightmill: mostly lists")


def test_one_side_stands_in_the_locations_and_the_other_in_the_related_ones(lantern):
    done = run_of(lantern)["results"][0]

    first, related = done["locations"][0], done["relatedLocations"][0]
    assert first["physicalLocation"] == {
        "artifactLocation": {"uri": "minutes/2026-02-10.md", "uriBaseId": FOLDER},
        "region": {"startLine": 10, "snippet": {"text": "The kiosk is done when the simulator ran all fares without an error."}},
    }
    assert [len(done[places]) for places in ("locations", "relatedLocations")] == [3, 3]
    assert related["message"]["text"].startswith("Northquay Ferries, line 11, 10 Feb 2026: “A kiosk counts as done")


def test_what_is_no_line_is_named_by_its_locator(lantern):
    done = lantern.outcome.alerts[0]
    message = replace(done.evidence[0], source="chat/pier.zip!general/3:4 a.json", locator="message 1774342800.000100")
    scan = replace(lantern, outcome=replace(lantern.outcome, alerts=(replace(done, evidence=(message, *done.evidence[1:])),)))

    location = run_of(scan)["results"][0]["locations"][0]

    assert location["logicalLocations"][0]["name"] == "message 1774342800.000100"
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "chat/pier.zip#general/3%3A4%20a.json", "uriBaseId": FOLDER}}


def test_words_that_the_reader_may_not_read_leave_a_place_without_a_file(lantern, valid):
    done = lantern.outcome.alerts[0]
    withheld = replace(done.evidence[0], statement_id="", quote="", source="", locator="", said_at=None, label=())
    scan = replace(lantern, outcome=replace(lantern.outcome, alerts=(replace(done, evidence=(withheld, *done.evidence[1:])),)))

    location = run_of(scan)["results"][0]["locations"][0]

    assert location == {"id": 0, "message": {"text": "Brightmill: the wording stands in a source of one partner's own."}}
    assert valid.is_valid(json.loads(sarif_document(scan, words={})))


@pytest.mark.parametrize("status", AlertStatus)
def test_what_people_have_set_aside_is_suppressed_and_says_why(lantern, status):
    alert = replace(lantern.outcome.alerts[0], status=status)
    word = AlertEvent(
        alert_id=alert.id,
        action="snooze",
        actor="board",
        reason="after {May}",
        at=datetime(2026, 4, 1, tzinfo=UTC),
        status=status,
        until=date(2026, 5, 1),
    )

    found = run_of(replace(lantern, outcome=replace(lantern.outcome, alerts=(alert,))), {alert.id: word})["results"][0]["suppressions"]

    if status in (AlertStatus.AGREED, AlertStatus.SNOOZED):
        assert found[0]["status"] == "accepted"
        assert found[0]["justification"].endswith("until 2026-05-01: after {May}")
    else:
        assert found == []


def test_checks_without_enough_data_and_files_that_were_not_read_are_notes(lantern):
    notes = run_of(lantern)["invocations"][0]["toolExecutionNotifications"]

    assert [note["level"] for note in notes] == ["note", "warning", "warning"]
    assert "11 of 25 statements" in notes[0]["message"]["text"]
    assert notes[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "mail/offer.eml"


def test_whatever_is_written_stays_text_and_places_stay_places(large_scan, hostile_scan, valid, nightly, tally):
    scan, rounds, wrong = large_scan(statements=60, alerts=3, pictures=False), ROUNDS_AT_NIGHT if nightly else ROUNDS, []

    for first in range(0, 7 * rounds, 7):
        made = hostile_scan.hostile(scan, hostile_scan.MARKUP, first=first)
        document = json.loads(sarif_document(made, words={}))
        run = document["runs"][0]
        for alert, result in zip(made.outcome.alerts, run["results"], strict=True):
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            whole = plain(result["message"]["text"]).startswith(one_line(alert.title).rstrip("."))
            if not whole or unquote(uri) not in (alert.evidence[0].source.replace("!", "#", 1), *_shortened(alert.evidence[0].source)):
                wrong.append((first, uri, alert.evidence[0].source, alert.title))
        wrong += [error.message for error in valid.iter_errors(document)]

    tally(n=rounds * len(scan.outcome.alerts), failures=len(wrong))
    assert not wrong


def _shortened(source: str) -> list[str]:
    """A place never begins with a slash, nor with an empty name before a member."""
    return [source.lstrip("/").replace("!", "#", 1).rstrip("#"), source.partition("!")[0]]
