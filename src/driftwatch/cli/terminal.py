"""What people see: data on stdout, everything else on stderr; drawn on a terminal, plain lines elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from driftwatch.report.wording import one_line

SHORT = 16
"""Characters of a cell that is never broken."""
Told = Callable[[str], None]
"""Is told in a few words what is being done."""


def say(text: str) -> None:
    """One line on stderr."""
    print(one_line(text), file=sys.stderr, flush=True)


def prepare_stdout() -> None:
    """Data is UTF-8 wherever it goes, and what cannot be written so is written as an escape."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """Rows of text on stdout, drawn to the width of a terminal where there is one."""
    prepare_stdout()
    if sys.stdout.isatty():
        _drawn(heads, _cells(rows), title)
    else:
        lines(heads, rows, title=title)


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """Rows of text on stdout, each of them one line however long."""
    prepare_stdout()
    cells = _cells(rows)
    shown = [list(heads), *cells] if any(heads) else cells
    widths = [max((len(row[place]) for row in shown), default=0) for place in range(len(heads))]
    aligned = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    print("\n".join([*([title] if title else []), *aligned]))


def draws_progress() -> bool:
    """Whether what is being done is drawn over and over in one place; elsewhere it is a line each time."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Told]:
    """Gives what is to be told what is being done."""
    if quiet:
        yield lambda _: None
    elif draws_progress():
        with _spinner() as told:
            yield told
    else:
        yield lambda what: say(f"{what} …")


@contextmanager
def _spinner() -> Iterator[Told]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} …"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as shown:  # data stays on stdout
        task = shown.add_task("starting", total=None)
        yield lambda what: shown.update(task, description=escape(one_line(what)))


def _drawn(heads: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=Text(title) if title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_header=any(heads))
    for place, head in enumerate(heads):
        short = all(len(row[place]) <= SHORT for row in rows)
        drawn.add_column(Text(head), no_wrap=short, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)


def _cells(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[one_line(cell) for cell in row] for row in rows]
