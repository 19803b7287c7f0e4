"""A WhatsApp chat as phones export it, `_chat.txt` or `WhatsApp Chat with ….txt`: it has no ids, and its dates are the phone's.

The same chat from two phones can differ in zone, minute and names; messages are told apart by time, speaker and text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from driftwatch.domain.dates import dates_in
from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.meetings.phrases import CHAT_OF, DELETED, EDITED, NOTICES, OMITTED
from driftwatch.readers.layout.text.decoding import Encoding, glimpse
from driftwatch.readers.layout.text.lines import blocks, settled_for
from driftwatch.readers.layout.text.stamps import GAP, MARKS, STAMP, Calendar, Orders, Stamps
from driftwatch.reading import Notes, Source

_LONGEST_NAME = 100
_SIGNAL = re.compile(r"\[\d{4}-\d\d-\d\d, \d\d:\d\d\] ")
_SIGNAL_ENDS = re.compile(r"  \n\s{0,4}\n\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] ")
"""Exports of Signal have stamps that phones in Sweden write too, but for these."""
_MARK = "\u200e"
"""Stands before what the program writes, not a person."""
_AROUND = "".join(map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
_BLANKS = " \t\u00a0\u2009\u202f"
_QUOTES = frozenset('"“”„«»<>')
"""No name has them, and the notices about new subjects do."""
_ATTACHED = re.compile(r"\S[^\n()]{0,200}\.[A-Za-z0-9]{2,5} \([^()\n]{3,60}\)$", re.MULTILINE)
_TAIL = re.compile(rf"[{GAP}\n]{{0,3}}(?P<mark>[{MARKS}])?<(?P<inside>[^<>\n]{{1,200}})>[{GAP}]{{0,2}}\Z")
_POLL = re.compile(rf"[{MARKS}]?[^\W\d_]{{2,20}}:\n(?P<question>[^\n]{{1,2000}})\n[{MARKS}]?[^\W\d_]{{2,20}}: [^\n]{{0,2000}}\([^()\n]{{1,60}}\)")
_LONGEST_TAIL = 210
_PLACES = ("location", "live location", "standort", "position", "ubicación", "localização", "localisation", "posizione", "locatie")
_PLACE = re.compile(rf"[{MARKS}]?(?:{'|'.join(_PLACES)}): https?://\S+", re.IGNORECASE)
_STARTS = frozenset(phrase[:4] for phrase in (*DELETED, *OMITTED, *NOTICES, *_PLACES)) | {""}
_BEGINS = ("<", "\u200f", "\u202a", "\ufeff")
_ENDS = (">", ")", "")
"""A look at a few signs tells most of what people write from what the program wrote."""
_TRAILING = f"{_AROUND}{_BLANKS}\n"
_WHOLE_LINE = re.compile(r"<[^<>\n]{1,80}>")


def recognises(name: str, head: bytes) -> bool:
    """Whether its first line, and not only that, is a stamp with a name or a notice behind it."""
    text = glimpse(head).lstrip("\ufeff \n")
    if not STAMP.match(text[:200]) or _SIGNAL.match(text) or _SIGNAL_ENDS.search(text):
        return False
    behind = [line[hit.end() :] for line in text.split("\n") if (hit := STAMP.match(line[:200]))]
    return not any(rest.startswith(("<", "* ", "*** ", "-!-")) for rest in behind[:20]) and any(": " in rest[: _LONGEST_NAME + 2] for rest in behind)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages that people wrote, in the order of the file."""
    encoding = settled_for(source, notes)
    survey = _surveyed(source, encoding, notes)
    if survey.stamps == 0:
        raise UnreadableSourceError("no line begins with a date, a time and a name, as each message of an export does", reason=Reason.NOT_RECOGNISED)
    chat = _Chat(source=source, notes=notes, calendar=survey.calendar(source), channel=survey.channel(source.name))
    yield from chat.messages(encoding)


