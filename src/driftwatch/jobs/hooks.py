"""Hands what happened to the webhooks: at least once, in the order of each alert, with patience and an end."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING

from driftwatch.crashing import crashpoint
from driftwatch.domain.webhooks import RETRIES, Webhook, next_try, signing
from driftwatch.errors import DeliveryError
from driftwatch.notifiers.safe_http import Answer, SafeHttp
from driftwatch.notifiers.webhook import body_of, headers_of

if TYPE_CHECKING:
    from driftwatch.domain.happenings import Happening
    from driftwatch.store import SqlStore
    from driftwatch.store.handovers import Claim

CONNECTIONS = 10
"""At one time; one to a webhook."""
MOST = 100
"""Messages to one webhook in one go: others have their turn."""
_LONGEST_HOLD = timedelta(minutes=5)
"""A receiver that does not take one message is asked for the next no sooner than this."""
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What came of one go."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    disabled: tuple[tuple[str, Webhook], ...] = ()
    """Programme and webhook that were switched off, with the reason: somebody has to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What messages are sent with."""

    store: "SqlStore"
    http: SafeHttp
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    """0 … 1, for the spread of retries."""
    base_url: Callable[[str], str | None] = lambda _: None
    """Where a programme's alerts are read, by the programme's key."""
    most: int = MOST


def drain_hooks(sender: Sender) -> Drained:
    """Send what is due, to several webhooks at once and to each one after another; ends when nothing more can be sent now.

    A kill at any moment loses nothing: what was under way is sent again after store.handovers.LEASE, with the same id and body.
    """
    due = sender.store.handovers.waiting(at=sender.clock())
    if len(due) < 2:
        return _sum([_send_all(sender, one) for one in due])
    with ThreadPoolExecutor(max_workers=min(CONNECTIONS, len(due)), thread_name_prefix="webhook") as pool:
        return _sum(list(pool.map(partial(_send_all, sender), due)))


def hook_errand(sender: Sender, *, told: Callable[[str], None]) -> Callable[[datetime], int]:
    """What a worker does between jobs; gives how many messages it tried, and says which webhooks were switched off, and why."""

    def errand(_at: datetime) -> int:
        drained = drain_hooks(sender)
        for programme, webhook in drained.disabled:
            told(f"webhook {webhook.id} of {programme} is disabled: {webhook.reason}; `driftwatch webhooks enable {webhook.id}` switches it on again")
        return drained.sent + drained.put_off + drained.failed

    return errand


def _send_all(sender: Sender, to: tuple[str, str]) -> Drained:
    """Until nothing is due for this webhook, or it did not take something: then it is left in peace for a while."""
    programme, identifier = to
    done = Drained()
    for _ in range(sender.most):
        freeze = partial(_frozen, sender.base_url)
        claim = sender.store.handovers.claim(programme, identifier, at=sender.clock(), freeze=freeze)
        if claim is None:
            return done
        came = _send(sender, claim)
        done = _sum([done, came])
        if not came.sent:
            return done
    return done


def _send(sender: Sender, claim: "Claim") -> Drained:
    at = sender.clock()
    crashpoint("webhook: post")
    headers = headers_of(claim.happening.id, claim.body, signing(claim.secrets, at=at), at=at)
    try:
        answer = sender.http.post(claim.webhook.url, claim.body.encode(), headers)
    except DeliveryError as error:
        return _again(sender, claim, str(error), asked=None)
    crashpoint("webhook: posted")
    if 200 <= answer.status < 300:
        return Drained(sent=int(sender.store.handovers.sent(claim, at=sender.clock(), detail=str(answer.status))))
    if answer.status == _GONE:
        return _give_up(sender, claim, detail="410", reason="the receiver answered 410: it wants nothing more")
    return _again(sender, claim, str(answer.status), asked=_asked(answer, sender.clock()))


def _again(sender: Sender, claim: "Claim", detail: str, *, asked: timedelta | None) -> Drained:
    at = sender.clock()
    due = next_try(claim.attempts, at=at, asked=asked, chance=sender.chance())
    if due is None:
        return _give_up(sender, claim, detail=detail, reason=f"{len(RETRIES)} attempts at one message did not work, the last: {detail}")
    hold = min(due - at, _LONGEST_HOLD) if asked is None else due - at
    return Drained(put_off=int(sender.store.handovers.put_off(claim, at=at, detail=detail, due=due, hold=hold)))


def _give_up(sender: Sender, claim: "Claim", *, detail: str, reason: str) -> Drained:
    if not sender.store.handovers.give_up(claim, at=sender.clock(), detail=detail, reason=reason):
        return Drained()
    webhook = sender.store.webhooks.get(claim.programme, claim.webhook.id) or claim.webhook
    return Drained(failed=1, disabled=((claim.programme, webhook),))


def _asked(answer: Answer, at: datetime) -> timedelta | None:
    """How long the receiver wants to be left in peace: seconds or a date (RFC 9110), with 429 and 503 alone."""
    if answer.status not in (429, 503) or not answer.retry_after:
        return None
    if answer.retry_after.isascii() and answer.retry_after.isdecimal():
        return timedelta(seconds=min(int(answer.retry_after), 10**6))
    try:
        moment = parsedate_to_datetime(answer.retry_after)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None if moment.tzinfo is None else moment - at


def _frozen(base_url: Callable[[str], str | None], happening: "Happening", webhook: Webhook) -> str:
    return body_of(happening, webhook.template, base_url=base_url(happening.programme))


def _sum(parts: Sequence[Drained]) -> Drained:
    return Drained(
        sent=sum(part.sent for part in parts),
        put_off=sum(part.put_off for part in parts),
        failed=sum(part.failed for part in parts),
        disabled=tuple(one for part in parts for one in part.disabled),
    )
