"""The last scan's report in every form, from the store alone."""

import csv
import io
import json
from functools import cache
from pathlib import Path

import jsonschema
import lxml.html
import pytest
import referencing

from driftwatch.report.tables import Table
from driftwatch.store import open_store

SETTINGS = """\
[programme]
name = "Meridian Corridor"

[[partner]]
id = "kestrel"
name = "Kestrel Robotics"

[[partner]]
id = "harbourline"
name = "Harbourline Freight"
"""
FORMS = ("html", "md", "json", "csv", "sarif")


def programme_in(folder: Path, scan=None) -> Path:
    (folder / ".driftwatch").mkdir(parents=True)
    (folder / "driftwatch.toml").write_text(SETTINGS, encoding="utf-8")
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    if scan is not None:
        store.commit(scan)
    store.close()
    return folder


@pytest.fixture(scope="module")
def scan(large_scan):
    return large_scan(statements=240, alerts=8)


@pytest.fixture(scope="module")
def programme(scan, tmp_path_factory):
    return programme_in(tmp_path_factory.mktemp("reported") / "meridian", scan)


@pytest.fixture(scope="module")
def given(driftwatch, programme):
    """The report in this form, as it is printed; each of them is asked for once."""

    @cache
    def give(*arguments: object) -> str:
        ran = driftwatch.inside("report", programme, *arguments)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    return give


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_before_the_first_scan_it_says_what_to_run(driftwatch, tmp_path):
    folder = programme_in(tmp_path / "fresh")

    for form in FORMS:
        ran = driftwatch.inside("report", folder, "--format", form)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert f"was not scanned yet; run: driftwatch scan {folder}" in ran.stderr


@pytest.mark.parametrize("form", ["md", "csv"])
def test_what_is_printed_and_what_is_written_are_the_same_bytes(driftwatch, programme, given, tmp_path, form):
    ran = driftwatch.inside("report", programme, "--format", form, "--out", tmp_path / "written")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (tmp_path / "written").read_text("utf-8") == given("--format", form)


def test_a_file_that_cannot_be_written_is_named(driftwatch, programme, tmp_path):
    ran = driftwatch.inside("report", programme, "--format", "csv", "--out", tmp_path / "nowhere" / "report.html")

    assert ran.returncode == 2
    assert "nowhere/report.html: cannot be written" in ran.stderr
    assert "--out" in ran.stderr


def test_the_page_and_the_markdown_say_the_same_first_things(given, scan):
    page = " ".join(lxml.html.fromstring(given("--format", "html").encode()).text_content().split())
    markdown = given("--format", "md")

    for words in ("differences between Kestrel Robotics and Harbourline Freight wait for a talk", "no partner"):
        assert words in page
        assert words in markdown
    assert all(markdown.count(alert.id) >= 1 for alert in scan.outcome.alerts)


def test_json_obeys_its_schema_for_every_view(given, repository):
    schemas = {name: json.loads((repository / "docs/schemas" / name).read_text("utf-8")) for name in ("alerts.schema.json", "report.schema.json")}
    known = referencing.Registry().with_resources((name, referencing.Resource.from_contents(schema)) for name, schema in schemas.items())
    validator = jsonschema.Draft202012Validator(schemas["report.schema.json"], registry=known)

    for view in ("all", "harbourline"):
        document = json.loads(given("--format", "json", "--view", view))
        assert not [error.message for error in validator.iter_errors(document)]
        assert document["view"] == view
        assert all(document["pictures"].values())


def test_every_table_has_rows_as_wide_as_its_heads(given):
    for table in Table:
        rows = rows_of(given("--format", "csv", "--table", table))
        assert rows, table
        assert all(None not in row and None not in row.values() for row in rows), table


