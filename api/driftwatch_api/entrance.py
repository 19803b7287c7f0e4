"""Who may bring how much: uploads of one key at a time and in a day, and whether the disk has room."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from driftwatch.store.watermark import Usage, disk_allows_intake
from driftwatch_api.problems import Refused
from driftwatch_api.uploads import UploadLimits

_LATER = 30
_TOMORROW = 3600


class Entrance:
    """The uploads of one process; what came in a day is counted in the store, for all processes."""

    def __init__(self, limits: UploadLimits, *, usage: Callable[[Path], Usage] = shutil.disk_usage) -> None:
        self.limits = limits
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

        with self._lock:
            if self._inside[key] >= self.limits.parallel:
                raise Refused(429, f"{self.limits.parallel} uploads with this key are under way; wait for one to end.", retry_after=_LATER)
            self._within(key, brought)
            self._inside[key] += 1
        try:
            yield arrived
        finally:
            with self._lock:
                self._inside[key] -= 1
                self._bytes[key] -= size

    def require_room(self, folder: Path) -> None:
        """Raise 507 while the disk is nearly full; there is room again only once there is some more."""
        self._full = not disk_allows_intake(folder, self._full, usage=self._usage)
        if self._full:
            raise Refused(507, "The disk is nearly full; nothing more is taken in until there is room.", retry_after=60)

    def _within(self, key: str, brought: int) -> None:
        if brought + self._bytes[key] > self.limits.a_day:
            raise Refused(429, f"With this key {self.limits.a_day:,} bytes came today; go on tomorrow (UTC).", retry_after=_TOMORROW)
