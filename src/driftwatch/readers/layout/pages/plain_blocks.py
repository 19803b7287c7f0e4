"""Plain text to blocks: what looks like a heading, an item or a paragraph to the eye."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from driftwatch.readers.layout.meetings.attendance import begins_list
from driftwatch.readers.layout.meetings.words import label
from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, line_starts

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•·▪◦‣–—o][ \t]+|\[[ xX]\][ \t]+)(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.)]?(?:\s*[-–—:])?\s+")
_NUMBERED = re.compile(r"\s{0,8}(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[^\W_])")
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
    kind, depth, spaced, first, apart = Kind.PARAGRAPH, 0, True, True, False
    numbered = _numbered(lines)

    def closed() -> Iterator[Block]:
        if open_lines:
            yield Block(kind=kind, text=text, lines=tuple(open_lines), depth=depth, spaced=spaced, apart=apart)
            open_lines.clear()

    for number, content in enumerate(lines):
        if not content.strip() or _RULE.fullmatch(content):
            yield from closed()
            continue
        line = _line(starts[number], content, number)
        after_blank = number == 0 or not lines[number - 1].strip()
        if level := _heading(lines, number, first=first) or (2 if number in numbered and _over_numbers(lines, number, numbered) else 0):
            yield from closed()
            yield Block(kind=Kind.HEADING, text=text, lines=(line,), depth=level, spaced=after_blank)
        elif item := _ITEM.match(content):
            yield from closed()
            kind, apart, depth, spaced = Kind.ITEM, False, 1 + len(item["indent"].expandtabs(4)) // 2, after_blank
            begin = starts[number] + item.end()
            open_lines.append(Line(begin, line.end, line.place))
        else:
            if open_lines and (number in numbered or _new_paragraph(lines[number - 1], content, kind)):
                yield from closed()
            if not open_lines:
                kind, depth, spaced, apart = Kind.PARAGRAPH, 0, after_blank, number in numbered
            open_lines.append(_line(starts[number], content, number, behind=_NUMBERED if number in numbered else None))
        first = False
    yield from closed()


def _line(start: int, content: str, number: int, behind: re.Pattern[str] | None = None) -> Line:
    lead = hit.end() if behind and (hit := behind.match(content)) else 0
    stripped = content[lead:].strip()
    begin = start + content.find(stripped, lead)
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
    words = re.sub(r"\([^)]{0,80}\)", "", line).split()
    if line == line.upper() and any(sign.isalpha() for sign in line) and (not before or not after or len(words) <= 8):
        return 2
    if number_hit := _NUMBER.match(line):
        return 2 if len(words) <= 10 and line[number_hit.end() : number_hit.end() + 1].isupper() and (not before or not after) else 0
    return 2 if not before and len(words) <= 5 and line[0].isupper() and (not after or bool(_turn(after) or _ITEM.match(lines[number + 1]))) else 0


def _numbered(lines: Sequence[str]) -> dict[int, str]:
    """The lines that begin numbered paragraphs (`1.1 …`, below it `1.2 …`), with their numbers; a number that continues none is part of the text."""
    hits = {n: hit["number"] for n, line in enumerate(lines) if (hit := _NUMBERED.match(line))}
    inner = [n for n, written in hits.items() if "." in written]
    outer = {hits[n].partition(".")[0] for n in inner}
    follows = {after for before, after in pairwise(inner) if _next(hits[before], hits[after])}
    kept = follows | {before for before, after in pairwise(inner) if after in follows}
    kept |= {n for n, written in hits.items() if "." not in written and written in outer}
    return {n: hits[n] for n in sorted(kept)}


def _next(before: str, after: str) -> bool:
    """Whether one number follows the other: `1.2` after `1.1`, `2.1` after `1.4`, `1.1.1` after `1.1`."""
    head, _, last = before.rpartition(".")
    start, _, end = after.rpartition(".")
    if start == head:
        return int(end) == int(last) + 1
    return int(end) == 1 and (start == before or start.split(".")[0] == str(int(before.split(".", maxsplit=1)[0]) + 1))


def _over_numbers(lines: Sequence[str], number: int, numbered: Mapping[int, str]) -> bool:
    """Whether a numbered line of few words is the heading of the paragraphs below it: `2. Next deliveries` over `2.1 …`."""
    below = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
    return below is not None and numbered.get(below) == f"{numbered[number]}.1" and len(lines[number].split()) <= 10 and not _turn(lines[number])


def _turn(line: str) -> bool:
    """Whether something is said behind a colon."""
    return bool(re.match(r"[^:]{1,60}:\s+\S", line))


def _new_paragraph(before: str, line: str, kind: Kind) -> bool:
    """Whether a line begins anew although no blank line stands before it."""
    if kind is Kind.ITEM:
        return not line.startswith((" ", "\t")) and len(before.rstrip()) < _SHORT_LINE
    return False
