"""Alerts that are told together: each as it is by itself, and what people put together or took apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from driftwatch.domain.alerts import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An alert that is told with another one, and why."""

    alert: Alert
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alerts on one matter, each as it is by itself; the lead stands for all."""

    lead: Alert
    others: tuple[Member, ...] = ()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All of them, the lead first."""
        return (self.lead, *(member.alert for member in self.others))


class Verdict(StrEnum):
    """What people said of two alerts."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """People's word on two alerts: one matter, or two for good."""

    lead: str
    other: str
    verdict: Verdict
    actor: str
    reason: str
    at: datetime

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, sorted: there is one word on a pair, the last."""
        return min(self.lead, self.other), max(self.lead, self.other)
