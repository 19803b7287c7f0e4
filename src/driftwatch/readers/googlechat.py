"""Google Chat from Takeout: messages.json of each direct message or space, with group_info.json beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.chat_text import said
from driftwatch.readers.layout.chats.posts import Person, Posts, mail_domain
from driftwatch.readers.layout.objects.json_stream import list_of, record_of, records, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

_POST = re.compile(r'"(?:creator|topic_id|message_id|created_date|message_state)"\s*:')
_MESSAGES = re.compile(r'\s*\{\s*"messages"\s*:\s*\[')
_GROUP = re.compile(r'"members"\s*:\s*\[')
_PERSON = re.compile(r'"user_type"\s*:')
_DATE = re.compile(
    r"(?:[^\W\d_]{3,15}, )?([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4}) at (\d{1,2}):(\d\d)(?::(\d\d))?[ \u202f\u00a0]([AP])M[ \u202f\u00a0]UTC"
)
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


def recognises(name: str, head: bytes) -> bool:
    """Whether these are the messages of a group, or the table of its members."""
    text = glimpse(head).lstrip()
    if not text.startswith("{") or "user_type" not in text:
        return False
    posts = bool(_MESSAGES.match(text)) and bool(_POST.search(text))
    return posts or _is_table(text)


def _is_table(text: str) -> bool:
    return not _MESSAGES.match(text) and bool(_PERSON.search(text)) and (bool(_GROUP.search(text)) or '"membership_info"' in text)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file."""
    with source.stream() as stream:
        if _is_table(glimpse(stream.read(64 * 1024)).lstrip()):
            notes.reference = "the members of a group, read with its messages"
            return
    group = _Group(out=Posts(source=source, notes=notes, reader="googlechat"), name=_name(source, notes))
    for number, post in records(source, notes, "messages"):
        yield from group.post(post, number)


def _name(source: Source, notes: Notes) -> str:
    """The name of the space, or who else is in the direct message; else the folder, which Google calls `Space AAAA…` or `DM …`."""
    data = source.sibling("group_info.json")
    folder = PurePosixPath(source.name.replace("!", "/")).parent.name or source.name
    if data is None or len(data) > source.limits.line_bytes * 16:
        return folder
    try:
        found = record_of(json.loads(data.decode("utf-8-sig", "replace")))
    except (ValueError, RecursionError):
        notes.problem("group_info.json: not valid JSON; the folder names the group", Reason.MALFORMED_JSON)
        return folder
    return " ".join(text_of(found.get("name")).split()) or folder


@dataclass(slots=True, kw_only=True)
class _Group:
    """One direct message or space."""

    out: Posts
    name: str
    people: dict[str, Person | None] = field(default_factory=dict)

    def post(self, post: Record, number: int) -> Iterator[Message]:
        """What its author wrote in one message."""
        identity = text_of(post.get("message_id"))
        where = f"message {identity}" if identity else f"entry {number}"
        reason, who = self._dropped(post), self._author(record_of(post.get("creator")))
        if reason is None and who is not None and who.bot:
            reason = "bot"
        if reason is not None:
            self.out.notes.dropped[reason] += 1
            if reason == "deleted" and identity:
                self.out.notes.removed.add(identity)
            return
        at, found = self._time(post.get("created_date"), where), False
        for offset, words in said(text_of(post.get("text")), self.out.notes):
            found = True
            yield self.out.message(
                words,
                locator=where,
                channel=self.name,
                who=who,
                at=at,
                offset=offset,
                thread=text_of(post.get("topic_id")) or None,
                native=identity or None,
                edited=_moment(text_of(post["updated_date"])) if "updated_date" in post else None,
            )
        if not found:
            self.out.notes.dropped["empty"] += 1

    def _dropped(self, post: Record) -> str | None:
        """Why nobody said this."""
        if post.get("message_state") == "DELETED" or "deletion_metadata" in post:
            return "deleted"
        if not text_of(post.get("text")).strip():
            return "attachment" if list_of(post.get("attached_files")) else "empty"
        return None

    def _author(self, creator: Record) -> Person | None:
        key = f"{creator.get('name')} {creator.get('email')} {creator.get('user_type')}"
        if key not in self.people:
            mail = creator.get("email")
            names = (creator.get("name"), mail)
            self.people[key] = self.out.person(names, organisation=mail_domain(mail), bot=text_of(creator.get("user_type")).upper() in ("BOT", "APP"))
        return self.people[key]

    def _time(self, value: object, where: str) -> datetime | None:
        """`Tuesday, March 3, 2026 at 10:12:45 AM UTC`, whatever the language of the weekday; other spellings as everywhere."""
        at = _moment(text_of(value))
        return at.astimezone(self.out.source.timezone) if at is not None else self.out.time(value, where)


def _moment(written: str) -> datetime | None:
    hit = _DATE.fullmatch(written)
    month = hit and _MONTHS.get(hit[1][:3])
    if not hit or not month:
        return None
    hour = int(hit[4]) % 12 + (12 if hit[7] == "P" else 0)
    try:
        return datetime(int(hit[3]), month, int(hit[2]), hour, int(hit[5]), int(hit[6] or 0), tzinfo=UTC)
    except ValueError:
        return None
