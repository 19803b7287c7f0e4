"""Logs of IRC and of meetings that are held beside it: irssi, weechat, HexChat, mIRC, ZNC, energymech, supybot, the meetings of the W3C.

A log has no ids; messages are told apart by time, nick and text. Where the lines carry only a time, the day is that of the last
`--- Day changed`, else of the file's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from driftwatch.domain.dates import dates_in
from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.chats.irc_lines import ALONE, GONE, NOTICE, OTHER, RENAMED, SAID, SERVED, TABBED, Moments, channel_of, day_of
from driftwatch.readers.layout.chats.irc_meeting import TRANSCRIBERS, Meeting, Scribes
from driftwatch.readers.layout.chats.nicks import Nicks, Who
from driftwatch.readers.layout.text.decoding import Encoding, glimpse
from driftwatch.readers.layout.text.lines import blocks, settled_for
from driftwatch.reading import Notes, Source

_SURVEYED_CHARS = 1_000_000
_SNIFFED_LINES = 400
_LONGEST_STAMP = 400
_TOPIC = re.compile(r"(?:#topic|\[TOPIC\])\s{1,8}(?P<topic>\S[^\n]{0,300})", re.IGNORECASE)
_MINUTED = re.compile(r"(?:#(?:info|agreed|action|accepted|rejected|idea)|\[(?:ACTION|AGREED|IDEA)\])\s{1,8}(?=\S)", re.IGNORECASE)
_ORDER = re.compile(
    r"#(?:start|end)?(?:meeting(?:topic|name)?|vote)\b|#(?:sub|meeting)?topic\b|#(?:un|add)?chair\b|#(?:link|undo|nick|lurk|save|voters|progress|help)\b|"
    r"@(?:schedule|now|seen|later|karma|ping|bug|config|list|help|voteinfo)\b|![a-zA-Z]|\[(?:LINK|VOTE|ENDVOTE|PROGRESS REPORT)\]|"
    r"/(?:me|msg|join|part|nick|query|whois|quit|names|topic|away|ignore|invite|notice|ns|cs|mode|op|say)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(r"[+-]?[01](?:\.0)?[.!]?")
_CORRECTION = re.compile(r"s([/|])[^/|\n]{1,300}\1[^/|\n]{0,300}(?:\1[a-z]{0,3}|$)")
_ODD = frozenset("#!/[+-01s@")
"""How orders, votes and corrections begin."""


def recognises(name: str, head: bytes) -> bool:
    """Whether most of its lines are stamped, with a nick in brackets or a sign of the server behind the stamp."""
    lines = [line[:_LONGEST_STAMP] for line in glimpse(head).split("\n")[:_SNIFFED_LINES] if line.strip()]
    said = sum(SAID.match(line) is not None or TABBED.match(line) is not None for line in lines)
    done = sum(day_of(line) is not None or _other(line) is not None for line in lines if not SAID.match(line))
    return said > 0 and 2 * (said + done) > len(lines) and not (lines[0].startswith("WEBVTT"))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people said and did, in the order of the log."""
    encoding = settled_for(source, notes)
    scribes, head = _surveyed(source, encoding)
    dates = dates_in(re.split(r"[/\\!]", source.name)[-1]) or dates_in(source.name)
    moments = Moments(zone=source.timezone, channel=channel_of(source.name, head), today=dates[-1].day if dates else None)
    nicks = Nicks(spelled_out=scribes.signs > 0)
    meeting = Meeting(nicks=nicks, scribes=scribes.nicks(), names=scribes.names(), people=scribes.people()) if scribes.signs else None
    log = _Log(source=source, notes=notes, moments=moments, nicks=nicks, meeting=meeting, _name=source.name)
    yield from log.messages(encoding)
    if not log.lines:
        raise UnreadableSourceError("no line has a time and a nick, as each line of a log does", reason=Reason.NOT_RECOGNISED)
    if log.undated == log.lines:
        notes.guess("date: neither the lines nor the file's name tell it; the messages are undated")
    if moments.half_days:
        notes.guess("times: of twelve hours without their half; taken as beginning before noon")


