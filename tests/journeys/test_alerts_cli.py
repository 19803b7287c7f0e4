"""The life of alerts by the command line, on a store as a scan leaves it."""

import csv
import io
import json
from dataclasses import replace

import pytest

from driftwatch.store import open_store

DONE, AVAILABILITY, CADENCE = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB", "DW-7B3D5H6J8KMN"
SETTINGS = """\
[programme]
name = "Lantern"

[[partner]]
id = "brightmill"
name = "Brightmill"

[[partner]]
id = "northquay"
name = "Northquay Ferries"
"""


@pytest.fixture
def programme(driftwatch, lantern, tmp_path):
    """A programme whose last scan raised three alerts, one of them with a subject that a spreadsheet would calculate."""
    folder = tmp_path / "lantern"
    (folder / ".driftwatch").mkdir(parents=True)
    (folder / "driftwatch.toml").write_text(SETTINGS, encoding="utf-8")
    done, *others = lantern.outcome.alerts
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    store.commit(replace(lantern, outcome=replace(lantern.outcome, alerts=(replace(done, subject="=kiosk"), *others))))
    store.close()
    return folder


def test_the_list_holds_every_alert_of_the_last_scan_the_weightiest_first(driftwatch, programme):
    ran = driftwatch("alerts", "list", programme)

    lines = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[0] for line in lines] == ["Alert", DONE, AVAILABILITY, CADENCE]
    assert "high" in lines[1]


def test_the_list_in_json_is_that_of_alerts_json(driftwatch, programme):
    listed = json.loads(driftwatch.inside("alerts", "list", "--programme", programme, "--json").stdout)
    lines = driftwatch.inside("alerts", "list", programme, "--format", "jsonl", "--severity", "high").stdout.splitlines()

    assert [alert["id"] for alert in listed] == [DONE, AVAILABILITY, CADENCE]
    assert [json.loads(line) for line in lines] == listed[:1]


def test_no_cell_of_the_csv_is_a_formula(driftwatch, programme):
    ran = driftwatch.inside("alerts", "list", programme, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert [row["id"] for row in rows] == [DONE, AVAILABILITY, CADENCE]
    assert rows[0]["subject"] == "'=kiosk"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_alert_is_shown_by_the_beginning_of_its_id_with_both_sides_and_its_history(driftwatch, programme):
    text = driftwatch.inside("alerts", "show", "9f2m", "-p", programme).stdout
    content = json.loads(driftwatch.inside("alerts", "show", "dw-9f2m", "-p", programme, "--json").stdout)

    assert "Brightmill (23 statements)" in text
    assert "Northquay Ferries (19 statements)" in text
    assert "minutes/2026-02-10.md, line 10, 10 Feb 2026" in text
    assert content["id"] == DONE
    assert [event["action"] for event in content["history"]] == ["raised"]


def test_several_alerts_take_an_action_together_and_it_is_kept_who_did_it_and_why(driftwatch, programme):
    ran = driftwatch("alerts", "agree", "DW-9F", "DW-41", "-p", programme, "--reason", "each keeps its own word", "--actor", "steering group")

    history = json.loads(driftwatch.inside("alerts", "show", DONE, "-p", programme, "--json").stdout)["history"]
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [f"{DONE}  open -> agreed", f"{AVAILABILITY}  acknowledged -> agreed"]
    assert (history[-1]["action"], history[-1]["actor"], history[-1]["reason"]) == ("agree", "steering group", "each keeps its own word")


def test_where_one_alert_refuses_none_is_changed(driftwatch, programme):
    ran = driftwatch.inside("alerts", "ack", DONE, CADENCE, "-p", programme)

    listed = json.loads(driftwatch.inside("alerts", "list", programme, "--json").stdout)
    assert ran.returncode == 2
    assert f"{CADENCE} is resolved: ack is not possible; possible are reopen" in ran.stderr
    assert [alert["status"] for alert in listed] == ["open", "acknowledged", "resolved"]


def test_snoozed_until_a_day_that_lies_ahead_and_taken_back(driftwatch, programme):
    late = driftwatch.inside("alerts", "snooze", DONE, "-p", programme, "--until", "2020-01-01")
    snoozed = driftwatch.inside("alerts", "snooze", DONE, "-p", programme, "--until", "2999-01-01")
    back = driftwatch.inside("alerts", "reopen", DONE, "-p", programme)

    assert late.returncode == 2
    assert "snooze needs the day on which it ends" in late.stderr
    assert snoozed.stdout == f"{DONE}  open -> snoozed until 2999-01-01\n"
    assert back.stdout == f"{DONE}  snoozed -> open\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "DW-0000"], "no alert answers to `DW-0000`"),
        (["snooze", DONE], "--until"),
        (["dispute", DONE], "--reason"),
        (["dispute", DONE, "--reason", "  "], "dispute needs a reason"),
        (["list", "--severity", "grave"], "'grave'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_ends_with_2(driftwatch, programme, arguments, words):
    ran = driftwatch.inside("alerts", *arguments, "-p", programme)

    assert ran.returncode == 2
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_a_programme_that_was_never_scanned_says_what_to_run(driftwatch, tmp_path):
    (tmp_path / "driftwatch.toml").write_text(SETTINGS, encoding="utf-8")

    ran = driftwatch.inside("alerts", "list", tmp_path)

    assert ran.returncode == 2
    assert f"driftwatch scan {tmp_path}" in ran.stderr
