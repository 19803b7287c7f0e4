"""Files and members of archives as sources, opened so that none can do harm: no way out of the folder, no bomb."""

import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from driftwatch.errors import UnreadableSourceError

HEAD_BYTES = 64 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024
MAX_ARCHIVE_MEMBERS = 300_000
MAX_RATIO = 250
"""Unpacked to packed; text of people stays far below it, a bomb far above."""
_RATIO_MATTERS_FROM = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """One file of a programme folder."""

    folder: Path
    name: str
    timezone: tzinfo
    people: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    def head(self) -> bytes:
        """Its beginning, for readers to sniff at."""
        return self._read(HEAD_BYTES)

    def data(self) -> bytes:
        """The whole content."""
        content = self._read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise UnreadableSourceError(f"larger than {MAX_FILE_BYTES // 2**20} MiB; split it")
        return content

    def sibling(self, relative: str) -> bytes | None:
        """A file named relative to this one, as long as it lies in the programme folder."""
        wanted = (self.path.parent / relative).resolve()
        if not wanted.is_relative_to(self.folder.resolve()) or not wanted.is_file():
            return None
        return FileSource(folder=wanted.parent, name=wanted.name, timezone=self.timezone).data()

    def _read(self, limit: int) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(limit)
        except OSError as error:
            raise UnreadableSourceError(f"cannot be opened: {error.strerror or error}") from error


class Archive:
    """A zip file of which nothing is unpacked to disk and whose every unpacked byte is counted."""

    def __init__(self, source: FileSource) -> None:
        self.source = source
        self._spent = 0

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.source.path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise UnreadableSourceError(f"not a readable zip file: {error}; export it again") from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def members(self) -> Iterator[tuple[str, str | None]]:
        """Name of each member in order of name, and why it is refused, None where it is not."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_ARCHIVE_MEMBERS:
            raise UnreadableSourceError(f"{len(infos)} members; at most {MAX_ARCHIVE_MEMBERS} are read")
        if sum(info.file_size for info in infos) > MAX_ARCHIVE_BYTES:
            raise UnreadableSourceError(f"unpacks to more than {MAX_ARCHIVE_BYTES // 2**30} GiB; split it")
        _refuse_overlap(infos)
        seen: set[str] = set()
        for info in sorted(infos, key=lambda info: (info.filename, info.header_offset)):
            yield info.filename, "occurs twice in the archive" if info.filename in seen else _refusal(info)
            seen.add(info.filename)

    def read(self, member: str, limit: int = MAX_FILE_BYTES) -> bytes:
        """The first `limit` bytes of a member; a member longer than it says, or past the budget, is refused."""
        try:
            with self._zip.open(member) as stream:
                content = stream.read(limit)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, KeyError) as error:
            raise UnreadableSourceError(f"cannot be unpacked: {error}") from error
        self._spent += len(content)
        if self._spent > MAX_ARCHIVE_BYTES:
            raise UnreadableSourceError(f"the archive unpacks to more than {MAX_ARCHIVE_BYTES // 2**30} GiB")
        return content

    def has(self, member: str) -> bool:
        """Whether there is a member of this name that may be read."""
        try:
            return _refusal(self._zip.getinfo(member)) is None
        except KeyError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSource:
    """One member of an archive."""

    archive: Archive
    member: str
    timezone: tzinfo
    people: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`export.zip!general/2026-03-11.json`."""
        return f"{self.archive.source.name}!{self.member}"

    def head(self) -> bytes:
        """Its beginning, for readers to sniff at."""
        return self.archive.read(self.member, HEAD_BYTES)

    def data(self) -> bytes:
        """The whole content."""
        return self.archive.read(self.member)

    def sibling(self, relative: str) -> bytes | None:
        """Another member, named relative to this one."""
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(self.member), relative))
        return self.archive.read(wanted) if self.archive.has(wanted) else None


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why this member is not read."""
    name = info.filename
    if name.startswith("/") or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name) or any(ord(sign) < 32 for sign in name):
        return "its name leads out of the archive"
    if info.flag_bits & 0x1:
        return "encrypted; unpack it and export without a password"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not a file"
    if info.file_size > MAX_FILE_BYTES:
        return f"larger than {MAX_FILE_BYTES // 2**20} MiB"
    if info.file_size > max(_RATIO_MATTERS_FROM, MAX_RATIO * info.compress_size):
        return f"unpacks to more than {MAX_RATIO} times its size"
    return None


def _refuse_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes make a small file into an endless one."""
    end, owner = 0, ""
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnreadableSourceError(f"the members {owner} and {info.filename} overlap; a whole archive never has that")
        end, owner = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size, info.filename
