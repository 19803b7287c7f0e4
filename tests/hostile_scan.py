"""Strings that would do harm somewhere, and a scan that holds them wherever somebody's words could stand."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle, islice, product

from driftwatch.records import ScanRecord

KEPT = frozenset(
    """
    id partner partners statement statements statement_id alert alerts lead against register visibility verdict driftwatch config models folder window
    """.split()
)
"""Fields that hold no words: ids, and what is chosen from a list."""
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
_FORMULAS = (
    "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://127.0.0.1:9/?"&A1,"open")', 'WEBSERVICE("http://127.0.0.1:9/")',
    "IMPORTXML(A1,B1)", 'DDE("soffice";"/etc/passwd";"x")', "2*3;=4*5", "1,=2+2", '1","=2+2', "'1", '"1"', "A1\n=B1", "A1\r\n=B1",
    "\t=1", " =1", "@SUM(1)", "1|2", "0x41", "1e9", "NOW()", "RAND()", "INDIRECT(A1)", "-1", "+1", "=1", "(1)", "TRUE", "{1;2}",
    "$A$1", "CALL(1)", "EXEC(1)", "ｓｕｍ(1)", "٣", "\u202e1+1", "\ufeff1+1", "1&1", "x!A1", "[1]x!A1", "#REF!", "1%", "LEN(A1)",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table><h1>x", "[x](javascript:alert(1))",
    "![x](http://127.0.0.1:9/p.png)", "<javascript:alert(1)>", "<https://127.0.0.1:9/>", "https://127.0.0.1:9/?q=1", "www.example.com",
    "a@b.example", "# head", "## head ##", "- item", "* item", "+ item", "1. item", "99) item", "> quote", "```\ncode\n```",
    "~~~\ncode", "    code", "`code`", "``x` y``", "**bold**", "__bold__", "*x*", "_x_", "~~gone~~", "| a | b |", "|---|---|", "a | b",
    "\\| a", "---", "***", "===", "text\n===", "text\n---", "[ ] task", "[x]: http://127.0.0.1:9/", "[^1]: note", "&lt;b&gt;", "&amp;",
    "&#60;b&#62;", "&#x3c;b", "&copy", "\\", "\\\\", "\\`", "<!-- x -->", "<![CDATA[x]]>", "<?php x ?>", "<b", "a < b > c", "{{7*7}}",
    "{% raw %}", "{0}", "${x}", "$x^2$", "[[wiki]]", "[text][ref]", ":smile:", "==mark==", "^up^", "@everyone", "#1", "\u202eevil",
    "a\u2028b", "a\nb", "a\r\n# b", "\x1b[31mred", "x" * 300, "“”", "'\"", "../../etc/passwd", "C:\\x", "file:///etc/passwd",
    "a b%20c#d?e", "é\u0301", "😀", "\u200b", "%0d%0a", "a:b", "!x", "x!y/z", "#",
)  # fmt: skip


def formulas(count: int, *, seed: int = 1) -> list[str]:
    """So many cells that a spreadsheet could take for formulas, every sign before every one of them as far as they go."""
    made = [sign + formula for formula, sign in product(_FORMULAS, SIGNS)]
    random.Random(seed).shuffle(made)
    return list(islice(cycle(made), count))


def hostile(scan: ScanRecord, payloads: Sequence[str], *, first: int = 0) -> ScanRecord:
    """The scan with the payloads, one after the other from this one on, in every field that holds somebody's words."""
    following = islice(cycle(payloads), first, None)
    made = _changed(scan, following)
    assert isinstance(made, ScanRecord)
    return made


def _changed(value: object, following: Iterator[str]) -> object:
    if isinstance(value, str):
        return value if isinstance(value, Enum) or not value else next(following)
    if is_dataclass(value) and not isinstance(value, type):
        entries = {field.name: getattr(value, field.name) for field in fields(value)}
        words = {name: entry for name, entry in entries.items() if not (name in KEPT and _is_id(entry)) and not _is_reader(value, name)}
        return replace(value, **{name: _changed(entry, following) for name, entry in words.items()})
    if isinstance(value, tuple | list):
        return tuple(_changed(entry, following) for entry in value)
    if isinstance(value, Mapping):
        return {name: _changed(entry, following) for name, entry in value.items()}
    return value


def _is_id(value: object) -> bool:
    """What has one of these names and is itself made of other things is walked through."""
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(entry, str) for entry in value))


def _is_reader(owner: object, name: str) -> bool:
    """A reader's name is no word of anybody's."""
    return type(owner).__name__ == "FileReport" and name == "kind"
