"""What the scribe tools of the W3C write, in whatever format: turns, remarks of the chat, votes, resolutions, orders to the bots."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from driftwatch.domain.names import Roll, folded, words
from driftwatch.domain.talk import Message, Register
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name
from driftwatch.reading import Notes, Source

_BOTS = frozenset("zakim rrsagent trackbot ccgbot agendabot transcriber ghbot ghurlbot githubbot gb github-bot our-robot-overlords".split())
ORDER = re.compile(
    r"(?:present|regrets|scribe|scribes|scribenick|scribeoptions|chair|chairs|guest|guests)\s{0,3}[+:=?-]"
    r"|(?:meeting|agenda|date|previous meeting|next meeting)\s{0,3}[+:=?-]"
    r"|(?:q|queue)\s{0,2}[+=?-]|(?:ack|zakim|rrsagent|trackbot|agendabot)\b|/me\b|[si][/|]|(?:next|close|open|take up) (?:agendum|item)\b|-?\+?q\s*$"
    r"|(?:draft|make) (?:the )?minutes\b|(?:make )?logs? (?:public|world-visible)\b|[\w.() /-]{1,80} (?:is|are) scribing\b",
    re.IGNORECASE,
)
"""What is said to the bots, or by them, and to nobody else."""
VOTE = re.compile(r"[+\-−–±]?\d{1,4}(?:\.\d)?[.!]{0,3}|[+\-−–]\d{1,4} (?:to all|from me|as well|too)[.!]?", re.IGNORECASE)
"""A vote and nothing else."""
_DECISION = re.compile(
    r"(?:proposed\s)?(?:resolution|resolved|proposal|proposed|action|issue|straw ?poll|decision)(?:[- ]?#?\d{1,5})?\s{0,2}:", re.IGNORECASE
)
_OWNER = re.compile(r"[^:]{1,40}:\s{0,4}(?P<name>[^\W\d_][\w.'’\-]{0,40}(?: [^\W\d_][\w.'’\-]{0,40}){0,3}?) (?:to|will)\b")
_BRACKETED = re.compile(r"\(([^()]{0,80})\)")
_PRONOUNS = re.compile(
    r"(?:she|he|they|it|xe|ze|any)(?:[/,; ]|$)|.*/(?:her|him|them|hers|his|theirs)\b|afk|away|muted|remote|scribe|chair|guest", re.IGNORECASE
)
_NICK = re.compile(r"\s{0,8}<(?P<who>[^<>\n]{1,90})>\s{0,4}")
_NAME = re.compile(r"\s{0,8}(?P<who>[^\W\d_][^\s:<>]{0,40}(?: [^\s:<>]{1,40}){0,6})\s?:\s{1,8}(?=\S)")
LATER = re.compile(r"(?:…|\.{3,4})\s{0,4}(?=\S)")
"""How a line begins in which the same speaker goes on."""
_EXTRA = re.compile(r"[_\d]{1,4}$")


@dataclass(slots=True)
class Record:
    """The messages of one scribed meeting; every format hands it lines, in order."""

    source: Source
    notes: Notes
    reader: str
    at: datetime | None
    heading: str | None = None
    _last: tuple[str | None, str | None] = (None, None)
    _known: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    _roll: Roll | None = None
    _handles: dict[str, list[str]] = field(default_factory=dict)
    """What somebody may call himself in a chat -> the listed names that it may stand for."""

    def attend(self, names: Iterable[str]) -> None:
        """Somebody was there: `Ada Lind`, `ada_lind`, `AdaL // Ada Lind (she/her) (Kestrel)`."""
        for written in names:
            name, organisation, others = named(written)
            if not name or is_bot(name):
                continue
            meant = self._meant(name)
            listed = meant[0] if len(meant) == 1 else name
            known = self.notes.attendees.get(self.source.name, {}).get(listed, "")
            self.notes.attend(self.source.name, listed, organisation or known)
            self._list(listed.strip())
            for other in others:
                self.notes.also(self.source.name, listed, other)
                self.roll.know(listed, other)

    def section(self, heading: str) -> None:
        """A topic begins; who spoke last speaks no longer."""
        self.notes.dropped["heading"] += 1
        self.heading, self._last = re.sub(r"^(?:sub)?topic:\s*", "", heading, flags=re.IGNORECASE).strip() or None, (None, None)

    def said(self, who: str, text: str, locator: str, offset: int = 0) -> Message | None:
        """`Ada: text` or `<ada> text`; None for a vote, an order to the bots, what a bot says."""
        self._last = self._person(who)
        if is_bot(who):
            self.notes.dropped["bot"] += 1
            return None
        return self._said(text, locator, offset)

    def more(self, text: str, locator: str, offset: int = 0) -> Message | None:
        """`… text`: whoever spoke goes on."""
        return self._said(text, locator, offset)

    def decided(self, text: str, locator: str, offset: int = 0, *, by: str | None = None) -> Message | None:
        """A resolution (of all), a proposal (of whoever made it), an action (of whoever is to do it)."""
        owner = _OWNER.match(text)
        who = by or (owner["name"] if owner and text[:6].casefold() == "action" and self.roll.meant(owner["name"]) else None)
        kept, self._last = self._last, self._person(who) if who else (None, None)
        found = self._message(text, locator, offset)
        self._last = kept
        return found

    def note(self, text: str, locator: str, offset: int = 0) -> Message | None:
        """A line of the minutes themselves, which nobody says."""
        self._last = (None, None)
        return self.decided(text, locator, offset) if decision(text) else self._said(text, locator, offset)

    def dropped(self, reason: str) -> None:
        """Count a line that says nothing."""
        self.notes.dropped[reason] += 1

    def begins(self, line: str) -> re.Match[str] | None:
        """Somebody at the beginning of a line, `who`: `<ada> `, or a name before a colon, as far as it can be told from a label."""
        if (hit := _NICK.match(line) or _NAME.match(line)) is None or line.lstrip().startswith("<"):
            return hit
        name = named(hit["who"])[0]
        return hit if shaped_like_a_name(name) or self.roll.meant(name) else None

    @property
    def roll(self) -> Roll:
        """Everybody who was there."""
        if self._roll is None:
            self._roll = Roll(())
            for name in self.notes.attendees.get(self.source.name, {}):
                self._list(name)
            for other, name in self.notes.known_as.get(self.source.name, {}).items():
                self._roll.know(name, other)
        return self._roll

    def _list(self, name: str) -> None:
        listed = len(self.roll.names)
        self.roll.add(name)
        for handle in _handles(name) if len(self.roll.names) > listed else ():
            self._handles.setdefault(handle, []).append(name)

    def _said(self, text: str, locator: str, offset: int) -> Message | None:
        plain = text.strip()
        if VOTE.fullmatch(plain):
            self.dropped("vote")
        elif ORDER.match(plain):
            self.dropped("order to a bot")
        elif decision(plain):
            return self.decided(text, locator, offset, by=self._last[0] if plain[:4].casefold() == "prop" else None)
        else:
            return self._message(text, locator, offset)
        return None

    def _message(self, text: str, locator: str, offset: int) -> Message | None:
        if not any(sign.isalpha() for sign in text):
            return None
        speaker, organisation = self._last
        return Message(
            source=self.source.name,
            locator=locator,
            document=self.source.name,
            reader=self.reader,
            register=Register.MINUTES,
            text=text,
            speaker=speaker,
            organisation=organisation,
            said_at=self.at,
            heading=self.heading,
            offset=offset,
        )

    def _person(self, who: str) -> tuple[str | None, str | None]:
        if who not in self._known:
            self._known[who] = self._looked_up(who)
        return self._known[who]

    def _looked_up(self, who: str) -> tuple[str | None, str | None]:
        """The one listed person whom a name or handle can mean, else the name itself."""
        name, organisation, _ = named(who)
        meant = self._meant(name)
        if len(meant) == 1:
            if folded(name) != folded(meant[0]):
                self.notes.also(self.source.name, meant[0], who)
                self.roll.know(meant[0], who)
            return meant[0], organisation or None
        return name or who, organisation or None

    def _meant(self, name: str) -> tuple[str, ...]:
        """The listed people whom a name or handle can mean."""
        handle = _EXTRA.sub("", folded(name))
        return self.roll.meant(name) or tuple(self._handles.get(handle, ()))


def decision(text: str) -> bool:
    """Whether a line begins with `RESOLUTION:`, `Proposed:`, `Action #2:` …"""
    return _DECISION.match(text) is not None


def named(written: str) -> tuple[str, str, list[str]]:
    """Name, organisation and other names of a handle: `TedO_//_Ted_Osei_(he/him)_(Kestrel)` is Ted Osei of Kestrel, also TedO."""
    plain = written.replace("_", " ").strip(" <>:.")
    inside = [each.strip() for each in _BRACKETED.findall(plain)]
    organisation = next((each for each in inside if each and not _PRONOUNS.match(each)), "")
    parts = [part for piece in _BRACKETED.sub(" ", plain).split("//") if (part := " ".join(piece.split()))]
    if not parts:
        return "", "", []
    name, dash, behind = max(parts, key=lambda part: len(part.split())).partition(" - ")
    if not dash:
        name, _, behind = name.partition(", ")
    others = [part for part in parts if not part.startswith(name)]
    return name.strip(), organisation or behind.strip(), others


def _handles(name: str) -> frozenset[str]:
    """How somebody calls himself in a chat: `alind`, `adalind`, `adal`."""
    parts = words(name)
    if len(parts) < 2:
        return frozenset()
    heads = "".join(part[0] for part in parts[1:])
    return frozenset({parts[0][0] + parts[-1], parts[0] + parts[-1], parts[0] + heads, "_".join(parts)})


def is_bot(who: str) -> bool:
    """Whether this is one of the programs that keep meetings of the W3C."""
    plain = re.sub(r"[_\s]+", "-", _EXTRA.sub("", who.strip("<> :").casefold()))
    return plain in _BOTS or plain.startswith("our-robot-overlords")
