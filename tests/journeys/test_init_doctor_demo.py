"""The way in: a demo, a programme of one's own, and what is said where something is missing."""

import json
import re
import tomllib

import pytest

LANTERNA = "driftwatch-demo/lanterna"


@pytest.fixture(scope="module")
def demonstrated(driftwatch):
    """The demo, run for the first time."""
    return driftwatch("demo")


def test_the_demo_finds_something_and_names_its_report(driftwatch, demonstrated):
    found = json.loads((driftwatch.folder / "driftwatch-demo" / "report" / "alerts.json").read_text("utf-8"))

    assert demonstrated.returncode == 0, demonstrated.stderr
    assert found["programme"] == "Lanterna"
    assert found["alerts"]
    assert "\nReport: driftwatch-demo/report/report.html\n" in demonstrated.stdout


def test_a_second_demo_goes_on_with_what_is_there_and_the_alerts_are_at_hand(driftwatch, demonstrated, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1); by day .ci/run runs the demo twice")
    again = driftwatch("demo")
    listed = driftwatch("alerts", "list", "--json")

    assert again.returncode == 0, again.stderr
    assert "going on with driftwatch-demo/lanterna" in again.stderr
    assert again.stdout.splitlines()[1].split() == ["New", "0"]
    assert "programme scanned last: " in listed.stderr
    assert json.loads(listed.stdout)


def test_exactly_the_terms_asked_for_are_compared_also_those_that_nobody_uses(driftwatch, demonstrated):
    ran = driftwatch.inside(
        "terms",
        driftwatch.folder / LANTERNA,
        "--partner",
        "orsola",
        "--partner",
        "Aldervane",
        "--term",
        "Turnaround",
        "--term",
        "zeppelin",
        "--term",
        "live",
    )

    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, ran.stderr
    keys = ["term", "partners", "n", "divergence", "p_value", "q_value", "verdict", "smallest_shift", "glosses"]
    assert [list(row) for row in rows] == [keys] * 3
    assert [row["term"] for row in rows] == ["Turnaround", "zeppelin", "live"]
    assert all(row["partners"] == ["orsola", "aldervane"] for row in rows)
    assert (rows[1]["n"], rows[1]["verdict"], rows[1]["p_value"]) == ([0, 0], "insufficient", None)
    assert rows[2]["verdict"] in {"divergent", "same"}


def test_a_partner_who_is_none_is_refused_with_the_nearest(driftwatch, demonstrated):
    ran = driftwatch.inside("terms", driftwatch.folder / LANTERNA, "--partner", "orsolla", "--partner", "aldervane")

    assert ran.returncode == 2
    assert "did you mean `orsola`?" in ran.stderr


def test_the_weekly_mail_of_the_demo_is_shown_and_sending_needs_somebody_to_send_it_to(driftwatch, demonstrated):
    shown = driftwatch.inside("digest", driftwatch.folder / LANTERNA, "--period", "2026-W34")
    sent = driftwatch.inside("digest", driftwatch.folder / LANTERNA, "--send")

    assert re.match(r"Subject: \[Lanterna\] Week 34: \d+ new gaps?, ", shown.stdout)
    assert sent.returncode == 2
    assert "add a [[recipient]]" in sent.stderr


def test_the_import_says_what_each_file_was_understood_as(driftwatch, demonstrated):
    ran = driftwatch.inside("import", driftwatch.folder / LANTERNA)

    assert ran.returncode == 0, ran.stderr
    assert re.search(r"^minutes/2026-01-14-kickoff\.md +read +markdown: \d+ messages, \d+ statements", ran.stdout, re.MULTILINE)
    assert re.search(r"^Attributed: \d+ % of \d+ statements$", ran.stdout, re.MULTILINE)


def test_init_writes_a_programme_that_can_be_read_and_never_over_another(driftwatch):
    answers = (
        "--name",
        'The "new" Ärger',
        "--partner-a",
        "Brightmill",
        "--domain-a",
        "@Brightmill.example",
        "--partner-b",
        "北埠",
        "--timezone",
        "Europe/Vienna",
    )
    first = driftwatch("init", "own", "--no-input", *answers)
    written = (driftwatch.folder / "own" / "driftwatch.toml").read_text("utf-8")
    again = driftwatch("init", "own", "--no-input")

    settings = tomllib.loads(written)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["own/charter.md", "own/.gitignore", "own/driftwatch.toml"]
    assert settings["programme"] == {"name": 'The "new" Ärger', "timezone": "Europe/Vienna", "charter": "charter.md"}
    assert [(one["id"], one["name"], one["domains"]) for one in settings["partner"]] == [
        ("brightmill", "Brightmill", ["brightmill.example"]),
        ("partner-b", "北埠", []),
    ]
    assert again.returncode == 2
    assert (driftwatch.folder / "own" / "driftwatch.toml").read_text("utf-8") == written


def test_a_fresh_programme_with_a_speaker_whom_nothing_names_gives_a_line_to_paste(driftwatch):
    folder = driftwatch.folder / "fresh"
    driftwatch.inside("init", folder, "--no-input")
    lines = [f"{name}: the {thing} is ready\n" for thing in ("adapter", "crate", "lamp", "door") for name in ("Ada Quill", "Bo Lindgren")]
    (folder / "2026-03-02.txt").write_text("".join(lines), encoding="utf-8")

    ran = driftwatch.inside("import", folder)

    assert ran.returncode == 0, ran.stderr
    assert 'people = ["Ada Quill", "Bo Lindgren"]' in ran.stdout
    assert "warning: " in ran.stderr


def test_the_doctor_finds_everything_in_its_place(driftwatch):
    ran = driftwatch("doctor")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "failed" not in ran.stdout
    assert {line.split("  ")[0] for line in ran.stdout.splitlines()} >= {
        "statement labels",
        "usages of terms",
        "sides of statements",
        "sentences",
        "corpora",
        "store",
        "mail server",
    }


def test_the_doctor_names_what_is_wrong_and_the_mend(driftwatch):
    ran = driftwatch.inside("doctor", DRIFTWATCH_STORE="mysql://nowhere", DRIFTWATCH_SMTP_HOST="127.0.0.1", DRIFTWATCH_SMTP_PORT="1")

    failed = [line.split("  ")[0] for line in ran.stdout.splitlines() if " failed " in line]
    assert ran.returncode == 2
    assert failed == ["store", "mail server"]
    assert "check host and port" in ran.stdout
