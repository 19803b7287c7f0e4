import pytest
from aiosmtpd.handlers import Message

from driftwatch.domain.mailing import Letter
from driftwatch.notifiers.folder import FolderNotifier
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.testing import check_notifier


class Inbox(Message):
    """Keeps what arrives as it came."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[bytes] = []

    def prepare_message(self, session, envelope):
        self.messages.append(envelope.content)

    def handle_message(self, message):
        """All is done already."""


def test_the_mail_notifier_keeps_the_contract(receiving):
    inbox = Inbox()

    with receiving(inbox) as port:
        notifier = MailNotifier(MailServer(host="127.0.0.1", port=port, timeout=5))
        check_notifier(notifier, received=lambda: inbox.messages)
        notifier.close()


def test_the_folder_notifier_keeps_the_contract(tmp_path):
    check_notifier(
        FolderNotifier(tmp_path / "mails"),
        received=lambda: [path.read_bytes() for path in sorted(tmp_path.glob("mails/*.eml"))],
    )


def test_a_notifier_that_sends_twice_breaks_the_contract():
    sent: list[bytes] = []

    class Twice:
        def notify(self, letter: Letter, recipient: str) -> None:
            sent.append(b"Subject: x\n\nx")

    with pytest.raises(AssertionError, match="arrives once"):
        check_notifier(Twice(), received=lambda: sent)
