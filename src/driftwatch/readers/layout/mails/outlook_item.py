"""What an Outlook item (.msg) holds, as far as it is text: its properties by number, whatever is wrong with some of them."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.text.codecs_allowed import codec

if TYPE_CHECKING:
    from oxmsg.storage import Storage

BROKEN = (OSError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError, AssertionError, struct.error)
"""What the library and the file system within the file raise on broken items."""
_TOP, _WITHIN, _RECIPIENT = 32, 24, 8
"""Bytes before the properties of an item, of one within another, of a recipient or attachment."""
_ENTRY = struct.Struct("<HHIQ")
_UNICODE, _BYTES8, _BINARY, _TIME, _INTEGER = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PROPERTIES = "__properties_version1.0"
_INTERNET_CODEPAGE, _MESSAGE_CODEPAGE = 0x3FDE, 0x3FFD
_PAGES = {
    65001: "utf-8",
    20127: "ascii",
    28591: "latin-1",
    28605: "iso8859-15",
    20866: "koi8-r",
    50220: "iso2022_jp",
    51932: "euc_jp",
    54936: "gb18030",
    936: "gbk",
    950: "big5",
}


def opened(data: bytes) -> "Storage":
    """The item's outermost storage; raises UnreadableSourceError where it is none."""
    from oxmsg.storage import STGTY_STREAM, OleFileIO, Storage  # type: ignore[attr-defined]  # what it reads files with

    try:
        with OleFileIO(io.BytesIO(data)) as file:
            held = sum(entry.size for entry in file.direntries if entry is not None and entry.entry_type == STGTY_STREAM)
            if held > len(data):
                raise UnreadableSourceError(f"holds {held:,} bytes in a file of {len(data):,}: its parts overlap", reason=Reason.OVERLAP)
            return Storage.from_ole(file)
    except BROKEN as error:
        reason = Reason.TOO_DEEP if isinstance(error, RecursionError) else Reason.MALFORMED_MSG
        raise UnreadableSourceError(f"not readable as an Outlook item: {type(error).__name__}: {error}"[:300], reason=reason) from error


@dataclass(frozen=True, slots=True)
class Item:
    """A storage and what its properties say."""

    storage: "Storage"
    entries: dict[tuple[int, int], int]
    """Number and type of each property -> its value, as far as it is of a fixed size."""

    @classmethod
    def of(cls, storage: "Storage", header: int = _TOP) -> "Item":
        """The item of a storage; one without properties has none."""
        stream = next((each.bytes_ for each in storage.streams if each.name == _PROPERTIES), b"")
        whole = stream[header : len(stream) - (len(stream) - header) % _ENTRY.size] if len(stream) > header else b""
        return cls(storage, {(number, kind): value for kind, number, _, value in _ENTRY.iter_unpack(whole)})

    def text(self, number: int) -> str:
        """A property as text, "" where there is none."""
        if (data := self._stream(number, _UNICODE)) is not None:
            return data[: len(data) // 2 * 2].decode("utf-16-le", "replace").rstrip("\0")
        data = self._stream(number, _BYTES8)
        return data.decode(self._page(_MESSAGE_CODEPAGE, _INTERNET_CODEPAGE), "replace").rstrip("\0") if data is not None else ""

    def binary(self, number: int) -> bytes:
        """A property as bytes, empty where there is none."""
        return self._stream(number, _BINARY) or b""

    def integer(self, number: int) -> int:
        """A property as a number, 0 where there is none."""
        return self.entries.get((number, _INTEGER), 0) & 0xFFFFFFFF

    def time(self, number: int) -> datetime | None:
        """A property as a moment; None where there is none or none that can be."""
        ticks = self.entries.get((number, _TIME))
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def charset(self) -> str:
        """In which its HTML is written."""
        return self._page(_INTERNET_CODEPAGE, _MESSAGE_CODEPAGE)

    def recipients(self, most: int) -> Iterator["Item"]:
        """Those to whom it goes."""
        for storage in [each for each in self.storage.storages if each.name.startswith("__recip_version1.0_#")][:most]:
            yield Item.of(storage, _RECIPIENT)

    def attachments(self) -> Iterator["Item"]:
        """What is attached to it."""
        for storage in self.storage.storages:
            if storage.name.startswith("__attach_version1.0_#"):
                yield Item.of(storage, _RECIPIENT)

    def item_within(self) -> "Item | None":
        """The item that an attachment is; None where it is a file."""
        inner = next((each for each in self.storage.storages if each.name == "__substg1.0_3701000D"), None)
        return Item.of(inner, _WITHIN) if inner is not None else None

    def _stream(self, number: int, kind: int) -> bytes | None:
        name = f"__substg1.0_{number:04X}{kind:04X}"
        return next((each.bytes_ for each in self.storage.streams if each.name.upper() == name.upper()), None)

    def _page(self, *numbers: int) -> str:
        page = next((page for number in numbers if (page := self.integer(number))), 1252)
        return codec(_PAGES.get(page, f"cp{page}")) or "cp1252"
