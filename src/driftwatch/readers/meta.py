"""Messages of Facebook Messenger and Instagram as their account downloads hold them: message_1.json of each conversation, newest first.

Messages have no ids there: what two downloads hold is matched by time, speaker and text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import Person, Posts, worded
from driftwatch.readers.layout.objects.json_stream import pieces, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

_POST = re.compile(r'"sender_name"\s*:\s*"|"senderName"\s*:\s*"')
_TIME = re.compile(r'"timestamp_ms"\s*:\s*\d|"timestamp"\s*:\s*\d')
_NAMES = ("title", "threadName", "thread_path")
"""What tells the name of the conversation, the best first; it may stand behind the messages."""
_NAMED = re.compile(r'"(title|threadName|thread_path)"\s{0,4}:\s{0,4}"((?:[^"\\\n]|\\[^\n]){1,400}+)"')
_CHUNK = 256 * 1024
_MANY = ("photos", "videos", "gifs", "sticker", "audio_files", "files", "share", "media")
_TYPES = frozenset(("Call", "Subscribe", "Unsubscribe", "Payment", "Plan", "call", "subscribe", "unsubscribe"))
"""Kinds of a message that the program writes."""
_NOBODY = frozenset(("Facebook user", "Instagram user", "Instagram User", "Facebook User", ""))
_NOTICE = re.compile(
    r"(?:sent (?:an attachment|a (?:photo|video|voice message|link|location|gif|sticker))|named the group .{1,200}|created (?:the|this) group|"
    r"changed the (?:group (?:photo|name)|chat .{1,80}|theme.{0,80}|emoji.{0,80}|quick reaction.{0,80})|added .{1,200} to the group|"
    r"removed .{1,200} from the group|(?:left|joined) the (?:group|call|video chat)|started (?:a call|a video chat|sharing .{1,40})|"
    r"set .{1,100} nickname.{0,100}|set the (?:emoji|quick reaction).{0,60}|(?:un)?pinned a message|"
    r"missed (?:a|your) (?:video |audio )?(?:call|chat).{0,80}|"
    r"turned (?:on|off) .{1,60}|liked a message|unsent a message|ended the (?:call|video chat)|called you|are now connected on messenger)\.?",
    re.IGNORECASE,
)
"""What the program says of somebody, behind their name."""
_REACTION = re.compile(r"(?:Reacted .{1,30} to .{1,60} message|Liked a message)\s?")
_LONGEST_NOTICE = 300


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a conversation with the keys of Meta."""
    text = glimpse(head).lstrip()
    return text.startswith("{") and '"messages"' in text and bool(_POST.search(text)) and bool(_TIME.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file; text that was stored as Latin-1 of UTF-8 is repaired."""
    conversation = _Conversation(out=Posts(source=source, notes=notes, reader="meta"), name=_name(source))
    for piece in pieces(source, notes, ("", "messages"), wanted=("messages.*",)):
        if isinstance(piece.value, dict):
            yield from conversation.post(piece.value, piece.at[-1])
        else:
            notes.problem(f"entry {piece.at[-1]} is no message; it is left out", Reason.BAD_VALUE)


def _name(source: Source) -> str:
    """The title of the conversation, which stands behind the messages, else where it lay."""
    tail = b""
    with source.stream() as stream:
        while chunk := stream.read(_CHUNK):
            tail = (tail + chunk)[-_CHUNK:]
    found = dict(_NAMED.findall(tail.decode("utf-8", "replace")))
    return next((name for key in _NAMES if (name := _unescaped(found.get(key, "")))), source.name)


def _unescaped(written: str) -> str:
    """A string of JSON as what it says, "" where it is none."""
    try:
        return " ".join(mended(str(json.loads(f'"{written}"', strict=False))).split())
    except ValueError:
        return ""


@dataclass(slots=True, kw_only=True)
class _Conversation:
    """One conversation."""

    out: Posts
    name: str
    people: dict[str, Person | None] = field(default_factory=dict)

    def post(self, post: Record, number: int) -> Iterator[Message]:
        """What its author wrote in one message."""
        sender = text_of(post.get("sender_name", post.get("senderName")))
        stored = text_of(post.get("content", post.get("text")))
        text = mended(stored)
        if text is not stored:
            self.out.notes.guess("encoding: Latin-1 of UTF-8, as Meta writes it; letters like é were repaired")
        offset, words = worded(text)
        if reason := self._dropped(post, mended(sender), words):
            self.out.notes.dropped[reason] += 1
            return
        at = self.out.time(post.get("timestamp_ms", post.get("timestamp")), f"entry {number}")
        yield self.out.message(words, locator=f"entry {number}", channel=self.name, who=self._author(sender), at=at, offset=offset)

    def _dropped(self, post: Mapping[str, object], sender: str, words: str) -> str | None:
        """Why nobody said this."""
        if post.get("is_unsent") or post.get("isUnsent"):
            return "deleted"
        if not words:
            return "attachment" if any(post.get(key) for key in _MANY) else "empty"
        return "joins and other notices" if text_of(post.get("type")) in _TYPES or "call_duration" in post or _told(sender, words) else None

    def _author(self, sender: str) -> Person | None:
        if sender not in self.people:
            self.people[sender] = None if sender in _NOBODY else self.out.person((mended(sender),))
        return self.people[sender]


def _told(sender: str, words: str) -> bool:
    """Whether the program says this of the sender."""
    if len(words) > _LONGEST_NOTICE:
        return False
    if words.startswith(("Reacted ", "Liked ")):
        return _REACTION.fullmatch(words) is not None
    who = next((name for name in (sender, "You") if name and words.startswith(name)), None)
    return who is not None and _NOTICE.fullmatch(words[len(who) + 1 :]) is not None


def mended(text: str) -> str:
    """`Ã©` as the `é` that was meant; the same object where nothing was stored wrongly."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
