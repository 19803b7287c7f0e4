"""Times in the cells of a column: one order of day, month and year for all of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from driftwatch.domain.dates import dates_in
from driftwatch.readers.layout.text.stamps import Calendar, Orders
from driftwatch.readers.layout.text.stamps import clock as clock_of
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes

_NUMBERS = re.compile(r"\s{0,4}(?:[^\W\d_]{2,10}\.?,?\s)?(?P<date>\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4})\.?(?P<rest>[\s,T].{0,40})?")
_ZONE = re.compile(r"\s?(?:(?P<utc>UTC|GMT|Z)|(?:UTC|GMT)?(?P<sign>[+\-])(?P<h>\d{1,2}):?(?P<m>\d\d)?)\)?$")
_LATIN = re.compile(r"[^\W\d_]{3}")
_LONGEST = 64
_MOST_KEPT = 50_000


@dataclass(slots=True)
class ColumnTimes:
    """Reads the times of one column; `decide` first sees all of them."""

    zone: tzinfo
    notes: Notes
    _calendar: Calendar | None = None
    _kept: dict[str, datetime | None] = field(default_factory=dict)

    def decide(self, cells: Iterable[tuple[int, str]]) -> None:
        """Settle the order of day and month by every date of the column; each comes with its line."""
        orders, before, last = Orders(), "", ""
        for line, cell in cells:
            if cell == before:
                continue
            before, date = cell, numbers_in(cell)
            if date and date != last:
                orders.see(date, line)
                last = date
        order, why = orders.decided()
        self._calendar = Calendar(zone=self.zone, order=order)
        if why:
            self.notes.guess(f"dates: {order}, because {why}")

    def moment(self, cell: object) -> datetime | None:
        """The moment in a cell, None where it holds none."""
        if isinstance(cell, datetime):
            return cell if cell.tzinfo else cell.replace(tzinfo=self.zone)
        if isinstance(cell, int | float):
            return parse_time(cell, self.zone)
        cell = cell if isinstance(cell, str) else str(cell)
        if cell not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[cell] = self._read(cell.strip()[:_LONGEST])
        return self._kept[cell]

    def _read(self, text: str) -> datetime | None:
        if (at := parse_time(text, self.zone)) is not None:
            return at
        zone = self.zone
        if (hit := _ZONE.search(text)) and ":" in text[: hit.start()]:
            zone, text = _zone(hit, self.zone), text[: hit.start()]
        if (hit := _NUMBERS.fullmatch(text)) and self._calendar is not None:
            day = self._calendar.day(hit["date"])
            hours = clock_of(hit["rest"] or "0:00")
            return datetime.combine(day, hours, tzinfo=zone) if day is not None and hours is not None else None
        return _with_month(text, zone) if _LATIN.search(text) else None


def numbers_in(cell: str) -> str:
    """The date of a cell that is written in numbers whose order it does not tell, "" where it has none."""
    hit = _NUMBERS.match(cell[:_LONGEST])
    return hit["date"] if hit and len(hit["date"].replace("-", ".").replace("/", ".").split(".")[0]) < 4 else ""


def _with_month(text: str, zone: tzinfo) -> datetime | None:
    """`March 3, 2026 10:01 AM`, `Tue, 03 Mar 2026 10:01:30`."""
    found = dates_in(text)
    if not found:
        return None
    day, rest = found[0].day, text[: found[0].start] + " " + text[found[0].end :]
    return datetime.combine(day, clock_of(rest) or time(), tzinfo=zone)


def _zone(hit: "re.Match[str]", default: tzinfo) -> tzinfo:
    if hit["utc"]:
        return UTC
    ahead = timedelta(hours=int(hit["h"]), minutes=int(hit["m"] or 0))
    return timezone(ahead if hit["sign"] == "+" else -ahead) if ahead < timedelta(hours=15) else default
