"""Logs that hold many meetings: where each begins, and on which day it was."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from driftwatch.domain.dates import Found, dates_in, near, yearless, years_in
from driftwatch.readers.layout.meetings.words import ATTENDANCE_HEADINGS, label
from driftwatch.readers.layout.pages.blocks import Block, Kind, looks_like_heading

_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()]{0,500}\)|<[^<>]{0,300}>|https?://\S{1,500}")
_MOMENT = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag "
        "freitag samstag sonntag am pm noon utc gmt pt et ct mt pst pdt est edt cet cest pacific eastern central mountain european time uhr at on "
        "from to of the st nd rd th meeting meetings minutes notes call recording recorded video slides cancelled canceled public private open closed"
    ).split()
)
"""Words that go with a date in a heading and change nothing."""
_OTHER_DAY = re.compile(
    r"\b(?:next|upcoming|coming|due|deadline|until|till|since|before|after|by|release|released|freeze|target|posted|updated|last modified|nächste\w*|"
    r"starting|reminder|previous|approve|approval|minutes of|minutes from|see you)\b",
    re.IGNORECASE,
)
"""The day of something else."""
_CANCELLED = re.compile(r"\b(?:cancell?ed|no (?:meeting|call))\b(?! next)", re.IGNORECASE)
_DATE_LABELS = frozenset(("date", "datum", "meeting date", "date of meeting", "when", "date/time", "date and time"))
_LABELLED, _BOLD, _ALONE = 8, 9, 10
"""Levels below those of headings."""
_LONGEST = 200
_MOST_WORDS = 4
_FAR = timedelta(days=31)


class Meeting(NamedTuple):
    """A part of the file that is a document of its own."""

    document: str
    day: date | None
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A heading that is little more than a date."""

    number: int
    level: int
    """Depth of the heading, from 1, or one of those below."""
    day: date | None
    yearless: tuple[int, int] | None = None
    year: int | None = None
    """The year under whose heading it stands."""


def meetings(blocks: Sequence[Block], name: str, *, month_first: bool | None = None) -> list[Meeting]:
    """The meetings of a log in the order of the file; one, without a day, where it is no log."""
    dated = _resolved(_levelled(list(_dated(blocks, month_first=month_first))), _years(blocks, name))
    days = {each.day for each in dated if each.day}
    if len(days) < 2 or not _in_turn([each.day for each in dated if each.day]) or _strays(days, name):
        return [Meeting(name, None, blocks)]
    ends = [*(each.number for each in dated[1:]), len(blocks)]
    parts = [Meeting(f"{name}#{each.day}", each.day, blocks[each.number : end]) for each, end in zip(dated, ends, strict=True)]
    return [Meeting(name, None, blocks[: dated[0].number]), *parts] if dated[0].number else parts


def midnight(day: date, zone: tzinfo) -> datetime:
    """The beginning of a day whose hour is not told."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _dated(blocks: Sequence[Block], *, month_first: bool | None) -> Iterator[_Dated]:
    year: int | None = None
    for number, block in enumerate(blocks):
        level, written = _level(block)
        if not level or len(written) > _LONGEST or (number and level == _ALONE and _OTHER_DAY.search(blocks[number - 1].content()[-_LONGEST:])):
            continue
        plain = re.sub(r"[*_`#]+", " ", _LINK.sub(lambda hit: hit[1] or " ", written))
        if re.fullmatch(r"\W*(?:19|20)\d\d\W*", plain):
            year = years_in(plain)[0]
            continue
        found = dates_in(plain, month_first=month_first)
        if len({hit.day for hit in found}) == 1 and _bare(plain, found, level):
            yield _Dated(number=number, level=level, day=found[0].day)
        elif not found and level < _ALONE and len(days := yearless(plain)) == 1 and _bare(plain, [], level):
            yield _Dated(number=number, level=level, day=None, yearless=days[0][:2], year=year)


def _level(block: Block) -> tuple[int, str]:
    """How high a heading stands, 0 for what cannot be one, and its words: `# 2026-03-04`, a bold line, `Date: …`, a line of its own."""
    if block.kind is Kind.HEADING:
        return max(block.depth, 1), block.content()
    if block.kind is Kind.ROW:
        named = len(block.cells) > 1 and label(block.cells[0].content()) in _DATE_LABELS
        return (_LABELLED, block.cells[1].content()) if named else (0, "")
    if looks_like_heading(block):
        return _BOLD, block.content()
    if block.kind is not Kind.PARAGRAPH or not block.spaced or not block.lines:
        return 0, ""
    head, colon, rest = block.line(0).partition(":")
    if colon and label(head) in _DATE_LABELS:
        return _LABELLED, rest
    return (_ALONE, block.content()) if len(block.lines) == 1 else (0, "")


def _bare(plain: str, found: Sequence[Found], level: int) -> bool:
    """Whether a line says little besides its date."""
    cancelled = level < _ALONE and _CANCELLED.search(plain) is not None
    if _OTHER_DAY.search(plain) and not cancelled:
        return False
    rest = plain[: found[0].start] + " " + plain[found[-1].end :] if found else plain
    words = [word for word in re.findall(r"[^\W\d_]{2,}", rest.casefold()) if word not in _MOMENT]
    return (len(words) <= (0 if level == _ALONE else _MOST_WORDS) or cancelled) and ATTENDANCE_HEADINGS.isdisjoint(words)


def _levelled(dated: Sequence[_Dated]) -> list[_Dated]:
    """Those of the level on which most dates stand, and of those above; in plain text no level tells a line of its own from a heading."""
    count = Counter(each.level for each in dated)
    if not count:
        return []
    most = max(count, key=lambda level: (count[level], -level))
    return [each for each in dated if each.level <= most or each.level == _ALONE]


def _years(blocks: Sequence[Block], name: str) -> list[int]:
    """The years that the title or the file's name give to days without one."""
    titles = [block.content() for block in blocks[:5] if block.kind is Kind.HEADING and not dates_in(block.content())]
    return [*years_in(name.rpartition("/")[2]), *(year for title in titles[:1] for year in years_in(title))]


def _resolved(dated: Sequence[_Dated], years: Sequence[int]) -> list[_Dated]:
    """Each with its day: a year heading's, else the nearest to its neighbour's, else that of the title."""
    known = next((each.day for each in dated if each.day), None)
    resolved, before, within = list[_Dated](), known, 0
    for each in dated:
        day = each.day
        if day is None and each.yearless:
            month, number = each.yearless
            if each.year and each.year != within:
                before, within = date(each.year, month, 1), each.year
            elif before is None and years:
                before = date(years[0], month, 1)
            day = near(month, number, before) if before else None
        if day is not None:
            before = day
            resolved.append(_Dated(number=each.number, level=each.level, day=day))
    return resolved


def _in_turn(days: Sequence[date]) -> bool:
    """Whether the meetings stand in order, the newest first or last, a slip aside."""
    steps = Counter(after > before for before, after in pairwise(days) if after != before)
    return 3 * min(steps[True], steps[False]) <= max(steps[True], steps[False])


def _strays(days: set[date], name: str) -> bool:
    """Whether the file is named after one day from which the others lie far: sections about other days, no log."""
    own = dates_in(name.rpartition("/")[2])
    return bool(own) and any(abs(day - own[-1].day) > _FAR for day in days)
