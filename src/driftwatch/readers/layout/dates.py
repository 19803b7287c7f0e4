"""When a meeting was: from the file's name, else from its first lines."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from driftwatch.reading import Notes

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz maerz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sep sept septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_./](?P<m>[01]?\d)[-_./](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\.?(?: of)?[ .\-_]+(?P<name>{_MONTH})\b\.?,?[ .\-_]+{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH})\.?[ .\-_]+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?[,.\-_ ]+(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"\b(?P<y>(?:19|20)\d\d)[ .\-_]+(?P<name>{_MONTH})\.?[ .\-_]+(?P<d>[0-3]?\d)(?!\d)", re.IGNORECASE),
)
_POINTED = re.compile(r"(?<!\d)(?P<d>[0-3]?\d)[./](?P<m>[01]?\d)[./](?P<y>(?:19|20)\d\d)(?!\d)")
_SHORT = re.compile(rf"(?<!\d)(?P<d>[0-3]?\d)\.?[ ](?P<name>{_MONTH})\b(?![ .,]*\d)", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d.])(?P<h>[012]?\d)[:.](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d%])\s*(?P<half>[ap]\.?m\b)?\s*(?P<zone>UTC|GMT|Z\b|\+\d\d:?\d\d)?",
    re.IGNORECASE,
)
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


def dates_in(text: str) -> list[Found]:
    """Every whole date in the text, in order."""
    found = [hit for pattern in _DATES for each in pattern.finditer(text) if (hit := _found(each))]
    found += [hit for each in _POINTED.finditer(text) if (hit := _pointed(each))]
    kept: list[Found] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def said_at(name: str, lines: list[str], zone: tzinfo, notes: Notes) -> datetime | None:
    """The beginning of the meeting in the zone of the source; a bare date is that day's midnight."""
    first = lines[:FIRST_LINES]
    folder, _, own = name.replace("!", "/").rpartition("/")
    in_name, in_folder = dates_in(own), dates_in(folder.rpartition("/")[2])
    in_text = [(hit, line) for line in first for hit in dates_in(line)]
    if not in_name and not in_text and not in_folder:
        notes.guessed.append("date: none found in the file's name or its first lines")
        return None
    hit = in_name[-1] if in_name else in_text[0][0] if in_text else in_folder[-1]
    if hit.guessed:
        notes.guessed.append(hit.guessed)
    elif not in_name:
        notes.guessed.append(f"date: {hit.day.isoformat()}, from the {'first lines' if in_text else 'name of the folder'}")
    line = next((line for other, line in in_text if other.day == hit.day), None) or next((line for line in first if _same_day(line, hit.day)), "")
    return _at(hit.day, line, zone)


def _same_day(line: str, day: date) -> bool:
    """Whether the line names the day without its year: `orchard call tues 2 sept`."""
    return any(int(each["d"]) == day.day and _MONTHS[each["name"].casefold()] == day.month for each in _SHORT.finditer(line))


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


def _pointed(each: re.Match[str]) -> Found | None:
    """`27.08.2025` and `27/08/2025`: the day comes first unless it cannot."""
    first, second, year = int(each["d"]), int(each["m"]), int(each["y"])
    if second > 12:
        return _valid(each, year, first, second)
    guess = None
    if first <= 12 and first != second:
        guess = f"date: `{each[0]}` read with the day first"
    return _valid(each, year, second, first, guess)


def _valid(each: re.Match[str], year: int, month: int, day: int, guessed: str | None = None) -> Found | None:
    try:
        return Found(day=date(year, month, day), start=each.start(), end=each.end(), guessed=guessed)
    except ValueError:
        return None