@dataclass(slots=True)
class _Survey:
    """What all stamps of the file say together."""

    orders: Orders = field(default_factory=Orders)
    by_separator: dict[str, Orders] = field(default_factory=dict)
    order: str = ""
    stamps: int = 0
    title: str = ""
    """The name of the chat, as its first notice bears it."""

    def see(self, written: str, clock: str, line: int) -> None:
        """A date that differs from the one before."""
        sign = next((sign for sign in "./-" if sign in written), "")
        self.orders.halves = self.orders.halves or not clock.replace(":", "").replace(".", "").isdecimal()
        self.orders.see(written, line)
        self.by_separator.setdefault(sign, Orders()).see(written, line)

    def decide(self, notes: Notes, ends: date | None) -> None:
        """One order for the whole file, told with its reason."""
        self.order, why = self.orders.decided(ends)
        if why:
            notes.guess(f"date order: {self.order}, because {why}")

    def calendar(self, source: Source) -> Calendar:
        """How its stamps are read; where no one order fits all dates, dates with other separators may have another."""
        mixed = self.orders.misfits.get(self.order, 0) and len(self.by_separator) > 1
        others = {sign: orders.decided()[0] for sign, orders in self.by_separator.items() if sign and orders.seen} if mixed else {}
        return Calendar(zone=source.timezone, order=self.order, by_separator=others)

    def channel(self, name: str) -> str:
        """The chat: as the phone names it in the first line, in the file's name, else as the folder is called."""
        if self.title:
            return self.title
        parts = [part for part in re.split(r"[/\\!]", re.sub(r"\.(?:txt|zip)(?=!|$)", "", name, flags=re.IGNORECASE)) if part]
        for part in reversed(parts):
            begin = next((phrase for phrase in CHAT_OF if part.casefold().startswith(phrase)), None)
            if begin is not None and (rest := part[len(begin) :].strip(" -_")):
                return rest
        return next((part for part in reversed(parts) if part.casefold() not in ("_chat", "chat")), "WhatsApp")


def _surveyed(source: Source, encoding: Encoding, notes: Notes) -> _Survey:
    """The first way through the file: which order its dates have."""
    survey, stamps, day = _Survey(), Stamps(), "\n"
    for first, block in blocks(source, Notes(), encoding=encoding):
        for number, line in enumerate(block, first):
            if line.startswith(day) or not (end := stamps.end(line)):
                continue
            if survey.stamps == 0:
                survey.title = _title(line[end:])
            survey.stamps += 1
            day = line[: stamps.begin]
            survey.see(stamps.date, stamps.clock, number)
    named = dates_in(re.split(r"[/\\!]", source.name)[-1])
    survey.decide(notes, named[-1].day if named else None)
    return survey


def _title(first: str) -> str:
    """The chat's name, where the first notice bears it."""
    name, colon, text = first.partition(": ")
    return _cleaned(name) if colon and text.lstrip(_AROUND).casefold().startswith(NOTICES) else ""


