"""Keys as they were known a moment ago: asking the store for the same one at every request would be a third of the work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from driftwatch.records import ApiKey
from driftwatch.store import SqlStore

SECONDS = 1.0
"""So long a key opens after another process has revoked it; in the process that revokes it, it opens nothing at once."""
_MOST = 10_000
_MINUTE = timedelta(minutes=1)
Found = tuple[ApiKey, str]
"""A key and its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembered:
    found: Found
    read_at: float
    writes: int
    """What `SqlStore.writes` was before the key was read."""


class KnownKeys:
    """The keys of one process; whatever this process writes to the store makes it ask anew."""

    def __init__(self, store: SqlStore, ticks: Callable[[], float]) -> None:
        self._store, self._ticks = store, ticks
        self._known: dict[str, _Remembered] = {}
        self._noted: dict[str, datetime] = {}

    def remembered(self, prefix: str) -> Found | None:
        """A key that was asked for within the last second, with its hash."""
        known = self._known.get(prefix)
        if known is None or known.writes != self._store.writes or self._ticks() - known.read_at >= SECONDS:
            return None
        return known.found

    def key(self, prefix: str) -> Found | None:
        """The same, of the store where it is not remembered; what is not there is never remembered."""
        if (known := self.remembered(prefix)) is not None:
            return known
        at, writes = self._ticks(), self._store.writes
        found = self._store.key(prefix)
        if found is None:
            self._known.pop(prefix, None)
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[prefix] = _Remembered(found=found, read_at=at, writes=writes)
        return found

    def use_is_due(self, key: ApiKey, at: datetime) -> bool:
        """Whether it is to be noted that the key was used: once a minute, and by one of several requests at once."""
        last = max((used for used in (key.last_used, self._noted.get(key.prefix)) if used is not None), default=None)
        if last is not None and at - last < _MINUTE:
            return False
        if len(self._noted) >= _MOST:
            self._noted.clear()
        self._noted[key.prefix] = at
        return True
