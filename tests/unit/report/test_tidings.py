import re
from dataclasses import replace
from pathlib import Path

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.report.tidings import MOST_TOLD, closer_tidings, new_tidings
from driftwatch.report.wording import BLIND_SPOT


def test_new_are_those_that_were_not_told_before(lantern):
    alerts = lantern.outcome.alerts

    told = new_tidings(alerts, {alerts[1].id: AlertStatus.OPEN, alerts[2].id: AlertStatus.OPEN}, {alerts[0].id: "#alert-1"})

    assert [(line.title, line.link, line.what) for line in told.lines] == [(alerts[0].title, "#alert-1", "new")]


def test_what_got_graver_or_came_back_stands_with_the_new(lantern):
    alerts = [replace(alert, substatus=Substatus.ESCALATING) for alert in lantern.outcome.alerts]

    told = new_tidings(alerts, {alert.id: AlertStatus.OPEN for alert in alerts}, {})

    assert [line.what for line in told.lines] == ["ongoing, and graver than before"] * 2


def test_the_first_report_says_that_all_is_new(lantern):
    assert new_tidings(lantern.outcome.alerts, None, {}).nothing == "This is the first report of the programme: its 2 differences are new."
    assert new_tidings(lantern.outcome.alerts, {alert.id: AlertStatus.OPEN for alert in lantern.outcome.alerts}, {}).nothing.startswith("Nothing new")


def test_closer_is_what_narrows_is_not_seen_any_more_or_was_settled_since(lantern):
    done, availability, cadence = lantern.outcome.alerts
    alerts = (replace(done, substatus=Substatus.NARROWING), replace(availability, baseline_state=BaselineState.ABSENT), cadence)

    told = closer_tidings(alerts, {alert.id: AlertStatus.OPEN for alert in alerts}, {})

    assert [line.what for line in told.lines] == ["getting closer", "not seen in the latest week", "resolved"]


def test_what_was_settled_before_is_not_told_again(lantern):
    assert closer_tidings(lantern.outcome.alerts, {alert.id: alert.status for alert in lantern.outcome.alerts}, {}).nothing


def test_a_long_list_is_cut_and_says_so(lantern):
    alerts = [replace(lantern.outcome.alerts[0], id=f"DW-{number:012d}") for number in range(10)]

    told = new_tidings(alerts, {}, {})

    assert (len(told.lines), told.more) == (MOST_TOLD, "and 6 more")


def test_what_is_said_of_the_checks_is_what_was_measured(repository: Path):
    measured = (repository / "docs/evidence/programmes.md").read_text("utf-8")

    assert "about one in five" in BLIND_SPOT
    assert "There about one difference in five is found" in measured


def test_the_readme_says_what_was_measured(repository: Path):
    readme, measured = ((repository / name).read_text("utf-8") for name in ("README.md", "docs/evidence/programmes.md"))
    told = re.search(r"(\d+) of (\d+) planted differences are found, on three that nobody who made them has opened (\d+) of (\d+)", readme)

    assert told is not None
    found, planted, found_unopened, planted_unopened = told.groups()
    assert f"| all | {planted} | {found}, " in measured
    assert f"| {planted_unopened} | {found_unopened}, " in measured
