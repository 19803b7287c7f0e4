"""Receivers of what happens: where they are, what they want to know, in which form."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from driftwatch.domain.happenings import HappeningType
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW, View

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
    url: str = field(repr=False)
    """Some hold what opens them, as those of Slack do."""
    events: tuple[HappeningType, ...] = ()
    """What it wants to be told of; empty for all."""
    template: Template = Template.GENERIC
    view: str = JOINT_VIEW
    """Of whose own sources it may learn: `joint`, `all` or the id of a partner."""
    created: datetime
    rotated: datetime | None = None
    """When its secret was last replaced."""
    disabled: datetime | None = None
    reason: str = ""
    """Why it is disabled: what the receiver did, or who switched it off."""

    @property
    def sees(self) -> View:
        """What it may learn of a programme."""
        return View(partner=None if self.view in (JOINT_VIEW, WHOLE_VIEW) else self.view, all=self.view == WHOLE_VIEW)

    @property
    def wanted(self) -> frozenset[HappeningType]:
        """The types that it is told of; a test always."""
        return frozenset((*(self.events or OFFERED), HappeningType.WEBHOOK_TEST))


OVERLAP = timedelta(hours=24)
"""So long the secret that was replaced still signs, beside the new one."""
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSecret:
    """A secret that both sides know."""

    value: str = field(repr=False)
    """`whsec_` and base64 of 24 to 64 random bytes."""
    until: datetime | None = None
    """Signs no longer from then on; None for the one in force."""


def new_secret(random_bytes: Callable[[int], bytes]) -> str:
    """A fresh one; `random_bytes` is secrets.token_bytes wherever it matters."""
    return "whsec_" + b64encode(random_bytes(_SECRET_BYTES)).decode()


def rotated(secrets: Sequence[SigningSecret], fresh: str, *, at: datetime) -> tuple[SigningSecret, ...]:
    """The fresh one, and the one that was in force until it ends; never more than two."""
    return SigningSecret(value=fresh), *(replace(secret, until=at + OVERLAP) for secret in secrets[:1])


def signing(secrets: Sequence[SigningSecret], *, at: datetime) -> tuple[str, ...]:
    """Those that sign at this moment, the newest first."""
    return tuple(secret.value for secret in secrets if secret.until is None or at < secret.until)


class HandoverState(StrEnum):
    """Where a message to a webhook stands; a failed one is tried again only when somebody replays it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    """It is about what this receiver may not know of."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt; one that is still `sending` ended in nobody knows what, unless it is under way."""

    at: datetime
    state: HandoverState
    detail: str
    """The status that the receiver answered with, or why there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A message to a webhook, and what became of it."""

    id: str
    """Of the happening: the header `webhook-id`."""
    type: HappeningType | None
    """None once the message itself is no longer kept."""
    alert: str | None
    state: HandoverState
    at: datetime
    """When it happened."""
    due: datetime | None
    """When it is tried (again); None where it is not."""
    tries: tuple[Try, ...] = ()


RETRIES = tuple(timedelta(seconds=seconds) for seconds in (0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600))
"""What is waited before each attempt: ten in 75.6 hours, as Standard Webhooks has it."""
_SPREAD = 0.1
"""Receivers that failed together are not asked together again: up to so much longer."""
_LONGEST_WAIT = timedelta(hours=24)


def next_try(attempts: int, *, at: datetime, asked: timedelta | None = None, chance: float) -> datetime | None:
    """When to try again after so many failures; None after the last. A receiver may ask for more time, up to a day; `chance` is 0 … 1."""
    if attempts >= len(RETRIES):
        return None
    wait = RETRIES[attempts] * (1 + _SPREAD * chance)
    return at + max(wait, min(asked or timedelta(0), _LONGEST_WAIT))
