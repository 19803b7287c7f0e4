"""A chat that Telegram Desktop exported as HTML: messages.html, messages2.html and so on, a page each.

A page does not say whose numbers its messages have: what two exports hold is matched by time, speaker and text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.fragments import element_fragment, page
from driftwatch.readers.layout.chats.posts import Person, Posts
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = re.compile(r'<div class="message (?:default|service)|<div class="page_body chat_page')
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):(\d\d))?")
_NUMBER = re.compile(r"(?:go_to_)?message(\d{1,18})$")
_NOBODY = "Deleted Account"
"""The one name that Telegram gives to everybody who has left it."""


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a page of messages with Telegram's own classes."""
    text = glimpse(head)
    return 'class="page_wrap' in text and bool(_MARK.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the page; `text` is what the page shows, a place is a character of it."""
    root = page(decoded(source.data(), notes), notes)
    messages = _Page(out=Posts(source=source, notes=notes, reader="telegram_html"), chat=_chat(root) or source.name)
    for element in root.iter("div"):
        classes = (element.get("class") or "").split()
        if "message" in classes and (number := _NUMBER.match(element.get("id") or "")):
            yield from messages.of(element, classes, number[1])


@dataclass(slots=True, kw_only=True)
class _Page:
    """One page, and who spoke last on it."""

    out: Posts
    chat: str
    speaker: str | None = None
    people: dict[str, Person | None] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    """Id of a reply -> id of the message that the thread began with."""

    def of(self, element: "_Element", classes: list[str], number: str) -> Iterator[Message]:
        """What its author wrote in one message; nothing of a notice, of what was forwarded, or of a picture without words."""
        body = next(_of(element, "body"), None)
        if "service" in classes or body is None:
            self.out.notes.dropped["joins and other notices"] += 1
            return
        self._speaks(body, joined="joined" in classes)
        thread = self._thread(body, number)
        if next(_of(body, "forwarded"), None) is not None:
            self.out.notes.dropped["forwarded"] += 1
            return
        at, found = self._time(body, number), False
        for part in _of(body, "text"):
            for offset, words in element_fragment(part, self.out.notes).said():
                found = True
                yield self.out.message(
                    words,
                    locator=f"message {number}",
                    channel=self.chat,
                    who=self._who(body),
                    at=at,
                    offset=offset,
                    thread=thread,
                )
        if not found:
            self.out.notes.dropped["attachment" if next(_of(body, "media_wrap"), None) is not None else "empty"] += 1

    def _speaks(self, body: "_Element", *, joined: bool) -> None:
        """Whoever is named, else whoever spoke before; `via @bot` behind a name is no part of it."""
        who = next(_of(body, "from_name"), None)
        if who is not None:
            name = " ".join((who.text or "").split())
            self.speaker = None if name in ("", _NOBODY) else name
        elif not joined:
            self.speaker = None

    def _who(self, body: "_Element") -> Person | None:
        """Who signed it, else who speaks."""
        signed = " ".join(name for each in _of(body, "signature") for name in (each.text or "").split())
        if not (name := signed or self.speaker):
            return None
        if name not in self.people:
            self.people[name] = self.out.person((name,))
        return self.people[name]

    def _thread(self, body: "_Element", number: str) -> str | None:
        for reply in _of(body, "reply_to"):
            for link in reply.iter("a"):
                if hit := _NUMBER.search(link.get("href") or ""):
                    self.threads[number] = self.threads.get(hit[1], hit[1])
        return self.threads.get(number)

    def _time(self, body: "_Element", number: str) -> datetime | None:
        for date in _of(body, "date"):
            if (at := _stamp(date.get("title") or "", self.out.source.timezone)) is not None:
                return at
        self.out.notes.problem(f"message {number} has no time of Telegram's form", Reason.BAD_TIME)
        return None


def _stamp(title: str, zone: tzinfo) -> datetime | None:
    """`03.03.2026 10:12:45 UTC+01:00` in the source's zone; without its zone, as older versions wrote it, in that of the source."""
    if (hit := _STAMP.match(title)) is None:
        return None
    day, month, year, hour, minute, second = (int(each) for each in hit.groups()[:6])
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        if hit[7]:
            at = at.replace(tzinfo=timezone(timedelta(hours=int(f"{hit[7]}{hit[8]}"), minutes=int(f"{hit[7]}{hit[9]}"))))
        return at.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _of(element: "_Element", name: str) -> "Iterator[_Element]":
    """The children that have this class."""
    return (child for child in element if isinstance(child.tag, str) and name in (child.get("class") or "").split())


def _chat(root: "_Element") -> str:
    """The name over the page."""
    for header in root.iter("div"):
        if header.get("class") == "page_header":
            return next((" ".join((each.text or "").split()) for each in header.iter("div") if each.get("class") == "text bold"), "")
    return ""
