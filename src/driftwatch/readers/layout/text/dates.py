"""When a meeting was: from the file's name, else from its first lines, else from its folder."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from driftwatch.reading import Notes

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio januari janeiro",
            "february feb februar février febrero febbraio februari fevereiro",
            "march mar märz maerz mars marzo maart março",
            "april apr avril abril aprile",
            "may mai mayo maggio mei maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre diciembre dicembre desember dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|º)?"
_TO = r"(?:[ ]?[-–/][ ]?[0-3]?\d(?:st|nd|rd|th)?)?"
"""Of a meeting of several days the first counts."""
_GAP = r"[ .\-_]{1,4}"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_./](?P<m>[01]?\d)[-_./](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s?年\s?(?P<m>[01]?\d)\s?月\s?(?P<d>[0-3]?\d)\s?日"),
    re.compile(rf"(?<!\d){_DAY}{_TO}\.?(?:[ \-_](?:of|de))?{_GAP}(?P<name>{_MONTH})\b\.?,?(?: de)?{_GAP}{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![^\W\d_])(?P<name>{_MONTH})\.?[ .\-_]{{0,4}}{_DAY}{_TO}[,.\-_ ]{{1,4}}{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d){_YEAR}{_GAP}(?P<name>{_MONTH})\.?{_GAP}(?P<d>[0-3]?\d)(?!\d)", re.IGNORECASE),
)
_NUMERIC = re.compile(r"(?<![\d/.\-])(?P<a>[0-3]?\d)(?P<mark>[./-])(?P<b>[0-3]?\d)(?P=mark)(?P<y>(?:19|20)\d\d|(?<=/)\d\d)(?![\d/]|[.-]\d)")
"""`27.08.2025`, `8/27/2025`, `8/27/25`; which of the two comes first is decided for the whole file."""
_YEARLESS = (
    re.compile(rf"(?<![\d.:/-])(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\.?(?: of| de)?[ ]{{1,2}}(?P<name>{_MONTH})\b(?![ .,]{{0,3}}\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?<![^\W\d_])(?P<name>{_MONTH})\.?[ ]{{1,2}}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\b(?![ .,]{{0,3}}\d{{4}}|[:.]\d)", re.IGNORECASE),
)
_MONTH_ALONE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_](?P<m>[01]\d)(?![-_]?\d)")
_YEAR_ALONE = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo", "tuesday tue tues dienstag di", "wednesday wed weds mittwoch mi", "thursday thu thur thurs donnerstag do",
            "friday fri freitag fr", "saturday sat samstag sa", "sunday sun sonntag so",
        )
    )
    for name in names.split()
}  # fmt: skip
_TIME = re.compile(
    r"(?<![\d.])(?P<h>[012]?\d)[:.](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d%])\s*(?P<half>[ap]\.?m\b)?\s*(?P<zone>UTC|GMT|Z\b|\+\d\d:?\d\d)?",
    re.IGNORECASE,
)
_SHORT_TEXT = 80
"""A day without its year in a longer line belongs to what was talked about, unless its weekday stands beside it."""
_NEAR = 16
FIRST_LINES = 15
"""A date further down belongs to what was talked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date and where in the text it stands."""

    day: date
    start: int
    end: int
    guessed: str | None = None
    """How an ambiguous order of day and month was read."""


def dates_in(text: str, *, month_first: bool | None = None) -> list[Found]:
    """Every whole date in the text, in order; `month_first` says how the file writes `8/9/2025`, None that it does not tell."""
    found = [hit for pattern in _DATES for each in pattern.finditer(text) if (hit := _found(each))]
    found += [hit for each in _NUMERIC.finditer(text) if (hit := _numeric(each, month_first=month_first, weekday=_weekday(text, each.start())))]
    kept: list[Found] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether a file writes the month before the day in `8/27/2025`, as all its dates tell; None where they tell nothing or both."""
    told = {int(each["b"]) > 12 for text in texts for each in _NUMERIC.finditer(text) if (int(each["a"]) > 12) != (int(each["b"]) > 12)}
    return told.pop() if len(told) == 1 else None


def yearless(text: str) -> list[tuple[int, int, int | None]]:
    """Month, day and weekday (0 is Monday, None where none stands there) of every date that lacks its year."""
    found = sorted((each.start(), _MONTHS[each["name"].casefold()], int(each["d"])) for pattern in _YEARLESS for each in pattern.finditer(text))
    weekday = next((_WEEKDAYS[word] for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in _WEEKDAYS and len(word) > 2), None)
    return [(month, day, weekday) for _, month, day in found if _day(2024, month, day)]


def years_in(text: str) -> list[int]:
    """Every year that is named on its own."""
    return [int(each[0]) for each in _YEAR_ALONE.finditer(text)]


def near(month: int, day: int, to: date) -> date | None:
    """The day of this month and day that is nearest to another one: the year of a heading in a log is that of its neighbours."""
    near_by = [found for year in (to.year - 1, to.year, to.year + 1) if (found := _day(year, month, day))]
    return min(near_by, key=lambda found: abs(found - to), default=None)


