"""Alerts: what people look at, act on and agree about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, Effect, Severity
from driftwatch.domain.view import Owned


class AlertStatus(StrEnum):
    """Where an alert stands; agreed, snoozed and resolved are different things."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    AGREED = "agreed"
    SNOOZED = "snoozed"
    DISPUTED = "disputed"
    RESOLVED = "resolved"


PUT_ASIDE = (AlertStatus.AGREED, AlertStatus.SNOOZED, AlertStatus.RESOLVED)
"""The statuses in which nobody is called for it."""


class Action(StrEnum):
    """What people can do with an alert."""

    ACK = "ack"
    AGREE = "agree"
    SNOOZE = "snooze"
    DISPUTE = "dispute"
    RESOLVE = "resolve"
    REOPEN = "reopen"


class BaselineState(StrEnum):
    """How an alert stands against the last earlier calendar window: the words of SARIF."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    ABSENT = "absent"


class Substatus(StrEnum):
    """Which way an alert goes."""

    NEW = "new"
    ONGOING = "ongoing"
    ESCALATING = "escalating"
    NARROWING = "narrowing"
    REGRESSED = "regressed"
    FLAPPING = "flapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """In how many calendar windows the evidence of an alert was said."""

    count: int = 0
    """0 where nothing of it carries a date."""
    pooled: bool = True
    """Whether these are fewer than a difference needs to count as established: then the pooled period decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quotation that anyone can find again in the source file."""

    statement_id: str
    partner: str
    quote: str
    source: str
    locator: str
    said_at: datetime | None
    label: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One partner's part in an alert."""

    partner: str
    summary: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Another finding on the same matter, told with the alert that leads."""

    kind: AlertKind
    subject: str
    title: str
    id: str = ""
    """The alert that it would be by itself: it can be shown, acted on and split off by it."""
    why: str = ""
    """Why the two are told together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """What in an alert gives away sources that are not everybody's; whoever may read those of one of the owners may read it."""

    owners: tuple[Owned, ...]
    texts: tuple[str, ...] = ()
    """Titles, summaries and the like that repeat them."""
    against: tuple[str, ...] = ()
    """Ids of statements of theirs that do not fit the reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One matter on which partners diverge, with evidence of both sides."""

    id: str
    kind: AlertKind
    subject: str
    title: str
    partners: tuple[str, ...]
    severity: Severity
    confidence: float
    p_value: float | None
    q_value: float | None
    status: AlertStatus
    first_seen: date | None
    last_seen: date | None
    sides: tuple[Side, ...]
    evidence: tuple[Evidence, ...]
    against: tuple[str, ...]
    questions: tuple[str, ...]
    effect: Effect | None = None
    common_ground: tuple[str, ...] = ()
    clears_when: str = ""
    merged: tuple[Matter, ...] = ()
    """What else was found on the same matter."""
    baseline_state: BaselineState = BaselineState.NEW
    substatus: Substatus = Substatus.NEW
    windows: Windows = Windows()
    lead: str | None = None
    """Id of the alert that it is told with; None where it stands for itself."""
    reserved: tuple[Reserved, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"alert {self.id}: confidence {self.confidence} is not between 0 and 1")
        missing = set(self.partners) - {piece.partner for piece in self.evidence}
        if missing and self.kind is not AlertKind.ONE_SIDED_TOPIC:
            raise ValueError(f"alert {self.id}: no evidence of {', '.join(sorted(missing))}")

    def evidence_of(self, side: int) -> tuple[Evidence, ...]:
        """What is quoted for the side at this place; a partner who stands there before and after has as many quotes for each, in that order."""
        partner = self.sides[side].partner
        places = [place for place, other in enumerate(self.sides) if other.partner == partner]
        own = tuple(piece for piece in self.evidence if piece.partner == partner)
        each, at = len(own) // len(places), places.index(side)
        return own[at * each : (at + 1) * each]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """One change in an alert's life: who, when, why."""

    alert_id: str
    action: str
    actor: str
    reason: str
    at: datetime
    status: AlertStatus
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What produced a result, so that it can be produced again."""

    at: datetime
    driftwatch: str
    models: tuple[tuple[str, str], ...]
    """Name and sha256 of every model used."""
    config: str
    """sha256 of the settings that matter to the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that a run says to people: the content of alerts.json."""

    programme: str
    run: RunRecord
    coverage: tuple[Coverage, ...]
    alerts: tuple[Alert, ...]
