"""What report and dashboard draw: aggregates, and the ids of the statements behind them, never their words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.meaning import AlertKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePoint:
    """One usage of a term on its map."""

    partner: str
    statement: str
    x: float
    """-1 … 1; what lies near each other is used alike, the directions mean nothing."""
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A word that a partner says beside the term more than the other does."""

    word: str
    weight: float
    """0 … 1: how much it is this side's."""
    x: float
    y: float
    statements: tuple[str, ...]
    """Of this partner, in which it stands beside the term; the plainest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """How one partner uses a term."""

    partner: str
    gloss: str
    """In a line."""
    usages: int
    documents: int
    neighbours: tuple[Neighbour, ...] = ()
    statements: tuple[str, ...] = ()
    """Typical ones, the most typical first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMap:
    """Both senses of one term beside each other."""

    term: str
    verdict: Verdict
    senses: tuple[Sense, ...]
    points: tuple[UsagePoint, ...] = ()
    divergence: Estimate | None = None
    within: float | None = None
    """How far a partner differs from itself, on the same scale."""
    alert: str | None = None
    """Id of the alert on it, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one partner makes of a criterion."""

    partner: str
    standing: Standing
    count: int
    """Statements that name it."""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """One criterion for a gate, partner by partner."""

    criterion: str
    level: str
    """Where it is verified: simulated, lab, staging, field, accepted; empty where nothing says."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneMatrix:
    """What each partner requires before a thing counts as done, ready or accepted."""

    gate: str
    partners: tuple[str, ...]
    rows: tuple[CriterionRow, ...]
    alert: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One partner's share of something."""

    partner: str
    count: int
    of: int
    share: Estimate | None
    """0 … 1; None where there is too little to say one."""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One outcome, or one attitude, over all partners."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the partners' statements divide over outcomes or attitudes."""

    rows: tuple[ProfileRow, ...]
    lacking: tuple[str, ...] = ()
    """Why a partner has no shares, in a line each."""
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    """What became of a topic between one partner and the others."""

    partner: str
    documents: int
    """In which it names the topic, of those in which both take part."""
    raised: int
    unanswered: int
    """Of those in which it raised it."""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """One topic, partner by partner."""

    topic: str
    raisings: tuple[Raising, ...]
    alert: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceMap:
    """Who raises what, and who takes it up."""

    rows: tuple[TopicRow, ...]
    documents: int
    """In which more than one partner takes part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How much was heard of whom in a calendar window, from which kind of source."""

    window: date
    """Its first day."""
    partner: str | None
    """None for what could be attributed to nobody."""
    register: str
    statements: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """An alert's measure at the end of a window."""

    window: date
    """First day of the window."""
    value: Estimate | None
    """None where the window's data carry no figure."""
    counts: tuple[int, ...]
    """Statements of each side behind it, in the order of the sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How an alert's measure moved."""

    alert: str
    measure: str
    partners: tuple[str, ...]
    points: tuple[CoursePoint, ...]
    within: float | None = None
    weeks: int = 4
    """Of a window; windows overlap."""


class HappeningKind(StrEnum):
    """What can stand on the time line."""

    CHARTER = "charter"
    """The charter, or a version or amendment of it, takes effect."""
    AGREEMENT = "agreement"
    """Both sides agree on something in so many words."""
    FIRST_EVIDENCE = "first evidence"
    GATE = "gate"
    """A date that both wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """One event on the time line."""

    on: date
    kind: HappeningKind
    what: str
    alert: str | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """All that is drawn of one scan for one audience."""

    terms: tuple[TermMap, ...] = ()
    done: tuple[DoneMatrix, ...] = ()
    goals: Profile = Profile(rows=())
    risks: Profile = Profile(rows=())
    silence: SilenceMap = SilenceMap(rows=(), documents=0)
    heard: tuple[Heard, ...] = ()
    courses: tuple[Course, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    kinds: tuple[AlertKind, ...] = ()
    """The kinds of difference that were looked for."""
