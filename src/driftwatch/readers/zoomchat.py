"""The chat beside a Zoom call: `chat.txt` of a recording, `meeting_saved_chat.txt` of a participant, old and new.

A recording counts time from its beginning; the day is that of the file's or folder's name. Private messages, reactions and what a reply
repeats are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout import calls
from driftwatch.readers.layout.decoding import Encoding, glimpse
from driftwatch.readers.layout.lines import blocks, settled_for
from driftwatch.readers.layout.voices import Voice, Voices
from driftwatch.reading import Notes, Source

_CLOCK = r"(?P<time>\d\d:\d\d:\d\d)"
_RECORDED = re.compile(_CLOCK + r"\t(?P<name>[^\t\n]{1,120}):\t(?P<date>)(?P<whom>)")
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
_CUT = "[Full message cannot be displayed on this version]"
_BOT = re.compile(
    r"\b(?:notetaker|note taker|read\.ai|fireflies\.ai|otter\.ai|fathom|tl;?dv|meetgeek|ai companion|otterpilot|meeting notes)\b", re.IGNORECASE
)
_LATE = 3 * 3600
"""A recording's chat begins before its third hour; a later first time is one of the day."""


@dataclass(slots=True)
class _Post:
    """A stamped line with those that follow it."""

    number: int
    offset: int
    time: str
    date: str | None
    name: str
    whom: str | None
    text: str


def recognises(name: str, head: bytes) -> bool:
    """Whether its first line has a time, and a name between tabs or behind `From`."""
    text = glimpse(head).lstrip()
    return _header(text.partition("\n")[0]) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote to everyone, in order."""
    encoding = settled_for(source, notes)
    chat = _Chat(source=source, notes=notes, voices=Voices(source.people))
    for post in _posts(source, encoding, notes):
        if (message := chat.message(post)) is not None:
            yield message
    if not chat.posts:
        raise UnreadableSourceError("no line has a time and a name, as each message of a meeting's chat does", reason=Reason.NOT_RECOGNISED)


def _header(line: str) -> re.Match[str] | None:
    return _RECORDED.match(line) or _SAVED.match(line)


def _posts(source: Source, encoding: Encoding, notes: Notes) -> Iterator[_Post]:
    post: _Post | None = None
    more, size, most = list[str](), 0, source.limits.message_chars
    for first, block in blocks(source, notes, encoding=encoding):
        for number, line in enumerate(block, first):
            hit = _header(line) if line[:1].isdigit() else None
            if hit is None:
                if post is not None and size <= most:
                    more.append(line)
                    size += len(line) + 1
                continue
            if post is not None:
                post.text = "\n".join([post.text, *more]) if more else post.text
                yield post
                more, size = [], 0
            post = _Post(number, hit.end(), hit["time"], hit["date"], hit["name"], hit["whom"], line[hit.end() :])
    if post is not None:
        post.text = "\n".join([post.text, *more])
        yield post


@dataclass(slots=True)
class _Chat:
    """The posts of one meeting as messages."""

    source: Source
    notes: Notes
    voices: Voices
    posts: int = 0
    _begun: datetime | None = None
    _asked: bool = False
    """Whether the file's name has been asked for the day: a file whose lines tell it is not."""
    _relative: bool = True
    _days: int = 0
    _seconds: int = 0
    _met: set[str] = field(default_factory=set)

    def message(self, post: _Post) -> Message | None:
        """The message; None for what nobody said to all."""
        at = self._at(post)
        self.posts += 1
        if (reason := self._dropped(post)) is not None:
            self.notes.dropped[reason] += 1
            return None
        voice = self.voices.of(post.name)
        if post.name not in self._met:
            self._met.add(post.name)
            self._meet(voice, post.name)
        plain = post.text.strip()
        if plain is not post.text:
            _move(post, len(post.text) - len(post.text.lstrip()))
        values = (self.source.name, f"line {post.number}", self.source.name, "zoomchat", Register.CHAT, plain, voice.name or None)
        return Message(*values, voice.organisation or None, at, None, None, post.offset)

    def _dropped(self, post: _Post) -> str | None:
        """Why this is nobody's statement; takes off what a reply repeats."""
        if post.whom and _PRIVATE.search(post.whom):
            return "direct message"
        if _BOT.search(post.name):
            return "bot"
        text = post.text.lstrip()
        if text.startswith(_REACTED) and _reaction(text):
            return "reaction"
        if text.startswith(_REPLIES) and (hit := _REPLY.match(text)):
            self.notes.dropped["quoted reply"] += 1
            _move(post, len(post.text) - len(text) + hit.end())
        if _CUT in post.text:
            post.text = post.text[: post.text.index(_CUT)]
        return None if post.text.strip() else "empty"

    def _at(self, post: _Post) -> datetime | None:
        """The moment: so long after the beginning of a recording, or that time of the day."""
        time = post.time
        seconds = int(time[:2]) * 3600 + int(time[3:5]) * 60 + int(time[6:])
        if not self.posts:
            self._relative = post.whom == "" and seconds < _LATE
        if post.date:
            return self._on(post, datetime.fromisoformat(post.date).replace(tzinfo=self.source.timezone), seconds)
        if not self._asked:
            self._asked, self._begun = True, calls.began(self.source, [], self.notes)
        if self._begun is None:
            return None
        if self._relative:
            return calls.at(self._begun, seconds)
        if self._seconds - seconds > 12 * 3600:
            self._days += 1
        self._seconds = seconds
        return self._on(post, self._begun.replace(hour=0, minute=0, second=0) + timedelta(days=self._days), seconds)

    def _on(self, post: _Post, day: datetime, seconds: int) -> datetime | None:
        if seconds >= 86_400:
            what = f"line {post.number}: {post.time} is no time; the message counts as undated"
            self.notes.problem(what, Reason.BAD_TIME, line=post.number)
            return None
        return day.replace(hour=seconds // 3600, minute=seconds // 60 % 60, second=seconds % 60)

    def _meet(self, voice: Voice, written: str) -> None:
        if not voice.name:
            return
        self.notes.attend(self.source.name, voice.name, voice.organisation)
        for other in {*voice.others, written.strip()} - {voice.name}:
            self.notes.also(self.source.name, voice.name, other)


def _reaction(text: str) -> bool:
    """Whether more stands there than the beginning of a sentence: a quotation, or `with` a sign."""
    return any(sign in text for sign in '"“„«') or " with " in text


def _move(post: _Post, start: int) -> None:
    """The words begin further on."""
    breaks = post.text.count("\n", 0, start)
    post.offset = start - post.text.rfind("\n", 0, start) - 1 if breaks else post.offset + start
    post.number += breaks
    post.text = post.text[start:]
