"""A large programme's report stays small enough to send and to open: 100,000 statements and 1,000 alerts with every picture."""

import pytest

from driftwatch.report.html import LARGEST_REPORT, render_report
from driftwatch.report.markdown import markdown_report


def test_the_page_of_a_large_programme_has_at_most_two_megabytes(large_scan, nightly, tally):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1): a programme of 100,000 statements takes half a minute")
    scan = large_scan(statements=100_000, alerts=1_000)

    page, markdown = len(render_report(scan).encode()), len(markdown_report(scan).encode())

    tally(n=1, failures=int(page > LARGEST_REPORT), page=page, markdown=markdown)
    assert page <= LARGEST_REPORT
    assert markdown <= LARGEST_REPORT
