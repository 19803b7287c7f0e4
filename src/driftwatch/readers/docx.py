"""Minutes in Word: paragraphs, lists and tables of a .docx, streamed out of its one part that holds them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.blocks import Block, Kind, on_one_line, row
from driftwatch.readers.layout.minutes import Sheet, minuted
from driftwatch.reading import Notes, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENT = "word/document.xml"
_MAX_BYTES = 256 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"(?:heading|title|subtitle|berschrift|titel|titre|tittel)\s*(\d?)", re.IGNORECASE)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a zip file that begins as Word's begin."""
    named = b"[Content_Types].xml" in head and name.lower().endswith((".docx", ".docm"))
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or named)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the document; the position of a paragraph counts the body's paragraphs from 1, empty ones too."""
    with _part(source.data()) as part:
        blocks = list(_Body().blocks(part))
    yield from minuted(blocks, Sheet(source=source, notes=notes, reader="docx"))


def _part(data: bytes) -> BinaryIO:
    """The document's own XML, unpacked under a budget and refused where it declares anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_DOCUMENT) as stream:
            content = stream.read(_MAX_BYTES + 1)
    except KeyError as error:
        raise UnreadableSourceError(f"holds no {_DOCUMENT}: not a Word document, or damaged", reason=Reason.CORRUPT) from error
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise UnreadableSourceError(f"the package cannot be unpacked: {error}; save it again", reason=Reason.CORRUPT) from error
    if len(content) > _MAX_BYTES:
        raise UnreadableSourceError(f"its text is larger than {_MAX_BYTES // 2**20} MiB", reason=Reason.TOO_LARGE)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableSourceError("declares entities, which no Word document does: refused", reason=Reason.DTD)
    return io.BytesIO(content)


class _Body:
    """Goes through the body's children as they end, and forgets each."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, part: BinaryIO) -> Iterator[Block]:
        from lxml import etree

        events = etree.iterparse(part, events=("end",), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            for _, element in events:
                tag, parent = _local(element), element.getparent()
                if tag in ("p", "tbl") and parent is not None and _in_body(parent):
                    yield from self._table(element) if tag == "tbl" else self._paragraph(element)
                    element.clear(keep_tail=False)
        except etree.XMLSyntaxError as error:
            raise UnreadableSourceError(f"its XML breaks off: {error.msg}", line=error.lineno, reason=Reason.MALFORMED_XML) from error

    def _paragraph(self, element: "_Element") -> Iterator[Block]:
        self._paragraphs += 1
        text, place = _text(element), f"paragraph {self._paragraphs}"
        if not text.strip():
            return
        kind, depth = _shape(element)
        yield on_one_line(text, place, kind, depth)

    def _table(self, element: "_Element") -> Iterator[Block]:
        self._tables += 1
        heads: list[str] | None = None
        rows = [each for each in element.iter() if _local(each) == "tr" and _table_of(each) is element]
        for number, tr in enumerate(rows, start=1):
            place = f"table {self._tables} row {number}"
            own = (each for each in tr if _local(each) == "tc")
            cells = [on_one_line("\n".join(_cell_lines(each)), place, Kind.PARAGRAPH) for each in own]
            if heads is None and len(rows) > 1 and _heads(cells):
                heads = [cell.content() for cell in cells]
            else:
                heads = heads or []
                yield row(cells, heads)


def _heads(cells: list[Block]) -> bool:
    """Whether a first row is a header: short words in every cell and no figures."""
    texts = [cell.content().strip() for cell in cells]
    return all(text and len(text.split()) <= 4 and not re.search(r"\d", text) for text in texts)


def _cell_lines(cell: "_Element") -> Iterator[str]:
    for each in cell.iter():
        if _local(each) == "p" and (text := _text(each)).strip():
            yield text


def _shape(paragraph: "_Element") -> tuple[Kind, int]:
    """What a paragraph is by its style."""
    style = next((each.get(each.tag.replace("pStyle", "val")) or "" for each in paragraph.iter() if _local(each) == "pStyle"), "")
    if hit := _HEADING.search(style):
        return Kind.HEADING, int(hit[1] or 1)
    level = next((each.get(each.tag.replace("ilvl", "val")) or "0" for each in paragraph.iter() if _local(each) == "ilvl"), None)
    if level is not None or "list" in style.lower():
        deeper = re.search(r"\d", style)
        return Kind.ITEM, 1 + (int(level) if level and level.isdigit() else int(deeper[0]) - 1 if deeper else 0)
    return Kind.PARAGRAPH, 0


def _text(paragraph: "_Element") -> str:
    """The text as Word shows it: deleted text and text boxes' second copies left out."""
    pieces = []
    for each in paragraph.iter():
        tag = _local(each)
        if tag == "t" and each.text and not _second_copy(each):
            pieces.append(each.text)
        elif tag in ("tab", "ptab") and _local(each.getparent()) == "r":
            pieces.append("\t")
        elif tag in ("br", "cr"):
            pieces.append("\n")
        elif tag == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _second_copy(element: "_Element") -> bool:
    return any(_local(above) == "Fallback" for above in element.iterancestors())


def _in_body(parent: "_Element") -> bool:
    """Whether the parent is the body, or a content control or change mark that stands in it."""
    while _local(parent) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
        above = parent.getparent()
        if above is None:
            return False
        parent = above
    return _local(parent) == "body"


def _table_of(element: "_Element") -> "_Element | None":
    return next((above for above in element.iterancestors() if _local(above) == "tbl"), None)


def _local(element: "_Element | None") -> str:
    """The name of a word-processing element, "" of all others but those that wrap them."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) and (tag.startswith((_W, _STRICT)) or tag.endswith("}Fallback")) else ""
