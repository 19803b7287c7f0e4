"""Sources whose every step is told to a clock: who makes no progress is stopped."""

import io
from collections.abc import Mapping
from datetime import tzinfo
from typing import BinaryIO, Protocol

from driftwatch.domain.limits import Limits
from driftwatch.intake.border import clean_text
from driftwatch.reading import Source


class Pace(Protocol):
    """Is told of every step; lets the process end where steps take too long."""

    def file(self) -> None:
        """A file begins; as long as nothing else is said it is taken in as a whole."""

    def streamed(self) -> None:
        """The file is read as a stream: it may take as long as a long file takes."""

    def progress(self) -> None:
        """Something new has been read."""


class Unwatched:
    """No clock."""

    def file(self) -> None:
        """Nothing to do."""

    def streamed(self) -> None:
        """Nothing to do."""

    def progress(self) -> None:
        """Nothing to do."""


class Watched:
    """A source that tells of every step."""

    def __init__(self, source: Source, pace: Pace) -> None:
        self._source, self._pace = source, pace

    @property
    def name(self) -> str:
        """The source's, as it may be shown and stored."""
        return clean_text(self._source.name)

    @property
    def timezone(self) -> tzinfo:
        """The source's."""
        return self._source.timezone

    @property
    def people(self) -> tuple[str, ...]:
        """The source's."""
        return self._source.people

    @property
    def limits(self) -> Limits:
        """The source's."""
        return self._source.limits

    @property
    def columns(self) -> Mapping[str, str]:
        """The source's."""
        return self._source.columns

    def data(self) -> bytes:
        """The source's."""
        return self._source.data()

    def stream(self) -> BinaryIO:
        """The source's, each of whose larger steps is told."""
        self._pace.streamed()
        return io.BufferedReader(_Steps(self._source.stream(), self._pace), buffer_size=1 << 18)

    def sibling(self, relative: str) -> bytes | None:
        """The source's."""
        return self._source.sibling(relative)


class _Steps(io.RawIOBase):
    """Hands on a stream in steps."""

    def __init__(self, stream: BinaryIO, pace: Pace) -> None:
        self._stream, self._pace = stream, pace

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        self._pace.progress()
        return len(content)

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def close(self) -> None:
        self._stream.close()
        super().close()
