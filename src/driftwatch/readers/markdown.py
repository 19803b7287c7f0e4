"""Minutes in Markdown: bullets, block quotes, tables, bold names, check boxes."""

import re
from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.pages.markdown_blocks import front_matter, markdown_blocks
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

fallback = True
_FRONT_LINES = 40
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_OTHER = (".txt", ".text", ".eml", ".json", ".csv", ".toml", ".html", ".vtt", ".srt", ".rst", ".rest")
_MARKS = re.compile(r"^(?:#{1,6}\s+\S|[*+-]\s+\[[ xX]\]\s|>\s+\*\*|\*\*[^*\n]{2,40}\*\*|\|[^|\n]*\|.*\|\s*$|```)", re.MULTILINE)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is text with Markdown's marks; the suffix settles what could be either."""
    text = glimpse(head).lstrip()
    if not text or text.startswith(("{", "<!DOCTYPE", "<!doctype", "<html", "<?xml", "WEBVTT", "From ")):
        return False
    if name.lower().endswith(_SUFFIXES):
        return True
    return (
        not name.lower().endswith((".txt", ".text", ".eml", ".json", ".csv", ".toml", ".html", ".vtt", ".srt", ".rst", ".rest"))
        and len(_MARKS.findall(text)) >= 2
    )


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the minutes."""
    text = decoded(source.data(), notes)
    front = tuple(line for line in front_matter(text).split("\n")[:_FRONT_LINES] if line.lower().startswith(("date:", "title:")))
    yield from minuted(markdown_blocks(text, notes), Sheet(source=source, notes=notes, reader="markdown", front=front))
