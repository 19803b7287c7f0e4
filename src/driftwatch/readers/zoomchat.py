"""The chat beside a Zoom call: `chat.txt` of a recording, `meeting_saved_chat.txt` of a participant, old and new.

A recording counts time from its beginning; the day is that of the file's or folder's name. Private messages, reactions and what a reply
repeats are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.speech import calls
from driftwatch.readers.layout.speech.voices import Voice, Voices
from driftwatch.readers.layout.text.decoding import Encoding, glimpse
from driftwatch.readers.layout.text.lines import blocks, settled_for
from driftwatch.readers.layout.text.stamps import plain_time
from driftwatch.reading import Notes, Source

_CLOCK = r"(?P<time>\d\d:\d\d:\d\d)"
_RECORDED = re.compile(_CLOCK + r"\t(?P<name>[^\t\n]{1,120}):\t")
_FROM = "From|Von|De|Da|Van|Fra|Från|Od|От|Kimden"
_TO = "to|To|an|An|à|À|a|A|para|Para|naar|Naar|til|Til|till|Till|do|Do|кому"
_SAVED = re.compile(
    rf"(?:(?P<date>\d{{4}}-\d\d-\d\d) )?{_CLOCK}[ \t]{{1,4}}(?:{_FROM})[ \t]{{1,3}}(?P<name>[^:\n]{{1,120}}?)"
    rf"(?:[ \t]{{1,3}}(?:{_TO})[ \t]{{1,3}}(?P<whom>[^:\n]{{1,120}}?))?[ \t]?:(?:[ \t]{{1,3}}|$)"
)
_PRIVATE = re.compile(r"\((?:[^()]{0,40})(?:direct|priv|direkt|личн)[^()]{0,40}\)", re.IGNORECASE)
_REACTED = tuple(
    "Reacted to |Removed a |Heeft gereageerd op |Se ha reaccionado a |Reaccionó a |Reagierte auf |Hat auf |A réagi à |Reagiu a |Ha reagito a "
    "|Reagerade på |Reagerte på |Reagerede på |Zareagowano na ".split("|")
)
_REPLYING = (
    "Replying to|Antwoord verzenden naar|Respondiendo a|Antwort auf|Antworten auf|En réponse à|Répondre à|Respondendo a|Risposta a|Odpowiadanie na"
    "|Svarar på|Svarer på|Svar til"
)
_REPLIES = tuple(f"{phrase} " for phrase in _REPLYING.split("|"))
_REPLY = re.compile(rf"(?:{_REPLYING}) [\"“„«][^\0]{{0,3000}}?[\"”“»][ \t]{{0,4}}(?:\n\s{{0,4}}|\Z)")
_REACTS = frozenset(phrase[:3] for phrase in _REACTED)
_REPLIES_BEGIN = frozenset(phrase[:3] for phrase in _REPLIES)
_CUT = "[Full message cannot be displayed on this version]"
_BOT = re.compile(
    r"\b(?:notetaker|note taker|read\.ai|fireflies\.ai|otter\.ai|fathom|tl;?dv|meetgeek|ai companion|otterpilot|meeting notes)\b", re.IGNORECASE
)
_DAY = 86_400
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
_MOST_MET = 10_000
_LATE = 3 * 3600
"""A recording's chat begins before its third hour; a later first time is one of the day."""


