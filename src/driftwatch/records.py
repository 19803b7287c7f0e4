"""What is kept and handed out: the records of a scan, and how they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Generic, TypeVar

from driftwatch.domain.alerts import AlertStatus, Outcome, Reserved
from driftwatch.domain.groups import Group
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import Pictures
from driftwatch.domain.talk import FileReport, Partner
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW, Owned, View
from driftwatch.domain.weeks import UNDATED

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """A statement as it is stored and written to statements.jsonl."""

    id: str
    text: str
    partner: str | None
    speaker: str | None
    said_at: datetime | None
    source: str
    locator: str
    document: str
    register: str
    labels: Mapping[Label, float]
    predicted: tuple[Label, ...]
    offset: int = 0
    """Characters before the text in the line, cell or message that the locator names."""
    own: Owned | None = None
    """Whose it is, where its source is not joint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRecord:
    """One compared term: the line that `driftwatch terms` prints."""

    term: str
    partners: tuple[str, str]
    n: tuple[int, int]
    divergence: float | None
    p_value: float | None
    q_value: float | None
    verdict: str
    smallest_shift: float | None = None
    """The smallest share of one side's usages in another sense (0 … 1) that this sample would have shown in four of five cases; None where none."""
    glosses: tuple[str, str] | None = None
    """How each side uses the term, in a line; None where it was not compared."""
    reserved: tuple[Reserved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRecord:
    """All that one scan leaves behind; stored in one transaction."""

    outcome: Outcome
    partners: tuple[Partner, ...]
    files: tuple[FileReport, ...]
    statements: Sequence[StatementRecord]
    terms: Sequence[TermRecord]
    folder: Path | None = None
    """Where the programme lies; None where that is nobody's business."""
    groups: tuple[Group, ...] = ()
    """The alerts as they are by themselves, those of one matter together."""
    window: str = UNDATED
    """The calendar window in which the last of it was said."""
    clear_windows: int = 3
    """Windows in a row without an alert before it is cleared."""
    pictures: Mapping[str, Pictures] = field(default_factory=dict)
    """What is drawn of it for each audience: `joint`, `all` or a partner's id; who has none of its own is shown the joint ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows and where the next ones begin."""

    rows: tuple[Row, ...]
    next_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are wanted; None means any."""

    partner: str | None = None
    label: Label | None = None
    source: str | None = None
    since: datetime | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts are wanted; None means any."""

    kind: AlertKind | None = None
    partner: str | None = None
    status: AlertStatus | None = None
    severity: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What is known of an API key; the key itself is shown once and never kept."""

    prefix: str
    name: str
    scopes: tuple[str, ...]
    programmes: tuple[str, ...]
    """Ids of the programmes that it may see; empty means all."""
    created: datetime
    revoked: datetime | None = None
    view: str = JOINT_VIEW
    """`joint`, `all`, or the partner whose own sources it may read beside the joint ones."""
    expires: datetime | None = None
    last_used: datetime | None = None
    """To the minute."""

    @property
    def sees(self) -> View:
        """What it shows of a programme."""
        return View(partner=None if self.view in (JOINT_VIEW, WHOLE_VIEW) else self.view, all=self.view == WHOLE_VIEW)

    def valid(self, at: datetime) -> bool:
        """Whether it opens anything at this time."""
        return self.revoked is None and (self.expires is None or at < self.expires)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One weekly mail, ready for any recipient."""

    programme: str
    period: str
    """ISO week, `2026-W14`."""
    subject: str
    text: str
    html: str
