"""The weekly mail on its way: what a recipient wants, where a mail stands, when it is tried again."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import Severity

MAIL = "mail"
"""The channel of the weekly mail."""
MOST_ATTEMPTS = 10
PATIENCE = timedelta(hours=72)
"""After so long without a mail server that takes anything a mail is given up."""
MOST_BOUNCES = 2
"""Weeks in a row in which the address bounced, after which nothing is sent there."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""Between one attempt and the next: ten attempts in less than 72 hours."""
_SPREAD = 0.2
"""A pause is shorter by up to this share, so that not all come back at one moment."""


class Frequency(StrEnum):
    """How often a recipient wants the mail."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class MailFormat(StrEnum):
    """What a recipient's mail is made of."""

    HTML = "html"
    TEXT = "text"


class DeliveryState(StrEnum):
    """Where a mail stands; a skipped one was not sent on purpose, a failed one was to be."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    BOUNCED = "bounced"
    FAILED = "failed"


class Skip(StrEnum):
    """Why somebody gets no mail, on purpose."""

    NO_CHANGE = "no-change"
    UNSUBSCRIBED = "unsubscribed"
    PAUSED = "paused"
    MONTHLY = "monthly"
    NEVER = "never"
    SUPPRESSED = "suppressed"
    NO_RECIPIENT = "no-recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The one place for a mail: a unique key, so that two senders at once cannot both have it."""

    programme: str
    """The programme's key."""
    recipient: str
    """The address as recipient_key gives it."""
    period: str
    """ISO week, `2026-W14`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The mails of one week of a programme, to all or to some."""

    programme: str
    period: str
    recipients: tuple[str, ...] | None = None
    """As recipient_key gives them; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A mail that whoever holds this is to send, until the lease ends."""

    place: Place
    attempt: int
    """Counts from 1; a later claim of the same place makes this one void."""
    letter: "Letter | None"
    """What was tried before; None where nothing was, and the mail is to be written now."""
    edition: int
    """How often somebody wanted the mail sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The one mail to a recipient in a period."""

    programme: str
    recipient: str
    period: str
    state: DeliveryState
    at: datetime
    """When it came to stand so."""
    due: datetime | None = None
    """When it is tried (again); None where it is not."""
    attempts: int = 0
    detail: str = ""
    """Why it was skipped or failed, and what mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand a mail over, and what came of it."""

    at: datetime
    state: DeliveryState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message for one recipient; once it was tried it never changes by a byte."""

    id: str
    """Its Message-ID."""
    sender: str
    """To whom the mail server says what it could not deliver."""
    period: str
    content: bytes
    """ASCII, with CRLF at the ends of its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLinks:
    """Where a recipient changes what they get; the addresses name nobody."""

    unsubscribe: str
    preferences: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAlert:
    """An alert as a mail told it."""

    status: AlertStatus
    severity: Severity | None = None
    substatus: str | None = None
    last_seen: date | None = None
    """Of its evidence."""


Told = Mapping[str, ToldAlert]
"""Alert id -> as a recipient was last told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMail:
    """The mail that a recipient got before."""

    period: str
    at: datetime
    told: Told | None
    """None where it was sent by a program that did not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a recipient wants, stronger than driftwatch.toml; None means what stands there."""

    frequency: Frequency | None = None
    min_severity: Severity | None = None
    timezone: str | None = None
    """A name of the IANA list."""
    format: MailFormat | None = None
    paused_until: date | None = None
    """Nothing is sent before that day."""
    unsubscribed: datetime | None = None
    """Since then nothing is sent; the recipient alone can take it back."""
    suppressed: datetime | None = None
    """Since then nothing is sent, because the address bounced."""
    listed: bool | None = None
    """Put on the list of recipients by the API, or taken off it; None where driftwatch.toml alone decides."""
    partner: str | None = None
    """The side of a recipient whom the API put on the list."""


def next_attempt(attempts: int, at: datetime, *, chance: float) -> datetime | None:
    """When to try again after so many attempts; None where it has been tried often enough. `chance` is a random number, 0 … 1."""
    if not 1 <= attempts < MOST_ATTEMPTS:
        return None
    return at + _PAUSES[attempts - 1] * (1 - _SPREAD * chance)


def rest(age: timedelta, *, chance: float) -> timedelta:
    """How long not to ask a server that takes nothing, where the mails have waited for so long; about ten times in PATIENCE."""
    wanted = age * 2.5 * (1 - _SPREAD * chance)
    return min(max(wanted, _PAUSES[0]), _PAUSES[-1])


def recipient_key(address: str) -> str:
    """An address as it is kept and compared: an opt-out holds however somebody types the address."""
    return address.strip().casefold()


def mail_identity(programme: str, recipient: str, period: str) -> str:
    """Names the one mail to a recipient in a period, without giving the address away."""
    return sha256("\0".join((programme, recipient_key(recipient), period)).encode()).hexdigest()[:32]


def link_token(secret: str, programme: str, recipient: str) -> str:
    """What the links in somebody's mails end with: nobody can make it who does not know the secret, and it says nothing of the address."""
    signed = hmac.digest(secret.encode(), "\0".join(("mail", programme, recipient_key(recipient))).encode(), "sha256")
    return urlsafe_b64encode(signed).decode().rstrip("=")
