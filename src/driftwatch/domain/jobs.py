"""Work that is done later, by whoever is free: what it is, how far it is, how it ended."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class JobKind(StrEnum):
    """What is to be done."""

    IMPORT = "import"
    SCAN = "scan"
    DIGEST = "digest"


class JobState(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


MOST_ATTEMPTS = 3
"""After so many failures, or deaths of its worker, a job is not tried again."""
_FIRST_DELAY, _GROWTH = timedelta(seconds=10), 4.0
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOrder:
    """What somebody wants done; `slot` is held by one waiting or running job at a time, such as `scan:horizon`."""

    programme: str
    """The programme's key."""
    kind: JobKind
    slot: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What the work needs to know: `{"import": "3f…"}`, `{"period": "2026-W14"}`."""
    due: datetime | None = None
    """Not before then; None for as soon as possible. Of two that are due, what was due first is done first."""
    asked_by: str = ""
    """Name of the key, or of the schedule, that asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work, as people and programs see it."""

    id: str
    programme: str
    kind: JobKind
    state: JobState
    created: datetime
    due: datetime
    attempts: int = 0
    started: datetime | None = None
    finished: datetime | None = None
    step: str = ""
    """What is being done just now, in a few words that quote nothing."""
    progress: float | None = None
    """Share that is done, 0 … 1; None where it is not known."""
    cancelling: bool = False
    """Somebody wants it to stop."""
    result: Mapping[str, str] = field(default_factory=dict)
    """What came of it, in numbers and ids: `{"alerts": "12", "statements": "4218"}`."""
    error: str = ""
    """Why it failed and what mends it; no text of any message."""
    words: Mapping[str, str] = field(default_factory=dict)
    asked_by: str = ""


def job_id(random: Callable[[int], bytes]) -> str:
    """A new id, from a source of random bytes; it opens nothing."""
    return f"job_{base64.b32encode(random(10)).decode('ascii').lower()}"


def scan_slot(programme: str) -> str:
    """What one scan of a programme at a time holds."""
    return f"scan:{programme}"


def retry_delay(attempts: int, *, chance: float) -> timedelta:
    """How long to wait after so many attempts: longer each time, and spread by chance (0 … 1) so that not all try at once."""
    return _FIRST_DELAY * (_GROWTH ** (attempts - 1) * (0.5 + chance))
