"""Minutes in Word: the paragraphs, lists, tables, text boxes, footnotes and comments of a .docx, streamed out of the parts that hold them."""

from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.blocks import Block
from driftwatch.readers.layout.comments import commented
from driftwatch.readers.layout.minutes import Sheet, minuted
from driftwatch.readers.layout.packages import Package, is_compound, refuse_compound
from driftwatch.readers.layout.script_forms import script_of
from driftwatch.readers.layout.word import WordBody, first_paragraphs
from driftwatch.readers.layout.word_remarks import comments, footnotes
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
    with source.stream() as stream:
        refuse_compound(stream.read(64 * 1024))
    sheet = Sheet(source=source, notes=notes, reader="docx")
    with Package(source) as package:
        body = WordBody(package, source.limits, notes)
        blocks = _gathered(body, sheet)
        yield from minuted(blocks, sheet)
        yield from footnotes(package, body, sheet)
        yield from commented(comments(package, body, sheet), sheet)
    _tell_changes(body, notes)


def _gathered(body: WordBody, sheet: Sheet) -> list[Block]:
    """The blocks of the body; where it breaks off, what stands before that."""
    blocks: list[Block] = []
    left = sheet.source.limits.document_chars
    try:
        for block in body.blocks():
            left -= sum(len(cell.text) for cell in block.cells) or len(block.text)
            if left < 0:
                what = f"{block.lines[0].place}: only the first {sheet.source.limits.document_chars:,} characters were read; split it"
                sheet.notes.problem(what, Reason.TRUNCATED_TEXT)
                break
            blocks.append(block)
    except UnreadableSourceError as error:
        if not blocks:
            raise
        what = f"{error}; what stands before {blocks[-1].lines[0].place} was read" if error.reason is not Reason.DTD else str(error)
        sheet.notes.problem(what, error.reason, line=error.line)
    return blocks


def _tell_changes(body: WordBody, notes: Notes) -> None:
    changes = body.script.changes
    if changes.inserted or changes.deleted:
        by = len(changes.authors)
        told = f"tracked changes: read as if accepted: {changes.inserted} insertions taken in, {changes.deleted} deletions left out"
        notes.guess(f"{told}, by {by} {'person' if by == 1 else 'people'}" if by else told)
