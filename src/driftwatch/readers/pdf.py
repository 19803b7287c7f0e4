"""Minutes as PDF: its text layer, put together to paragraphs, items and headings by how the lines stand on the page."""

from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.pages.bounded import bounded
from driftwatch.readers.layout.pages.pdf_blocks import pdf_blocks
from driftwatch.readers.layout.pages.pdf_furniture import without_furniture
from driftwatch.readers.layout.pages.pdf_pages import pdf_lines
from driftwatch.reading import Notes, Source

_MARK = b"%PDF-"
_BEFORE = 1024
"""Bytes of something else that may stand before a PDF's beginning."""


def recognises(name: str, head: bytes) -> bool:
    """Whether it says so at its beginning."""
    return head.startswith(_MARK) or (_MARK in head[:_BEFORE] and name.lower().endswith(".pdf"))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the minutes; a line is counted on its page from 1, empty ones not."""
    lines, furniture = without_furniture(pdf_lines(source.data(), source.limits, notes))
    if furniture:
        notes.dropped[Reason.BOILERPLATE] += furniture
    yield from minuted(bounded(pdf_blocks(lines), source, notes), Sheet(source=source, notes=notes, reader="pdf"))
