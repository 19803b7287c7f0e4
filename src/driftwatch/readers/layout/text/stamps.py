"""Date and time before each line of a chat, in all the spellings of phones, as data; and which order of day, month and year a file has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, tzinfo

MARKS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
"""Signs without width that say which way a script runs; for a character class."""
GAP = f" \t\u00a0\u2009\u202f_{MARKS}"
"""What stands between the parts of a stamp; for a character class."""
_MORNING = """
am a.m. 오전 上午 凌晨 早上 清晨 午前 ص पूर्वाह्न পূর্বাহ্ণ sa π.μ. πμ de. vorm. fm ap. dop. ÖÖ öö pg ق.ظ. ق.ظ ก่อนเที่ยง priešpiet
"""
_EVENING = """
pm p.m. 오후 下午 中午 晚上 午後 م अपराह्न অপরাহ্ণ ch μ.μ. μμ du. nachm. em ip. odp. ÖS ös ptg ب.ظ. ب.ظ หลังเที่ยง popiet
"""
_SQUEEZED = re.compile(f"[{GAP}.]+")


def _squeezed(period: str) -> str:
    return _SQUEEZED.sub("", period).casefold()


_PERIODS: Mapping[str, int] = {_squeezed(name): hours for hours, names in ((0, _MORNING), (12, _EVENING)) for name in names.split()}
"""Half of the day -> hours to add."""
_PERIOD = "|".join([rf"[AaPp]\.?[{GAP}]?[Mm]\.?", *sorted((re.escape(name) for name in (_MORNING + _EVENING).split()), key=len, reverse=True)])
_DATE = rf"\d{{1,4}}[{MARKS}]?[./\-／．－年년][{GAP}]?\d{{1,2}}[{MARKS}]?[./\-／．－月월][{GAP}]?\d{{1,4}}(?:\.(?=[{GAP}])|[日일])?"
_CLOCK = rf"(?:(?:{_PERIOD})[{GAP}]?)?\d{{1,2}}[:.：]\d\d(?:[:.：]\d\d)?(?:[{GAP}]{{0,2}}(?:{_PERIOD})(?![^\W\d_]))?"
STAMP = re.compile(
    rf"[{MARKS}]{{0,4}}(?P<open>[\[［][{MARKS}]?)?(?P<date>{_DATE})[,،]?[{GAP}]{{1,3}}(?P<clock>{_CLOCK})"
    rf"[{MARKS}]?(?(open)[\]］]|[{GAP}]{{1,2}}[-–—])[ \u00a0]?"
)
"""A stamp at the beginning of a line: `[10/03/2025, 07:01:31] `, `1/23/23, 3:19\u202fAM - `, `٢٤/١٢/٢٠١٩، ٩:٤٩ م - `."""
_NUMBERS = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})")
_HOURS = re.compile(r"(\d{1,2})[:.：](\d\d)(?:[:.：](\d\d))?")
_CENTURY, _BUDDHIST = 90, 543
"""Two digits from 90 on mean the last century; Thai phones count years from the death of the Buddha."""

_MOST_KEPT = 100_000
"""Spellings of times that are remembered."""
_LONGEST_CLOCK = 40

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day/month/year", "month/day/year", "year/month/day"
_PLACES = {DAY_FIRST: (2, 1, 0), MONTH_FIRST: (2, 0, 1), YEAR_FIRST: (0, 1, 2)}
"""Where year, month and day stand."""
Numbers = tuple[str, str, str]


def numbers(written: str) -> Numbers | None:
    """The three numbers of a date."""
    hit = _NUMBERS.search(written)
    return (hit[1], hit[2], hit[3]) if hit else None


def day(written: Numbers, order: str) -> date | None:
    """The day in this order; None where there is none. Four digits in front are a year whatever the order."""
    year, month, number = (int(written[place]) for place in _PLACES[YEAR_FIRST if len(written[0]) > 2 else order])
    if year < 100:
        year += 1900 if year >= _CENTURY else 2000
    elif year > 2400:
        year -= _BUDDHIST
    try:
        return date(year, month, number)
    except ValueError:
        return None


def clock(written: str) -> time | None:
    """A time of day with or without its half; None where there is no such time."""
    hit = _HOURS.search(written)
    if hit is None:
        return None
    hour, minute, second = int(hit[1]), int(hit[2]), int(hit[3] or 0)
    beside = written[: hit.start()] + written[hit.end() :]
    period = _PERIODS.get(_squeezed(beside)) if beside else None
    if period is not None and hour <= 12:
        hour = hour % 12 + period
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def plain_time(written: str) -> time | None:
    """The time that stands there as `07:01:31` or `07:01`; faster than to look it up among a day's seconds."""
    size = len(written)
    if written[2:3] != ":" or not (size == 5 or (size == 8 and written[5] == ":")):
        return None
    try:
        return time.fromisoformat(written)
    except ValueError:
        return None


