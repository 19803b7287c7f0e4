"""Meetings that are minuted in a chat: who scribes, and whose words a scribe writes down."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.domain.names import Roll, folded
from driftwatch.domain.talk import Register
from driftwatch.readers.layout.chats.nicks import Nicks, Who
from driftwatch.readers.layout.meetings.scribed import LATER, ORDER, VOTE, decision, named
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name

TRANSCRIBERS = frozenset({"Transcriber", "transcriber"})
"""Programs that write down what is said in the call: `Ada_Lind: text`."""
_SCRIBE = re.compile(r"(?:scribe|scribenick|scribes)\s{0,2}(?P<sign>[+:=])\s{0,4}(?P<who>[^\n]{0,90})", re.IGNORECASE)
_MEETING = re.compile(r"(?:present\+|scribe\+|scribe(?:nick)?\s{0,2}:|rrsagent,|zakim,|trackbot,|q\+|topic:)", re.IGNORECASE)
_TOPIC = re.compile(r"(?:sub)?topic:\s{0,8}(?P<topic>\S[^\n]{0,300})", re.IGNORECASE)
_CORRECTION = re.compile(r"[si][/|][^/|\n]{1,300}[/|]")
_ODD = re.compile(f"{_TOPIC.pattern}|{_CORRECTION.pattern}|{VOTE.pattern}|{ORDER.pattern}", re.IGNORECASE)
"""A first look that passes over most lines."""
_NAME = re.compile(r"(?P<who>[^\s:<>\"]{1,60}(?: [^\s:<>\"]{1,40}){0,3})\s?:(?: {1,8}|$)")
_RELAYED = re.compile(r"Transcriber: {1,4}(?!Transcriber)")
_NO_NAMES = frozenset("http https note notes link links topic subtopic chair chairs date agenda issue action todo ps nb fyi re q a eg ie".split())
_ENOUGH, _NAMES, _SHARE = 20, 3, 0.6
"""So many lines with so many names, and so great a part of all: a scribe who never said so."""

_MOST_KNOWN = 10_000


class Turn(NamedTuple):
    """A line of a meeting's chat, taken apart."""

    who: Who | None
    start: int
    """Where in the text the words begin."""
    register: Register


@dataclass(slots=True)
class Scribes:
    """Finds out from the beginning of a log whether it holds a meeting, and who scribed it."""

    signs: int = 0
    _declared: set[str] = field(default_factory=set)
    _lines: Counter[str] = field(default_factory=Counter)
    _prefixed: Counter[str] = field(default_factory=Counter)
    _names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def see(self, nick: str, text: str) -> None:
        """One line of the chat."""
        self._lines[nick] += 1
        self.signs += nick in TRANSCRIBERS or _MEETING.match(text) is not None
        if hit := _SCRIBE.match(text):
            self._declared.update(_plain(who) for who in (re.split(r"[,;]", hit["who"]) if hit["who"].strip() else [nick]))
        elif (hit := _NAME.match(text)) and folded(hit["who"]) not in _NO_NAMES and not decision(text):
            self._prefixed[nick] += 1
            self._names[nick][hit["who"]] += 1
        elif LATER.match(text):
            self._prefixed[nick] += 1

    def nicks(self) -> frozenset[str]:
        """Those who write down what others say."""
        found = {nick for nick in self._lines if _plain(nick) in self._declared} | TRANSCRIBERS
        for nick, count in self._prefixed.items():
            if count >= _ENOUGH and len(self._names[nick]) >= _NAMES and count >= _SHARE * self._lines[nick]:
                found.add(nick)
        return frozenset(found)

    def names(self) -> frozenset[str]:
        """What stands before the colon more than once, and every nick: speakers, whatever they look like."""
        scribes = self.nicks()
        often = {name for nick in scribes for name, count in self._names.get(nick, Counter[str]()).items() if count > 1}
        return frozenset({folded(name) for name in often} | {folded(nick) for nick in self._lines})

    def people(self) -> list[str]:
        """Everybody who wrote something, and whom a program heard."""
        heard = [name for nick in TRANSCRIBERS for name in self._names.get(nick, ())]
        return list(dict.fromkeys([*self._lines, *heard]))


