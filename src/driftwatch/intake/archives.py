"""Zip archives that can do no harm: nothing is unpacked to disk, and every unpacked byte is counted against a budget."""

import io
import posixpath
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from typing import IO, BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.intake.sources import HEAD_BYTES, FileSource, whole
from driftwatch.zips import BROKEN, METHODS, declared_members, refuse_overlap, why_broken

_RATIO_MATTERS_FROM = 1024 * 1024

Refusal = tuple[Reason, str]


@dataclass(slots=True)
class Budget:
    """What an archive and those within it may still unpack to."""

    limits: Limits
    spent: int = 0
    members: int = 0

    def spend(self, size: int) -> None:
        """Count unpacked bytes; raises UnreadableSourceError past the limit."""
        self.spent += size
        if self.spent > self.limits.unpacked_bytes:
            raise UnreadableSourceError(f"the archive unpacks to more than {self.limits.unpacked_bytes:,} bytes; split it", reason=Reason.TOO_LARGE)

    def count(self, members: int) -> None:
        """Count members; raises UnreadableSourceError past the limit."""
        self.members += members
        if self.members > self.limits.members:
            raise UnreadableSourceError(f"{self.members:,} members; at most {self.limits.members:,} are read", reason=Reason.TOO_MANY_MEMBERS)


class Archive:
    """A zip file, or one that lies in another."""

    def __init__(self, source: "FileSource | MemberSource", budget: Budget | None = None, *, depth: int = 1) -> None:
        self.source = source
        self.depth = depth
        self.budget = budget or Budget(source.limits)
        self._siblings: dict[str, bytes] = {}

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        content: BinaryIO = self.source.stream() if isinstance(self.source, FileSource) else io.BytesIO(self.source.data())
        try:
            self.budget.count(declared_members(content))
            return zipfile.ZipFile(content)
        except BROKEN as error:
            content.close()
            raise UnreadableSourceError(f"not a readable zip file: {error}; export it again", reason=Reason.CORRUPT) from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def members(self) -> Iterator[tuple[str, Refusal | None]]:
        """Name of each member in order of name, and why it is refused, None where it is not."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        limit = self.budget.limits.unpacked_bytes
        if sum(info.file_size for info in infos) > limit:
            raise UnreadableSourceError(f"unpacks to more than {limit:,} bytes; split it", reason=Reason.TOO_LARGE)
        refuse_overlap(infos)
        seen: set[str] = set()
        for info in sorted(infos, key=lambda info: (info.filename, info.header_offset)):
            twice = (Reason.DUPLICATE, "occurs twice in the archive")
            yield info.filename, twice if info.filename in seen else self._refusal(info)
            seen.add(info.filename)

    def open(self, member: str) -> BinaryIO:
        """A member as a stream that counts what it unpacks."""
        try:
            info = self._zip.getinfo(member)
            return io.BufferedReader(_Counted(self._zip.open(info), info, self.budget), buffer_size=HEAD_BYTES)
        except BROKEN as error:
            raise UnreadableSourceError(f"cannot be unpacked: {error}", reason=why_broken(error)) from error

    def sibling(self, member: str) -> bytes | None:
        """A whole member, kept: the tables of an export are asked for by each of its channels. None where there is none that may be read."""
        if member not in self._siblings:
            try:
                info = self._zip.getinfo(member)
            except KeyError:
                return None
            if self._refusal(info) is not None:
                return None
            with self.open(member) as stream:
                self._siblings = {member: whole(stream, self.budget.limits), **dict(list(self._siblings.items())[:2])}
        return self._siblings[member]

    def _refusal(self, info: zipfile.ZipInfo) -> Refusal | None:
        """Why this member is not read."""
        name, limits = info.filename, self.budget.limits
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name) or any(ord(sign) < 32 for sign in name):
            return Reason.UNSAFE_NAME, "its name leads out of the archive"
        if info.flag_bits & 0x1:
            return Reason.ENCRYPTED, "encrypted; unpack it with its password, and put here what it holds"
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            return Reason.LINK, "a link or device, not a file"
        if info.compress_type not in METHODS:
            return Reason.UNSUPPORTED_METHOD, f"packed by a method ({info.compress_type}) that is not read; pack it as an ordinary zip"
        if info.file_size > limits.member_bytes:
            return Reason.TOO_LARGE, f"larger than {limits.member_bytes:,} bytes"
        if info.file_size > max(_RATIO_MATTERS_FROM, limits.ratio * info.compress_size):
            return Reason.RATIO, f"unpacks to more than {limits.ratio} times its size"
        return None


class _Counted(io.RawIOBase):
    """What a member unpacks to, counted as it comes: a member that lies about its size is stopped where it passes its ratio."""

    def __init__(self, stream: "IO[bytes]", info: zipfile.ZipInfo, budget: Budget) -> None:
        self._stream, self._info, self._budget, self._done = stream, info, budget, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            content = self._stream.read(len(buffer))
        except BROKEN as error:
            raise UnreadableSourceError(f"cannot be unpacked: {error}", reason=why_broken(error)) from error
        self._budget.spend(len(content))
        self._done += len(content)
        if self._done > max(_RATIO_MATTERS_FROM, self._budget.limits.ratio * self._info.compress_size):
            raise UnreadableSourceError(f"unpacks to more than {self._budget.limits.ratio} times its size", reason=Reason.RATIO)
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSource:
    """One member of an archive."""

    archive: Archive
    member: str
    timezone: tzinfo
    people: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`export.zip!general/2026-03-11.json`."""
        return f"{self.archive.source.name}!{self.member}"

    @property
    def limits(self) -> Limits:
        """Those of the archive."""
        return self.archive.budget.limits

    def head(self) -> bytes:
        """Its beginning, for readers to sniff at."""
        with self.stream() as stream:
            return stream.read(HEAD_BYTES)

    def data(self) -> bytes:
        """The whole content."""
        with self.stream() as stream:
            return whole(stream, self.limits)

    def stream(self) -> BinaryIO:
        """The content from its beginning."""
        return self.archive.open(self.member)

    def sibling(self, relative: str) -> bytes | None:
        """Another member, named relative to this one."""
        return self.archive.sibling(posixpath.normpath(posixpath.join(posixpath.dirname(self.member), relative)))