def recognises(name: str, head: bytes) -> bool:
    """Whether its first line has a time, and a name between tabs or behind `From`."""
    text = glimpse(head).lstrip()
    return _header(text.partition("\n")[0]) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote to everyone, in order."""
    encoding = settled_for(source, notes)
    chat = _Chat(source=source, notes=notes, voices=Voices(source.people))
    yield from chat.messages(encoding)
    if not chat.posts:
        raise UnreadableSourceError("no line has a time and a name, as each message of a meeting's chat does", reason=Reason.NOT_RECOGNISED)


def _header(line: str) -> re.Match[str] | None:
    return _RECORDED.match(line) or _SAVED.match(line)


@dataclass(slots=True)
class _Chat:
    """The posts of one meeting as messages."""

    source: Source
    notes: Notes
    voices: Voices
    posts: int = 0
    number: int = 0
    offset: int = 0
    text: str = ""
    at: datetime | None = None
    name: str = ""
    whom: str = ""
    """Of the post in hand, as far as it says for whom it is."""
    _day: date | None = None
    _zero: datetime | None = None
    """Where the clock of a recording begins."""
    _asked: bool = False
    """Whether the file's name has been asked for the day: a file whose lines tell it is not."""
    _relative: bool = True
    _seconds: int = 0
    _met: dict[str, Voice | None] = field(default_factory=dict)
    """Who is meant by a name; None for a program."""

    def messages(self, encoding: Encoding) -> Iterator[Message]:
        """All of them."""
        more: list[str] = []
        size, most = 0, self.source.limits.message_chars
        for first, block in blocks(self.source, self.notes, encoding=encoding):
            for number, line in enumerate(block, first):
                hit = _header(line) if line[:1].isdecimal() else None
                if hit is not None:
                    if self.posts and (message := self._ended(more)) is not None:
                        yield message
                    if more:
                        more, size = [], 0
                    self._begin(hit, number)
                elif self.posts and size <= most:
                    more.append(line)
                    size += len(line) + 1
        if self.posts and (message := self._ended(more)) is not None:
            yield message

    def _begin(self, hit: re.Match[str], number: int) -> None:
        """A post begins in this line."""
        if hit.re is _RECORDED:
            (time, self.name), written, self.whom = hit.groups(), None, ""
        else:
            written, time, self.name, whom = hit.groups()
            self.whom = whom or ""
        self.number, self.offset = number, hit.end()
        self.text = hit.string[self.offset :]
        seconds = int(time[:2]) * 3600 + int(time[3:5]) * 60 + int(time[6:])
        if not self.posts:
            self._relative = hit.re is _RECORDED and seconds < _LATE
        self.posts += 1
        self.at = self._moment(written, time, seconds)
        if self.at is None and (written or seconds >= _DAY):
            self.notes.problem(f"line {number}: {time} is no time; the message counts as undated", Reason.BAD_TIME, line=number)

    def _ended(self, more: list[str]) -> Message | None:
        """The post in hand; None for what nobody said to all."""
        if more:
            self.text = "\n".join([self.text, *more])
        voice = self._met[self.name] if self.name in self._met else self._meet(self.name)
        reason = self._dropped() if voice is not None else "bot"
        if reason is not None or voice is None:
            self.notes.dropped[reason or "bot"] += 1
            return None
        text = self.text
        if (plain := text.strip()) is not text:
            self._move(len(text) - len(text.lstrip()))
        name = self.source.name
        organisation = voice.organisation or None
        return Message(
            name, f"line {self.number}", name, "zoomchat", Register.CHAT, plain, voice.name or None, organisation, self.at, None, None, self.offset
        )

    def _dropped(self) -> str | None:
        """Why this is nobody's statement; takes off what a reply repeats."""
        if self.whom and _PRIVATE.search(self.whom):
            return "direct message"
        text = self.text.lstrip()
        if (begin := text[:3]) in _REACTS and text.startswith(_REACTED) and _reaction(text):
            return "reaction"
        if begin in _REPLIES_BEGIN and text.startswith(_REPLIES) and (hit := _REPLY.match(text)):
            self.notes.dropped["quoted reply"] += 1
            self._move(len(self.text) - len(text) + hit.end())
        if _CUT in self.text:
            self.text = self.text[: self.text.index(_CUT)]
        return None if self.text.strip() else "empty"

    def _move(self, start: int) -> None:
        """The words begin further on."""
        breaks = self.text.count("\n", 0, start)
        self.number += breaks
        self.offset = start - self.text.rfind("\n", 0, start) - 1 if breaks else self.offset + start
        self.text = self.text[start:]

    def _moment(self, written: str | None, clock: str, seconds: int) -> datetime | None:
        """So long after the beginning of a recording, or that time of the day."""
        if written is not None:
            try:
                return datetime.fromisoformat(f"{written}T{clock}").replace(tzinfo=self.source.timezone)
            except ValueError:
                return None
        if not self._asked:
            self._ask()
        if self._relative:
            return self._zero + timedelta(seconds=seconds) if self._zero is not None else None
        if self._seconds - seconds > _DAY // 2 and self._day is not None and self._day.year <= _LAST_YEAR:
            self._day += timedelta(days=1)
        self._seconds = seconds
        at = plain_time(clock)
        return datetime.combine(self._day, at, self.source.timezone) if self._day is not None and at is not None else None

    def _ask(self) -> None:
        """The day, from the file's name or its folder's."""
        self._asked = True
        begun = calls.began(self.source, [], self.notes)
        if begun is not None and _FIRST_YEAR <= begun.year <= _LAST_YEAR:
            self._day, self._zero = begun.date(), begun.astimezone(UTC)

    def _meet(self, written: str) -> Voice | None:
        if len(self._met) > _MOST_MET:
            self._met.clear()
        voice = self._met[written] = None if _BOT.search(written) else self.voices.of(written)
        if voice is not None and voice.name:
            self.notes.attend(self.source.name, voice.name, voice.organisation)
            for other in {*voice.others, written.strip()} - {voice.name}:
                self.notes.also(self.source.name, voice.name, other)
        return voice


def _reaction(text: str) -> bool:
    """Whether more stands there than the beginning of a sentence: a quotation, or `with` a sign."""
    return any(sign in text for sign in '"“„«') or " with " in text
