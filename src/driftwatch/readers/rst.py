"""Minutes in reStructuredText: titles by their adornment, nested lists, fields, tables, directives."""

import re
from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.pages.rst_blocks import rst_blocks
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_SUFFIXES = (".rst", ".rest")
_OTHER = (".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".csv", ".eml", ".mbox", ".vtt", ".srt", ".py")
_MARKUP = re.compile(r"^\.\. (?:_[^:\n]{1,80}:|[a-z][\w\-]{1,30}::)", re.MULTILINE)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is text that is called so, or that has directives or targets of its own again and again."""
    text = glimpse(head)
    if not text.strip() or text.lstrip().startswith(("{", "[{", "<", "WEBVTT", "From ")):
        return False
    return name.lower().endswith(_SUFFIXES) or (not name.lower().endswith(_OTHER) and len(_MARKUP.findall(text)) >= 2)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the minutes."""
    text = decoded(source.data(), notes)
    yield from minuted(rst_blocks(text, notes), Sheet(source=source, notes=notes, reader="rst"))
