from dataclasses import replace

from driftwatch.domain.alerts import AlertStatus
from driftwatch.report.summary import summary_rows


def test_the_summary_counts_alerts_files_and_what_was_not_enough(lantern):
    rows = {row.what: (row.value, row.note) for row in summary_rows(lantern, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}).rows}

    assert rows == {
        "New": ("1", ""),
        "Open": ("2", "1 high"),
        "Resolved": ("1", ""),
        "Not enough data": ("1", "of 3 checks"),
        "Files read": ("5", "1 partly, 1 not read"),
        "Statements": ("14", ""),
        "Attributed": ("93 %", "1 without a partner"),
    }


def test_nothing_is_called_new_where_nothing_is_known_of_before(lantern):
    rows = {row.what for row in summary_rows(lantern).rows}

    assert "New" not in rows


def test_too_few_attributed_statements_are_warned_of(lantern):
    unattributed = replace(
        lantern, statements=tuple(replace(statement, partner=None) for statement in lantern.statements[:3]) + lantern.statements[3:]
    )

    warning = summary_rows(unattributed).warning

    assert warning is not None
    assert warning.startswith("Only 71 % of the statements could be given to a partner (4 of 14 could not)")
    assert summary_rows(lantern).warning is None


def test_an_empty_scan_has_a_summary(lantern):
    empty = replace(lantern, outcome=replace(lantern.outcome, alerts=(), coverage=()), files=(), statements=())

    rows = {row.what: row.value for row in summary_rows(empty, told={}).rows}

    assert rows["Attributed"] == "no statements"
    assert rows["Open"] == rows["Files read"] == "0"
