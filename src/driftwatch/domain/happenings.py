"""What is told outside when something happens: what it was, and of it only ids, kinds and counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class HappeningType(StrEnum):
    """All that a receiver can be told of; a closed list, the same in the API, in webhooks and in docs/webhooks.md."""

    ALERT_OPENED = "alert.opened"
    ALERT_UPDATED = "alert.updated"
    ALERT_ESCALATED = "alert.escalated"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"
    ALERT_AGREED = "alert.agreed"
    ALERT_SNOOZED = "alert.snoozed"
    ALERT_UNSNOOZED = "alert.unsnoozed"
    ALERT_DISPUTED = "alert.disputed"
    ALERT_RESOLVED = "alert.resolved"
    ALERT_REOPENED = "alert.reopened"
    SCAN_COMPLETED = "scan.completed"
    SCAN_FAILED = "scan.failed"
    DIGEST_SENT = "digest.sent"
    DIGEST_SKIPPED = "digest.skipped"
    WEBHOOK_TEST = "webhook.test"
    """Told to one webhook, when somebody asks for it."""


KINDS = frozenset({"kind", "severity", "status", "substatus", "baseline_state", "period", "job", "reason"})
"""Facts that are words of a closed list, a week or an id."""
COUNTS = frozenset(
    """
statements documents messages files failed_files windows alerts opened updated escalated narrowing resolved reopened ongoing open
high medium low merged recipients
""".split()
)
"""Facts that are whole numbers from 0 on."""
_WORD = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.:+-]{0,63}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened in a programme, as receivers outside may know it: no text of anybody, no names."""

    id: str
    """Unique for ever, at most 100 of a-z, A-Z, 0-9, `_`, `.`, `:` and `-`: receivers know a second copy by it."""
    type: HappeningType
    programme: str
    """The programme's key."""
    at: datetime
    alert: str | None = None
    """Id of the alert that it is about; what is told of one alert is told in the order in which it happened."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Names of KINDS and COUNTS to what they are: `{"severity": "high", "statements": "41"}`."""

    def __post_init__(self) -> None:
        for name, value in self.facts.items():
            form = _COUNT if name in COUNTS else _WORD if name in KINDS else None
            if form is None or not form.fullmatch(value):
                raise ValueError(f"happening {self.id}: `{name}` is no fact that may be told, or is not written as one")
