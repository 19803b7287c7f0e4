"""Alerts over several weeks by the command line: what is new shows at once, what people say holds, a rescan changes no byte."""

import json
import re

import pytest

WEEK = {
    "2026-06-22": (
        "First readings of the spring are through, the moisture error rate is 6.1 percent. We need it at two, otherwise the growers water twice.",
        "A moisture error rate of five percent would do for us, nobody sees it in the house.",
    ),
    "2026-06-23": (
        "The moisture error rate of house 5 came in at 5.2 percent. Two is what the plan is budgeted on.",
        "That is close enough to five for us, so we would freeze the sensor.",
    ),
    "2026-06-24": (
        "A moisture error rate above two percent means a second walk through every house.",
        "A moisture error rate of five percent is our target.",
    ),
    "2026-06-25": (
        "The growers are planned for a moisture error rate of 2 percent, at 4.8 they do not finish before noon.",
        "The moisture error rate is now 4.8, so below our five.",
    ),
    "2026-06-26": (
        "In our copy of the plan the moisture error rate has to be no more than 2 percent.",
        "For the report: moisture error rate target 5 percent.",
    ),
}
PRESENT = "Present: Nadia Brandt (Quillon), Theo Falk (Quillon), Wessel Tak (Harrow), Ilse Boon (Harrow)"


@pytest.fixture(scope="module")
def meadow(driftwatch, write_meadow):
    """The small programme, scanned up to June, then with one more week in which both sides name a target."""
    folder = write_meadow(driftwatch.folder / "meadow")
    for day, (harrow, quillon) in WEEK.items():
        lines = f"# Meadow, {day}\n\n{PRESENT}\n\n- Wessel: {harrow}\n- Nadia: {quillon}\n"
        (folder / "minutes" / f"{day}.md").write_text(lines, encoding="utf-8")
    scan(driftwatch, folder, "before", "--until", "2026-06-20")
    return folder, *scan(driftwatch, folder, "since")


def scan(driftwatch, folder, out, *more):
    """alerts.json without the moment of the run, and the ids of its alerts by subject."""
    ran = driftwatch.inside("scan", folder, "--quiet", "--out", driftwatch.folder / out, *more)
    assert ran.returncode == 0, ran.stderr
    text = (driftwatch.folder / out / "alerts.json").read_text("utf-8")
    return re.sub(r'(?m)^    "at": .*\n', "", text), {alert["subject"]: alert for alert in json.loads(text)["alerts"]}


def test_a_contradiction_of_the_newest_week_shows_at_once_and_says_that_it_rests_on_one_week(driftwatch, meadow):
    folder, _, alerts = meadow

    new, known = alerts["moisture error rate"], alerts["live"]
    card = driftwatch.inside("alerts", "show", new["id"], "-p", folder).stdout
    assert (new["baseline_state"], new["substatus"], new["windows"]) == ("new", "new", {"count": 1, "pooled": True})
    assert (known["baseline_state"], known["substatus"], known["windows"]["pooled"]) == ("unchanged", "ongoing", False)
    assert "said in 1 calendar week; too few weeks to call it established, so all statements together decide" in " ".join(card.split())


def test_a_rescan_of_the_same_changes_no_byte(driftwatch, meadow):
    folder, first, _ = meadow

    second, _ = scan(driftwatch, folder, "again")

    assert second == first


def test_what_people_put_together_is_one_alert_at_once_and_what_they_take_apart_stands_for_itself(driftwatch, meadow):
    folder, _, alerts = meadow
    live, rate = alerts["live"]["id"], alerts["moisture error rate"]["id"]

    tried = driftwatch.inside("alerts", "merge", live, rate, "-p", folder, "--dry-run")
    merged = driftwatch.inside("alerts", "merge", live, rate, "-p", folder, "--reason", "one acceptance")
    told = {alert["subject"]: alert for alert in json.loads(driftwatch.inside("alerts", "list", folder, "--json").stdout)}
    card = driftwatch.inside("alerts", "show", live, "-p", folder).stdout
    acted = driftwatch.inside("alerts", "ack", live, "-p", folder)
    split = driftwatch.inside("alerts", "split", live, rate, "-p", folder)
    again = driftwatch.inside("alerts", "split", live, rate, "-p", folder)
    listed = json.loads(driftwatch.inside("alerts", "list", folder, "--json").stdout)

    assert (tried.stdout, merged.stdout) == (f"would do: {rate}  told with {live}\n", f"{rate}  told with {live}\n")
    assert set(told) == {"live"}
    assert told["live"]["merged"][0]["id"] == rate
    assert f"({rate}: people put them together: one acceptance)" in " ".join(card.split())
    assert acted.stdout == f"{live}  open -> acknowledged with 1 more\n"
    assert split.stdout == f"{rate}  no longer told with {live}\n"
    assert (again.returncode, "is not told with" in again.stderr) == (2, True)
    assert {alert["subject"]: alert["status"] for alert in listed} == {"live": "acknowledged", "moisture error rate": "acknowledged"}


def test_an_action_that_is_only_tried_changes_nothing(driftwatch, meadow):
    folder, _, alerts = meadow
    live = alerts["live"]["id"]
    before = json.loads(driftwatch.inside("alerts", "show", live, "-p", folder, "--json").stdout)

    tried = driftwatch.inside("alerts", "resolve", live, "-p", folder, "--dry-run")

    assert tried.stdout.startswith(f"would do: {live}  {before['status']} -> resolved")
    assert json.loads(driftwatch.inside("alerts", "show", live, "-p", folder, "--json").stdout) == before