def said_at(name: str, lines: list[str], zone: tzinfo, notes: Notes, *, month_first: bool | None = None) -> datetime | None:
    """The beginning of the meeting in the zone of the source; a bare date is that day's midnight."""
    first = lines[:FIRST_LINES]
    in_text = [(hit, line) for line in first for hit in dates_in(line, month_first=month_first)]
    if (chosen := _chosen(name, [hit for hit, _ in in_text], lines)) is None:
        notes.guess("date: none found in the file's name or its first lines")
        return None
    hit, remark = chosen
    if hit.guessed or remark:
        notes.guess(hit.guessed or f"date: {hit.day.isoformat()}, from {remark}")
    line = next((line for other, line in in_text if other.day == hit.day), None) or next((line for line in first if _same_day(line, hit.day)), "")
    return _at(hit.day, line, zone)


def _chosen(name: str, in_text: Sequence[Found], lines: Sequence[str]) -> tuple[Found, str] | None:
    """The date that counts, and where it comes from unless from the file's own name."""
    folder, _, own = name.replace("!", "/").rpartition("/")
    if found := dates_in(own):
        placed = dates_in(folder.rpartition("/")[2])
        if in_text and placed and in_text[0].day == placed[-1].day != found[-1].day:
            return in_text[0], "the first lines and the folder, which agree against the file's name"
        return found[-1], ""
    if in_text:
        return in_text[0], "the first lines"
    if found := dates_in(folder.rpartition("/")[2]) or dates_in("/".join(folder.split("/")[-3:])):
        return found[-1], "the name of the folder"
    known = [*years_in(own), *years_in(folder.rpartition("/")[2]), *(year for line in lines[:FIRST_LINES] for year in years_in(line))]
    later = lines[FIRST_LINES:]
    elsewhere = [
        *(hit.day.year for line in later for hit in dates_in(line)),
        *sorted({year for line in later for year in years_in(line)}, reverse=True),
    ]
    for text in (own.replace("_", " ").replace("-", " "), *lines[:FIRST_LINES]):
        for month, day, weekday in yearless(text):
            years = known if weekday is None else [*known, *elsewhere]
            fitting = [each for year in dict.fromkeys(years) if (each := _day(year, month, day)) and weekday in (None, each.weekday())]
            if fitting and (len(text) < _SHORT_TEXT or weekday is not None):
                return Found(day=fitting[0], start=0, end=0), "a day without its year, and a year that stands beside it"
    if (hit := _MONTH_ALONE.search(own)) and (day_one := _day(int(hit["y"]), int(hit["m"]), 1)):
        return Found(day=day_one, start=0, end=0), "a month; the day is not told"
    return None


def _same_day(line: str, day: date) -> bool:
    """Whether the line names the day without its year: `orchard call tues 2 sept`."""
    return any((month, number) == (day.month, day.day) for month, number, _ in yearless(line))


def _at(day: date, line: str, zone: tzinfo) -> datetime:
    """The day with the first time that stands on its line."""
    bare = line
    for hit in reversed(dates_in(line)):
        bare = bare[: hit.start] + " " * (hit.end - hit.start) + bare[hit.end :]
    for each in _TIME.finditer(bare):
        hour = int(each["h"])
        if each["half"]:
            hour = hour % 12 + (12 if each["half"].lower().startswith("p") else 0)
        if hour > 23:
            continue
        there: tzinfo = UTC if (each["zone"] or "").upper() in {"UTC", "GMT", "Z"} else zone
        if each["zone"] and each["zone"].startswith("+"):
            there = datetime.strptime(each["zone"].replace(":", ""), "%z").tzinfo or zone
        return datetime.combine(day, time(hour, int(each["min"]), int(each["s"] or 0)), tzinfo=there)
    return datetime.combine(day, time(), tzinfo=zone)


def _found(each: re.Match[str]) -> Found | None:
    groups = each.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["name"].casefold()]
    return _valid(each, int(groups["y"]), month, int(groups["d"]))


def _numeric(each: re.Match[str], *, month_first: bool | None, weekday: int | None) -> Found | None:
    """Day and month in the order of the file, else in that which fits the weekday beside it, else the day first unless it cannot be."""
    a, b, year = int(each["a"]), int(each["b"]), int(each["y"])
    year += 2000 if year < 100 else 0
    by_day, by_month = _day(year, b, a), _day(year, a, b)
    if month_first is None and by_day and by_month and by_day != by_month:
        fitting = [day for day in (by_day, by_month) if day.weekday() == weekday]
        guess = None if len(fitting) == 1 else f"date: `{each[0]}` read with the day first"
        return Found(day=fitting[0] if len(fitting) == 1 else by_day, start=each.start(), end=each.end(), guessed=guess)
    day = by_month or by_day if month_first else by_day or by_month
    return Found(day=day, start=each.start(), end=each.end()) if day else None


def _weekday(text: str, before: int) -> int | None:
    """The weekday that stands right before a date."""
    names = re.findall(r"[^\W\d_]{2,12}", text[max(before - _NEAR, 0) : before].casefold())
    return next((_WEEKDAYS[name] for name in reversed(names) if name in _WEEKDAYS), None)


def _valid(each: re.Match[str], year: int, month: int, day: int) -> Found | None:
    valid = _day(year, month, day)
    return Found(day=valid, start=each.start(), end=each.end()) if valid else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
