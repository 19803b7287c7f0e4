"""Lines of chat logs as the programs of three decades write them, as data; and when each was said."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from driftwatch.domain.dates import dates_in
from driftwatch.readers.layout.text.stamps import plain_time

_CHANNEL = r"(?:(?P<channel>[^\s\[\]<>:]{1,60}) (?=\d{4}-\d\d-\d\d[ ]))?"
_DATE = r"(?:(?P<date>\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d)[T ])?"
_ZONE = r"(?:[.,]\d{1,9})?(?P<zone>Z|[+-]\d\d:?\d\d)?"
SAID = re.compile(
    rf"{_CHANNEL}\[?{_DATE}[\[(]?(?P<time>\d\d?:\d\d(?::\d\d)?){_ZONE}[\])]{{0,2}}[ \t]{{0,8}}<[ @+%&~!]?(?P<nick>[^<>\t\n]{{1,90}})>[ \t]{{0,8}}"
)
"""`[10:02] <ada> `, `10:02 <@ada> `, `[2026-03-13T10:02:05.123Z]\t<Ada_Lind>\t`, `quay 2026-03-13 [10:02:05] <ada> `, `Mar 13 10:02:05 <ada>\t`."""
TABBED = re.compile(r"(?P<channel>)(?P<date>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d:\d\d)(?P<zone>)\t[ @+%&~!]?(?P<nick>[^\t\n<>]{1,60})\t")
"""`2026-03-13 10:02:05\tada\t`"""
_SIGNS = r"(?P<sign>={2,3}|\*{1,4}|-!-|-{1,3}>|<-{1,3}|-{2,3}|-(?P<notice>[^\s<>-][^\s<>]{0,60})-)"
OTHER = re.compile(
    rf"{_CHANNEL}\[?(?:{_DATE}[\[(]?(?P<time>\d\d?:\d\d(?::\d\d)?){_ZONE}[\])]{{0,2}}|(?P<day>\d{{4}}-\d\d-\d\d))?"
    rf"[ \t]{{0,8}}{_SIGNS}[ \t]{{0,4}}(?=\S)"
)
"""What is not said with a name in brackets: `* ada waves`, `=== ada has joined #quay`, `-!- `, `--> `."""
ALONE = ("===", "***", "****", "-!-", "---", "==")
"""Signs that begin a line without a stamp."""
NOTICE = re.compile(
    r"\A.{0,200}?(?:\bhas (?:joined|left|quit|changed|set|been|kicked|invited)\b|\bhave been\b|\bis now known as\b|\bsets? mode\b|"
    r"\b(?:entered|left) the room\b|\bYou(?:'re| are) now\b|\bwas kicked\b|\bwas added\b|\bTopic (?:for|set)\b|"
    r"^(?:Joins|Parts|Quits|Mode|Topic|Notify|Users on|Now talking)\b|\b(?:joined|left|quit) #|[\[(][^\s\])]{0,80}@[^\s\])]{0,120}[\])]|"
    r"\[\S{1,80}\] by \S|\bgives (?:channel operator|voice)\b|\btimed? out\b)"
)
"""What a server says of people; whatever else follows such a sign is what somebody does."""
SERVED = re.compile(
    r"\S{1,90} (?:[\[(][^\s\])]{0,80}@[^\s\])]{0,120}[\])]|is now known as \S|sets mode|has (?:joined|left|quit) ?[#&(\[]|(?:has )?quit IRC|"
    r"gives (?:channel operator|voice)|removes (?:channel operator|voice)|was kicked|has (?:changed|set) the topic)|(?:Now talking|Topic|You) "
)
"""The same behind a `*`, which begins actions too."""
RENAMED = re.compile(r"(?P<old>\S{1,90}) is now known as (?P<new>[^\s\[]{1,90})")
GONE = re.compile(r"(?P<nick>\S{1,90}) (?:[\[(][^\])]{0,200}[\])] {1,2})?(?:has left|has quit|left the room|was kicked)")
_DAY = re.compile(
    r"(?:-{3} (?:Log opened|Day changed|Log closed)|\*{4} BEGIN LOGGING AT|\*{4} ENDING LOGGING AT|"
    r"Session (?:Start|Time|Close)|# Log started)[: ]{1,2}(?P<when>.{1,60})"
)
_WHERE = (
    re.compile(r"Session Ident: (?P<channel>[#&][^\s,]{1,60})"),
    re.compile(r"(?:has joined|have joined|Now talking (?:in|on)|Topic for|joined) \W{0,2}(?P<channel>#[^\s,\]:'\"]{1,60})"),
)
_NAMED = re.compile(r"(?P<channel>#[^\s/\\!,.]{1,60})")
_STEM = re.compile(r"\.(?:raw|all|ascii|txt|log|weechatlog|irc|gz|text)\b|[-_.]?\b(?:irc|log|logs|chat|all)\b", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d(?:[-_.T]?\d{1,6})?")
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)}
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
_NO_TIME = time.max
"""Stands for a time that there is not."""
_MINUTES_OF_A_DAY, _MINUTES_OF_A_HALF = 1440, 720


def day_of(line: str) -> date | None:
    """The day that a program notes on a line of its own: `--- Day changed Fri Mar 13 2026`."""
    hit = _DAY.match(line)
    if hit is None:
        return None
    when = re.sub(r"\d\d:\d\d:\d\d ?(?:[A-Z]{3,4} )?", "", hit["when"])
    found = dates_in(when) or dates_in(" ".join(when.split()[1:]))
    return found[0].day if found else None


def channel_of(name: str, head: str) -> str:
    """The channel: as the log says, else as its file or the folder is called."""
    for pattern in _WHERE:
        if hit := pattern.search(head):
            return hit["channel"].strip("#&") or "irc"
    if hit := _NAMED.search(name):
        return _DATED.sub("", hit["channel"]).strip("#-_") or "irc"
    parts = [_STEM.sub("", _DATED.sub("", part)).strip("-_. ") for part in re.split(r"[/\\!]", name)[-2:] if not part.lower().endswith(".zip")]
    return next((part for part in reversed(parts) if part and not part.isdecimal()), "irc")


@dataclass(slots=True)
class Moments:
    """Stamps of a log as moments: the day stands in the line, on a line of its own, or in the file's name."""

    zone: tzinfo
    channel: str
    today: date | None
    document: str = ""
    last: datetime | None = None
    """What the last stamp meant."""
    key: tuple[str, str | None, str | None] = ("", "", "")
    """The last stamp: time, date, zone."""
    half_days: bool = False
    """Whether times of twelve hours without their half were met."""
    _day: date | None = None
    _date: date | None = None
    _written: str = ""
    _hour: int = -1
    _zoned: date | None = None
    _minute: int = -1
    _later: int = 0
    """Hours to add: it is after noon on a clock of twelve hours."""

    def turn(self, day: date) -> None:
        """The log says that another day has begun."""
        self.today, self._minute, self._later, self.key, self._written = day, -1, 0, ("", "", ""), ""

    def move(self, written: str | None, clock: str, zone: str | None, channel: str | None) -> None:
        """The next line has another stamp: `last` is then its moment (None where no day is known, or there is no such time), `document` its day."""
        self.key = (clock, written, zone)
        if channel:
            self._turned(channel)
        self.last = self._read(written, clock, zone)

    def _turned(self, channel: str) -> None:
        if channel != self.channel:
            self.channel, self.document = channel, ""

    def _read(self, written: str | None, told: str, zone: str | None) -> datetime | None:
        clock = plain_time(told) or self._clock(told)
        if written is not None:
            day = self._date if written == self._written else self._dated(written)
        else:
            if (now := 60 * clock.hour + clock.minute) < self._minute or self._later:
                self._goes_on(now)
                clock = clock.replace(hour=clock.hour + self._later) if clock.hour < 12 else clock
            self._minute, day = now, self.today
        if day is None or clock is _NO_TIME or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self._name(day)
            return None
        if not zone:
            if day is not self._day:
                self._name(day)
            return datetime.combine(day, clock, self.zone)
        at = datetime.combine(day, clock, UTC if zone == "Z" else _offset(zone))
        if clock.hour != self._hour or day is not self._zoned:
            self._hour, self._zoned = clock.hour, day
            self._name(at.astimezone(self.zone).date())
        return at

    def _clock(self, written: str) -> time:
        hour, minute, *rest = map(int, written.split(":"))
        second = rest[0] if rest else 0
        return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else _NO_TIME

    def _goes_on(self, minute: int) -> None:
        """A clock that steps back a day has passed midnight; one that steps back half a day has twelve hours."""
        back = self._minute - minute
        if minute >= 13 * 60:
            self._later = 0
        if back > _MINUTES_OF_A_DAY - 240:
            self._tomorrow()
        elif _MINUTES_OF_A_HALF - 60 <= back <= _MINUTES_OF_A_HALF and minute < 120:
            self.half_days = True
            if self._later:
                self._tomorrow()
            self._later = 12 - self._later

    def _tomorrow(self) -> None:
        if self.today is not None and self.today.year <= _LAST_YEAR:
            self.today += timedelta(days=1)

    def _dated(self, written: str) -> date | None:
        self._written, self._date = written, self._parsed(written)
        return self._date

    def _parsed(self, written: str) -> date | None:
        try:
            if written[0].isdecimal():
                return date.fromisoformat(written)
            return self.today and date(self.today.year, _MONTHS[written[:3]], int(written[4:]))
        except (ValueError, KeyError):
            return None

    def _name(self, day: date | None) -> None:
        if day is not self._day or not self.document:
            self._day = day
            self.document = f"{self.channel}/{day.isoformat()}" if day is not None else self.channel


def _offset(zone: str) -> tzinfo:
    if zone == "Z":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=min(hours, 23), minutes=min(minutes, 59)))
