"""Days as people write them: whole dates, those without a year, years alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
_NEAR = 16
"""Characters before a date in which its weekday is looked for."""


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
    return [(month, day, weekday) for _, month, day in found if day_of(2024, month, day)]


def years_in(text: str) -> list[int]:
    """Every year that is named on its own."""
    return [int(each[0]) for each in _YEAR_ALONE.finditer(text)]


def near(month: int, day: int, to: date) -> date | None:
    """The day of this month and day that is nearest to another one: the year of a heading in a log is that of its neighbours."""
    near_by = [found for year in (to.year - 1, to.year, to.year + 1) if (found := day_of(year, month, day))]
    return min(near_by, key=lambda found: abs(found - to), default=None)


def _found(each: re.Match[str]) -> Found | None:
    groups = each.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["name"].casefold()]
    return _valid(each, int(groups["y"]), month, int(groups["d"]))


def _numeric(each: re.Match[str], *, month_first: bool | None, weekday: int | None) -> Found | None:
    """Day and month in the order of the file, else in that which fits the weekday beside it, else the day first unless it cannot be."""
    a, b, year = int(each["a"]), int(each["b"]), int(each["y"])
    year += 2000 if year < 100 else 0
    by_day, by_month = day_of(year, b, a), day_of(year, a, b)
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
    valid = day_of(year, month, day)
    return Found(day=valid, start=each.start(), end=each.end()) if valid else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, where there is one of this month and number."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
