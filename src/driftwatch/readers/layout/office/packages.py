"""Packages of office programs: zip files of which only the parts asked for are unpacked, streamed, and read as XML that declares nothing."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.reading import Source
from driftwatch.zips import BROKEN, METHODS, declared_members, refuse_overlap, why_broken

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 10_000
"""More than any document has pictures."""
_PROLOG = 4096
_SHELLS = 512
_LOCAL_HEADER = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Package:
    """An opened package; to be used in a `with`."""

    def __init__(self, source: Source) -> None:
        self._limits = source.limits
        self._left = source.limits.whole_bytes
        """Bytes that its parts may still unpack to, together."""
        content = source.stream()
        if not content.seekable():
            content.close()
            content = io.BytesIO(source.data())
        self._content = content
        self._zip = _opened(content)

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._content.close()

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def part(self, name: str) -> BinaryIO:
        """A part as a stream that counts what it unpacks; raises UnreadableSourceError where it is not there or may not be read."""
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise UnreadableSourceError(f"holds no {name}: damaged, or not a document of this kind", reason=Reason.CORRUPT) from error
        if info.flag_bits & 0x1:
            raise UnreadableSourceError(f"{name} is encrypted; save the document without a password", reason=Reason.ENCRYPTED)
        if info.compress_type not in METHODS:
            raise UnreadableSourceError(f"{name} is packed by a method that is not read; save the document again", reason=Reason.UNSUPPORTED_METHOD)
        if info.file_size > self._left:
            raise _too_large(name, self._limits)
        try:
            return io.BufferedReader(_Part(self._zip.open(info), self, name))
        except BROKEN as error:
            raise UnreadableSourceError(f"{name} cannot be unpacked: {error}; save the document again", reason=why_broken(error)) from error

    def spend(self, size: int, name: str) -> None:
        """Count unpacked bytes; raises UnreadableSourceError past the limit."""
        self._left -= size
        if self._left < 0:
            raise _too_large(name, self._limits)


class _Part(io.RawIOBase):
    """What a part unpacks to, counted as it comes: what its header says of its size is not believed."""

    def __init__(self, stream: "IO[bytes]", package: Package, name: str) -> None:
        self._stream, self._package, self._name = stream, package, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            content = self._stream.read(len(buffer))
        except BROKEN as error:
            raise UnreadableSourceError(f"{self._name} cannot be unpacked: {error}; save the document again", reason=why_broken(error)) from error
        self._package.spend(len(content), self._name)
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def elements(part: BinaryIO, *tags: str) -> Iterator[tuple[str, "_Element"]]:
    """`start` and `end` of the elements of these names in an XML stream; raises UnreadableSourceError for what no office program writes.

    The caller forgets what is through. What the parser would lose by its own bounds ends in an error: 256 levels, ten million letters in one text.
    """
    from lxml import etree

    content = io.BufferedReader(part)  # type: ignore[type-var]
    if b"<!DOCTYPE" in content.peek(_PROLOG).replace(b"\0", b""):
        raise _declares()
    safely = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False, "remove_comments": True, "remove_pis": True}
    events = etree.iterparse(content, events=("start", "end"), tag=tags, **safely)
    begun = False
    try:
        for event, element in events:
            if not begun:
                _refuse_declarations(element)
                begun = True
            yield event, element
    except etree.XMLSyntaxError as error:
        raise _broken_xml(error.msg or "", error.lineno) from error


def too_deep(levels: int) -> UnreadableSourceError:
    """What a walk through nested elements raises past its limit."""
    return UnreadableSourceError(f"its XML is nested more than {levels} deep", reason=Reason.TOO_DEEP)


class Forgetting:
    """Lets go of elements that are through, and now and then of the empty shells that are left: a million need no memory."""

    def __init__(self) -> None:
        self._left = 0

    def __call__(self, element: "_Element") -> None:
        """This one is through, and all that stands before it."""
        element.clear(keep_tail=False)
        self._left += 1
        if self._left >= _SHELLS and (parent := element.getparent()) is not None:
            del parent[: parent.index(element)]
            self._left = 0


def opening(head: bytes, part: str, size: int) -> bytes:
    """The first `size` bytes of a part, as far as they lie in the first bytes of the package; for recognising a document by its content."""
    at = 0
    while head.startswith(_LOCAL_HEADER, at) and at + 30 <= len(head):
        method, packed = int.from_bytes(head[at + 8 : at + 10], "little"), int.from_bytes(head[at + 18 : at + 22], "little")
        begin = at + 30 + int.from_bytes(head[at + 26 : at + 28], "little")
        data = begin + int.from_bytes(head[at + 28 : at + 30], "little")
        if head[at + 30 : begin] == part.encode():
            return _inflated(head[data:], size) if method == zipfile.ZIP_DEFLATED else head[data : data + min(size, packed or size)]
        at = data + packed if packed else head.find(_LOCAL_HEADER, data)
        if at < 0:
            break
    return b""


def refuse_compound(source: Source) -> None:
    """Raise UnreadableSourceError where a package lies within a password, or an old binary file has a new file's name."""
    with source.stream() as stream:
        if not is_compound(stream.read(len(_COMPOUND))):
            return
    if _ENCRYPTED_PACKAGE in source.data():
        raise UnreadableSourceError("protected by a password; save it without one", reason=Reason.ENCRYPTED)
    raise UnreadableSourceError("an old binary office file, whatever its name says; save it as .docx or .odt", reason=Reason.UNSUPPORTED_METHOD)


def is_compound(head: bytes) -> bool:
    """Whether the file is of the kind that old office files and encrypted packages are."""
    return head.startswith(_COMPOUND)


def _opened(content: BinaryIO) -> zipfile.ZipFile:
    try:
        if (members := declared_members(content)) > _MOST_PARTS:
            raise UnreadableSourceError(f"{members:,} parts; no document has more than {_MOST_PARTS:,}", reason=Reason.TOO_MANY_PARTS)
        package = zipfile.ZipFile(content)
    except BROKEN as error:
        content.close()
        raise UnreadableSourceError(f"the package cannot be unpacked: {error}; save it again", reason=why_broken(error)) from error
    refuse_overlap(package.infolist())
    return package


def _inflated(data: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size)
    except zlib.error:
        return b""


def _too_large(name: str, limits: Limits) -> UnreadableSourceError:
    return UnreadableSourceError(f"{name} unpacks to more than {limits.whole_bytes:,} bytes; split the document", reason=Reason.TOO_LARGE)


def _refuse_declarations(root: "_Element") -> None:
    """A document type is the beginning of all that XML can do to its reader; no office program writes one."""
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise _declares()


def _declares() -> UnreadableSourceError:
    return UnreadableSourceError("declares a document type, which no office program does: refused", reason=Reason.DTD)


def _broken_xml(message: str, line: int | None) -> UnreadableSourceError:
    if "depth" in message.lower():
        return UnreadableSourceError("its XML is nested too deeply", reason=Reason.TOO_DEEP, line=line)
    return UnreadableSourceError(f"its XML breaks off: {message}; save it again", reason=Reason.MALFORMED_XML, line=line)
