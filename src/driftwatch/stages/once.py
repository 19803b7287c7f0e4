"""Statements that several files hold, of which one was said: the minutes of a meeting in two formats, a page that lies twice in the folder."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from driftwatch.domain.names import folded
from driftwatch.tables import StatementRow, Statements

_WORDS = 4
"""Fewer are said again and again: "Agreed.", "Sounds good to me"."""
_SHARE = 0.8
_FEWEST = 3

Saying = tuple[date | None, str, str]


def once(statements: Statements) -> tuple[Statements, dict[str, int]]:
    """Each saying of one speaker and day once, though several files hold it; and how many of each file were left out.

    Where files carry no date, a file is left out as far as another file holds it, if that is nearly all of it. Within one file nothing is left
    out: people do repeat themselves. The first file by name keeps the statement.
    """
    rows = list(statements.rows())
    sayings = [_saying(row) for row in rows]
    holders = _holders(rows, sayings)
    copies = _copies(rows, sayings, holders)
    keep, dropped = np.ones(len(rows), dtype=bool), Counter[str]()
    for n, (row, saying) in enumerate(zip(rows, sayings, strict=True)):
        holder = holders.get(saying, row.source)
        if holder != row.source and (saying[0] is not None or copies.get(row.source) == holder):
            keep[n] = False
            dropped[row.source] += 1
    return (statements if keep.all() else statements.where(keep)), dict(dropped)


def _holders(rows: Sequence[StatementRow], sayings: Sequence[Saying]) -> dict[Saying, str]:
    """The first source by name that holds each saying long enough to be told from others."""
    holders: dict[Saying, str] = {}
    for row, saying in zip(rows, sayings, strict=True):
        if saying[2].count(" ") + 1 >= _WORDS and row.source < holders.get(saying, "\U0010ffff"):
            holders[saying] = row.source
    return holders


def _copies(rows: Sequence[StatementRow], sayings: Sequence[Saying], holders: dict[Saying, str]) -> dict[str, str]:
    """Undated source -> the other that holds nearly all of it."""
    undated = [(row.source, holders[saying]) for row, saying in zip(rows, sayings, strict=True) if saying[0] is None and saying in holders]
    sizes, shared = Counter(source for source, _ in undated), Counter(undated)
    return {
        source: other
        for (source, other), n in sorted(shared.items())
        if source != other and n >= _FEWEST and n >= _SHARE * sizes[source]
    }


def _saying(row: StatementRow) -> Saying:
    words = " ".join(re.findall(r"\w+", row.text.casefold()))
    return (row.said_at.date() if row.said_at else None, folded(row.speaker or ""), words)
