"""What the process that reads may do: compute, within limits that the kernel keeps, and read files; nothing else."""

import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from driftwatch.domain.limits import Limits

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.kill", "webbrowser.")
_CHANGES = frozenset(
    "os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir os.symlink os.truncate os.utime shutil.rmtree shutil.move tempfile.mkstemp "
    "tempfile.mkdtemp".split()
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ForbiddenError(Exception):
    """Something that reading a file never needs."""


def confine(limits: Limits) -> None:
    """Give up what reading does not need; there is no way back."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        _lower(what, most)
    if hasattr(resource, "RLIMIT_NPROC"):
        _lower(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)


def _lower(what: int, most: int) -> None:
    """Set a limit, never above one that is there already; some systems do not let it be set at all, and the watchdog then has to do."""
    _, hard = resource.getrlimit(what)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (bound, bound))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise ForbiddenError(f"writing to {arguments[0]!r}")
    elif event in _CHANGES or event.startswith(_FORBIDDEN):
        raise ForbiddenError(event)


class CpuPace:
    """Keeps the kernel's limit on CPU time a few seconds ahead of the work: who makes no progress runs into it."""

    HANDED_ON_EVERY: Final = 0.2
    """Seconds between two calls of `alive`."""

    def __init__(self, limits: Limits, alive: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._alive, self._clock = limits, alive, clock
        self._begun, self._most, self._soft, self._told = 0.0, limits.document_cpu_seconds, 0, clock()

    def file(self) -> None:
        """A file begins."""
        self._begun, self._most = time.process_time(), self._limits.document_cpu_seconds
        self.progress()

    def streamed(self) -> None:
        """The file is read as a stream."""
        self._most = self._limits.stream_cpu_seconds
        self.progress()

    def progress(self) -> None:
        """Something new has been read."""
        now = time.process_time()
        soft = int(min(now + self._limits.record_cpu_seconds, self._begun + self._most)) + 1
        if soft != self._soft:
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
            self._soft = soft
        if (moment := self._clock()) - self._told >= self.HANDED_ON_EVERY:
            self._told = moment
            self._alive()
