"""Receivers of what happens: where they are, what they want to know, in which form."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from driftwatch.domain.happenings import HappeningType

OFFERED = tuple(one for one in HappeningType if one is not HappeningType.WEBHOOK_TEST)
"""What a webhook can ask to be told of."""


class Template(StrEnum):
    """The form in which a receiver is told."""

    GENERIC = "generic"
    """Standard Webhooks: a thin JSON document of our own."""
    SLACK = "slack"
    """Block Kit, for an incoming webhook of Slack."""
    TEAMS = "teams"
    """An Adaptive Card, for a workflow of Microsoft Teams."""
    ALERTMANAGER = "alertmanager"
    """As Prometheus Alertmanager tells its receivers, version 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A receiver; its secrets are kept apart from it."""

    id: str
    url: str
    events: tuple[HappeningType, ...] = ()
    """What it wants to be told of; empty for all."""
    template: Template = Template.GENERIC
    created: datetime
    rotated: datetime | None = None
    """When its secret was last replaced."""
    disabled: datetime | None = None
    reason: str = ""
    """Why it is disabled: what the receiver did, or who switched it off."""

    @property
    def wanted(self) -> frozenset[HappeningType]:
        """The types that it is told of; a test always."""
        return frozenset((*(self.events or OFFERED), HappeningType.WEBHOOK_TEST))
