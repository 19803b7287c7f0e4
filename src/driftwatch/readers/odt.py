"""Minutes from LibreOffice and its kin: the text of an .odt, and of its flat form in one XML file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.meetings.minutes import Sheet, minuted
from driftwatch.readers.layout.office.comments import commented, remarked, tell_changes
from driftwatch.readers.layout.office.open_document import OpenBody
from driftwatch.readers.layout.office.open_styles import OpenStyles, full
from driftwatch.readers.layout.office.packages import Package, elements
from driftwatch.readers.layout.pages.bounded import bounded
from driftwatch.reading import Notes, Source

_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_FLAT = b"<office:document"
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 1024 * 1024


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a zip file that says that it is an OpenDocument text, or one in flat XML."""
    if head.startswith(b"PK\x03\x04"):
        return _MIMETYPE in head[:128] or (name.lower().endswith((".odt", ".ott")) and (b"content.xml" in head or b"META-INF/" in head))
    return _FLAT in head[:4096] and _MIMETYPE in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the document, then its footnotes and comments; the position of a paragraph counts those outside of tables, empty ones too."""
    sheet = Sheet(source=source, notes=notes, reader="odt")
    styles = OpenStyles()
    with _content(source, styles, notes) as content:
        body = OpenBody(source.limits, notes, styles)
        yield from minuted(bounded(body.blocks(content), source, notes), sheet)
    yield from remarked(body.footnotes, sheet)
    yield from commented(body.comments, sheet)
    tell_changes(body.changes, notes)


@contextmanager
def _content(source: Source, styles: OpenStyles, notes: Notes) -> Iterator[BinaryIO]:
    """The XML that holds the text, with the styles of the package taken in."""
    stream = source.stream()
    flat = not stream.read(4).startswith(b"PK")
    stream.close()
    if flat:
        with source.stream() as stream:
            yield stream
        return
    with Package(source) as package:
        _refuse_encrypted(package)
        _named(package, styles, notes)
        with package.part("content.xml") as part:
            yield part


def _refuse_encrypted(package: Package) -> None:
    if _MANIFEST not in package:
        return
    with package.part(_MANIFEST) as part:
        if b"encryption-data" in part.read(_MANIFEST_BYTES):
            raise UnreadableSourceError("protected by a password; save it without one", reason=Reason.ENCRYPTED)


def _named(package: Package, styles: OpenStyles, notes: Notes) -> None:
    """The styles that the document names; where their part is broken the text can still be read."""
    if "styles.xml" not in package:
        return
    try:
        with package.part("styles.xml") as part:
            for event, element in elements(part, full("style:style")):
                if event == "end":
                    styles.take(element)
                    element.clear(keep_tail=False)
    except UnreadableSourceError as error:
        if error.reason in (Reason.DTD, Reason.TOO_LARGE):
            raise
        notes.problem(f"its styles cannot be read, so headings may be taken for text: {error}", error.reason)