@dataclass(slots=True)
class Stamps:
    """Finds the stamps of one file, line by line; of a day that goes on without a pattern, five times as fast."""

    date: str = ""
    """The date of the stamp found last, as written."""
    clock: str = ""
    hours: time | None = None
    """Its time of day, None where there is no such time."""
    begin: int = 0
    """Where its time begins."""
    _prefix: str = "\n"
    _closing: str = ""
    _clocks: dict[str, time] = field(default_factory=dict)

    def end(self, line: str) -> int:
        """Where the stamp at the beginning of the line ends and what was said begins; 0 where there is none."""
        if line.startswith(self._prefix):
            begin = self.begin
            closing = line.find(self._closing, begin, begin + _LONGEST_CLOCK)
            found = line[begin:closing]
            if closing > 0 and ((hours := plain_time(found)) is not None or (hours := self._clocks.get(found)) is not None):
                self.clock, self.hours = found, hours
                return closing + len(self._closing)
        return self._found(line)

    def _found(self, line: str) -> int:
        if line[:1].isalpha() or (hit := STAMP.match(line)) is None:
            return 0
        self.date, self.clock, self.begin = hit["date"], hit["clock"], hit.start("clock")
        self._prefix, self._closing = line[: self.begin], line[hit.end("clock") : hit.end()]
        self.hours = clock(self.clock)
        if self.hours is not None:
            if len(self._clocks) > _MOST_KEPT:
                self._clocks.clear()
            self._clocks[self.clock] = self.hours
        return hit.end()


@dataclass(slots=True)
class Orders:
    """Weighs, date by date in the order of the file, which order its days, months and years have."""

    impossible: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Order -> line and text of the first date that there is not in it."""
    misfits: dict[str, int] = field(default_factory=dict)
    backward: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    """Dates that do not begin with the year."""
    padded: bool = True
    halves: bool = False
    """Whether the times are of twelve hours."""
    separators: set[str] = field(default_factory=set)
    _first: dict[str, date] = field(default_factory=dict)
    _last: dict[str, date] = field(default_factory=dict)
    _latest: dict[str, date] = field(default_factory=dict)

    def see(self, written: str, line: int) -> None:
        """The next date that differs from the one before."""
        found = numbers(written)
        if found is None or len(found[0]) > 2:
            return
        self.seen += 1
        self.padded = self.padded and len(found[0]) == len(found[1]) == 2
        self.separators.update(sign for sign in "./-" if sign in written)
        for order in _PLACES:
            at = day(found, order)
            if at is None:
                self.impossible.setdefault(order, (line, written))
                self.misfits[order] = self.misfits.get(order, 0) + 1
                continue
            if at < self._last.get(order, at):
                self.backward[order] = self.backward.get(order, 0) + 1
            self._first[order] = min(at, self._first.get(order, at))
            self._latest[order] = max(at, self._latest.get(order, at))
            self._last[order] = at

    def decided(self, ends: date | None = None) -> tuple[str, str]:
        """The order, and why; `ends` is the day of the export, where the file's name tells it. No reason where all dates begin with the year."""
        if not self.seen:
            return DAY_FIRST, ""
        best, other = sorted((DAY_FIRST, MONTH_FIRST), key=self._cost)
        if self._cost(YEAR_FIRST) < self._cost(best) and 3 * self._span(YEAR_FIRST) < self._span(best):
            return YEAR_FIRST, f"the messages then follow each other in time, and in {best} they do not"
        if self.misfits.get(best, 0) < self.misfits.get(other, 0):
            line, written = self.impossible[other]
            return best, f"{written} (line {line}) is no date in {other}"
        if self._cost(best) < self._cost(other):
            return best, f"the messages then follow each other in time, and in {other} they do not"
        found, why = self._likely(ends)
        return found, f"{why}; every date could be {MONTH_FIRST if found == DAY_FIRST else DAY_FIRST} too: look at it"

    def _cost(self, order: str) -> tuple[int, int]:
        """Dates that there are not, and steps back in time."""
        return self.misfits.get(order, 0), self.backward.get(order, 0)

    def _span(self, order: str) -> int:
        """Days from the first to the last; endless where no date fits."""
        return (self._latest[order] - self._first[order]).days if order in self._latest else 10**9

    def _likely(self, ends: date | None) -> tuple[str, str]:
        """What is likelier where every date can be read both ways."""
        if self._last.get(DAY_FIRST) == self._last.get(MONTH_FIRST) and self._first.get(DAY_FIRST) == self._first.get(MONTH_FIRST):
            return DAY_FIRST, "day and month are the same"
        fitting = [order for order in (DAY_FIRST, MONTH_FIRST) if ends and abs((ends - self._latest[order]).days) <= 7]
        if len(fitting) == 1:
            return fitting[0], "it then ends when the file's name says"
        if self.separators == {"."}:
            return DAY_FIRST, "dates with points begin with the day"
        near, far = sorted((DAY_FIRST, MONTH_FIRST), key=self._span)
        if 3 * self._span(near) < self._span(far):
            return near, f"it then spans {self._span(near)} days, not {self._span(far)}"
        if self.halves and not self.padded:
            return MONTH_FIRST, "times of twelve hours and dates without zeros are American habit"
        return DAY_FIRST, "most phones write it so"


@dataclass(slots=True)
class Calendar:
    """Stamps of one file as moments; what has been read once is kept."""

    zone: tzinfo
    order: str
    by_separator: Mapping[str, str] = field(default_factory=dict)
    """Another order for dates with this sign between the numbers: some files are put together from several phones' exports."""
    _days: dict[str, date | None] = field(default_factory=dict)

    def day(self, written: str) -> date | None:
        """The day of a date as written."""
        if written in self._days:
            return self._days[written]
        if len(self._days) > 20_000:
            self._days.clear()
        found = numbers(written)
        order = next((self.by_separator[sign] for sign in self.by_separator if sign in written), self.order)
        self._days[written] = day(found, order) if found else None
        return self._days[written]