@dataclass(slots=True)
class Meeting:
    """Takes apart the lines of one meeting."""

    nicks: Nicks
    scribes: frozenset[str]
    names: frozenset[str]
    people: list[str]
    heading: str | None = None
    _last: dict[str, Who | None] = field(default_factory=dict)
    """Whom each scribe wrote down last."""
    _meant: dict[str, Who] = field(default_factory=dict)
    _sure: dict[str, Who] = field(default_factory=dict)
    """What stood before a colon, and was somebody."""
    _present: dict[str, Who] = field(default_factory=dict)
    _roll: Roll | None = None

    def heard(self, text: str) -> Who | None:
        """Who is known to say this by a program that writes down a call."""
        colon = text.find(": ")
        return self._sure.get(text[:colon]) if colon > 0 else None

    def turn(self, nick: str, text: str, *, unstamped: bool = False) -> Turn | str:
        """Whose words they are; a reason where nobody's."""
        if nick in self.scribes and (written := self._written(nick, text)) is not None:
            return written
        odd = _ODD.match(text) is not None or decision(text)
        if odd and (topic := _TOPIC.match(text)):
            self.heading = topic["topic"].strip()
            self._last.clear()
            return "heading"
        if odd and _CORRECTION.match(text):
            return "correction"
        if nick in TRANSCRIBERS and not unstamped:
            return "order to a bot"
        if nick in self.scribes:
            if hit := LATER.match(text):
                return self._judged(text, Turn(self._last.get(nick), hit.end(), Register.MINUTES))
            return self._judged(text, Turn(None, 0, Register.MINUTES))
        who = self.nicks.who(nick)
        if who.bot:
            return "bot"
        turn = Turn(who, 0, Register.CHAT)
        return self._judged(text, turn) if odd else turn

    def _written(self, nick: str, text: str) -> Turn | str | None:
        """What a scribe wrote down of somebody; None where the line begins with no name."""
        start = text.find(": ") + 2
        who = self._sure.get(text[: start - 2]) if start > 1 else None
        if who is None and (relayed := _RELAYED.match(text)):
            turn = self.turn("Transcriber", text[relayed.end() :])
            return turn if isinstance(turn, str) else turn._replace(start=relayed.end() + turn.start)
        if who is None and (hit := self._named(text, sure=nick in TRANSCRIBERS)):
            who = self.meant(hit["who"])
            if len(self._sure) < _MOST_KNOWN and start > 1:
                self._sure[text[: start - 2]] = who
            start = hit.end()
        if who is None:
            return None
        self._last[nick] = who
        turn = Turn(who, start, Register.TRANSCRIPT if nick in TRANSCRIBERS else Register.MINUTES)
        return turn if nick in TRANSCRIBERS else self._judged(text, turn)

    def meant(self, written: str) -> Who:
        """Whom a scribe means by a name."""
        if (found := self._meant.get(written)) is None:
            if self._roll is None:
                self._meet()
            if len(self._meant) > _MOST_KNOWN:
                self._meant.clear()
            found = self._meant[written] = self._looked_up(written)
        return found

    def _meet(self) -> None:
        """Everybody once, as whoever tells most of himself."""
        for each in self.people:
            who = self.nicks.who(each)
            if not who.bot and (who.name not in self._present or (who.organisation and not self._present[who.name].organisation)):
                self._present[who.name] = who
        self._roll = Roll(self._present)

    def _looked_up(self, written: str) -> Who:
        name, organisation, _ = named(written.lstrip("@"))
        meant = self._roll.meant(name) if self._roll is not None else ()
        if len(meant) == 1:
            return self._present[meant[0]]
        return Who(name or written, organisation, bot=False)

    def _named(self, text: str, *, sure: bool) -> re.Match[str] | None:
        hit = _NAME.match(text)
        if hit is None or decision(text) or folded(hit["who"]) in _NO_NAMES or _SCRIBE.match(text) or ORDER.match(text) or _TOPIC.match(text):
            return None
        if sure or folded(hit["who"]) in self.names:
            return hit
        name = named(hit["who"])[0]
        return hit if shaped_like_a_name(name) and (" " in name or self.meant(hit["who"]).name in self._present) else None

    def _judged(self, text: str, turn: Turn) -> Turn | str:
        words = text[turn.start :].strip()
        if VOTE.fullmatch(words):
            return "vote"
        if ORDER.match(words):
            return "correction" if _CORRECTION.match(words) else "order to a bot"
        if decision(words) and words[:4].casefold() != "prop":
            return turn._replace(who=None)
        return turn


def _plain(nick: str) -> str:
    """A nick as a scribe is declared: without brackets and what programs append."""
    return re.sub(r"(?<![\W_\d])[\W_\d]+$", "", folded(re.sub(r"\([^()]{0,60}\)", "", nick.replace("_", " ")))).replace(" ", "")
