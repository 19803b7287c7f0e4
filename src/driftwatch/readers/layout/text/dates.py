"""When a meeting was: from the file's name, else from its first lines, else from its folder."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo

from driftwatch.domain.dates import Found, dates_in, day_of, yearless, years_in
from driftwatch.reading import Notes

_MONTH_ALONE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_](?P<m>[01]\d)(?![-_]?\d)")
_TIME = re.compile(
    r"(?<![\d.])(?P<h>[012]?\d)[:.](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d%])\s*(?P<half>[ap]\.?m\b)?\s*(?P<zone>UTC|GMT|Z\b|\+\d\d:?\d\d)?",
    re.IGNORECASE,
)
_SHORT_TEXT = 80
"""A day without its year in a longer line belongs to what was talked about, unless its weekday stands beside it."""
FIRST_LINES = 15
"""A date further down belongs to what was talked about."""


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
            fitting = [each for year in dict.fromkeys(years) if (each := day_of(year, month, day)) and weekday in (None, each.weekday())]
            if fitting and (len(text) < _SHORT_TEXT or weekday is not None):
                return Found(day=fitting[0], start=0, end=0), "a day without its year, and a year that stands beside it"
    if (hit := _MONTH_ALONE.search(own)) and (day_one := day_of(int(hit["y"]), int(hit["m"]), 1)):
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
