"""Files of a programme as sources, opened so that none leads out of its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError

HEAD_BYTES = 64 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """One file of a programme folder."""

    folder: Path
    name: str
    timezone: tzinfo
    people: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    def head(self) -> bytes:
        """Its beginning, for readers to sniff at."""
        with self.stream() as file:
            return file.read(HEAD_BYTES)

    def data(self) -> bytes:
        """The whole content."""
        with self.stream() as file:
            return whole(file, self.limits)

    def stream(self) -> BinaryIO:
        """The content from its beginning; raises UnreadableSourceError where it cannot be opened or is larger than any file may be."""
        try:
            if (size := self.path.stat().st_size) > self.limits.file_bytes:
                raise UnreadableSourceError(f"{size:,} bytes; at most {self.limits.file_bytes:,} are read: split it", reason=Reason.TOO_LARGE)
            return self.path.open("rb")
        except OSError as error:
            raise UnreadableSourceError(f"cannot be opened: {error.strerror or error}", reason=Reason.NOT_OPENED) from error

    def sibling(self, relative: str) -> bytes | None:
        """A file named relative to this one, as long as it lies in the programme folder."""
        wanted = (self.path.parent / relative).resolve()
        if not wanted.is_relative_to(self.folder.resolve()) or not wanted.is_file():
            return None
        return FileSource(folder=wanted.parent, name=wanted.name, timezone=self.timezone, limits=self.limits).data()


def whole(stream: BinaryIO, limits: Limits) -> bytes:
    """All that is left of a stream; refused where that is more than can be taken in as a whole."""
    pieces, size = [], 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        if (size := size + len(piece)) > limits.whole_bytes:
            raise UnreadableSourceError(f"larger than {limits.whole_bytes:,} bytes; split it", reason=Reason.TOO_LARGE)
    return b"".join(pieces)
