"""Minutes in Word: the paragraphs, lists, tables, text boxes, footnotes and comments of a .docx, streamed out of the parts that hold them."""

from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.office.comments import commented, remarked, tell_changes
from driftwatch.readers.layout.office.packages import Package, is_compound, refuse_compound
from driftwatch.readers.layout.office.word import WordBody, first_paragraphs
from driftwatch.readers.layout.office.word_remarks import comments, footnotes
from driftwatch.readers.layout.pages.bounded import bounded
from driftwatch.readers.layout.speech.script_forms import script_of
from driftwatch.reading import Notes, Source

_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a zip file that begins as Word's begin and is no transcript, or what lies in a password under such a file's name."""
    called = name.lower().endswith(_SUFFIXES)
    if is_compound(head):
        return called
    begins = head.startswith(b"PK\x03\x04") and (b"word/" in head or (b"[Content_Types].xml" in head and called))
    return begins and script_of("\n".join(first_paragraphs(head)).split("\n")) is None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the document, then its footnotes and comments; the position of a paragraph counts the body's from 1, empty ones too."""
    refuse_compound(source)
    sheet = Sheet(source=source, notes=notes, reader="docx")
    with Package(source) as package:
        body = WordBody(package, source.limits, notes)
        yield from minuted(bounded(body.blocks(), source, notes), sheet)
        yield from remarked(footnotes(package, body, sheet), sheet)
        yield from commented(comments(package, body, sheet), sheet)
    tell_changes(body.script.changes, notes)
