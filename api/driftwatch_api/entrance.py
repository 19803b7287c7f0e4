"""Who may bring how much: uploads of one key at a time and in a day, and whether the disk has room."""

import fcntl
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from driftwatch.store.watermark import Usage, disk_allows_intake
from driftwatch_api.problems import Refused
from driftwatch_api.uploads import UploadLimits

_LATER = 30
_TOMORROW = 3600


class Entrance:
    """The uploads under way; what came in a day is counted in the store."""

    def __init__(self, limits: UploadLimits, *, usage: Callable[[Path], Usage] = shutil.disk_usage, shared: Path | None = None) -> None:
        self.limits, self._shared = limits, shared
        self._usage, self._lock = usage, Lock()
        self._inside: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._full = False

    @contextmanager
    def admitted(self, key: str, *, brought: int) -> Iterator[Callable[[int], None]]:
        """Let one more upload of this key in, which has brought so many bytes today; gives what is told of each piece. Both raise 429."""
        size = 0

        def arrived(more: int) -> None:
            nonlocal size
            with self._lock:
                size += more
                self._bytes[key] += more
                self._within(key, brought)

        with self._place(key):
            try:
                with self._lock:
                    self._within(key, brought)
                yield arrived
            finally:
                with self._lock:
                    self._bytes[key] -= size

    def require_room(self, folder: Path) -> None:
        """Raise 507 while the disk is nearly full; there is room again only once there is some more."""
        self._full = not disk_allows_intake(folder, self._full, usage=self._usage)
        if self._full:
            raise Refused(507, "The disk is nearly full; nothing more is taken in until there is room.", retry_after=60)

    @contextmanager
    def _place(self, key: str) -> Iterator[None]:
        """One of the places that this key has, in all processes together."""
        if self._shared is not None:
            with _one_of([self._shared / f"{key}.{number}" for number in range(self.limits.parallel)]) as found:
                self._require_place(found)
                yield
            return
        with self._lock:
            self._require_place(self._inside[key] < self.limits.parallel)
            self._inside[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[key] -= 1

    def _require_place(self, found: bool) -> None:
        if not found:
            raise Refused(429, f"{self.limits.parallel} uploads with this key are under way; wait for one to end.", retry_after=_LATER)

    def _within(self, key: str, brought: int) -> None:
        if brought + self._bytes[key] > self.limits.a_day:
            raise Refused(429, f"With this key {self.limits.a_day:,} bytes came today; go on tomorrow (UTC).", retry_after=_TOMORROW)


@contextmanager
def _one_of(places: Sequence[Path]) -> Iterator[bool]:
    """Whether one of these files was free; it is taken by a lock, which ends with the process that holds it."""
    with ExitStack() as held:
        yield any(_taken(held.enter_context(place.open("wb"))) for place in places)


def _taken(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
