"""CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Sequence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first four at full width, which some spreadsheets read alike."""
_ENDS = "\r\n"
"""Both must be known as line ends, else a cell that holds one of them is written without quotes."""


def csv_line(cells: Sequence[str]) -> str:
    """One line with its line feed; a cell that a spreadsheet would calculate begins with an apostrophe."""
    written = io.StringIO()
    csv.writer(written, lineterminator=_ENDS).writerow([f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell for cell in cells])
    return written.getvalue().removesuffix(_ENDS) + "\n"
