"""Minutes on a wiki page: headings, lists, paragraphs, tables and definition lists of an HTML file."""

import re
from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.pages.markup import markup_blocks
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

fallback = True
_BEGINNING = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:p|li|h[1-6]|table|div|dl)\b", re.IGNORECASE)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is an HTML page, or a piece of one in a file that is called so."""
    text = glimpse(head)
    return bool(_BEGINNING.match(text)) or (name.lower().endswith((".html", ".htm", ".xhtml")) and bool(_ELEMENT.search(text)))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the page."""
    text = decoded(source.data(), notes)
    yield from minuted(markup_blocks(text, notes, limits=source.limits), Sheet(source=source, notes=notes, reader="html"))
