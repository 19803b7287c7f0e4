"""The words of a paragraph in Word as they stand once its changes are accepted: what is deleted or hidden is left out and counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from driftwatch.errors import Reason
from driftwatch.readers.layout.office.comments import Changes
from driftwatch.readers.layout.office.packages import too_deep
from driftwatch.readers.layout.office.word_styles import Style, Styles, child, local, switched, value
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_REMOVED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
_SILENT = frozenset(("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt", "rubyPr", "Fallback", "tbl"))
"""What of a paragraph is not shown, is a second copy, or is gone through elsewhere."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Written:
    """A paragraph as it is read."""

    style: Style
    text: str = ""
    bold: frozenset[int] = frozenset()
    """Numbers of the lines, from 0, all of which is set in bold."""
    boxes: "list[_Element]" = field(default_factory=list)
    """Text boxes that are anchored in it."""


class _Look(NamedTuple):
    """How text is shown where it stands."""

    hidden: bool
    bold: bool
    depth: int


_PLAIN = Style()


class Script:
    """Reads paragraphs of one document."""

    def __init__(self, styles: Styles, notes: Notes, deepest: int) -> None:
        self._styles, self._notes, self._deepest = styles, notes, deepest
        self.changes = Changes()

    def written(self, paragraph: "_Element") -> Written:
        """The text of a paragraph."""
        style = self._styles.paragraph(child(paragraph, "pPr"))
        found = Written(style)
        pieces = list(self._pieces(paragraph, found, _Look(bool(style.hidden), bool(style.bold), 1)))
        found.text = "".join(text for text, _ in pieces)
        found.bold = _bold_lines(pieces)
        return found

    def _pieces(self, element: "_Element", found: Written, look: "_Look") -> Iterator[tuple[str, bool]]:
        """Text, and whether it is bold, in the order of the page."""
        if look.depth > self._deepest:
            raise too_deep(self._deepest)
        for each in element:
            name = local(each.tag)
            if name == "t":
                yield each.text or "", look.bold
            elif name == "r":
                yield from self._run(each, found, look)
            elif name in _SIGNS:
                yield _SIGNS[name], look.bold
            elif name in _REMOVED:
                self._removed(each)
            elif name == "txbxContent":
                found.boxes.append(each)
            elif name not in _SILENT and len(each):
                if name in _INSERTED:
                    self.changes.note(value(each, "author"), inserted=1)
                yield from self._pieces(each, found, look._replace(depth=look.depth + 1))

    def _run(self, run: "_Element", found: Written, look: "_Look") -> Iterator[tuple[str, bool]]:
        hidden, bold, depth = look
        properties = child(run, "rPr")
        if properties is not None:
            named = child(properties, "rStyle")
            style = self._styles.style(value(named)) if named is not None else _PLAIN
            hidden = _decided(switched(properties, "vanish"), style.hidden, hidden)
            bold = _decided(switched(properties, "b"), style.bold, bold)
        pieces = self._pieces(run, found, _Look(hidden, bold, depth + 1))
        if not hidden:
            yield from pieces
        elif "".join(text for text, _ in pieces).strip():
            self._notes.dropped[Reason.HIDDEN_TEXT] += 1

    def _removed(self, mark: "_Element") -> None:
        """Text that somebody took out; that of a paragraph's mark alone is none."""
        if any(local(each.tag) in ("delText", "t") and (each.text or "").strip() for each in mark.iter()):
            self._notes.dropped["deleted"] += 1
            self.changes.note(value(mark, "author"), deleted=1)


def _bold_lines(pieces: Sequence[tuple[str, bool]]) -> frozenset[int]:
    """Which lines hold words, and only bold ones."""
    said, plain, number = set[int](), set[int](), 0
    for text, bold in pieces:
        for n, stretch in enumerate(text.split("\n")):
            number += n > 0
            if stretch.strip():
                said.add(number)
                if not bold:
                    plain.add(number)
    return frozenset(said - plain)


def _decided(*answers: bool | None) -> bool:
    """The first answer that is one."""
    return next((answer for answer in answers if answer is not None), False)
