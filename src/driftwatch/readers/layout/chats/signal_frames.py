"""Signal as JSON lines: signal-export's messages, Signal Desktop's frames of an export, and rows of its database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.posts import Person, Posts, worded
from driftwatch.readers.layout.chats.signal_text import ME, channel_of, program_wrote, somebody
from driftwatch.readers.layout.objects.json_stream import json_lines, list_of, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record


@dataclass(slots=True)
class Entries:
    """A file whose every line is a message of its own."""

    out: Posts
    people: dict[str, Person | None] = field(default_factory=dict)

    def exported(self) -> Iterator[Message]:
        """The messages of signal-export's data.json."""
        notes, channel = self.out.notes, channel_of(self.out.source)
        for number, entry in json_lines(self.out.source, notes):
            offset, words = worded(text_of(entry.get("body")))
            reason = "deleted" if entry.get("deleted") else "joins and other notices" if entry.get("call") else program_wrote(words)
            if entry.get("quote"):
                notes.dropped["quoted reply"] += 1
            if reason or not words:
                notes.dropped[reason or ("attachment" if entry.get("attachments") or entry.get("sticker") else "empty")] += 1
                continue
            where = f"entry {number}"
            who, at = self._somebody(text_of(entry.get("sender"))), self.out.time(entry.get("date"), where)
            yield self.out.message(words, locator=where, channel=channel, who=who, at=at, offset=offset)

    def dumped(self) -> Iterator[Message]:
        """The rows of Signal Desktop's table of messages."""
        for number, entry in json_lines(self.out.source, self.out.notes):
            yield from self._row(entry, number)

    def _row(self, entry: Record, number: int) -> Iterator[Message]:
        identity, kind = text_of(entry.get("id")), entry.get("type")
        erased = entry.get("deletedForEveryone") or entry.get("isErased")
        if kind not in ("incoming", "outgoing") or erased:
            self.out.notes.dropped["deleted" if erased else "joins and other notices"] += 1
            if erased and identity:
                self.out.notes.removed.add(identity)
            return
        offset, words = worded(text_of(entry.get("body")))
        if not words:
            self.out.notes.dropped["attachment" if list_of(entry.get("attachments")) else "empty"] += 1
            return
        names = [entry.get(key) for key in ("profileName", "sourceName", "source", "sourceServiceId", "sourceUuid")]
        who = self._somebody(ME) if kind == "outgoing" else self.out.person(names)
        where = f"message {identity}" if identity else f"entry {number}"
        at = self.out.time(entry.get("sent_at", entry.get("timestamp")), where)
        channel = text_of(entry.get("conversationName")) or text_of(entry.get("conversationId")) or channel_of(self.out.source)
        yield self.out.message(words, locator=where, channel=channel, who=who, at=at, offset=offset, native=identity or None)

    def _somebody(self, name: str) -> Person | None:
        if name not in self.people:
            self.people[name] = somebody(self.out, name)
        return self.people[name]


@dataclass(slots=True)
class Frames:
    """An export of Signal Desktop: people and chats come before the messages that name them by number."""

    out: Posts
    people: dict[str, Person | None] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    """Id of a chat -> its title."""
    me: str = ""

    def messages(self) -> Iterator[Message]:
        """What people wrote, in the order of the file."""
        for number, frame in json_lines(self.out.source, self.out.notes):
            if isinstance(item := frame.get("chatItem"), dict):
                yield from self._item(item, number)
            elif isinstance(chat := frame.get("chat"), dict):
                self.chats[str(chat.get("id"))] = self.titles.get(str(chat.get("recipientId"))) or f"chat {chat.get('id')}"
            elif isinstance(account := frame.get("account"), dict):
                self.me = " ".join(name for key in ("givenName", "familyName") if (name := text_of(account.get(key)).strip()))
            elif isinstance(recipient := frame.get("recipient"), dict):
                self._recipient(recipient)

    def _recipient(self, recipient: Record) -> None:
        identity, contact = str(recipient.get("id")), record_of(recipient.get("contact"))
        if "self" in recipient:
            self.people[identity] = self.out.person((self.me,)) if self.me else somebody(self.out, ME)
            self.titles[identity] = "Note to Self"
        elif contact:
            own = [text_of(contact.get(key)).strip() for key in ("profileGivenName", "profileFamilyName")]
            system = [text_of(contact.get(key)).strip() for key in ("systemGivenName", "systemFamilyName")]
            names = (
                " ".join(filter(None, own)),
                " ".join(filter(None, system)),
                contact.get("username"),
                contact.get("e164"),
                f"recipient {identity}",
            )
            who = self.people[identity] = self.out.person(name for name in names if name)
            self.titles[identity] = who.name if who else ""
        elif title := text_of(record_of(record_of(record_of(recipient.get("group")).get("snapshot")).get("title")).get("title")):
            self.titles[identity] = " ".join(title.split())

    def _item(self, item: Record, number: int) -> Iterator[Message]:
        sent, author = str(item.get("dateSent") or ""), str(item.get("authorId"))
        channel = self.chats.get(str(item.get("chatId"))) or f"chat {item.get('chatId')}"
        standard = record_of(item.get("standardMessage"))
        who = self.people.get(author)
        native = f"{channel}/{who.name if who else author}/{sent}" if sent else None
        offset, words = worded(text_of(record_of(standard.get("text")).get("body")))
        if not words:
            self.out.notes.dropped[_nothing_said(item, standard)] += 1
            if "remoteDeletedMessage" in item and native:
                self.out.notes.removed.add(native)
            return
        if standard.get("quote"):
            self.out.notes.dropped["quoted reply"] += 1
        at = self.out.time(item.get("dateSent"), f"entry {number}")
        yield self.out.message(words, locator=f"entry {number}", channel=channel, who=who, at=at, offset=offset, native=native)


def _nothing_said(item: Record, standard: Record) -> str:
    """Why an item has no words."""
    if "remoteDeletedMessage" in item:
        return "deleted"
    if "updateMessage" in item:
        return "joins and other notices"
    return "attachment" if standard.get("attachments") or not standard else "empty"
