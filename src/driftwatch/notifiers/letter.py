"""A digest as one mail message: the same digest for the same recipient is the same message, byte for byte."""

import hashlib
import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from driftwatch.domain.talk import programme_key
from driftwatch.errors import DeliveryError
from driftwatch.records import Digest

_ADDRESS = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-zA-Z0-9.-]{1,255}")
"""Plain addresses; a domain beyond ASCII is written in its `xn--` form."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def letter(digest: Digest, recipient: str, *, sender: str, at: datetime) -> EmailMessage:
    """The message to hand to a mail server; raises DeliveryError where an address is none."""
    origin = _address(sender, "sender")
    identity = hashlib.sha256("\0".join((programme_key(digest.programme), recipient.casefold(), digest.period)).encode()).hexdigest()[:32]
    unsubscribe = quote(f"unsubscribe {programme_key(digest.programme)}")
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(_plain(f"driftwatch for Programme {digest.programme}"), addr_spec=origin)
        message["To"] = Address(addr_spec=_address(recipient, "recipient"))
        message["Subject"] = _plain(digest.subject)
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{identity}@{_domain(origin)}>"
        message["List-Id"] = f"<{programme_key(digest.programme)}.driftwatch.{_domain(origin)}>"
        message["List-Unsubscribe"] = f"<mailto:{origin}?subject={unsubscribe}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(digest.text, cte="quoted-printable")
        message.add_alternative(digest.html, subtype="html", cte="quoted-printable")
    except (MessageError, ValueError, IndexError) as error:
        raise DeliveryError(f"the mail for {recipient} cannot be written: {error}; look at both addresses in driftwatch.toml") from error
    message.set_boundary(f"driftwatch-{identity}")
    return message


def _plain(text: str) -> str:
    """The text without anything that could begin another header."""
    return _BREAKS.sub(" ", text).strip()


def _address(written: str, role: str) -> str:
    if not _ADDRESS.fullmatch(written):
        raise DeliveryError(
            f"{role} `{_plain(written)}` is not a mail address (in ASCII); write it like name@organisation.example in driftwatch.toml"
        )
    return written


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
