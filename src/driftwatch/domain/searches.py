"""How lists are asked for over many programmes: what is wanted, and in which order."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity, Verdict
from driftwatch.domain.view import JOINT, View


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
    view: View = JOINT


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSearch:
    """Which statements are wanted; an empty tuple means any."""

    programmes: tuple[str, ...] | None = None
    partners: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    sources: tuple[str, ...] = ()
    since: datetime | None = None
    text: str | None = None
    order: StatementOrder = StatementOrder.ID
    view: View = JOINT


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSearch:
    """Which compared terms are wanted; an empty tuple means any."""

    programmes: tuple[str, ...] | None = None
    partners: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    view: View = JOINT
