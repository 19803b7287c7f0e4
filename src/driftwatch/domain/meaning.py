"""What a check found: one tested difference between partners, with its evidence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AlertKind(StrEnum):
    """The kinds of misalignment of the contract."""

    TERM_MEANING = "term_meaning"
    TERM_VARIANT = "term_variant"
    DONE_CRITERIA = "done_criteria"
    GOAL_PRIORITY = "goal_priority"
    METRIC_TARGET = "metric_target"
    RISK_POSTURE = "risk_posture"
    COMMITMENT_BALANCE = "commitment_balance"
    PROCESS_MISMATCH = "process_mismatch"
    ONE_SIDED_TOPIC = "one_sided_topic"
    CHARTER_DRIFT = "charter_drift"
    TIME_DRIFT = "time_drift"


class Verdict(StrEnum):
    """What a test says of a difference; "not enough data" is an answer."""

    DIVERGENT = "divergent"
    SAME = "same"
    INSUFFICIENT = "insufficient"


class Convergence(StrEnum):
    """What can be said of two partners' usages after a day on which they agreed."""

    CONVERGED = "converged"
    APART = "apart"
    NOT_SHOWN = "not shown"


class Severity(StrEnum):
    """How much is at stake; how sure we are is the confidence, and never mixed in."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase that carries meaning in the programme."""

    name: str
    """As people mostly write it, in the singular where that occurs."""
    words: tuple[str, ...]
    """Its folded words: what it is found by."""
    tested: bool = True
    """False for words that only show how much any word differs between the partners."""
    variants: tuple[tuple[str, ...], ...] = ()
    """Folded words of its other forms: other spellings, a short or long form, inflections of a verb."""
    joined: bool = False
    """Whether its words make the term only where hyphens join them: `get-in`, not `get in`."""
    describes: bool = False
    """Whether it is no noun but may tell what a thing is like: compared as terms are, and no term for whoever counts those."""


COUNTS = "difference between counts of one noun, in logarithms"
"""What the effect of a difference is called that may lie in what the noun means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The size of a difference, its interval, and how much each partner varies within itself."""

    measure: str
    value: float
    interval: tuple[float, float] | None = None
    within: float | None = None

    @property
    def of_counts(self) -> bool:
        """Whether it is one between counts of one noun: such a difference may lie in what the noun means."""
        return self.measure == COUNTS


class Reckoning(StrEnum):
    """How the value of an effect comes of what was said."""

    DIFFERENCE = "difference"
    """Between the two sides' weighted means; of several values each, half the sum of the absolute differences."""
    SHARE = "share"
    """Of the documents, by weighted mean over them."""
    FACTOR = "factor"
    """Between the median and what it was before, in logarithms."""
    USAGES = "usages"
    """Between the two partners' usages of the subject."""
    CHANGE = "change"
    """Between a partner's usages of the subject and those of its items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What one statement adds to an effect."""

    statement: str
    partner: str
    values: tuple[float, ...] = ()
    weight: float = 1.0
    """0 for what is counted and adds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """On what an effect rests, so that it can be reckoned again for any part of the time."""

    reckoning: Reckoning
    items: tuple[Item, ...] = ()
    scale: float = 1.0
    """What the reckoned value is multiplied by."""
    origin: float = 0.0
    """Of a factor: what the median was before."""
    whole: bool = True
    """Whether these are all items; False where an audience may not read some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one partner's statements say on the subject, in neutral words."""

    partner: str
    summary: str
    statements: int
    evidence: tuple[str, ...] = ()
    """Ids of the statements to quote, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Both sides agreed on the subject in so many words, on this day."""

    on: date
    evidence: tuple[str, ...]
    """Ids of the statements in which they did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One tested difference between partners.

    `p_value` is None where the data cannot carry a test; `holds` says whether every condition
    other than false-discovery control is met (effect, inner variation, minimum of evidence).
    """

    kind: AlertKind
    subject: str
    partners: tuple[str, ...]
    positions: tuple[Position, ...]
    p_value: float | None
    holds: bool
    insufficient: str | None = None
    """Why the data are not enough; None where they are."""
    sensitive: bool = True
    """Whether a difference worth speaking of would have been seen; without it, none found is not "the same"."""
    effect: Effect | None = None
    confidence: float = 0.0
    """0 … 1: how likely a careful reader confirms it."""
    severity: Severity = Severity.LOW
    title: str = ""
    questions: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """Ids of statements that do not fit this reading."""
    common_ground: tuple[str, ...] = ()
    clears_when: str = ""
    settlement: Settlement | None = None
    family: str = ""
    """Tests of one kind that ask different questions are counted apart."""
    basis: Basis | None = None
    """Of the effect; None where it does not hold, or no figure runs along with time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding after false-discovery control over all tests of the run."""

    finding: Finding
    q_value: float | None
    verdict: Verdict


class CoverageStatus(StrEnum):
    """Whether a check had enough to go on."""

    RAN = "ran"
    INSUFFICIENT_DATA = "insufficient_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one check could see between these partners, and why it could not see more."""

    check: AlertKind
    partners: tuple[str, ...]
    status: CoverageStatus
    why: str = ""
