"""Sends a digest once per recipient and period, however often and from however many processes it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from driftwatch.domain.talk import programme_key
from driftwatch.errors import DeliveryError
from driftwatch.ports import Notifier, Store
from driftwatch.records import Digest


class DeliveryState(StrEnum):
    """How it ended for one recipient; `already` is intended silence, `failed` is not."""

    SENT = "sent"
    ALREADY = "already"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the digest for one recipient."""

    recipient: str
    period: str
    state: DeliveryState
    detail: str = ""
    """What went wrong and what mends it."""


def deliver(
    store: Store, notifier: Notifier, digest: Digest, recipients: Iterable[str], *, at: datetime, channel: str = "mail"
) -> tuple[Delivery, ...]:
    """Send to all who have not had it; one failure does not keep it from the others, and may be tried again."""
    return tuple(_deliver(store, notifier, digest, recipient, at=at, channel=channel) for recipient in dict.fromkeys(recipients))


def _deliver(store: Store, notifier: Notifier, digest: Digest, recipient: str, *, at: datetime, channel: str) -> Delivery:
    programme = programme_key(digest.programme)
    if not store.claim_delivery(programme, recipient=recipient, period=digest.period, channel=channel, at=at):
        return Delivery(recipient=recipient, period=digest.period, state=DeliveryState.ALREADY)
    state, detail = DeliveryState.FAILED, ""
    try:
        notifier.notify(digest, recipient)
        state = DeliveryState.SENT
    except DeliveryError as error:
        detail = str(error)
    finally:  # an interrupted one becomes free again too
        store.settle_delivery(programme, recipient=recipient, period=digest.period, channel=channel, state=state.value, at=at)
    return Delivery(recipient=recipient, period=digest.period, state=state, detail=detail)