@dataclass(slots=True)
class _Chat:
    """The second way: stamped lines, with those that follow them, as messages."""

    source: Source
    notes: Notes
    calendar: Calendar
    channel: str
    stamps: Stamps = field(default_factory=Stamps)
    number: int = 0
    offset: int = 0
    name: str = ""
    """The speaker of the message in hand, "" while there is none."""
    written: str = ""
    text: str = ""
    at: datetime | None = None
    document: str = ""
    _date: str = ""
    _day: date | None = None
    _there: dict[str, str] = field(default_factory=dict)
    """Whose messages began on this day: the name as written -> the name."""
    _noted: set[str] = field(default_factory=set)

    def messages(self, encoding: Encoding) -> Iterator[Message]:
        """All of them."""
        more: list[str] = []
        size, most, end_of = 0, self.source.limits.message_chars, self.stamps.end
        for first, block in blocks(self.source, self.notes, encoding=encoding):
            for number, line in enumerate(block, first):
                if end := end_of(line):
                    if self.name and (message := self._ended(more)) is not None:
                        yield message
                    if more:
                        more, size = [], 0
                    self._begin(line, number, end)
                elif self.name and size <= most:
                    more.append(line)
                    size += len(line) + 1
        if self.name and (message := self._ended(more)) is not None:
            yield message

    def _begin(self, line: str, number: int, end: int) -> None:
        """A message begins in this line; a notice, which has no name before a colon, ends the one before."""
        colon = line.find(": ", end, end + _LONGEST_NAME)
        if colon < 0 and line.endswith(":") and len(line) - end <= _LONGEST_NAME:
            colon = len(line) - 1
        stamps, written = self.stamps, line[end:colon] if colon > end else ""
        if stamps.date != self._date:
            self._turn_page()
        name = self._there.get(written)
        self.name = name if name is not None else self._met(written)
        if not self.name:
            self.notes.dropped["joins and other notices"] += 1
            return
        if self._day is not None and stamps.hours is not None:
            self.at = datetime.combine(self._day, stamps.hours, self.calendar.zone)
        else:
            self.at = None
            what = f"line {number}: {stamps.date} {stamps.clock} is no time; the message counts as undated"
            self.notes.problem(what, Reason.BAD_TIME, line=number)
        self.number, self.offset, self.written = number, colon + 2, written
        self.text = line[colon + 2 :]

    def _ended(self, more: list[str]) -> Message | None:
        """The message in hand; None for what the program wrote, and for what is not there any more."""
        text = self.text
        if more or text[:4].casefold() in _STARTS or text[-1:] in _ENDS or text[:1] in _BEGINS or _MARK in text:
            self.text = "\n".join([text, *more])
            if (reason := self._trimmed()) is not None:
                self.notes.dropped[reason] += 1
                return None
            text = self.text
        if (plain := text.strip()) is not text:
            self._move(len(text) - len(text.lstrip()))
        if self.written not in self._noted:
            self._note()
        values = (self.source.name, f"line {self.number}", self.document, "whatsapp", Register.CHAT, plain, self.name)
        return Message(*values, None, self.at, None, None, self.offset)

    def _trimmed(self) -> str | None:
        """Takes away what the program put behind or before the words; a reason where no words are left."""
        while self.text[-3:].rstrip(_TRAILING).endswith(">") and (hit := _TAIL.search(self.text, max(0, len(self.text) - _LONGEST_TAIL))):
            inside = hit["inside"].rstrip(".").casefold()
            if not (hit["mark"] or inside in EDITED or inside in OMITTED):
                break
            if not hit.start():
                return "attachment"
            self.text = self.text[: hit.start()]
        first, more, _ = self.text.partition("\n")
        if more and first.endswith(":") and (poll := _POLL.match(self.text)):
            self.notes.dropped["poll options"] += self.text.count("\n", poll.end("question"))
            self._move(poll.start("question"))
            self.text = poll["question"]
        elif first.endswith(")") and (hit := _ATTACHED.match(self.text)):
            self._move(min(hit.end() + 1, len(self.text)))
        return _written_by_the_program(self.text)

    def _move(self, start: int) -> None:
        """The words begin further on."""
        breaks = self.text.count("\n", 0, start)
        self.number += breaks
        self.offset = start - self.text.rfind("\n", 0, start) - 1 if breaks else self.offset + start
        self.text = self.text[start:]

    def _turn_page(self) -> None:
        """Another day."""
        self._date, self._there, self._noted = self.stamps.date, {}, set()
        self._day = at = self.calendar.day(self._date)
        self.document = f"{self.channel}/{at.isoformat()}" if at is not None else self.channel

    def _met(self, written: str) -> str:
        """Somebody who writes for the first time on this day, "" for what is no name."""
        if not written or not _QUOTES.isdisjoint(written):
            return ""
        name = self._there[written] = _cleaned(written)
        return name

    def _note(self) -> None:
        """Somebody said something on this day."""
        self._noted.add(self.written)
        self.notes.attend(self.document, self.name, "")
        if self.written.strip() != self.name:
            self.notes.also(self.document, self.name, self.written)


def _written_by_the_program(text: str) -> str | None:
    """Why nobody said this; None where somebody did."""
    plain = text.strip(_TRAILING).rstrip(".").casefold()
    if not plain:
        return "empty"
    if len(plain) < 80 and (plain in DELETED or plain.strip("<>").rstrip(".") in DELETED):
        return "deleted"
    if plain in OMITTED or _WHOLE_LINE.fullmatch(plain) or _PLACE.fullmatch(text.strip()):
        return "attachment"
    if text.startswith(_MARK):
        return "attachment" if plain.endswith(">") else "joins and other notices"
    return "joins and other notices" if plain.startswith(NOTICES) else None


def _cleaned(name: str) -> str:
    """A name without the signs that phones put around it."""
    plain = " ".join("".join(sign for sign in name if sign not in _AROUND).split())
    return plain.removeprefix("~").strip() or plain or "unknown"
