"""The contract suites that the author of a plug-in runs on it."""

from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from driftwatch.errors import DeliveryError
from driftwatch.ports import Digest, Notifier

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
    assert not received(), "give the notifier a receiver that has nothing yet"
    notifier.notify(SAMPLE_DIGEST, "one@partner.example")
    notifier.notify(SAMPLE_DIGEST, "one@partner.example")
    assert len(received()) == 1, "the same digest for the same recipient arrives once"
    _check_content(_parsed(received()[0]))
    notifier.notify(SAMPLE_DIGEST, "two@partner.example")
    identities = {_parsed(message)["Message-ID"] for message in received()}
    assert len(identities) == len(received()) == 2, "each recipient has a message of its own, with its own Message-ID"
    _check_refusal(notifier, received)


def _check_content(message: EmailMessage) -> None:
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and html is not None, "plain text and HTML both arrive"
    assert text.get_content().replace("\r\n", "\n").strip() == SAMPLE_DIGEST.text.strip(), "the text arrives unchanged"
    assert html.get_content().replace("\r\n", "\n").strip() == SAMPLE_DIGEST.html.strip(), "the HTML arrives unchanged"
    assert message["Subject"] == SAMPLE_DIGEST.subject, "the subject arrives unchanged"
    assert message["Auto-Submitted"] == "auto-generated", "a machine's mail says that it is one"
    for header in ("From", "To", "Date", "Message-ID", "List-Id", "List-Unsubscribe"):
        assert message[header], f"the message has a {header}"


def _check_refusal(notifier: Notifier, received: Callable[[], Sequence[bytes]]) -> None:
    before = len(received())
    for forged in ("one@partner.example\r\nBcc: all@partner.example", "one@partner.example,all@partner.example", "no address", ""):
        try:
            notifier.notify(SAMPLE_DIGEST, forged)
        except DeliveryError:
            continue
        raise AssertionError(f"a recipient written {forged!r} is refused with a DeliveryError")
    assert len(received()) == before, "what is refused is not sent"


def _parsed(message: bytes) -> EmailMessage:
    found = message_from_bytes(message, policy=default)
    assert isinstance(found, EmailMessage)
    return found