def test_tables_hold_every_alert_and_every_quote(given, scan):
    alerts, evidence = (rows_of(given("--format", "csv", "--table", table)) for table in ("alerts", "evidence"))

    assert {row["id"] for row in alerts} == {alert.id for alert in scan.outcome.alerts}
    assert sum(row["speaks"] == "for" for row in evidence) == sum(len(alert.evidence) for alert in scan.outcome.alerts)
    assert all(row["quote"] for row in evidence)


def test_data_is_narrowed_and_conclusions_are_not(driftwatch, programme, given, scan):
    high = {alert.id for alert in scan.outcome.alerts if alert.severity == "high"}
    waiting = {alert.id for alert in scan.outcome.alerts if alert.status in ("open", "acknowledged")}

    severe = json.loads(given("--format", "json", "--severity", "high"))["alerts"]
    listed = rows_of(given("--format", "csv", "--status", "open", "--status", "acknowledged"))
    late = json.loads(given("--format", "sarif", "--since", "2027-01-01"))["runs"][0]["results"]
    refused = driftwatch.inside("report", programme, "--format", "md", "--kind", "term_meaning")

    assert {alert["id"] for alert in severe} == high
    assert {row["id"] for row in listed} == waiting
    assert late == []
    assert refused.returncode == 2
    assert "json, csv or sarif" in refused.stderr


@pytest.mark.parametrize("form", ["html", "md", "json", "sarif", "csv --table evidence", "csv --table files"])
def test_no_view_shows_what_stands_in_another_sides_own_sources(given, scan, form):
    joint = {row.text for row in scan.statements if row.own is None}
    own = [row for row in scan.statements if row.own and row.own.partner == "kestrel" and row.text not in joint]
    quoted = {piece.statement_id for alert in scan.outcome.alerts for piece in alert.evidence}
    words = {row.text for row in own if row.id in quoted}
    secrets = {row.id for row in own} | words | {row.source for row in own}

    others, operators = given("--format", *form.split(), "--view", "harbourline"), given("--format", *form.split())

    assert words
    assert not [secret for secret in secrets if secret in others]
    assert [secret for secret in secrets if secret in operators]


def test_joint_sources_alone_are_shown_to_somebody_of_no_side(given, scan):
    own = {row.source for row in scan.statements if row.own}

    shown = given("--format", "md", "--view", "joint")

    assert own
    assert not [source for source in own if source in shown]


def test_pages_for_one_side_say_so_on_top(given):
    for form in ("html", "md"):
        assert "Shown: what Harbourline Freight may read" in given("--format", form, "--view", "harbourline")
        assert "Shown: " not in given("--format", form)
    assert "Shown: the joint sources" in given("--format", "md", "--view", "joint")


def test_a_view_that_nobody_has_is_named_with_the_nearest(driftwatch, programme):
    ran = driftwatch.inside("report", programme, "--view", "harborline")

    assert ran.returncode == 2
    assert "joint, kestrel, harbourline, all; did you mean `harbourline`?" in ran.stderr


def test_no_form_and_no_table_names_anybody(given, scan):
    people = {row.speaker for row in scan.statements if row.speaker}

    shown = [given("--format", form) for form in FORMS] + [given("--format", "csv", "--table", table) for table in Table]

    assert people
    assert not [name for name in people for text in shown if name in text]


def test_what_people_did_since_the_scan_is_told(driftwatch, large_scan, tmp_path):
    scan = large_scan(statements=400, alerts=3)
    folder = programme_in(tmp_path / "acted", scan)
    open_one = next(alert.id for alert in scan.outcome.alerts)
    driftwatch.inside("alerts", "reopen", open_one, "-p", folder)

    acted = driftwatch.inside("alerts", "agree", open_one, "-p", folder, "--reason", "each keeps {its} [own] word")
    results = json.loads(driftwatch.inside("report", folder, "--format", "sarif").stdout)["runs"][0]["results"]

    assert acted.returncode == 0, acted.stderr
    found = next(result for result in results if result["partialFingerprints"]["driftwatchAlertId/v1"] == open_one)
    assert found["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "agreed difference: each keeps {its} [own] word"}]
