"""A digest as one mail message: the same digest for the same recipient is the same message, byte for byte."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from driftwatch.domain.mailing import Letter, MailLinks, mail_identity
from driftwatch.domain.talk import programme_key
from driftwatch.errors import DeliveryError
from driftwatch.records import Digest

_ADDRESS = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-zA-Z0-9.-]{1,255}")
"""Plain addresses; a domain beyond ASCII is written in its `xn--` form."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNFOLDED = SMTP.clone(max_line_length=998)
"""The longest that a line may be: the standard library folds long addresses and names in ways that not everybody reads."""
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,"=?]+')
_LONGEST_NAME = 60
_LINK = re.compile(r"https://[a-zA-Z0-9.:\[\]-]+/[a-zA-Z0-9/_.~-]*")
"""What may stand in a header as the place where a list is left; only https is for programs (RFC 8058)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom to whom, when, and how it is taken back."""

    sender: str
    recipient: str
    at: datetime
    """In the recipient's time zone."""
    reply_to: str | None = None
    links: MailLinks | None = None
    edition: int = 0
    """How often somebody insisted on having it again: another edition is another message."""


def letter(digest: Digest, envelope: Envelope) -> Letter:
    """The message to hand to a mail server; raises DeliveryError where an address is none. A digest without HTML is a plain one."""
    origin = checked(envelope.sender, "sender")
    identity = mail_identity(programme_key(digest.programme), envelope.recipient, digest.period)
    if envelope.edition:
        identity = f"{identity}.{envelope.edition}"
    message = EmailMessage(policy=SMTP)
    try:
        _address(message, digest, envelope)
        message["Message-ID"] = f"<{identity}@{_domain(origin)}>"
        message["Subject"] = _plain(digest.subject)
        message["Date"] = format_datetime(envelope.at)
        _let_go(message, programme_key(digest.programme), envelope)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(digest.text, cte="quoted-printable")
        if digest.html:
            message.add_alternative(digest.html, subtype="html", cte="quoted-printable")
            message.set_boundary(f"driftwatch-{sha256(digest.html.encode()).hexdigest()[:32]}")  # no text can hold what is made of all of it
        content = message.as_bytes(policy=_UNFOLDED)
    except (MessageError, ValueError, IndexError) as error:
        raise DeliveryError(f"the mail for {envelope.recipient} cannot be written: {error}; look at both addresses in driftwatch.toml") from error
    content = content if content.endswith(b"\r\n") else content + b"\r\n"
    return Letter(id=str(message["Message-ID"]), sender=origin, period=digest.period, content=content)


def checked(written: str, role: str) -> str:
    """The address, if it is one that can stand in a header and in a dialogue with a mail server as it is."""
    if not _ADDRESS.fullmatch(written):
        raise DeliveryError(
            f"{role} `{_plain(written)}` is not a mail address (in ASCII); write it like name@organisation.example in driftwatch.toml"
        )
    return written


def _address(message: EmailMessage, digest: Digest, envelope: Envelope) -> None:
    message["From"] = Address(f"driftwatch for Programme {_name(digest.programme)}", addr_spec=envelope.sender)
    message["To"] = Address(addr_spec=checked(envelope.recipient, "recipient"))
    if envelope.reply_to:
        message["Reply-To"] = Address(addr_spec=checked(envelope.reply_to, "reply_to"))


def _let_go(message: EmailMessage, programme: str, envelope: Envelope) -> None:
    """How the list is named, and how it is left: by mail always, by one click where a server runs (RFC 2369, RFC 8058)."""
    mailbox = envelope.reply_to or envelope.sender
    ways = [f"<mailto:{mailbox}?subject={quote(f'unsubscribe {programme}')}>"]
    one_click = envelope.links is not None and _LINK.fullmatch(envelope.links.unsubscribe)
    if envelope.links and one_click:
        ways.insert(0, f"<{envelope.links.unsubscribe}>")
    message["List-Id"] = f"<{programme}.driftwatch.{_domain(envelope.sender)}>"
    message["List-Unsubscribe"] = ", ".join(ways)
    if one_click:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _plain(text: str) -> str:
    """The text without anything that could begin another header; the standard library would read `=?utf-8?q?=0D=0A?=` as a line break."""
    return _BREAKS.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).replace("=?", "= ?").strip()


def _name(programme: str) -> str:
    """The programme's name as it can stand before an address without being taken for a part of it."""
    return " ".join(_SPECIAL.sub(" ", _plain(programme))[:_LONGEST_NAME].split())


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
