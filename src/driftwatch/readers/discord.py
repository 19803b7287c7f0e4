"""A channel of Discord as DiscordChatExporter writes it in JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import Person, Post, Posts
from driftwatch.readers.layout.chats.revisions import messages
from driftwatch.readers.layout.objects.json_stream import list_of, pieces, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.speech.voices import Voices
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_GUILD = re.compile(r'\s*\{\s*"guild"\s*:\s*\{[^{}]{0,4000}\}\s*,\s*"channel"\s*:\s*\{')
_SAID = frozenset(("Default", "Reply", "0", "19"))
"""What people write; all other types are joins, pins, calls, boosts and what commands answer."""
_COMMANDS = frozenset(("ChatInputCommand", "ContextMenuCommand", "20", "23"))
_THREADS = ("Thread", "Forum")


def recognises(name: str, head: bytes) -> bool:
    """Whether it begins as such an export does."""
    del name
    return bool(_GUILD.match(glimpse(head)))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file; a reply names what it answers as its thread."""
    export = _Export(source=source, notes=notes)
    for piece in pieces(source, notes, {"", "messages"}, wanted={"guild", "channel", "messages.*"}):
        if not isinstance(piece.value, dict):
            notes.problem(f"`{piece.path}` is no object; it is left out", Reason.BAD_VALUE)
        elif piece.path == "channel":
            export.enter(piece.value)
        elif piece.path == "messages.*":
            yield from export.messages(piece.value, piece.at[-1])


@dataclass(slots=True, kw_only=True)
class _Export:
    """One channel and who writes in it."""

    source: Source
    notes: Notes
    channel: str = "channel"
    thread: str | None = None
    """Where the whole channel is one thread."""
    out: Posts = field(init=False)
    _voices: Voices = field(init=False)
    _people: dict[tuple[str, str], Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="discord")
        self._voices = Voices(self.source.people)

    def enter(self, channel: Record) -> None:
        """Take in which channel it is; a thread belongs to the channel that it hangs from."""
        kind, name, above = (text_of(channel.get(key)).strip() for key in ("type", "name", "category"))
        self.channel = name or f"channel {channel.get('id')}"
        if kind.startswith("Direct"):
            self.channel = f"direct: {self.channel}"
        elif any(word in kind for word in _THREADS):
            self.thread = str(channel.get("id"))
            self.channel = f"{above}/{name}" if above else self.channel

    def messages(self, entry: Record, number: int) -> Iterator[Message]:
        """What the author says in one message."""
        identity = text_of(entry.get("id"))
        locator = f"message {identity}" if identity else f"entry {number}"
        author = record_of(entry.get("author"))
        kind = str(entry.get("type", "Default"))
        if author.get("isBot") or kind in _COMMANDS:
            self.notes.dropped["bot"] += 1
            return
        if kind not in _SAID:
            self.notes.dropped["joins and other notices"] += 1
            return
        text, changed = text_of(entry.get("content")), entry.get("timestampEdited")
        if not text.strip() and entry.get("forwardedMessage"):
            self.notes.dropped["quoted reply"] += 1
            return
        post = Post(
            native=identity,
            locator=locator,
            channel=self.channel,
            author="",
            text=text,
            at=self.out.time(entry.get("timestamp"), locator),
            thread=self.thread or text_of(record_of(entry.get("reference")).get("messageId")) or None,
            edited=parse_time(changed, self.source.timezone) if changed else None,
        )
        yield from messages(post, self._author(author), self.out)

    def _author(self, author: Record) -> Person:
        """By the name on this server, with the handle; the role that bears a partner's name tells the organisation."""
        key = (text_of(author.get("id")), text_of(author.get("nickname")))
        if key not in self._people:
            handle, digits = text_of(author.get("name")), text_of(author.get("discriminator"))
            tagged = f"{handle}#{digits}" if digits.strip("0") else ""
            roles = (text_of(record_of(role).get("name")).strip() for role in list_of(author.get("roles")))
            organisation = next((role for role in roles if role and self._voices.known(role)), "")
            person = self.out.person([author.get("nickname"), handle, tagged or None, author.get("id")], organisation=organisation)
            self._people[key] = person or Person(name="unknown")
        return self._people[key]
