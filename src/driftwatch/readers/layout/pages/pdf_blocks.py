"""Lines of a PDF to blocks: paragraphs put together from broken lines, items from bullets, headings by their letters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from driftwatch.readers.layout.pages.blocks import Block, Kind, Line
from driftwatch.readers.layout.pages.pdf_pages import PdfLine

_BULLET = re.compile(r"(?:[•●○■▪◦‣⁃∙·–—−➢➤►▶✓✔❖□◆◇➔→*\-\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e\uf02d]|o(?= ))[ ]*")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[a-z][.)]|[ivx]{1,4}[.)])[ ]+(?=\S)")
_HEADING_CHARS = 120
_LARGER, _OTHER_SIZE = 1.12, 1.06
_HEAVIER = 100
_SPACED = 1.35
"""Leadings from which on a paragraph ends."""
_MOSTLY, _HALF = 0.93, 0.5
"""Of the width of the page, from where on a line without an end goes on below: before a capital, before a small letter."""
_HANGING = 40.0
"""Points by which the text of an item may stand to the right of its bullet."""
_BESIDE = 3.0
"""Points by which columns of bullets differ."""
_ENDS = (".", "!", "?", ":", ";", "…")


def pdf_blocks(lines: Sequence[PdfLine]) -> Iterator[Block]:
    """The blocks in the order of the text; a paragraph may go on over the end of a page."""
    joined = _with_bullets(lines)
    text = "\n".join(line.text for line in joined)
    letters = _letters(joined)
    page = _Typography.of(joined, letters)
    start, gathered = 0, list[tuple[int, PdfLine]]()
    for line in joined:
        if gathered and not page.goes_on([each for _, each in gathered], line):
            yield page.block(text, gathered)
            gathered = []
        gathered.append((start, line))
        start += len(line.text) + 1
    if gathered:
        yield page.block(text, gathered)


def _with_bullets(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Bullets that stand on a line of their own are put before the line beside or below them."""
    found: list[PdfLine] = []
    bullet: PdfLine | None = None
    for line in lines:
        if _BULLET.fullmatch(line.text) is not None and line.text not in "-–—":
            bullet = line
        elif bullet is not None:
            left = min(bullet.left, line.left) if bullet.base else line.left
            found.append(replace(line, text=f"{bullet.text.strip()} {line.text}", left=left))
            bullet = None
        else:
            found.append(line)
    return found


def _letters(lines: Sequence[PdfLine]) -> tuple[float, int]:
    """Size and weight of most of the text."""
    counted: Counter[tuple[float, int]] = Counter()
    for line in lines:
        counted[round(line.size, 1), line.weight] += len(line.text)
    return counted.most_common(1)[0][0] if counted else (0.0, 0)


