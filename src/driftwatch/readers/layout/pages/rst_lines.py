"""How the lines of reStructuredText begin, and what follows from that."""

import re
from collections.abc import Sequence
from itertools import pairwise

from driftwatch.readers.layout.pages.blocks import Line, line_starts

_ADORNMENT = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])\1{2,}[ \t]*")
_BULLET = re.compile(r"[-*+•‣⁃][ \t]+(?=\S)")
_ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,4}|#|[A-Za-z]|[ivxlcIVXLC]{1,6})\)|(?:\d{1,4}|#|[A-Za-z]|[ivxlcIVXLC]{1,6})\.)[ \t]+(?=\S)")
DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|[^|\n]{1,80}\|[ \t]+)?(?P<name>[A-Za-z][\w:+.\-]{0,40}?)::(?:[ \t]+|$)")
FOOTNOTE = re.compile(r"\.\.[ \t]+\[[^\]\n]{1,40}\][ \t]+(?=\S)")
FIELD = re.compile(r":(?![: ])(?P<name>[^:\n`]{1,60}):(?:[ \t]+|$)")
SIMPLE_BORDER = re.compile(r"[ ]*=+(?:[ ]+=+)+[ ]*")
GRID_BORDER = re.compile(r"[ ]*\+(?:[-=]+\+)+[ ]*")
LONE_LINK = re.compile(
    r"(?:(?>`[^`\n]{1,300}`__?|\|[^|\s](?:[^|\n]{0,78}[^|\s])?\|_{0,2}|(?:https?|ftp)://[^\s<>]{1,2000}|[A-Za-z0-9][\w.\-]{0,80}__?)"
    r"(?:(?:[ \t,;.·]|\|(?![^|\s])){1,8}+|$))+"
)
"""A line of references and nothing else."""


class RstLines:
    """A text by its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self.lines = [text[start : end - 1] for start, end in pairwise(self.starts)]

    def __len__(self) -> int:
        return len(self.lines)

    def blank(self, number: int) -> bool:
        """Whether a line holds nothing, or is none."""
        return not 0 <= number < len(self.lines) or not self.lines[number].strip()

    def indent(self, number: int) -> int:
        """How far a line is set in."""
        line = self.lines[number]
        return len(line) - len(line.lstrip())

    def bare(self, number: int) -> str:
        """A line without the blanks around it."""
        return self.lines[number].strip()

    def piece(self, number: int, begin: int = 0, end: int | None = None, *, broken: bool = False) -> Line:
        """A stretch of a line, without the blanks around it."""
        content = self.lines[number][begin:end]
        stripped = content.strip()
        start = self.starts[number] + begin + (content.index(stripped) if stripped else 0)
        return Line(start, start + len(stripped), f"line {number + 1}", broken)

    def below(self, number: int, indent: int) -> int:
        """Number of the first line behind this one that is not set in deeper."""
        other = number + 1
        while other < len(self.lines) and (self.blank(other) or self.indent(other) > indent):
            other += 1
        return other

    def is_adornment(self, number: int) -> bool:
        """Whether a line is a row of one sign."""
        return 0 <= number < len(self.lines) and _ADORNMENT.fullmatch(self.lines[number]) is not None

    def marker(self, number: int, *, inside: bool) -> int:
        """How long the mark is with which an item begins, 0 where none does; `inside` a paragraph a number is none."""
        bare = self.lines[number].lstrip()
        hit = _BULLET.match(bare) or (None if inside else _ENUMERATOR.match(bare))
        return hit.end() if hit else 0


def is_links(text: Sequence[str]) -> bool:
    """Whether lines hold nothing but references."""
    return all(LONE_LINK.fullmatch(line) for line in text)
