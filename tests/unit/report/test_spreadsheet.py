import csv
import io

import pytest

from driftwatch.report.spreadsheet import csv_line


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠sum", '=HYPERLINK("http://x","y")'])
def test_what_a_spreadsheet_would_calculate_begins_with_an_apostrophe(cell):
    row = next(csv.reader(io.StringIO(csv_line(["id", cell]), newline="")))

    assert row == ["id", f"'{cell}"]


@pytest.mark.parametrize("cell", ["", "plain", "a=b", "0.5", 'with "quotes", commas\nand lines', "“live” — über"])
def test_other_cells_come_back_as_they_were(cell):
    assert next(csv.reader(io.StringIO(csv_line(["id", cell]), newline=""))) == ["id", cell]
