"""What is to be known of a zip file before anything of it is unpacked: whoever opens one asks here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from driftwatch.errors import Reason, UnreadableSourceError

BROKEN = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, KeyError, struct.error, IndexError)
"""What zipfile raises on damaged archives."""
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_END = b"PK\x05\x06"
_END_BYTES = 65_557
"""The end record and the longest comment behind it."""


def declared_members(content: BinaryIO) -> int:
    """How many members the end record declares, before the list of them is read; 0 where there is no such record."""
    size = content.seek(0, io.SEEK_END)
    content.seek(max(0, size - _END_BYTES))
    tail = content.read(_END_BYTES)
    content.seek(0)
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        return 0
    (members,) = struct.unpack_from("<H", tail, at + 10)
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if members == 0xFFFF and wide >= 0 and wide + 40 <= len(tail):
        (members,) = struct.unpack_from("<Q", tail, wide + 32)
    return int(members)


def refuse_overlap(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Members that share their bytes make a small file into an endless one."""
    end, owner = 0, ""
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnreadableSourceError(f"the members {owner} and {info.filename} overlap; a whole archive never has that", reason=Reason.OVERLAP)
        end, owner = info.header_offset + 30 + len(info.filename.encode("utf-8", "surrogatepass")) + info.compress_size, info.filename


def why_broken(error: Exception) -> Reason:
    """The reason that stands for one of BROKEN."""
    if isinstance(error, NotImplementedError):
        return Reason.UNSUPPORTED_METHOD
    return Reason.ENCRYPTED if isinstance(error, RuntimeError) and "password" in str(error) else Reason.CORRUPT
