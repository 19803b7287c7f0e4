"""An HTML page before its blocks are looked at: parsed whatever is in it, and each line of its text knows its number."""

import re
from typing import TYPE_CHECKING

from driftwatch.errors import Reason
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"\n?{_OPEN}([0-9]+){_CLOSE}")
_NUMBER = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff{_OPEN}{_CLOSE}]")
_LONG_TAG = re.compile(r"<([A-Za-z][^\s<>]{0,40}+)([^<>]{20000,}+)")
_MOST_ATTRIBUTES = 1000
_TAG = re.compile(r"<(/?+)([A-Za-z][^\s<>/]{0,40}+)[^<>]*+>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CLOSED_BY_THEIR_LIKE = frozenset("p li dt dd td th tr option".split())


class LineCount:
    """On which line of the source the walk through a page stands; lines only ever grow."""

    def __init__(self, first: int) -> None:
        self.line = first

    def pieces(self, text: str | None) -> list[tuple[str, int]]:
        """The lines of a text with their numbers."""
        if not text:
            return []
        parts = _MARKED.split(text)
        found = [(parts[0], self.line)]
        for number, piece in zip(parts[1::2], parts[2::2], strict=True):
            self.line = int(number)
            found.append((piece, self.line))
        return found

    def see(self, *texts: str | None) -> None:
        """Pass over text that is not read: a comment, a script, an attribute."""
        for text in texts:
            if text and _OPEN in text and (numbers := _NUMBER.findall(text)):
                self.line = int(numbers[-1])

    def enter(self, element: "_Element") -> None:
        """Pass over a tag, whose attributes may stand on several lines."""
        for name, value in element.attrib.items():
            self.see(str(name), str(value))

    def skip(self, element: "_Element") -> None:
        """Pass over an element and all that is in it."""
        for each in element.iter():
            if isinstance(each.tag, str):
                self.enter(each)
            self.see(each.text, each.tail if each is not element else None)


def unmarked(text: str) -> str:
    """A text without its line numbers."""
    return _NUMBER.sub("", text)


def parsed(markup: str, notes: Notes, *, first_line: int, deepest: int) -> "_Element | None":
    """The root of the page; None where nothing is on it. What is nested past all measure is first made flat."""
    fit = _UNFIT.sub("\ufffd", markup) if _UNFIT.search(markup) else markup
    if _LONG_TAG.search(fit):
        fit = _LONG_TAG.sub(_with_few_attributes, fit)
    marked = _numbered(fit, first_line)
    root, lost = _tree(marked)
    if lost:
        notes.problem(f"nested far more than {deepest} deep; what lies deeper was taken as plain text", Reason.TOO_DEEP)
        root, _ = _tree(_flattened(marked, deepest))
    return root


def _tree(markup: str) -> "tuple[_Element | None, bool]":
    """The parsed page, and whether the parser gave up for its depth."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, recover=True, collect_ids=False)
    try:
        root = etree.fromstring(markup.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    return root, any("depth" in entry.message for entry in parser.error_log)


def _numbered(markup: str, first: int) -> str:
    """The markup with the number of each line at its beginning, but the first."""
    lines = markup.split("\n")
    return "\n".join([lines[0], *(f"{_OPEN}{number}{_CLOSE}{line}" for number, line in enumerate(lines[1:], start=first + 1))])


def _with_few_attributes(hit: re.Match[str]) -> str:
    """A tag with more attributes than any has: the parser's time grows with their square."""
    return f"<{hit[1]}" + "\n" * hit[2].count("\n") if len(hit[2].split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES else hit[0]


def _flattened(markup: str, deepest: int) -> str:
    """The markup without the tags that stand deeper than this."""
    opened: list[tuple[str, bool]] = []

    def tag(hit: re.Match[str]) -> str:
        name, lines = hit[2].lower(), "".join(_MARKED.findall(hit[0])[-1:])
        blank = f"\n{_OPEN}{lines}{_CLOSE}" if lines else " "
        if name in _VOID or hit[0].endswith("/>"):
            return hit[0]
        if not hit[1]:
            if opened and opened[-1][0] == name and name in _CLOSED_BY_THEIR_LIKE:
                opened.pop()
            opened.append((name, len(opened) < deepest))
            return hit[0] if opened[-1][1] else blank
        keep = True
        if opened and opened[-1][0] != name and opened[-1][0] in _CLOSED_BY_THEIR_LIKE:
            opened.pop()
        if opened and opened[-1][0] == name:
            keep = opened.pop()[1]
        return hit[0] if keep else blank

    return _TAG.sub(tag, markup)
