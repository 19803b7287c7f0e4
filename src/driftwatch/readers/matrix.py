"""A room of Matrix: what Element's "Export chat" writes as JSON, or the events as the protocol's interfaces give them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import Person, Post, Posts
from driftwatch.readers.layout.chats.revisions import latest, messages
from driftwatch.readers.layout.objects.json_stream import json_lines, pieces, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

_EVENT = re.compile(r'"type"\s*:\s*"m\.(?:room|reaction|sticker|call|space|poll)\b')
_SENT = re.compile(r'"(?:origin_server_ts|event_id)"\s*:')
_LINES = re.compile(r"\s*\{[^\n]{10,}\}[ \t]*\n\s*\{")
_OPENED = frozenset(("", "messages", "chunk", "events"))
_WANTED = frozenset(("*", "messages.*", "chunk.*", "events.*", "room_name", "room_id"))
_FILES = frozenset(("m.image", "m.file", "m.audio", "m.video", "m.location", "m.sticker"))
_FALLBACK = re.compile(r"> (?:\* )?<@[^>\n]{1,255}>[^\n]*(?:\n>[^\n]*)*\n{0,2}")
"""What a program puts before an answer for those that cannot show what it answers."""
_PUBLIC = frozenset(("", "matrix.org", "gitter.im", "beeper.com", "t2bot.io"))
"""Servers where anybody may have an account."""
_EDITED = re.compile(r" ?\* ")


def recognises(name: str, head: bytes) -> bool:
    """Whether this holds events of a room."""
    del name
    text = glimpse(head).lstrip()
    return text.startswith(("{", "[")) and bool(_EVENT.search(text) and _SENT.search(text) and '"sender"' in text)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in order of time: of an edited message its last words, of an answer what is new in it."""
    export = _Room(source=source, notes=notes)
    for post in latest(export.posts(), export.out):
        yield from messages(post, export.author(post.author), export.out)
    if export.sealed:
        notes.dropped["encrypted"] += export.sealed
        what = f"{export.sealed:,} messages are encrypted; export the room from a session that can read them"
        notes.problem(what, Reason.ENCRYPTED)


@dataclass(slots=True, kw_only=True)
class _Room:
    """One room and who is in it."""

    source: Source
    notes: Notes
    name: str = ""
    sealed: int = 0
    """Messages that this export could not decrypt."""
    names: dict[str, str] = field(default_factory=dict)
    out: Posts = field(init=False)
    _people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="matrix")
        self.name = re.split(r"[/!]", self.source.name)[-1].rpartition(".")[0] or self.source.name

    def posts(self) -> Iterator[Post]:
        """Each version of each message; what was removed is noted."""
        for number, event in self._events():
            kind = text_of(event.get("type"))
            if kind == "m.room.message":
                if (post := self._post(event, number)) is not None:
                    yield post
            elif kind == "m.room.encrypted":
                self.sealed += 1
            elif kind == "m.room.redaction":
                self._remove(text_of(event.get("redacts")) or text_of(record_of(event.get("content")).get("redacts")))
            else:
                self._learn(kind, event)

    def _events(self) -> Iterator[tuple[int, Record]]:
        with self.source.stream() as stream:
            head = glimpse(stream.read(64 * 1024))
        if _LINES.match(head):
            yield from json_lines(self.source, self.notes)
            return
        for piece in pieces(self.source, self.notes, _OPENED, wanted=_WANTED):
            if piece.path == "room_name":
                self.name = text_of(piece.value).strip().replace("/", " ") or self.name
            elif isinstance(piece.value, dict):
                clear = piece.value.get("decrypted")
                yield piece.at[-1], clear if isinstance(clear, dict) else piece.value
            elif piece.path != "room_id":
                self.notes.problem(f"entry {piece.at[-1]} is no event; it is left out", Reason.BAD_VALUE)

    def _learn(self, kind: str, event: Record) -> None:
        """Take in an event that is no message."""
        content = record_of(event.get("content"))
        if kind == "m.room.name" and text_of(content.get("name")).strip():
            self.name = text_of(content["name"]).strip().replace("/", " ")
        if kind == "m.room.member" and text_of(content.get("displayname")).strip():
            self.names[text_of(event.get("state_key")) or text_of(event.get("sender"))] = text_of(content["displayname"])
        if kind != "m.reaction":
            self.notes.dropped["joins and other notices"] += 1

    def _remove(self, identity: str) -> None:
        if identity:
            self.notes.removed.add(identity)
            self.notes.dropped["deleted"] += 1

    def _post(self, event: Record, number: int) -> Post | None:
        identity, content = text_of(event.get("event_id")), record_of(event.get("content"))
        if not content or "redacted_because" in record_of(event.get("unsigned")):
            self._remove(identity)
            return None
        relation = record_of(content.get("m.relates_to"))
        replaces = text_of(relation.get("event_id")) if relation.get("rel_type") == "m.replace" else ""
        new = record_of(content.get("m.new_content")) or content
        if reason := _dropped(new):
            self.notes.dropped[reason] += 1
            return None
        locator = f"message {identity}" if identity else f"entry {number}"
        at = self.out.time(event.get("origin_server_ts"), locator)
        text, offset = _own_words(new, answers="m.in_reply_to" in relation)
        if replaces and new is content:
            text = _EDITED.sub("", text, count=1)
        return Post(
            native=replaces or identity,
            locator=locator,
            channel=self.name,
            author=text_of(event.get("sender")),
            text=text,
            at=at,
            thread=_thread(relation),
            edited=at if replaces else None,
            offset=offset,
        )

    def author(self, identity: str) -> Person:
        """By the name shown in the room; the server of the id tells the organisation."""
        if identity not in self._people:
            local, _, server = identity.removeprefix("@").partition(":")
            person = self.out.person((self.names.get(identity), local, identity)) or Person(name=identity or "unknown")
            host = server.partition(":")[0].lower()
            self._people[identity] = person if person.organisation or host in _PUBLIC else replace(person, organisation=host)
        return self._people[identity]


def _dropped(content: Record) -> str | None:
    kind = text_of(content.get("msgtype"))
    if kind == "m.notice":
        return "bot"
    if kind in _FILES:
        caption, name = text_of(content.get("body")), text_of(content.get("filename"))
        return None if name and caption and caption != name else "empty"
    return None if kind in ("m.text", "m.emote") else "joins and other notices"


def _own_words(content: Record, *, answers: bool) -> tuple[str, int]:
    """The body without the quoted fallback of an answer, and how much that was."""
    body = text_of(content.get("body"))
    hit = _FALLBACK.match(body) if answers or body.startswith("> <@") else None
    return (body[hit.end() :], hit.end()) if hit else (body, 0)


def _thread(relation: Record) -> str | None:
    """The root of the thread, else the message that this answers."""
    if relation.get("rel_type") == "m.thread":
        return text_of(relation.get("event_id")) or None
    return text_of(record_of(relation.get("m.in_reply_to")).get("event_id")) or None
