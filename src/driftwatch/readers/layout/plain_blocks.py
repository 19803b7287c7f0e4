"""Plain text to blocks: what looks like a heading, an item or a paragraph to the eye."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from driftwatch.readers.layout.attendance import begins_list
from driftwatch.readers.layout.blocks import Block, Kind, Line, line_starts
from driftwatch.readers.layout.words import label

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•·▪◦‣–—o][ \t]+|\[[ xX]\][ \t]+)(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.)]?(?:\s*[-–—:])?\s+")
_RULE = re.compile(r"\s*([-=_*~#])\1{2,}\s*")
_HEADING_LETTERS = 80
_SHORT_LINE = 45
"""A line that ends earlier was not broken by the width of the page."""


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order."""
    starts = line_starts(text)
    lines = [text[start : end - 1] for start, end in pairwise(starts)]
    return list(_blocks(text, starts, lines))


def _blocks(text: str, starts: Sequence[int], lines: Sequence[str]) -> Iterator[Block]:
    open_lines: list[Line] = []
    kind, depth, spaced, first = Kind.PARAGRAPH, 0, True, True

    def closed() -> Iterator[Block]:
        if open_lines:
            yield Block(kind=kind, text=text, lines=tuple(open_lines), depth=depth, spaced=spaced)
            open_lines.clear()

    for number, content in enumerate(lines):
        if not content.strip() or _RULE.fullmatch(content):
            yield from closed()
            continue
        line = _line(starts[number], content, number)
        after_blank = number == 0 or not lines[number - 1].strip()
        if level := _heading(lines, number, first=first):
            yield from closed()
            yield Block(kind=Kind.HEADING, text=text, lines=(line,), depth=level, spaced=after_blank)
        elif item := _ITEM.match(content):
            yield from closed()
            kind, depth, spaced = Kind.ITEM, 1 + len(item["indent"].expandtabs(4)) // 2, after_blank
            begin = starts[number] + item.end()
            open_lines.append(Line(begin, line.end, line.place))
        else:
            if open_lines and _new_paragraph(lines[number - 1], content, kind):
                yield from closed()
            if not open_lines:
                kind, depth, spaced = Kind.PARAGRAPH, 0, after_blank
            open_lines.append(line)
        first = False
    yield from closed()


def _line(start: int, content: str, number: int) -> Line:
    stripped = content.strip()
    begin = start + content.find(stripped)
    return Line(begin, begin + len(stripped), f"line {number + 1}")


def _heading(lines: Sequence[str], number: int, *, first: bool) -> int:
    """The level of a heading, 0 for a line that is none: the title, a line in capitals, a number and few words, an underlined line."""
    line = lines[number].strip()
    before, after = (lines[n].strip() if 0 <= n < len(lines) else "" for n in (number - 1, number + 1))
    if len(line) > _HEADING_LETTERS:
        return 1 if first and not after else 0
    if first and not _turn(line):
        return 1
    if _RULE.fullmatch(after) and after and not before:
        return 2
    plain = label(line)
    if begins_list(line.rstrip(":")) and ":" not in line.rstrip(":") and len(plain.split()) <= 4 and "," not in line:
        return 2
    if line.endswith((".", "!", "?", ",", ";")) or _turn(line) or not plain:
        return 0
    words = re.sub(r"\(.*?\)", "", line).split()
    if line == line.upper() and any(sign.isalpha() for sign in line) and (not before or not after or len(words) <= 8):
        return 2
    if number_hit := _NUMBER.match(line):
        return 2 if len(words) <= 10 and line[number_hit.end() : number_hit.end() + 1].isupper() and (not before or not after) else 0
    return 2 if not before and len(words) <= 5 and line[0].isupper() and (not after or bool(_turn(after) or _ITEM.match(lines[number + 1]))) else 0


def _turn(line: str) -> bool:
    """Whether something is said behind a colon."""
    return bool(re.match(r"[^:]{1,60}:\s+\S", line))


def _new_paragraph(before: str, line: str, kind: Kind) -> bool:
    """Whether a line begins anew although no blank line stands before it."""
    if kind is Kind.ITEM:
        return not line.startswith((" ", "\t")) and len(before.rstrip()) < _SHORT_LINE
    return False
