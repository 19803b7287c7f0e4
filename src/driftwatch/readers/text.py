"""Minutes as plain text: paragraphs, hard-wrapped or not, headings by their look, lists by their marks."""

import re
from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.pages.plain_blocks import plain_blocks
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

fallback = True
_OTHER = tuple(
    f".{suffix}" for suffix in "json jsonl csv tsv toml yaml yml xml html htm eml mbox vtt srt md markdown py js css rtf log rst rest".split()
)
"""Suffixes of text that is not minutes, or minutes of another format."""
_STAMPED = re.compile(r"\s*[\u200e\u200f]*[\[(<]?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T,\s]*)?\d{1,2}:\d\d(?::\d\d)?")
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z-]+:[ \t].*\n(?:[ \t].*\n)*){2,}", re.MULTILINE)
_MAIL_FIELDS = re.compile(r"^(?:From|Date|Message-ID|Received|Return-Path|MIME-Version):", re.IGNORECASE | re.MULTILINE)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is text of no other format that we know of: no mark-up, no mail, no captions, no stamped chat lines."""
    text = glimpse(head)
    if not text.strip() or name.lower().endswith(_OTHER) or text.lstrip().startswith(("{", "[{", "<", "WEBVTT", "From ")):
        return False
    if "-->" in text or sum(not (sign.isprintable() or sign.isspace()) for sign in text) > len(text) // 100:
        return False
    mail = _MAIL.match(text)
    if mail and len(_MAIL_FIELDS.findall(mail[0])) >= 2:
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return 3 * sum(bool(_STAMPED.match(line)) for line in lines) < max(len(lines), 1)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the minutes."""
    text = decoded(source.data(), notes)
    yield from minuted(plain_blocks(text), Sheet(source=source, notes=notes, reader="text"))
