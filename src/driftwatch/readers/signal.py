"""Signal: chat.md and data.json of signal-export, text with the same stamps, Signal Desktop's own JSON lines, and dumps of its database.

Text has no ids: what two exports hold is matched by time, speaker and text, and `Me` of one is somebody else than `Me` of the other.
"""

import re
from collections.abc import Callable, Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.posts import Posts
from driftwatch.readers.layout.chats.signal_frames import Entries, Frames
from driftwatch.readers.layout.chats.signal_text import spoken
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

_STAMPED = re.compile(r"\[\d{4}-\d\d-\d\d(?P<comma>,)? \d\d:\d\d(?P<seconds>:\d\d)?\] [^:\n]{1,100}:")
_BLANK_ENDED = re.compile(r"  \n\s{0,4}\n(?:\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] |\Z)")
"""signal-export ends a message with two blanks and an empty line; WhatsApp, which has the same stamp in Swedish, does not."""
_EXPORTED = re.compile(r'\{"date": ?"\d{4}-\d\d-\d\dT[^"]{4,30}", ?"sender": ?"')
_FRAME = re.compile(r'(?:^|\n)\{"(?:chatItem|recipient|chat|account)": ?\{')
_FRAMES = re.compile(r'"(?:dateSent|recipientId|profileKey|standardMessage|storySendMode|givenName|e164)"\s*:')
_DUMPED = re.compile(r'"type" ?: ?"(?:incoming|outgoing)"')


def recognises(name: str, head: bytes) -> bool:
    """Whether this is one of the four."""
    return _form(name, glimpse(head).lstrip()) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the file; `Me` is whoever made the export."""
    with source.stream() as stream:
        form = _form(source.name, glimpse(stream.read(64 * 1024)).lstrip()) or spoken
    out = Posts(source=source, notes=notes, reader="signal")
    yield from form(out)


def _form(name: str, text: str) -> Callable[[Posts], Iterator[Message]] | None:
    """How this one is read."""
    if text.startswith("{"):
        if _EXPORTED.match(text):
            return lambda out: Entries(out).exported()
        if _FRAME.search(text) and _FRAMES.search(text):
            return lambda out: Frames(out).messages()
        return (lambda out: Entries(out).dumped()) if '"conversationId"' in text and _DUMPED.search(text) and '"sent_at"' in text else None
    hit = _STAMPED.match(text)
    if hit is None:
        return None
    old = hit["comma"] and not hit["seconds"]
    new = hit["seconds"] and not hit["comma"] and (re.search(r"(?:^|[/!])chat\.md$", name) or _BLANK_ENDED.search(text))
    return spoken if old or new else None
