import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, CoverageStatus, Severity
from driftwatch.errors import ConfigurationError
from driftwatch.report.documents import alerts_document, import_document, statement_lines, write_outputs


@pytest.fixture
def validator(repository: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads((repository / "docs/schemas/alerts.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_alerts_json_obeys_its_schema(lantern, validator):
    document = json.loads(alerts_document(lantern.outcome))

    assert not list(validator.iter_errors(document))


def test_an_outcome_without_alerts_obeys_the_schema_too(lantern, validator):
    empty = replace(lantern.outcome, coverage=(), alerts=())

    document = json.loads(alerts_document(empty))

    assert not list(validator.iter_errors(document))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("kind", "mood"),
        ("severity", "critical"),
        ("status", "closed"),
        ("confidence", 1.2),
        ("evidence", []),
        ("first_seen", "17 Feb"),
        ("partners", ["Acme Ltd"]),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_know(lantern, validator, place, value):
    document = json.loads(alerts_document(lantern.outcome))

    document["alerts"][0][place] = value

    assert not validator.is_valid(document)


def test_the_schema_misses_no_field_of_the_contract(lantern, validator):
    document = json.loads(alerts_document(lantern.outcome))

    for field in ("id", "kind", "subject", "title", "partners", "severity", "confidence", "p_value", "q_value", "status", "first_seen", "last_seen"):
        broken = json.loads(json.dumps(document))
        del broken["alerts"][0][field]
        assert not validator.is_valid(broken), field


def test_the_schema_knows_the_same_choices_as_the_code(validator):
    definitions = validator.schema["$defs"]

    assert definitions["kind"]["enum"] == list(AlertKind)
    assert definitions["label"]["enum"] == list(Label)
    assert definitions["alert"]["properties"]["severity"]["enum"] == list(Severity)
    assert definitions["alert"]["properties"]["status"]["enum"] == list(AlertStatus)
    assert definitions["coverage"]["properties"]["status"]["enum"] == list(CoverageStatus)


def test_moments_keep_the_offset_of_their_source(lantern):
    document = json.loads(alerts_document(lantern.outcome))

    assert document["run"]["at"] == "2026-03-30T07:30:00+02:00"
    assert document["alerts"][0]["evidence"][0]["said_at"] == "2026-02-10T10:00:00+01:00"


def test_the_effect_stands_beside_the_fields_of_the_contract(lantern):
    document = json.loads(alerts_document(lantern.outcome))

    assert document["alerts"][0]["effect"] == {"measure": "difference of criteria", "value": 0.34, "ci": [0.21, 0.47], "within_partner": 0.08}
    assert document["alerts"][2]["effect"] is None


def test_a_statement_is_one_line_of_json_whatever_its_text(lantern):
    statement = replace(lantern.statements[0], text="one\ntwo\u2028three „vier“", said_at=None)

    lines = list(statement_lines([statement]))

    assert lines[0].count("\n") == 1
    assert json.loads(lines[0])["text"] == "one\ntwo\u2028three „vier“"
    assert list(json.loads(lines[0])) == ["id", "text", "partner", "speaker", "said_at", "source", "locator", "offset", "labels", "predicted"]


def test_import_json_says_of_each_file_what_was_read_guessed_and_wrong(lantern):
    files = json.loads(import_document(lantern.files))

    assert files[0]["status"] == "failed"
    assert files[0]["problems"] == [{"line": 12, "what": "the MIME boundary never ends; export the mail again", "reason": "malformed_mail"}]
    assert files[2]["guessed"] == ["no time of day: taken as midnight in Europe/Berlin"]
    assert list(files[2])[:10] == ["source", "kind", "status", "messages", "statements", "unattributed", "first", "last", "guessed", "problems"]


def test_the_four_files_are_written_whole_and_nothing_else(lantern, tmp_path):
    paths = write_outputs(tmp_path / "out", lantern, report="<!doctype html>\n")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["alerts.json", "import.json", "report.html", "statements.jsonl"]
    assert all(path.read_bytes().endswith(b"\n") for path in paths)
    assert len((tmp_path / "out" / "statements.jsonl").read_text("utf-8").splitlines()) == len(lantern.statements)


def test_two_writes_of_one_scan_give_the_same_bytes_but_for_the_time_of_the_run(lantern, tmp_path):
    later = replace(lantern, outcome=replace(lantern.outcome, run=replace(lantern.outcome.run, at=datetime(2027, 1, 1, tzinfo=UTC))))

    write_outputs(tmp_path / "one", lantern, report="")
    write_outputs(tmp_path / "two", later, report="")

    one, two = ((tmp_path / folder / "alerts.json").read_text("utf-8") for folder in ("one", "two"))
    assert one.replace("2026-03-30T07:30:00+02:00", "2027-01-01T00:00:00+00:00") == two


def test_a_folder_that_cannot_be_written_is_named(lantern, tmp_path):
    (tmp_path / "out").write_text("a file, not a folder")

    with pytest.raises(ConfigurationError, match=r"out: cannot be written .* --out"):
        write_outputs(tmp_path / "out", lantern, report="")
