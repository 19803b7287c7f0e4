"""A room of Gitter as its API and the archives of its rooms give it: a list of messages with Markdown text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.chat_text import said
from driftwatch.readers.layout.chats.posts import Person, Posts
from driftwatch.readers.layout.objects.json_stream import json_lines, record_of, records, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_POST = re.compile(r'"(?:fromUser|virtualUser)"\s*:')
_SENT = re.compile(r'"sent"\s*:\s*"\d{4}-')
"""Both stand in every message."""


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a list of a room's messages."""
    text = glimpse(head).lstrip()
    return text.startswith(("[", "{")) and bool(_POST.search(text)) and bool(_SENT.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file."""
    with source.stream() as stream:
        listed = glimpse(stream.read(64 * 1024)).lstrip().startswith("[")
    room = _Room(out=Posts(source=source, notes=notes, reader="gitter"), name=PurePosixPath(source.name.replace("!", "/")).stem)
    for number, post in records(source, notes) if listed else json_lines(source, notes):
        yield from room.post(post, number)


@dataclass(slots=True, kw_only=True)
class _Room:
    """One room; its name stands only in that of the file."""

    out: Posts
    name: str
    people: dict[str, Person | None] = field(default_factory=dict)

    def post(self, post: Record, number: int) -> Iterator[Message]:
        """What its author wrote in one message."""
        identity = text_of(post.get("id"))
        where = f"message {identity}" if identity else f"entry {number}"
        text = text_of(post.get("text"))
        if not text.strip():
            self.out.notes.dropped["deleted" if post.get("editedAt") else "empty"] += 1
            if post.get("editedAt") and identity:
                self.out.notes.removed.add(identity)
            return
        at, found = self.out.time(post.get("sent"), where), False
        for offset, words in said(text, self.out.notes):
            found = True
            yield self.out.message(
                words,
                locator=where,
                channel=self.name,
                who=self._author(post),
                at=at,
                offset=offset,
                thread=text_of(post.get("parentId")) or None,
                native=identity or None,
                edited=parse_time(post.get("editedAt"), self.out.source.timezone) if post.get("editedAt") else None,
            )
        if not found:
            self.out.notes.dropped["empty"] += 1

    def _author(self, post: Record) -> Person | None:
        """Whoever wrote it here, or over a bridge from Matrix; None where the account is gone."""
        user, bridged = record_of(post.get("fromUser")), record_of(post.get("virtualUser"))
        key = f"{user.get('id')} {user.get('displayName')} {bridged.get('externalId')}"
        if key not in self.people:
            names = (user.get("displayName"), bridged.get("displayName"), user.get("username"), bridged.get("externalId"), user.get("id"))
            self.people[key] = self.out.person(names)
        return self.people[key]
