"""What a programme's driftwatch.toml can say, as frozen values."""

from dataclasses import dataclass
from datetime import UTC, time, tzinfo
from enum import StrEnum
from pathlib import Path

from driftwatch.domain.limits import Limits
from driftwatch.domain.mailing import Frequency, MailFormat
from driftwatch.domain.meaning import Severity
from driftwatch.domain.omission import Exclusion
from driftwatch.domain.schedules import Rhythm
from driftwatch.domain.talk import Partner, SourceRule

FILE_NAME = "driftwatch.toml"
COLUMNS = ("text", "speaker", "time", "organisation", "thread", "id", "channel", "edited")
"""What the columns of a table can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """When a difference becomes an alert."""

    fdr: float = 0.10
    """Share of false alerts that is accepted among all (0 … 1)."""
    min_usages: int = 10
    """Usages of a term that each partner must have."""
    min_documents: int = 5
    """Documents in which each partner must have them."""
    min_statements: int = 5
    """How often each partner must name a criterion beside a word such as "done"."""
    terms: tuple[str, ...] = ()
    """Terms to compare whatever their rank."""
    raise_windows: int = 2
    """Calendar windows (ISO weeks of what was said) in which something must be seen before it counts as established."""
    clear_windows: int = 3
    """Windows in a row without it before an alert is cleared."""


class Quiet(StrEnum):
    """What is sent when nothing changed."""

    HEARTBEAT = "monthly-heartbeat"
    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who gets the weekly mail."""

    address: str
    partner: str | None = None
    """What only the other partners may read is not told to them; None for somebody of no side, who is told joint things only."""
    timezone: tzinfo | None = None
    """Of the dates in their mail; the programme's where it is None."""
    frequency: Frequency = Frequency.WEEKLY
    min_severity: Severity = Severity.LOW
    format: MailFormat = MailFormat.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """How the weekly mail is made up, and when it is sent."""

    sender: str = "driftwatch@localhost"
    items: int = 3
    """Alerts told in full; the others are counted."""
    base_url: str | None = None
    reply_to: str | None = None
    """A mailbox that somebody reads."""
    day: int = 0
    """Of the week after the period, 0 Monday … 6 Sunday."""
    time: time = time(7, 30)
    """In the programme's time zone."""
    empty: Quiet = Quiet.HEARTBEAT


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """What the worker does by itself."""

    scan: Rhythm = Rhythm.NEVER
    day: int = 0
    """Of a weekly scan, 0 Monday … 6 Sunday."""
    time: time = time(6, 0)
    """Of the scan, in the programme's time zone."""
    digest: bool = False
    """Whether the weekly mail goes out by itself, at `[digest] day` and `time`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One programme as its driftwatch.toml describes it."""

    folder: Path
    name: str
    partners: tuple[Partner, ...]
    timezone: tzinfo = UTC
    charter: tuple[str, ...] = ()
    files: str | None = None
    """The URL below which the sources lie, where that is not the folder."""
    sources: tuple[SourceRule, ...] = ()
    detection: Detection = Detection()
    digest: DigestSettings = DigestSettings()
    recipients: tuple[Recipient, ...] = ()
    limits: Limits = Limits()
    exclusion: Exclusion = Exclusion()
    schedule: ScheduleSettings = ScheduleSettings()

    @property
    def file(self) -> Path:
        """The driftwatch.toml that this came from."""
        return self.folder / FILE_NAME
