"""However little there is, every form of the report says so and none breaks."""

import json

import lxml.html
import pytest

from driftwatch.report.html import LARGEST_REPORT, render_report
from driftwatch.report.markdown import markdown_report
from driftwatch.report.report_json import report_document
from driftwatch.report.sarif import sarif_document
from driftwatch.report.tables import Table, csv_lines

FEW = (0, 1, 2, 10)
FORMS = {
    "html": lambda scan: lxml.html.fromstring(render_report(scan).encode()).text_content(),
    "md": markdown_report,
    "json": lambda scan: json.loads(report_document(scan, view="all"))["coverage"][0]["status"],
    "sarif": lambda scan: json.loads(sarif_document(scan, words={}))["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
    "csv": lambda scan: "".join(line for table in Table for line in csv_lines(scan, table)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pictures", [True, False], ids=["drawn", "undrawn"])
@pytest.mark.parametrize("statements", FEW)
def test_a_handful_of_statements_is_reported_as_too_little(large_scan, statements, pictures, form):
    scan = large_scan(statements=statements, alerts=2, pictures=pictures)

    told = FORMS[form](scan)

    assert len(told) < LARGEST_REPORT
    assert "not enough data" in told.lower() or "insufficient_data" in told


@pytest.mark.parametrize("form", FORMS)
def test_a_scan_without_files_checks_and_partners_is_reported_too(large_scan, form):
    from dataclasses import replace

    scan = large_scan(statements=0)
    bare = replace(scan, partners=(), files=(), terms=(), outcome=replace(scan.outcome, coverage=scan.outcome.coverage[:1]))

    assert FORMS[form](bare)
