import json
from dataclasses import fields, replace

import jsonschema
import pytest
import referencing

from driftwatch.domain.pictures import HappeningKind, Pictures
from driftwatch.domain.talk import FileStatus, Share
from driftwatch.report.documents import alerts_document
from driftwatch.report.gallery import pictures_of
from driftwatch.report.report_json import report_document


@pytest.fixture(scope="module")
def validator(repository) -> jsonschema.Draft202012Validator:
    schemas = {name: json.loads((repository / "docs/schemas" / name).read_text("utf-8")) for name in ("alerts.schema.json", "report.schema.json")}
    known = referencing.Registry().with_resources((name, referencing.Resource.from_contents(schema)) for name, schema in schemas.items())
    jsonschema.Draft202012Validator.check_schema(schemas["report.schema.json"])
    return jsonschema.Draft202012Validator(schemas["report.schema.json"], registry=known)


def test_it_begins_with_what_stands_in_alerts_json(lantern):
    document, alerts = json.loads(report_document(lantern, view="all")), json.loads(alerts_document(lantern.outcome))

    assert list(document)[: len(alerts)] == list(alerts)
    assert {name: document[name] for name in alerts} == alerts


@pytest.mark.parametrize("statements", [0, 1, 2, 10, 120])
def test_it_obeys_its_schema_however_little_there_is(large_scan, validator, statements):
    document = json.loads(report_document(large_scan(statements=statements, alerts=11), view="all"))

    assert not [error.message for error in validator.iter_errors(document)]
    assert bool(document["pictures"]["terms"]) == (statements > 0)


def test_the_schema_knows_every_picture_and_the_same_choices_as_the_code(validator):
    definitions = validator.schema["$defs"]

    assert set(definitions["pictures"]["properties"]) == {field.name for field in fields(Pictures)}
    assert definitions["landmark"]["properties"]["kind"]["enum"] == list(HappeningKind)
    assert definitions["file"]["properties"]["status"]["enum"] == list(FileStatus)
    assert set(definitions["file"]["properties"]["share"]["enum"]) == {None, *Share}


def test_no_name_or_address_of_a_person_is_in_it(lantern):
    text = report_document(lantern, view="all")

    assert '"id": "brightmill"' in text
    assert not [name for partner in lantern.partners for name in partner.people if name in text]


def test_whatever_is_written_comes_back_as_it_was(large_scan, hostile_scan, validator):
    scan = hostile_scan.hostile(large_scan(statements=60, alerts=3), [*hostile_scan.MARKUP, *hostile_scan.formulas(50)])

    document = json.loads(report_document(scan, view="all"))

    assert [alert["title"] for alert in document["alerts"]] == [alert.title for alert in scan.outcome.alerts]
    assert [piece["quote"] for alert in document["alerts"] for piece in alert["evidence"]] == [
        piece.quote for alert in scan.outcome.alerts for piece in alert.evidence
    ]
    assert [row["topic"] for row in document["pictures"]["silence"]["rows"]] == [row.topic for row in pictures_of(scan).silence.rows]
    assert not [error.message for error in validator.iter_errors(document)]


def test_the_same_scan_gives_the_same_bytes(large_scan):
    scan = large_scan(statements=200, alerts=5)

    assert report_document(scan, view="all") == report_document(replace(scan), view="all")
