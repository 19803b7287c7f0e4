"""An export of Zulip: messages-000001.json and its like, with the people and channels in realm.json beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.chats.posts import Person, Post, Posts
from driftwatch.readers.layout.chats.revisions import messages
from driftwatch.readers.layout.chats.zulip_tables import Realm, realm_of
from driftwatch.readers.layout.objects.json_stream import records, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_KEY = re.compile(r'\s*\{\s*"(?P<key>zerver_\w{2,60}|analytics_\w{2,60})"\s*:\s*\[')
_MESSAGES = re.compile(r'"zerver_(?:user)?message"\s*:\s*\[')
_RECORDS = re.compile(r'\s*\[\s*\{[^{}]{0,2000}"(?:realm_id|s3_path)"\s*:[^{}]{0,2000}"(?:s3_path|realm_id)"\s*:')


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a file of messages, or one of the tables of an export."""
    del name
    text = glimpse(head)
    return bool(_KEY.match(text) or _RECORDS.match(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages in the order of the file; the topic is heading and thread. Raises UnreadableSourceError where nobody's name is there."""
    with source.stream() as stream:
        head = glimpse(stream.read(64 * 1024))
    if not _MESSAGES.search(head) or _RECORDS.match(head):
        notes.reference = "a table of a Zulip export, read with its messages"
        return
    realm = realm_of(source, notes)
    if realm is None:
        what = "realm.json, which names the people, is not beside it or cannot be read: add the whole export"
        raise UnreadableSourceError(what, reason=Reason.NO_SPEAKER)
    export = _Export(source=source, notes=notes, realm=realm)
    for number, entry in records(source, notes, "zerver_message"):
        yield from export.messages(entry, number)


@dataclass(slots=True, kw_only=True)
class _Export:
    """One file of messages with the realm that it is of."""

    source: Source
    notes: Notes
    realm: Realm
    out: Posts = field(init=False)
    _people: dict[object, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="zulip")

    def messages(self, entry: Record, number: int) -> Iterator[Message]:
        """What the sender says in one message."""
        identity = entry.get("id")
        locator = f"message {identity}" if isinstance(identity, int) else f"entry {number}"
        who = self._author(entry.get("sender"))
        if who.bot:
            self.notes.dropped["bot"] += 1
            return
        topic = text_of(entry.get("subject")).strip()
        channel = self._channel(str(entry.get("recipient")), who)
        changed = entry.get("last_edit_time")
        post = Post(
            native=str(identity) if isinstance(identity, int) else "",
            locator=locator,
            channel=channel,
            author=who.name,
            text=text_of(entry.get("content")),
            at=self.out.time(entry.get("date_sent"), locator),
            thread=f"{channel}/{topic}" if topic else None,
            heading=topic or None,
            edited=parse_time(changed, self.source.timezone) if changed else None,
        )
        yield from messages(post, who, self.out)

    def _channel(self, recipient: str, who: Person) -> str:
        """The channel's name; of a direct message the people in it."""
        if recipient in self.realm.personal:
            return f"direct: {', '.join(sorted({self.realm.personal[recipient], who.name}))}"
        return self.realm.channels.get(recipient) or f"recipient {recipient}"

    def _author(self, sender: object) -> Person:
        key = str(sender)
        if key not in self._people:
            user = self.realm.users.get(key)
            found = self.out.person(user.names, organisation=user.domain, bot=user.bot) if user else self.out.person((f"user {sender}",))
            self._people[key] = found or Person(name=f"user {sender}")
        return self._people[key]
