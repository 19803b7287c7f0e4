import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from driftwatch.report.spreadsheet import FORMULA_SIGNS, csv_line
from driftwatch.report.tables import Table, csv_lines

PAYLOADS = 500
ROUNDS, ROUNDS_AT_NIGHT = 12, 500


@pytest.fixture(scope="module")
def scan(large_scan):
    return large_scan(statements=60, alerts=3)


def read(lines) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(lines), newline=""), strict=True))


def test_five_hundred_formulas_are_no_formulas_and_lose_nothing(hostile_scan):
    payloads = hostile_scan.formulas(PAYLOADS)

    cells = read(csv_line([payload, f"{payload} behind", f"before {payload}"]) for payload in payloads)

    assert len(cells) == PAYLOADS
    assert not [cell for row in cells for cell in row if cell.startswith(FORMULA_SIGNS)]
    assert [[cell.removeprefix("'") for cell in row[:1]] for row in cells] == [[payload.removeprefix("'")] for payload in payloads]


def test_no_cell_of_any_column_of_any_table_begins_as_a_formula(scan, hostile_scan, nightly, tally):
    payloads, formulas, cells = hostile_scan.formulas(PAYLOADS), [], 0

    for first in range(0, 41 * (ROUNDS_AT_NIGHT if nightly else ROUNDS), 41):
        made = hostile_scan.hostile(scan, payloads, first=first)
        for row in (row for table in Table for row in read(csv_lines(made, table))):
            cells += len(row)
            formulas += [cell for cell in row if cell.startswith(FORMULA_SIGNS)]

    tally(n=cells, failures=len(formulas))
    assert not formulas


@pytest.mark.parametrize("table", Table)
def test_a_table_has_the_same_width_in_every_row_and_no_rows_of_nothing(scan, large_scan, table):
    full, empty = (read(csv_lines(each, table)) for each in (scan, large_scan(statements=0)))

    assert len({len(row) for row in full}) == 1
    assert len(full) > 1
    assert full[0] == empty[0]
    assert len(empty) == (1 if table is not Table.COVERAGE else 12)


def test_counter_evidence_that_the_reader_may_not_read_stands_without_words(lantern):
    rows = read(csv_lines(replace(lantern, statements=()), Table.EVIDENCE))

    assert [row[:5] for row in rows if row[1] == "against"] == [
        ["DW-9F2M4T7Q1XYA", "against", "s06", "", ""],
        ["DW-7B3D5H6J8KMN", "against", "s99", "", ""],
    ]


def test_csv_is_written_in_one_place_only(repository: Path):
    writers = [path.name for folder in ("src", "api") for path in (repository / folder).rglob("*.py") if "csv.writer" in path.read_text("utf-8")]
    dictionaries = [
        path.name for folder in ("src", "api") for path in (repository / folder).rglob("*.py") if "csv.DictWriter" in path.read_text("utf-8")
    ]

    assert (writers, dictionaries) == (["spreadsheet.py"], [])


def test_a_spreadsheet_program_calculates_nothing(hostile_scan, nightly, tmp_path, tally):
    """LibreOffice opens every payload in every column and says of each cell whether it is a formula."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not nightly or program is None:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1), where LibreOffice is installed")
    payloads = hostile_scan.formulas(PAYLOADS)
    (tmp_path / "cells.csv").write_text("".join([csv_line(["a", "b", "c"]), *(csv_line([payload] * 3) for payload in payloads)]), "utf-8", newline="")
    (tmp_path / "bare.csv").write_text('a\n"=1+1"\n=1+1\n', "utf-8")

    for name in ("cells", "bare"):
        convert = [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fods", "--outdir", tmp_path]
        subprocess.run([*convert, tmp_path / f"{name}.csv"], check=True, capture_output=True, timeout=300)

    formulas = (tmp_path / "cells.fods").read_text("utf-8").count("table:formula=")
    tally(n=3 * PAYLOADS, failures=formulas)
    assert (tmp_path / "bare.fods").read_text("utf-8").count("table:formula=") >= 1
    assert formulas == 0
