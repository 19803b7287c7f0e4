"""The words in which the report, the summary and the mail say the same things: neutral, and alike for every partner."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil, log10

from driftwatch.domain.alerts import Alert, AlertStatus, Substatus
from driftwatch.domain.meaning import AlertKind, CoverageStatus, Severity
from driftwatch.domain.talk import FileStatus

PURPOSE = "Purpose: alignment between organisations. No person is scored or named."

BLIND_SPOT = (
    "What is not listed may still be there: in programmes that nobody had seen before, the checks found about one in five of the differences that "
    "were planted. Silence is no proof of agreement."
)
"""How much is missed, as docs/evidence/programmes.md has it."""

KIND_NAMES: Mapping[AlertKind, str] = {
    AlertKind.TERM_MEANING: "Same word, different meaning",
    AlertKind.TERM_VARIANT: "Different words, same thing",
    AlertKind.DONE_CRITERIA: "Different criteria for done",
    AlertKind.GOAL_PRIORITY: "Different priorities",
    AlertKind.METRIC_TARGET: "Different measures or targets",
    AlertKind.RISK_POSTURE: "Different stance on risk",
    AlertKind.COMMITMENT_BALANCE: "Uneven commitments",
    AlertKind.PROCESS_MISMATCH: "Different ways of working",
    AlertKind.ONE_SIDED_TOPIC: "Raised by one side only",
    AlertKind.CHARTER_DRIFT: "Away from the charter",
    AlertKind.TIME_DRIFT: "Changed over time",
}

WHY_IT_MATTERS: Mapping[AlertKind, str] = {
    AlertKind.TERM_MEANING: "An agreement that uses this word can be read in two ways.",
    AlertKind.TERM_VARIANT: "One thing under two names can be planned, counted or reported twice.",
    AlertKind.DONE_CRITERIA: "The same work can count as finished on one side and as open on the other.",
    AlertKind.GOAL_PRIORITY: "When time or money is short, each side would give up something else first.",
    AlertKind.METRIC_TARGET: "The same result can look like a success on one side and like a miss on the other.",
    AlertKind.RISK_POSTURE: "The same decision can look too bold on one side and too slow on the other.",
    AlertKind.COMMITMENT_BALANCE: "Plans may rest on contributions that are not there in full.",
    AlertKind.PROCESS_MISMATCH: "A decision can be valid on one side and still be waiting on the other.",
    AlertKind.ONE_SIDED_TOPIC: "An expectation that is never spoken of together cannot be met together.",
    AlertKind.CHARTER_DRIFT: "Work can follow today's words while the signed ones say something else.",
    AlertKind.TIME_DRIFT: "What was agreed at the start may no longer be what is meant.",
}

STATUS_WORDS: Mapping[AlertStatus, str] = {
    AlertStatus.OPEN: "open",
    AlertStatus.ACKNOWLEDGED: "open, acknowledged",
    AlertStatus.AGREED: "agreed difference",
    AlertStatus.SNOOZED: "snoozed",
    AlertStatus.DISPUTED: "open, disputed",
    AlertStatus.RESOLVED: "resolved",
}

SUBSTATUS_WORDS: Mapping[Substatus, str] = {
    Substatus.NEW: "new",
    Substatus.ONGOING: "ongoing",
    Substatus.ESCALATING: "ongoing, and graver than before",
    Substatus.NARROWING: "getting closer",
    Substatus.REGRESSED: "back after it was gone or settled",
    Substatus.FLAPPING: "comes and goes",
}

COVERAGE_WORDS: Mapping[CoverageStatus, str] = {CoverageStatus.RAN: "compared", CoverageStatus.INSUFFICIENT_DATA: "not enough data"}

FILE_WORDS: Mapping[FileStatus, str] = {
    FileStatus.READ: "read",
    FileStatus.PARTLY: "partly read",
    FileStatus.FAILED: "not read",
    FileStatus.SKIPPED: "skipped",
}

SEVERITY_ORDER: Mapping[Severity, int] = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def joined(names: Sequence[str], *, last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 file`, `1,204 files`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def likelihood(confidence: float) -> str:
    """A confidence of 0 … 1 in words."""
    steps = ((0.9, "very likely"), (0.7, "likely"), (0.5, "more likely than not"))
    return next((word for floor, word in steps if confidence >= floor), "uncertain")


def figure(value: float) -> str:
    """A number with two significant decimals, as people write it."""
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.095 else f"{value:.2g}" if abs(value) >= 0.0001 else "under 0.0001"


def share(part: float) -> str:
    """A share of 0 … 1 in whole percent; never rounded up to all, nor down to nothing."""
    percent = round(part * 100)
    if percent == 100 and part < 1:
        return "over 99 %"
    return "under 1 %" if percent == 0 and part > 0 else f"{percent} %"


def odds(probability: float) -> str:
    """A small probability as a count that can be pictured: 0.0004 is `4 in 10,000`."""
    if probability >= 0.1:
        return f"{round(probability * 10)} in 10"
    if probability < 0.0001:
        return "fewer than 1 in 10,000"
    whole = 10 ** ceil(-log10(probability) - 1e-9)
    return f"{round(probability * whole)} in {whole:,}"


def day(when: date) -> str:
    """`3 Mar 2026`, in the same words on every machine."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{when.day} {months[when.month - 1]} {when.year}"


def windows_words(alert: Alert) -> str:
    """In how many calendar weeks it was said, and whether that is too few to stand by itself; empty where nobody counted."""
    count = alert.windows.count
    if not count and alert.first_seen is not None:
        return ""
    pooled = "; too few weeks to call it established, so all statements together decide" if alert.windows.pooled else ""
    return f"said in {counted(count, 'calendar week')}{pooled}" if count else "said without dates, so all statements together decide"


def one_line(text: str) -> str:
    """The text without line breaks and control characters."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)).strip()


def cut(text: str, *, limit: int) -> str:
    """The beginning of a text, cut after a word; `…` stands where something is left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head[: head.rfind(" ")] if " " in head[limit // 2 :] else head).rstrip(" ,;:") + "…"
