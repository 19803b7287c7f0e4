"""From files to alerts by the command line: what is written, what is found again, what stays the same, what bad input does."""

import json
import shutil
import signal
from pathlib import Path

import jsonschema
import pytest

OUTPUTS = ("alerts.json", "import.json", "report.html", "statements.jsonl")
STATEMENT = {"id", "text", "partner", "speaker", "said_at", "source", "locator", "offset", "labels", "predicted"}
FILE = {"source", "kind", "status", "messages", "statements", "unattributed", "first", "last", "guessed", "problems"}
LABELS = {"goal", "done", "risk", "metric", "commitment", "process", "definition"}


def alerts_in(out: Path) -> dict[str, object]:
    return json.loads((out / "alerts.json").read_text("utf-8"))


def statements_in(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "statements.jsonl").read_text("utf-8").split("\n") if line]


def but_for_the_moment(out: Path) -> str:
    """alerts.json without the line of `run.at`."""
    lines = (out / "alerts.json").read_text("utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith('    "at": '))


@pytest.fixture(scope="module")
def valid(repository):
    return jsonschema.Draft202012Validator(json.loads((repository / "docs" / "schemas" / "alerts.schema.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def meadow(driftwatch, write_meadow):
    """The small programme, scanned once; the folder, and what the run said."""
    folder = write_meadow(driftwatch.folder / "meadow")
    ran = driftwatch("scan", folder, "--out", "first", PYTHONHASHSEED="0", OMP_NUM_THREADS="1")
    for form in ("html", "json"):
        driftwatch.inside("report", folder, "--format", form, "--out", driftwatch.folder / f"again.{form}")
    return folder, ran


def test_a_scan_writes_its_four_files_and_prints_a_summary(driftwatch, meadow):
    _, ran = meadow

    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in (driftwatch.folder / "first").iterdir()) == list(OUTPUTS)
    assert ran.stdout.startswith("Meadow\n")
    assert ran.stdout.rstrip().endswith("first/report.html")
    assert "labelling" in ran.stderr
    assert "labelling" not in ran.stdout


def test_the_report_of_the_last_scan_is_given_again_to_the_byte(driftwatch, meadow):
    again = json.loads((driftwatch.folder / "again.json").read_text("utf-8"))
    alerts = alerts_in(driftwatch.folder / "first")

    assert (driftwatch.folder / "again.html").read_text("utf-8") == (driftwatch.folder / "first" / "report.html").read_text("utf-8")
    assert {name: again[name] for name in alerts} == alerts


def test_the_planted_difference_is_found_with_evidence_of_both_sides(driftwatch, meadow, valid):
    found = alerts_in(driftwatch.folder / "first")

    valid.validate(found)
    assert [(alert["kind"], alert["subject"], alert["status"]) for alert in found["alerts"]] == [("done_criteria", "live", "open")]
    assert {piece["partner"] for piece in found["alerts"][0]["evidence"]} == {"harrow", "quillon"}


def test_every_statement_stands_verbatim_at_its_locator(driftwatch, meadow, stands_there):
    folder, _ = meadow

    said = statements_in(driftwatch.folder / "first")

    assert all(set(row) == STATEMENT and set(row["labels"]) == LABELS and set(row["predicted"]) <= LABELS for row in said)
    assert {Path(row["source"]).suffix for row in said} == {".md", ".json", ".eml"}
    assert not [(row["source"], row["locator"], row["text"]) for row in said if not stands_there(folder, row["source"], row["locator"], row["text"])]


def test_each_file_is_told_with_its_status(driftwatch, meadow):
    files = json.loads((driftwatch.folder / "first" / "import.json").read_text("utf-8"))

    assert all(set(row) >= FILE for row in files)
    assert {row["source"]: row["status"] for row in files if row["status"] != "read"} == {
        "chat/channels.json": "skipped",
        "chat/users.json": "skipped",
    }


def test_files_in_another_order_another_hash_seed_and_more_threads_change_no_byte(driftwatch, meadow, write_meadow):
    folder = write_meadow(driftwatch.folder / "elsewhere" / "meadow", backwards=True)

    ran = driftwatch("scan", folder, "--out", "other", "--quiet", PYTHONHASHSEED="1", OMP_NUM_THREADS="2")

    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert but_for_the_moment(driftwatch.folder / "other") == but_for_the_moment(driftwatch.folder / "first")
    for same in ("statements.jsonl", "import.json"):
        assert (driftwatch.folder / "other" / same).read_bytes() == (driftwatch.folder / "first" / same).read_bytes()


def test_a_second_scan_loads_no_encoder_and_changes_nothing(driftwatch, meadow):
    folder, _ = meadow

    ran = driftwatch("scan", folder, "--out", "second", PYTHONPROFILEIMPORTTIME="1")

    assert ran.returncode == 0, ran.stderr
    assert not {"transformers", "sentence_transformers"} & {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert but_for_the_moment(driftwatch.folder / "second") == but_for_the_moment(driftwatch.folder / "first")
    assert ran.stdout.splitlines()[1].split() == ["New", "0"]


def test_fail_on_ends_with_1_where_an_alert_is_at_least_so_severe(driftwatch, meadow):
    folder, _ = meadow

    ran = driftwatch.inside("scan", folder, "--out", driftwatch.folder / "gate", "--fail-on", "low")

    assert ran.returncode == 1
    assert alerts_in(driftwatch.folder / "gate")["alerts"]


def test_new_only_lets_pass_what_the_scan_before_had_and_baseline_what_an_earlier_file_has(driftwatch, meadow):
    folder, _ = meadow
    gate = ("scan", folder, "--out", driftwatch.folder / "gate", "--fail-on", "low")
    nothing = driftwatch.folder / "nothing.json"
    nothing.write_text('{"alerts": []}', encoding="utf-8")

    again = driftwatch.inside(*gate, "--new-only")
    against = driftwatch.inside(*gate, "--baseline", nothing)
    alone = driftwatch.inside("scan", folder, "--new-only")

    assert [again.returncode, against.returncode, alone.returncode] == [0, 1, 2]
    assert "add --fail-on" in alone.stderr


def test_a_broken_file_stops_nothing_and_is_named_with_line_and_reason(driftwatch, meadow, write_meadow):
    folder = write_meadow(driftwatch.folder / "broken" / "meadow")
    (folder / "chat" / "meadow" / "2026-03-04.json").write_text(
        '[\n {"type": "message", "user": "U0NADIA", "text": "cut", "ts": "1772600000.000100"},\n {"ty', "utf-8"
    )
    (folder / "minutes" / "2026-07-01.docx").write_bytes(b"PK\x03\x04 and then nothing")
    shutil.copytree(meadow[0] / ".driftwatch", folder / ".driftwatch")

    ran = driftwatch("scan", folder, "--out", "partial")

    files = {row["source"]: row for row in json.loads((driftwatch.folder / "partial" / "import.json").read_text("utf-8"))}
    assert ran.returncode == 4, ran.stderr
    assert "read in part: chat/meadow/2026-03-04.json:3: " in ran.stderr
    assert files["chat/meadow/2026-03-04.json"]["status"] == "partly"
    assert [(problem["line"], problem["reason"]) for problem in files["chat/meadow/2026-03-04.json"]["problems"]] == [(3, "malformed_json")]
    assert files["minutes/2026-07-01.docx"]["status"] == "failed"
    assert [problem["reason"] for problem in files["minutes/2026-07-01.docx"]["problems"]] == ["corrupt"]
    assert [alert["subject"] for alert in alerts_in(driftwatch.folder / "partial")["alerts"]] == ["live"]


def test_a_wrong_configuration_is_refused_with_file_line_and_the_nearest_key(driftwatch, write_meadow):
    folder = write_meadow(driftwatch.folder / "wrong")
    settings = folder / "driftwatch.toml"
    settings.write_text(settings.read_text("utf-8").replace("aliases", "alias", 1), encoding="utf-8")

    ran = driftwatch.inside("scan", folder, "--out", driftwatch.folder / "none")

    assert ran.returncode == 2
    assert f"{settings}:9: " in ran.stderr
    assert "aliases" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (driftwatch.folder / "none" / "alerts.json").exists()


def test_a_programme_without_anything_to_read_ends_with_3(driftwatch, write_meadow):
    folder = driftwatch.folder / "bare"
    folder.mkdir()
    shutil.copy(write_meadow(driftwatch.folder / "full") / "driftwatch.toml", folder)

    ran = driftwatch.inside("scan", folder, "--out", driftwatch.folder / "bare-out")

    assert ran.returncode == 3
    assert len(ran.stderr.strip().splitlines()) <= 2
    assert ran.stdout == ""


def test_days_on_which_nothing_was_said_end_with_3_and_leave_the_alerts_as_they_were(driftwatch, meadow):
    folder, _ = meadow

    ran = driftwatch.inside("scan", folder, "--since", "2031-01-01", "--out", driftwatch.folder / "later")
    listed = driftwatch.inside("alerts", "list", folder, "--json")

    assert ran.returncode == 3
    assert "from 2031-01-01" in ran.stderr
    assert len(json.loads(listed.stdout)) == 1


def test_horizon_is_read_in_every_format_and_each_quote_stands_at_its_locator(driftwatch, shared, valid, stands_there):
    folder, out = driftwatch.folder / "horizon", driftwatch.folder / "horizon-out"
    shutil.copytree(shared / "programmes" / "horizon", folder, copy_function=shutil.copyfile)
    folder.chmod(0o755)

    ran = driftwatch("scan", folder, "--out", out)

    found, said = alerts_in(out), statements_in(out)
    assert ran.returncode == 0, ran.stderr
    valid.validate(found)
    assert found["alerts"]
    assert {Path(row["source"]).suffix for row in said} == {".md", ".txt", ".vtt", ".docx", ".html", ".eml", ".json"}
    quotes = [(piece["source"], piece["locator"], piece["quote"]) for alert in found["alerts"] for piece in alert["evidence"]]
    assert not [quote for quote in [*quotes, *((row["source"], row["locator"], row["text"]) for row in said)] if not stands_there(folder, *quote)]


def test_an_interrupted_scan_ends_with_130_and_says_that_the_next_goes_on(driftwatch, meadow):
    folder, _ = meadow

    with driftwatch.started("scan", folder, "--out", "never") as process:
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=60)

    assert first == "reading …\n"
    assert process.returncode == 130
    assert rest == "driftwatch: interrupted; what is finished is kept, and the same command goes on from there\n"
    assert not (driftwatch.folder / "never" / "alerts.json").exists()
