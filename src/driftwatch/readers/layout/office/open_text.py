"""The words of a paragraph of an OpenDocument file, and what is anchored in it: comments, footnotes, text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from driftwatch.errors import Reason
from driftwatch.readers.layout.office.open_styles import OpenStyles, attribute, prefixed
from driftwatch.readers.layout.office.packages import too_deep
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n]+")
_SPACES = 64
"""Blanks in a row; more are not believed."""
_SILENT = frozenset(
    "text:ruby-text text:script text:tracked-changes office:annotation-end text:note-citation text:page-number text:page-count".split()
)
_HIDDEN = frozenset(("text:hidden-text", "text:hidden-paragraph"))


@dataclass(slots=True)
class OpenWritten:
    """A paragraph as it is read."""

    text: str = ""
    bold: bool = False
    """Whether all of it is."""
    boxes: "list[_Element]" = field(default_factory=list)
    annotations: "list[_Element]" = field(default_factory=list)
    footnotes: "list[_Element]" = field(default_factory=list)


class OpenScript:
    """Reads paragraphs of one document."""

    def __init__(self, styles: OpenStyles, notes: Notes, deepest: int) -> None:
        self._styles, self._notes, self._deepest = styles, notes, deepest

    def written(self, paragraph: "_Element") -> OpenWritten:
        """The text of a paragraph; runs of blanks are one, as everywhere in OpenDocument."""
        found, style = OpenWritten(), attribute(paragraph, "text:style-name")
        bold = bool(self._styles.bold("paragraph", style))
        hidden = bool(self._styles.hidden("paragraph", style))
        pieces = list(self._pieces(paragraph, found, (bold, hidden), 0))
        found.text = _joined(text for text, _, unseen in pieces if not unseen)
        if any(text.strip() for text, _, unseen in pieces if unseen):
            self._notes.dropped[Reason.HIDDEN_TEXT] += 1
        found.bold = bool(found.text.strip()) and all(heavy for text, heavy, unseen in pieces if text.strip() and not unseen)
        return found

    def _pieces(self, element: "_Element", found: OpenWritten, look: tuple[bool, bool], depth: int) -> Iterator[tuple[str, bool, bool]]:
        """Text, whether it is bold, whether it is hidden, in the order of the page."""
        if depth > self._deepest:
            raise too_deep(self._deepest)
        yield _BLANKS.sub(" ", element.text or ""), *look
        for each in element:
            name = prefixed(each.tag)
            if sign := _sign(each, name):
                yield sign, *look
            elif not _aside(each, name, found) and name not in _SILENT:
                yield from self._pieces(each, found, self._look(each, name, look), depth + 1)
            yield _BLANKS.sub(" ", each.tail or ""), *look

    def _look(self, element: "_Element", name: str, look: tuple[bool, bool]) -> tuple[bool, bool]:
        """Bold and hidden, as they hold within this element."""
        if name in _HIDDEN:
            return look[0], True
        if name not in ("text:span", "text:a"):
            return look
        style = attribute(element, "text:style-name")
        bold, hidden = self._styles.bold("text", style), self._styles.hidden("text", style)
        return look[0] if bold is None else bold, look[1] if hidden is None else hidden


def _sign(element: "_Element", name: str) -> str:
    """What an element stands for that is a sign itself."""
    if name == "text:s":
        count = attribute(element, "text:c") or "1"
        return " " * (min(int(count), _SPACES) if re.fullmatch(r"[0-9]{1,6}", count) else 1)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")


def _aside(element: "_Element", name: str, found: OpenWritten) -> bool:
    """Whether the element is no part of the line of text; what it is is kept."""
    if name == "draw:text-box":
        found.boxes.append(element)
    elif name == "office:annotation":
        found.annotations.append(element)
    elif name == "text:note":
        found.footnotes.append(element)
    else:
        return False
    return True


def _joined(pieces: Iterator[str]) -> str:
    """The pieces in a row; blanks at their seams are one, unless a sign of their own asks for more."""
    gathered: list[str] = []
    for piece in pieces:
        if piece == " " and gathered and gathered[-1].endswith(" "):
            continue
        if piece:
            gathered.append(piece)
    return "".join(gathered)