def _surveyed(source: Source, encoding: Encoding) -> tuple[Scribes, str]:
    """What the beginning tells: whether it is a meeting with a scribe, and the lines in which the channel is named."""
    scribes, seen, head = Scribes(), 0, list[str]()
    for _, block in blocks(source, Notes(), encoding=encoding):
        for line in block:
            hit = SAID.match(line)
            if hit is not None:
                scribes.see(hit["nick"], line[hit.end() :].strip())
            elif len(head) < _SNIFFED_LINES:
                head.append(line[:_LONGEST_STAMP])
            seen += len(line) + 1
        if seen > _SURVEYED_CHARS:
            break
    return scribes, "\n".join(head)


def _other(line: str) -> re.Match[str] | None:
    """A line that is no post: a sign behind a stamp, or one of those that stand alone."""
    hit = OTHER.match(line)
    return hit if hit is not None and (hit["time"] or hit["day"] or hit["sign"] in ALONE) else None


def _tabbed(line: str) -> re.Match[str] | None:
    """A post between tabs; notices and actions stand there too."""
    hit = TABBED.match(line)
    return hit if hit is not None and not _other(line) else None


@dataclass(slots=True)
class _Log:
    """The lines of one log as messages."""

    source: Source
    notes: Notes
    moments: Moments
    nicks: Nicks
    meeting: Meeting | None
    lines: int = 0
    """Those with a time."""
    undated: int = 0
    _heading: str | None = None
    _register: Register = Register.CHAT
    _document: str = ""
    _noted: set[str] = field(default_factory=set)
    """Who was noted for the day: nicks, and names that a scribe wrote."""
    _name: str = ""
    _nick: str = ""
    """Who wrote last."""

    def messages(self, encoding: Encoding) -> Iterator[Message]:
        """All of them."""
        for first, block in blocks(self.source, self.notes, encoding=encoding):
            for number, line in enumerate(block, first):
                hit = SAID.match(line) or _tabbed(line)
                message = self._said(hit, line, number) if hit is not None else self._unsaid(line, number)
                if message is not None:
                    yield message

    def _said(self, hit: re.Match[str], line: str, number: int) -> Message | None:
        """A post."""
        channel, written, clock, zone, nick = hit.groups()
        self._stamped(channel, written, clock, zone, number)
        start = hit.end()
        text = line[start:]
        if self.meeting is not None:
            self._nick = nick
            return self._minuted(nick, text, number, start)
        who = self.nicks.who(nick)
        if who.bot:
            self.notes.dropped["bot"] += 1
            return None
        if text[:1] in _ODD:
            skipped = self._ordered(text)
            if skipped < 0:
                return None
            start, text = start + skipped, text[skipped:]
        return self._message(who, nick, text, number, start)

    def _minuted(self, nick: str, text: str, number: int, start: int, *, unstamped: bool = False) -> Message | None:
        """A line of a meeting."""
        if (meeting := self.meeting) is None:
            return None
        if nick in TRANSCRIBERS and (who := meeting.heard(text)) is not None:
            begin = text.find(": ") + 2
            self._register = Register.TRANSCRIPT
            return self._message(who, nick, text[begin:], number, start + begin)
        turn = meeting.turn(nick, text, unstamped=unstamped)
        if isinstance(turn, str):
            self.notes.dropped[turn] += 1
            return None
        self._heading, self._register = meeting.heading, turn.register
        return self._message(turn.who, nick, text[turn.start :], number, start + turn.start)

    def _ordered(self, text: str) -> int:
        """Where the words begin behind an order to a bot that has any; -1 where there are none."""
        if topic := _TOPIC.match(text):
            self._heading = topic["topic"].strip()
            self.notes.dropped["heading"] += 1
            return -1
        if hit := _MINUTED.match(text):
            return hit.end()
        plain = text.strip()
        for reason, pattern in (("vote", _VOTE.fullmatch), ("correction", _CORRECTION.match), ("order to a bot", _ORDER.match)):
            if pattern(plain):
                self.notes.dropped[reason] += 1
                return -1
        return 0

    def _unsaid(self, line: str, number: int) -> Message | None:
        """A notice, an action, a line that belongs to none."""
        if (day := day_of(line)) is not None:
            self.moments.turn(day)
            return None
        if not line.strip() or line.startswith("Session Ident: "):
            return None
        if (hit := _other(line)) is None:
            if self.meeting is not None and self._nick in self.meeting.scribes:
                return self._minuted(self._nick, line, number, 0, unstamped=True)
            self.notes.dropped["line without a stamp"] += 1
            return None
        if hit["time"]:
            self._stamped(hit["channel"], hit["date"], hit["time"], hit["zone"], number)
        rest = line[hit.end() :]
        if hit["notice"] or (SERVED if hit["sign"] == "*" else NOTICE).match(rest):
            self._noticed(rest)
            return None
        return self._acted(rest, hit, number)

    def _acted(self, rest: str, hit: re.Match[str], number: int) -> Message | None:
        """`* ada waves`: somebody does something, if there is such a somebody."""
        nick, _, text = rest.partition(" ")
        sure = hit["sign"] == "*" or self.nicks.knows(nick)
        if not sure or not text.strip() or hit["sign"] in ("-->", "<--", "--"):
            self.notes.dropped["joins and other notices"] += 1
            return None
        who = self.nicks.who(nick)
        if who.bot:
            self.notes.dropped["bot"] += 1
            return None
        return self._message(who, nick, text, number, hit.end() + len(nick) + 1)

    def _noticed(self, rest: str) -> None:
        """What the server says of people: who is now called what, who left."""
        self.notes.dropped["joins and other notices"] += 1
        if hit := RENAMED.match(rest):
            who = self.nicks.renamed(hit["old"], hit["new"])
            if who is not None and not who.bot and who.name != hit["new"]:
                self.notes.also(self.moments.document or self.moments.channel, who.name, hit["new"])
        elif hit := GONE.match(rest):
            self.nicks.gone(hit["nick"])

    def _stamped(self, channel: str | None, written: str | None, clock: str, zone: str | None, number: int) -> None:
        """A line with a time: the moment that is meant, unless it is that of the line before."""
        self.lines += 1
        moments = self.moments
        if (clock, written, zone) != moments.key:
            moments.move(written, clock, zone, channel)
        if moments.last is None:
            self.undated += 1
            if written or moments.today is not None:
                self.notes.problem(f"line {number}: no such time; the message counts as undated", Reason.BAD_TIME, line=number)

    def _message(self, who: Who | None, nick: str, text: str, number: int, offset: int) -> Message | None:
        plain = text.strip()
        if not plain:
            self.notes.dropped["empty"] += 1
            return None
        if plain is not text:
            offset += len(text) - len(text.lstrip())
        register, document = self._register, self.moments.document or self.moments.channel
        name = organisation = None
        if who is not None:
            name, organisation, _ = who
            if document is not self._document:
                self._document, self._noted = document, set()
            if (key := nick if register is Register.CHAT else name) not in self._noted:
                self._noted.add(key)
                self._note(document, nick, who)
        said = self.moments.last
        return Message(self._name, f"line {number}", document, "irc", register, plain, name, organisation or None, said, None, self._heading, offset)

    def _note(self, document: str, nick: str, who: Who) -> None:
        """Somebody said something on this day."""
        self.nicks.spoke(nick)
        self.notes.attend(document, who.name, who.organisation)
        if self.nicks.who(nick) == who and nick != who.name:
            self.notes.also(document, who.name, nick)
