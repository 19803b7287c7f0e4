"""Messages of Microsoft Teams as JSON: from Graph (a list, `value`, with replies), or from a tenant's export with its PascalCase keys."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.fragments import fragment
from driftwatch.readers.layout.chats.posts import Person, Posts, worded
from driftwatch.readers.layout.chats.teams_tables import Directory, directory, is_table
from driftwatch.readers.layout.objects.json_stream import json_lines, list_of, pieces, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_POST = re.compile(
    r'"messageType"\s*:\s*"[a-zA-Z]+"|"MessageType"\s*:\s*"[a-zA-Z]+"|"(?:chatId|channelIdentity|ChatId|ChannelIdentity)"\s*:'
    r'|"[fF]rom"\s*:\s*\{[^{}]{0,400}"(?:user|User|application|Application)"\s*:'
)
_CREATED = re.compile(r'"createdDateTime"\s*:', re.IGNORECASE)
_BODY = re.compile(r'"content(?:Type)?"\s*:', re.IGNORECASE)
_LINES = re.compile(r"\s*\{[^\n]{10,}\}[ \t]*+(?:\n\s*\{|\s*+\Z)")
_OPENED = frozenset(("", "value", "messages"))
_OF_CHAT = frozenset(("id", "topic", "displayName", "members"))
_WANTED = frozenset(("*", "value.*", "messages.*", *_OF_CHAT))
_NAMED = re.compile(r'"(?:value|messages)"\s*:\s*\[')
_UNUSED = frozenset("Attachments Reactions MessageHistory Mentions EventDetail PolicyViolation HostedContents".split())
_EVENT = "<systemeventmessage"


def recognises(name: str, head: bytes) -> bool:
    """Whether this holds chatMessage objects, or is a table of people, teams or channels of a tenant's export."""
    text = glimpse(head).lstrip()
    if not text.startswith(("[", "{")):
        return False
    return bool(_CREATED.search(text) and _POST.search(text) and _BODY.search(text)) or is_table(name, text)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file; the text of a body in HTML is what it shows."""
    with source.stream() as stream:
        head = glimpse(stream.read(64 * 1024))
    if is_table(source.name, head.lstrip()):
        notes.reference = "a table of a Teams export, read with its messages"
        return
    export = _Export(source=source, notes=notes, known=directory(source, notes))
    if _LINES.match(head) and not _NAMED.search(head):
        for number, entry in json_lines(source, notes):
            yield from export.posts(entry, number)
        return
    chat: Record = {}
    for piece in pieces(source, notes, _OPENED, wanted=_WANTED):
        if piece.path in _OF_CHAT:
            chat[piece.path] = piece.value
            export.known.add(chat)
        elif isinstance(piece.value, dict):
            yield from export.posts(piece.value, piece.at[-1], chat=text_of(chat.get("id")))
        else:
            notes.problem(f"entry {piece.at[-1]} is no message; it is left out", Reason.BAD_VALUE)


@dataclass(slots=True, kw_only=True)
class _Export:
    """One export, and what is known of its people and channels."""

    source: Source
    notes: Notes
    known: Directory
    people: dict[tuple[str, str], Person | None] = field(default_factory=dict)
    out: Posts = field(init=False)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="teams")

    def posts(self, entry: Record, number: int, root: str | None = None, *, chat: str = "") -> Iterator[Message]:
        """A message with its replies, or a chat with its messages."""
        post = entry if "createdDateTime" in entry or "CreatedDateTime" not in entry else _camel(entry)
        inner = list_of(post.get("messages"))
        if inner and "body" not in post:
            self.known.add(post)
            for each in inner:
                if isinstance(each, dict):
                    yield from self.posts(each, number, chat=text_of(post.get("id")))
            return
        yield from self._post(post, number, root, chat)
        for reply in list_of(post.get("replies")):
            if isinstance(reply, dict):
                yield from self.posts(reply, number, text_of(post.get("id")), chat=chat)

    def _post(self, post: Record, number: int, root: str | None, chat: str) -> Iterator[Message]:
        """What its author wrote in it, stretch by stretch."""
        identity = str(post.get("id") or "")
        room = _room(post) or chat
        native = f"{room}/{identity}" if identity else None
        if reason := _dropped(post):
            self.notes.dropped[reason] += 1
            if reason == "deleted" and native:
                self.notes.removed.add(native)
            return
        who = self._author(record_of(post.get("from")))
        if who is None or who.bot:
            self.notes.dropped["bot" if who else "joins and other notices"] += 1
            return
        at = self._time(post, identity, number)
        channel = self.known.channel(room, post)
        found = False
        for offset, words in self._said(record_of(post.get("body"))):
            found = True
            yield self.out.message(
                words,
                locator=f"message {identity}" if identity else f"entry {number}",
                channel=channel,
                who=who,
                at=at,
                offset=offset,
                thread=text_of(post.get("replyToId")) or root or (identity if post.get("channelIdentity") and identity else None),
                heading=text_of(post.get("subject")).strip() or None,
                native=native,
                edited=parse_time(post.get("lastEditedDateTime"), self.source.timezone) if post.get("lastEditedDateTime") else None,
            )
        if not found:
            self.notes.dropped["empty"] += 1

    def _said(self, body: Record) -> Iterator[tuple[int, str]]:
        content = text_of(body.get("content"))
        if text_of(body.get("contentType")).lower() == "html" or (body.get("contentType") is None and content.startswith("<")):
            yield from fragment(content, self.notes).said()
        elif (found := worded(content))[1]:
            yield found

    def _time(self, post: Record, identity: str, number: int) -> datetime | None:
        """When it was written; the id of a message is that moment too."""
        return self.out.time(post.get("createdDateTime"), f"message {identity}" if identity else f"entry {number}")

    def _author(self, sender: Record) -> Person | None:
        """Whoever sent it; None for the program itself."""
        user, application = sender.get("user"), sender.get("application")
        kind, who = ("user", user) if isinstance(user, dict) else ("application", application)
        if not isinstance(who, dict):
            return None
        key = (kind, f"{who.get('id')} {who.get('displayName')}")
        if key not in self.people:
            listed = self.known.people.get(str(who.get("id")))
            names = [who.get("displayName"), *(listed.names if listed else ()), who.get("id")]
            organisation = (listed.domain if listed else "") or text_of(who.get("tenantId"))
            self.people[key] = self.out.person(names, organisation=organisation, bot=kind == "application")
        return self.people[key]


def _room(post: Mapping[str, object]) -> str:
    return text_of(post.get("chatId")) or text_of(record_of(post.get("channelIdentity")).get("channelId"))


def _dropped(post: Mapping[str, object]) -> str | None:
    """Why nobody said this."""
    if post.get("deletedDateTime"):
        return "deleted"
    if post.get("messageType", "message") != "message" or text_of(record_of(post.get("body")).get("content"))[:30].lstrip().lower().startswith(
        _EVENT
    ):
        return "joins and other notices"
    return None


def _camel(value: Mapping[str, object]) -> Record:
    """The object with Graph's own spelling of its keys; what nobody needs is left out."""
    return {key[:1].lower() + key[1:]: _camel(each) if isinstance(each, dict) else each for key, each in value.items() if key not in _UNUSED}
