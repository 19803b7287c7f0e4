"""Uploads: streamed to the disk as they come, within a budget for everything that could flood it.

A part with a file name is a file, any other a field. Names are shown again, never used as paths.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from driftwatch.jobs.spool import Spool, Spooled, safe_name
from driftwatch_api.problems import Refused, place

_MIB, _GIB = 1024**2, 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """How much is taken in."""

    body: int = 512 * _MIB
    """Bytes of one request."""
    files: int = 100
    """In one request."""
    fields: int = 10
    field: int = 1024
    """Bytes of one field."""
    header: int = 2048
    """Bytes of one line of a part's header, of which there may be eight."""
    a_day: int = 20 * _GIB
    """Bytes with one key."""
    parallel: int = 4
    """Uploads with one key at a time."""
    silence: float = 60.0
    """Seconds in which something must arrive."""


@dataclass(slots=True)
class Received:
    """What came with an upload."""

    files: list[Spooled] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    """The names that the files came with."""
    size: int = 0
    """Bytes of the body."""

    @property
    def content(self) -> bytes:
        """What tells this upload from others."""
        told = [f"{name}={value}" for name, value in sorted(self.fields.items())]
        return "\n".join([*told, *(f"{file.name}:{file.digest}" for file in self.files)]).encode()


@dataclass(slots=True)
class _File:
    """A file that is coming in."""

    spooled: str
    given: str
    stream: BinaryIO
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)


class Upload:
    """Takes the pieces of a multipart body in turn; to be closed, and then either sealed or discarded in the spool."""

    def __init__(self, boundary: bytes, *, spool: Spool, upload: str, limits: UploadLimits, random: Callable[[int], bytes]) -> None:
        self.received = Received()
        self._spool, self._upload, self._limits, self._random = spool, upload, limits, random
        self._file: _File | None = None
        self._field: tuple[str, bytearray] | None = None
        self._header, self._headers = [bytearray(), bytearray()], dict[bytes, bytes]()
        self._ended = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._headers.clear,
                    "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                    "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                    "on_header_end": self._header_ended,
                    "on_headers_finished": self._part_begun,
                    "on_part_data": self._data,
                    "on_part_end": self._part_ended,
                    "on_end": self._all_ended,
                },
                max_header_size=limits.header,
            )
        except FormParserError as error:
            raise _malformed() from error

    def write(self, piece: bytes) -> None:
        """The next piece of the body."""
        self.received.size += len(piece)
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise _malformed() from error

    def finish(self) -> Received:
        """What came, once the body is at its end."""
        if not self._ended:
            raise _malformed()
        return self.received

    def close(self) -> None:
        """Let go of a file that was cut short, also where its last bytes found no room."""
        if self._file is not None:
            with suppress(OSError):
                self._file.stream.close()

    def _header_ended(self) -> None:
        name, value = self._header
        self._headers[bytes(name).lower()] = bytes(value)
        self._header = [bytearray(), bytearray()]

    def _part_begun(self) -> None:
        disposition, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name, given = options.get(b"name"), options.get(b"filename")
        if disposition != b"form-data" or name is None:
            raise _malformed()
        if given is None:
            self._begin_field(name.decode("utf-8", "replace"))
            return
        if len(self.received.files) >= self._limits.files:
            raise _too_many(f"An upload may have {self._limits.files} files.")
        spooled = self._random(16).hex()
        self._file = _File(spooled=spooled, given=given.decode("utf-8", "replace"), stream=self._spool.create(self._upload, spooled))

    def _begin_field(self, name: str) -> None:
        if len(self.received.fields) >= self._limits.fields:
            raise _too_many(f"An upload may have {self._limits.fields} fields.")
        if name in self.received.fields:
            raise Refused(422, "A field came twice.", places=[place("body", f"/{name}", "stands here a second time")])
        self._field = (name, bytearray())

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.stream.write(data[start:end])
            self._file.digest.update(data[start:end])
        elif self._field is not None:
            if len(self._field[1]) + end - start > self._limits.field:
                raise _too_many(f"A field may have {self._limits.field} bytes.")
            self._field[1].extend(data[start:end])

    def _part_ended(self) -> None:
        if self._file is not None:
            with self._file.stream as stream:
                stream.flush()
                os.fsync(stream.fileno())
            came, self._file = self._file, None
            self.received.files.append(Spooled(spooled=came.spooled, name=safe_name(came.given), digest=came.digest.hexdigest()))
            self.received.given.append(came.given)
        elif self._field is not None:
            (name, value), self._field = self._field, None
            self.received.fields[name] = value.decode("utf-8", "replace")

    def _all_ended(self) -> None:
        self._ended = True


def boundary_of(content_type: str) -> bytes:
    """What parts the parts, by the header Content-Type."""
    kind, options = parse_options_header(content_type)
    found = options.get(b"boundary")
    if kind != b"multipart/form-data" or not found:
        raise Refused(415, "Send multipart/form-data with a boundary, or application/json.")
    return found


def _malformed() -> Refused:
    return Refused(400, "The body is no multipart/form-data that can be read to its end.")


def _too_many(what: str) -> Refused:
    return Refused(413, what)
