"""What every notifier must hold."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial

from driftwatch.domain.mailing import Letter
from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import Envelope, letter
from driftwatch.ports import Notifier
from driftwatch.records import Digest
from driftwatch.testing.claims import claim, claim_refused, claim_same

SAMPLE_DIGEST = Digest(
    programme="Lantern",
    period="2026-W14",
    subject="[Lantern] Week 14: 1 new gap, 2 closer, 0 high",
    text="IN SHORT\n  One new difference. Größe ≤ 3 °C.\n.\nFrom here on: a line that begins like a header.\n",
    html="<!doctype html><html lang='en'><body><p>One new difference. Größe ≤ 3 °C.</p></body></html>",
)
"""A weekly mail with what is easily mangled on the way."""


def check_notifier(notifier: Notifier, *, received: Callable[[], Sequence[bytes]]) -> None:
    """Raise AssertionError unless the notifier delivers mails whole, once, and with headers that nobody can forge.

    `received` gives the messages that have arrived so far, as they came over the wire or lie on disk.
    """
    claim_same(len(received()), 0, "the receiver has nothing yet")
    one, two = (sample_letter(recipient) for recipient in ("one@partner.example", "two@partner.example"))
    notifier.notify(one, "one@partner.example")
    notifier.notify(one, "one@partner.example")
    claim_same(len(received()), 1, "the same letter arrives once")
    _check_content(_parsed(received()[0]))
    notifier.notify(two, "two@partner.example")
    identities = {_parsed(message)["Message-ID"] for message in received()}
    claim_same((len(received()), len(identities)), (2, 2), "each recipient has a message of its own, with its own Message-ID")
    for forged in ("one@partner.example\r\nBcc: all@partner.example", "one@partner.example,all@partner.example", "no address", ""):
        claim_refused(DeliveryError, partial(notifier.notify, one, forged), f"a recipient written {forged!r} is refused with a DeliveryError")
    claim_same(len(received()), 2, "what is refused is not sent")


def sample_letter(recipient: str) -> Letter:
    """SAMPLE_DIGEST as a message to somebody."""
    return letter(SAMPLE_DIGEST, Envelope(sender="drift@lantern.example", recipient=recipient, at=datetime(2026, 4, 6, 7, 30, tzinfo=UTC)))


def _check_content(message: EmailMessage) -> None:
    claim_same(_body(message, "plain"), SAMPLE_DIGEST.text.strip(), "the text arrives unchanged")
    claim_same(_body(message, "html"), SAMPLE_DIGEST.html.strip(), "the HTML arrives unchanged")
    claim_same(message["Subject"], SAMPLE_DIGEST.subject, "the subject arrives unchanged")
    claim_same(message["Auto-Submitted"], "auto-generated", "a machine's mail says that it is one")
    for header in ("From", "To", "Date", "Message-ID", "List-Id", "List-Unsubscribe"):
        claim(bool(message[header]), f"the message has a {header}")


def _body(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    return None if part is None else str(part.get_content()).replace("\r\n", "\n").strip()


def _parsed(message: bytes) -> EmailMessage:
    return message_from_bytes(message, _class=EmailMessage, policy=default)