@dataclass(slots=True)
class _Typography:
    """How a document is set."""

    size: float
    weight: int
    sizes: tuple[float, ...]
    """Of headings, the largest first."""
    leading: float
    """Between the lines of a paragraph, in points; 0 where it cannot be told."""
    margin: float
    """Where full lines end."""
    items: list[float]
    """Where the bullets of the open items stand."""

    @classmethod
    def of(cls, lines: Sequence[PdfLine], letters: tuple[float, int]) -> "_Typography":
        """The typography of a document."""
        size, weight = letters
        sizes = {round(line.size, 1) for line in lines if line.size >= size * _LARGER}
        leadings = Counter(
            round(above.base - line.base, 1)
            for above, line in pairwise(lines)
            if above.page == line.page and 0.8 * size < above.base - line.base < 2.2 * max(above.size, size)
        )
        rights = sorted(line.right for line in lines if len(line.text) > 40) or sorted(line.right for line in lines)
        return cls(
            size=size,
            weight=weight,
            sizes=tuple(sorted(sizes, reverse=True)),
            leading=min((each for each, _ in leadings.most_common(3)), default=0.0),
            margin=rights[int(0.98 * (len(rights) - 1))] if rights else 0.0,
            items=[],
        )

    def goes_on(self, gathered: Sequence[PdfLine], line: PdfLine) -> bool:
        """Whether a line goes on with those above it."""
        above = gathered[-1]
        if _BULLET.match(line.text) and _marked(line):
            return False
        if self._is_bold(above) != self._is_bold(line) or self._sized(above) != self._sized(line):
            return False
        if _marked(line) and (above.text.endswith(_ENDS) or not self._is_full(above, line)):
            return False
        if not self._is_spaced(above, line) and sum(each.text.count("(") - each.text.count(")") for each in gathered) > 0:
            return True
        if not line.base:
            return not above.text.endswith(_ENDS) and len(above.text) > 60
        if self._is_heading(above):
            return above.page == line.page and self._is_full(above, line) and not self._is_spaced(above, line)
        if above.page != line.page:
            return self._is_full(above, line) and not above.text.endswith(_ENDS)
        return not self._is_spaced(above, line) and self._is_full(above, line) and abs(line.left - above.left) < 10 * max(self.size, 1)

    def block(self, text: str, gathered: Sequence[tuple[int, PdfLine]]) -> Block:
        """A block of lines; what marks an item is left out."""
        first = gathered[0][1]
        mark = _marked(first)
        lines = tuple(Line(start, start + len(line.text), line.place) for start, line in gathered)
        long = sum(len(line.text) for _, line in gathered) > _HEADING_CHARS
        level = 0 if long else self._level(first)
        if level and not (mark and _BULLET.match(first.text)):
            self.items.clear()
            return Block(kind=Kind.HEADING, text=text, lines=lines, depth=level)
        if mark:
            lines = (lines[0]._replace(start=lines[0].start + mark), *lines[1:])
            return Block(kind=Kind.ITEM, text=text, lines=lines, depth=self._depth(first.left))
        self.items.clear()
        return Block(kind=Kind.PARAGRAPH, text=text, lines=lines, emphasised=self._is_bold(first))

    def _depth(self, left: float) -> int:
        """How deep an item lies, by where its bullet stands."""
        while self.items and self.items[-1] > left - _BESIDE:
            self.items.pop()
        self.items.append(left)
        return len(self.items)

    def _level(self, line: PdfLine) -> int:
        """Of a heading by the size of its letters, 0 of all else."""
        sized = self._sized(line)
        return self.sizes.index(sized) + 1 if sized in self.sizes and any(sign.isalpha() for sign in line.text) else 0

    def _is_heading(self, line: PdfLine) -> bool:
        return self._level(line) > 0 or self._is_bold(line)

    def _sized(self, line: PdfLine) -> float:
        """The size of its letters, where that differs from most of the text."""
        size = round(line.size, 1)
        return size if size >= self.size * _LARGER else self.size if size * _OTHER_SIZE >= self.size else size

    def _is_bold(self, line: PdfLine) -> bool:
        return line.bold or line.weight >= self.weight + _HEAVIER

    def _is_spaced(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether more than the usual space stands between them, or they do not stand below each other at all."""
        between = above.base - line.base
        return between <= 0 or bool(self.leading and between > _SPACED * self.leading * max(1.0, line.size / max(self.size, 1)))

    def _is_full(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether the first word of the line would not have fitted on the one above: the width of the page broke it, not the author."""
        word = line.text.split(" ", 1)[0]
        letter = (above.right - above.left) / max(len(above.text), 1)
        reach = above.right + (len(word) + 1) * letter
        if reach >= self.margin - letter:
            return True
        hanging = -_BESIDE < line.left - above.left < (_HANGING if _marked(above) else _BESIDE)
        broken = not above.text.endswith(_ENDS) and hanging
        return broken and reach >= above.left + (_MOSTLY if not word[:1].islower() else _HALF) * (self.margin - above.left)


def _marked(line: PdfLine) -> int:
    """How many characters mark the line as an item, 0 where it is none."""
    hit = _BULLET.match(line.text) or _NUMBERED.match(line.text)
    if hit is None or hit.end() >= len(line.text):
        return 0
    spaced = hit[0].endswith(" ") or hit[0] not in "-–—−*"
    return hit.end() if spaced else 0
