"""Who did what: a line of the audit log, which never tells what anybody wrote."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One act of a person or a program; `digest` covers the line and the digest before it."""

    place: int
    """Counts from 0 within a programme."""
    at: datetime
    actor: str
    """Name of the key, of the command, or of the schedule that acted."""
    action: str
    """What was done: `key.create`, `alert.dispute`."""
    object: str
    """Id of what it was done to."""
    reason: str
    request_id: str
    """Of the request that asked for it; empty where none did."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """How long a programme's log is and what it ends with: who keeps a copy elsewhere sees every later change of a line."""

    lines: int
    digest: str
