"""A chat, or all chats, that Telegram Desktop exported as JSON; also the plain list of a channel's posts that Telethon's scripts write.

In chats of two and in small groups the numbers of messages are those of the account that exported: what two people export of one such chat is
matched by time, speaker and text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import Person, Posts, worded
from driftwatch.readers.layout.objects.json_stream import Piece, pieces, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_CHAT = re.compile(r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel)|replies)"')
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_POST = re.compile(r'"(?:from_id|date_unixtime|text_entities)"\s*:')
_ALL = re.compile(r'"(?:personal_information|frequent_contacts|chats)"\s*:\s*\{')
_PLAIN = re.compile(r'"message\.id"\s*:')
_LISTS = ("chats.list", "left_chats.list")
_OPENED = frozenset(("", "messages", "chats", "left_chats", *(f"{each}{end}" for each in _LISTS for end in ("", ".*", ".*.messages"))))
_OF_CHAT = frozenset(("name", "type", "id"))
_BELOW = ("", *(f"{each}.*." for each in _LISTS))
_WANTED = frozenset(("*", *(f"{below}{key}" for below in _BELOW for key in (*_OF_CHAT, "messages.*"))))
_NOT_SAID = {"pre": "code", "blockquote": "quoted reply"}
_NEVER = 1970
"""Old versions write the beginning of time where nothing was edited."""
_MEDIA = ("photo", "file", "media_type", "location_information", "contact_information", "poll", "sticker_emoji")


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a chat or an account as Telegram writes it."""
    text = glimpse(head).lstrip()
    if text.startswith("{"):
        chat = _MESSAGES.search(text) is not None and (_POST.search(text) is not None or _CHAT.search(text) is not None)
        return chat or (_ALL.search(text) is not None and ("Telegram" in text or _CHAT.search(text) is not None or _POST.search(text) is not None))
    return text.startswith("[") and _PLAIN.search(text) is not None and '"sender_id"' in text


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote themselves, chat by chat in the order of the file."""
    out = Posts(source=source, notes=notes, reader="telegram")
    chat, where = _Chat(out), None
    for piece in pieces(source, notes, _OPENED, wanted=_WANTED):
        if piece.path.startswith(_LISTS) and (piece.path.partition(".")[0], piece.at[0]) != where:
            chat, where = _Chat(out), (piece.path.partition(".")[0], piece.at[0])
        key = piece.path.rpartition(".")[2]
        if key in _OF_CHAT:
            chat.about[key] = piece.value
        elif isinstance(piece.value, dict):
            yield from chat.post(piece.value, piece.at[-1])
        else:
            notes.problem(_no_message(piece), Reason.BAD_VALUE)


def _no_message(piece: Piece) -> str:
    return f"entry {piece.at[-1]} is no message; it is left out"


@dataclass
class _Chat:
    """One chat of the export."""

    out: Posts
    about: Record = field(default_factory=dict)
    threads: dict[object, str] = field(default_factory=dict)
    """Id of a reply -> id of the message that its thread began with."""
    people: dict[tuple[str, str, object], Person | None] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """As Telegram names it; notes to oneself have no name."""
        return " ".join(text_of(self.about.get("name")).split()) or str(self.about.get("type") or self.out.source.name)

    def post(self, post: Record, number: int) -> Iterator[Message]:
        """What its author wrote in one message."""
        if reason := self._dropped(post):
            self.out.notes.dropped[reason] += 1
            return
        identity = post.get("id", post.get("message.id"))
        where = f"message {identity}" if identity is not None else f"entry {number}"
        said = list(self._said(post.get("text")))
        if not said:
            self.out.notes.dropped["attachment" if any(key in post for key in _MEDIA) else "empty"] += 1
            return
        at, thread = self._time(post, where), self._thread(post, identity)
        for offset, words in said:
            yield self.out.message(
                words,
                locator=where,
                channel=self.name,
                who=self._author(post),
                at=at,
                offset=offset,
                thread=thread,
                native=self._native(identity),
                edited=self._edited(post),
            )

    def _native(self, identity: object) -> str | None:
        """Only large groups and channels number their messages alike for everybody; elsewhere each account counts for itself."""
        shared = text_of(self.about.get("type")).endswith(("supergroup", "channel"))
        return f"{self.about.get('id')}/{identity}" if shared and identity is not None and self.about.get("id") is not None else None

    def _dropped(self, post: Record) -> str | None:
        """Why nobody in the chat said this."""
        if post.get("type", "message") != "message":
            return "joins and other notices"
        if "forwarded_from" in post or "forwarded_from_id" in post:
            return "forwarded"
        return "bot" if post.get("via_bot") or self.about.get("type") == "bot_chat" else None

    def _said(self, text: object) -> Iterator[tuple[int, str]]:
        """Offset and words of each stretch; a text is a string, or a list of strings and of pieces with a type."""
        if isinstance(text, str):
            if (found := worded(text))[1]:
                yield found
            return
        begin, end, stretch = 0, 0, ""
        for piece in text if isinstance(text, list) else ():
            kind = text_of(piece.get("type")) if isinstance(piece, dict) else ""
            words = text_of(piece.get("text") if isinstance(piece, dict) else piece)
            end += len(words)
            if kind not in _NOT_SAID:
                stretch += words
                continue
            self.out.notes.dropped[_NOT_SAID[kind]] += 1
            yield from _placed(stretch, begin)
            begin, stretch = end, ""
        yield from _placed(stretch, begin)

    def _time(self, post: Record, where: str) -> datetime | None:
        """By the clock of the world where the export tells it, else by that of the computer that exported."""
        if post.get("date_unixtime") is not None:
            return self.out.time(post["date_unixtime"], where)
        written = post.get("date")
        if isinstance(written, str) and "+" not in written and not written.endswith("Z"):
            self.out.notes.guess(f"zone: {self.out.source.timezone}, because the times of this export carry none")
        return self.out.time(written, where)

    def _edited(self, post: Record) -> datetime | None:
        edited = post.get("edited_unixtime") or post.get("edited")
        at = parse_time(edited, self.out.source.timezone) if edited else None
        return at if at is not None and at.year > _NEVER else None

    def _thread(self, post: Record, identity: object) -> str | None:
        answered = post.get("reply_to_message_id", post.get("reply_to_id"))
        if not isinstance(answered, int | str):
            return None
        thread = self.threads.get(answered, str(answered))
        if isinstance(identity, int | str):
            self.threads[identity] = thread
        return thread

    def _author(self, post: Record) -> Person | None:
        """Who signed it, else who sent it; whoever left Telegram is known by their id."""
        sender = post.get("from_id", post.get("sender_id"))
        key = (text_of(post.get("author")), text_of(post.get("from")), sender if isinstance(sender, int | str) else None)
        if key not in self.people:
            self.people[key] = self.out.person((post.get("author"), post.get("from"), sender))
        return self.people[key]


def _placed(stretch: str, begin: int) -> Iterator[tuple[int, str]]:
    offset, words = worded(stretch)
    if words:
        yield begin + offset, words
