"""Text for Markdown: whatever somebody wrote stays what it is, and becomes no heading, table, link, picture or mark-up."""

import re
from collections.abc import Sequence

from driftwatch.report.wording import one_line

_SIGNS = re.compile(r"[\\`*_\[\]|~{}$^@#]|==")
_ENTITY = re.compile(r"&(?=#?\w)")
_OPENING = re.compile(r"[+=-]|\d{1,9}(?=[.)](?:\s|$))")
_ADDRESS = re.compile(r"(?i)\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
_TURNING = {ord(sign): None for sign in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""They turn the direction in which a line is read, and what stands behind them with it."""


def said(text: str) -> str:
    """The text on one line; `<` and `&` as entities, since some programs that show Markdown know no other way to say them."""
    plain = one_line(text.translate(_TURNING))
    escaped = _SIGNS.sub(lambda found: f"\\{found[0]}", _ENTITY.sub("&amp;", plain).replace("<", "&lt;").replace(">", "&gt;"))
    escaped = _ADDRESS.sub(lambda found: f"{found[0]}\\", escaped)
    return _OPENING.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", escaped, count=1) if _opens(escaped) else escaped


def quoted(text: str, below: str) -> list[str]:
    """A block quote, its source below it; both are Markdown already."""
    return [f"> {text}", ">", f"> — {below}", ""]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; heads and cells are Markdown already."""
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _opens(text: str) -> bool:
    """Whether it would begin a heading, a list or a line at the beginning of a line."""
    return _OPENING.match(text) is not None
