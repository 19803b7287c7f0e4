"""Text gathered from an HTML page: each of its lines with its number in the source, and where the author broke it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from driftwatch.readers.layout.pages.blocks import Block, Kind, Line


@dataclass(slots=True)
class _Stretch:
    """What of a block stands on one line of the source, or before the author broke it."""

    parts: list[str]
    number: int
    blank: bool
    broken: bool = False


@dataclass(slots=True)
class PageText:
    """The text of one block, while it is gathered."""

    _lines: list[_Stretch] = field(default_factory=list)
    _plain: bool = False
    """Whether anything in it is not bold."""
    _broken: bool = False
    """Whether the author has ended the line, and nothing has come since."""

    def add(self, pieces: Sequence[tuple[str, int]], *, bold: bool = False) -> None:
        """Text as it goes on: the first piece on the line that is open, each other on one of its own; a name in bold stays on one."""
        for count, (piece, number) in enumerate(pieces):
            blank = not piece.strip()
            self._plain = self._plain or not (blank or bold)
            if bold and count > 0 and self._lines and not self._broken:
                self._lines[-1].parts.append(f" {piece.lstrip()}")
                self._lines[-1].number = number
                self._lines[-1].blank = self._lines[-1].blank and blank
            elif not self._lines or count > 0 or (self._broken and not blank):
                if self._broken:
                    self._lines[-1].broken, self._broken = True, False
                self._lines.append(_Stretch([piece], number, blank))
            elif not self._broken:
                line = self._lines[-1]
                line.number = number if line.blank else line.number
                line.blank = line.blank and blank
                line.parts.append(piece)

    def split(self) -> None:
        """The author ends the line."""
        self._broken = bool(self._lines)

    def block(self, kind: Kind, depth: int) -> Iterator[Block]:
        """One block, none where there are only blanks."""
        texts = ["".join(line.parts) for line in self._lines]
        text, start = "\n".join(texts), 0
        lines: list[Line] = []
        for line, content in zip(self._lines, texts, strict=True):
            if stripped := content.strip():
                begin = start + content.index(stripped)
                lines.append(Line(begin, begin + len(stripped), f"line {line.number}", line.broken))
            elif line.broken and lines:
                lines[-1] = lines[-1]._replace(broken=True)
            start += len(content) + 1
        if lines:
            yield Block(kind=kind, text=text, lines=tuple(lines), depth=depth, emphasised=not self._plain)
