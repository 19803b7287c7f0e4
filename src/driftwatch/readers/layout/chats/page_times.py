"""Dates and times that a page shows to people, in any spelling; one order of day and month for the whole page."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, tzinfo

from driftwatch.domain.dates import dates_in
from driftwatch.errors import Reason
from driftwatch.readers.layout.text.stamps import Calendar, Orders, clock
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes

_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\b\.?)?")
_UTC = re.compile(r"\bUTC\b|\bGMT\b|\+00:?00|\dZ\b")
_LONGEST = 200


class PageTimes:
    """The times of one page."""

    def __init__(self, written: Iterable[str], zone: tzinfo, notes: Notes) -> None:
        self._zone, self._notes = zone, notes
        orders, last = Orders(), ""
        for number, each in enumerate(written, start=1):
            hit = _DATE.search(each[:_LONGEST])
            if hit and hit[0] != last:
                last = hit[0]
                orders.see(last, number)
        order, why = orders.decided()
        if why:
            notes.guess(f"date order: {order}, because {why.replace('(line', '(entry')}")
        self._calendar = Calendar(zone=UTC, order=order)

    def at(self, written: str, where: str) -> datetime | None:
        """The moment in the source's zone, None where nothing says when, which is told."""
        written = written[:_LONGEST].strip()
        found = parse_time(written, self._zone) or self._read(written)
        if found is None:
            what = f"no time that can be read in `{written[:40]}`" if written else "no time"
            self._notes.problem(f"{where}: {what}; it counts as undated", Reason.BAD_TIME)
        return found

    def _read(self, written: str) -> datetime | None:
        """A date in numbers or with the name of its month, and a time of day; without `UTC` by the source's zone."""
        hit = _DATE.search(written)
        stamp = _CLOCK.search(written, hit.end() if hit else 0) or _CLOCK.search(written)
        named = next(iter(dates_in(written)), None) if hit is None else None
        day = self._calendar.day(hit[0]) if hit else named.day if named else None
        hours = clock(stamp[0]) if stamp else time()
        if day is None or hours is None:
            return None
        if _UTC.search(written):
            return datetime.combine(day, hours, tzinfo=UTC).astimezone(self._zone)
        self._notes.guess(f"zone: {self._zone}, because its times carry none")
        return datetime.combine(day, hours, tzinfo=self._zone)
