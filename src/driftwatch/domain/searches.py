"""How lists are asked for over many programmes: what is wanted, and in which order."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity, Verdict


class AlertOrder(StrEnum):
    """What alerts are sorted by; `-` stands for downwards."""

    RANK = "rank"
    """By programme, then high severity and confidence first."""
    KIND = "kind"
    """By kind, then as by rank."""
    CHANGED = "updated_at"
    LATEST_CHANGED = "-updated_at"
    SEEN = "last_seen"
    LATEST_SEEN = "-last_seen"


class StatementOrder(StrEnum):
    """What statements are sorted by; `-` stands for downwards."""

    ID = "id"
    """By programme, then by id."""
    SAID = "said_at"
    LATEST_SAID = "-said_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSearch:
    """Which alerts are wanted; an empty tuple means any."""

    programmes: tuple[str, ...] | None = None
    """Keys; None means all there are, an empty tuple none."""
    kinds: tuple[AlertKind, ...] = ()
    partners: tuple[str, ...] = ()
    """Concerning one of them at least."""
    statuses: tuple[AlertStatus, ...] = ()
    severities: tuple[Severity, ...] = ()
    baselines: tuple[BaselineState, ...] = ()
    """Those that the last scan did not raise are listed only where `absent` is asked for."""
    substatuses: tuple[Substatus, ...] = ()
    since: date | None = None
    updated_since: datetime | None = None
    order: AlertOrder = AlertOrder.RANK


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSearch:
    """Which statements are wanted; an empty tuple means any."""

    programmes: tuple[str, ...] | None = None
    partners: tuple[str, ...] = ()
    nobody: bool = False
    """Those of no partner: beside those of the partners, or alone where none is named."""
    labels: tuple[Label, ...] = ()
    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Said at this time or earlier; what carries no date was said at no time."""
    text: str | None = None
    order: StatementOrder = StatementOrder.ID


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSearch:
    """Which compared terms are wanted; an empty tuple means any."""

    programmes: tuple[str, ...] | None = None
    partners: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAlert:
    """An alert as a list shows it: what its row says, and where it is wanted the whole."""

    programme: str
    id: str
    kind: AlertKind
    status: AlertStatus
    severity: Severity
    confidence: float
    partners: tuple[str, ...]
    last_seen: date | None
    baseline_state: BaselineState
    substatus: Substatus
    updated: datetime | None
    """None where it was written by a program that did not note it."""
    version: int
    body: str = ""
    """The alert as it is stored, where nothing of it is withheld from the reader; empty where it was not asked for."""
    alert: Alert | None = None
    """The alert as the reader may see it, where something of it is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement as it is stored, and whose it is."""

    programme: str
    id: str
    body: str
