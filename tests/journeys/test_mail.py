"""The weekly mail on its whole way: from a scan through the store and a real mail server into a mailbox."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.handlers import Message

from driftwatch.notifiers.mail import MailNotifier, MailServer
from driftwatch.notifiers.outbox import deliver
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.digest import render_digest
from driftwatch.settings import DigestSettings
from driftwatch.store import open_store

AT = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
SENDER = "drift@lantern.example"
RECIPIENTS = ("one@partner.example", "two@partner.example")
PATIENCE = 20.0
"""Seconds to wait for a mail server that this test started."""

SEND = """
import sys
from datetime import UTC, datetime
from driftwatch.notifiers.mail import MailNotifier, MailServer
from driftwatch.notifiers.outbox import deliver
from driftwatch.records import Digest
from driftwatch.store import open_store

url, port = sys.argv[1:]
at = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
digest = Digest(programme="Lantern", period="2026-W13", subject="[Lantern] Week 13", text="hello", html="<p>hello</p>")
store = open_store(url)
sys.stdin.readline()
notifier = MailNotifier(MailServer(host="127.0.0.1", port=int(port), timeout=10), sender="drift@lantern.example", at=at)
print(*(delivery.state for delivery in deliver(store, notifier, digest, ["one@partner.example"], at=at)))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server with one mailbox for all recipients at partner.example."""

    port: int
    mailbox: Path
    log: Path

    def accepted(self) -> int:
        """How many messages it has taken."""
        return self.log.read_text("utf-8", "replace").count(" smtp message ")

    def mails(self, count: int) -> list[EmailMessage]:
        """The delivered mails, once so many have arrived."""
        await_that(lambda: len(list(self.mailbox.glob("new/*"))) >= count)
        return [message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=default) for path in sorted(self.mailbox.glob("new/*"))]


class Inbox(Message):
    """Keeps what arrives as it came."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[bytes] = []

    def prepare_message(self, session, envelope):
        self.messages.append(envelope.content)

    def handle_message(self, message):
        """All is done already."""


def await_that(holds: Callable[[], bool]) -> None:
    """Wait until something that another process does has happened."""
    until, pause = time.monotonic() + PATIENCE, threading.Event()
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        pause.wait(0.05)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def opensmtpd() -> Iterator[Server]:
    program = shutil.which("smtpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("OpenSMTPD is not installed: apt-get install opensmtpd")
    if os.geteuid() != 0:
        pytest.skip("OpenSMTPD delivers to a mailbox as root only")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="driftwatch-mail-")))
        folder.chmod(0o755)
        mailbox = folder / "Maildir"
        mailbox.mkdir()
        shutil.chown(mailbox, "mail")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        configuration = folder / "smtpd.conf"
        configuration.write_text(
            f"listen on 127.0.0.1 port {port} hostname mail.partner.example\n"
            'table mailboxes { "@partner.example" = mail }\n'
            f'action "keep" maildir "{mailbox}" virtual <mailboxes>\n'
            'match from any for domain "partner.example" action "keep"\n'
        )
        alone = stack.enter_context((Path(tempfile.gettempdir()) / "driftwatch-opensmtpd.lock").open("w"))
        fcntl.flock(alone, fcntl.LOCK_EX)  # one OpenSMTPD at a time: its control socket has a fixed place
        log = folder / "log"
        process = stack.enter_context(subprocess.Popen([program, "-d", "-f", str(configuration)], stderr=log.open("w")))
        stack.callback(process.terminate)
        await_that(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield Server(port=port, mailbox=mailbox, log=log)


def digest_of(scan: ScanRecord) -> Digest:
    return render_digest(scan, "2026-W13", timezone=UTC, settings=DigestSettings(sender=SENDER))


def test_the_weekly_mail_arrives_once_in_each_mailbox_of_a_real_server(lantern, opensmtpd, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    digest = digest_of(lantern)

    for _ in range(3):
        notifier = MailNotifier(MailServer(host="127.0.0.1", port=opensmtpd.port, timeout=10), sender=SENDER, at=AT)
        deliver(store, notifier, digest, RECIPIENTS, at=AT)

    mails = opensmtpd.mails(2)
    assert sorted(mail["To"] for mail in mails) == list(RECIPIENTS)
    assert opensmtpd.accepted() == len(mails) == 2
    for mail in mails:
        assert mail["Subject"] == "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high"
        assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == digest.text
        assert mail.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == digest.html.strip()
        assert mail["Message-ID"].endswith("@lantern.example>")
    store.close()


def test_a_recipient_whom_the_server_does_not_know_fails_alone(lantern, opensmtpd, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    notifier = MailNotifier(MailServer(host="127.0.0.1", port=opensmtpd.port, timeout=10), sender=SENDER, at=AT)

    stranger, known = deliver(store, notifier, digest_of(lantern), ("x@elsewhere.example", RECIPIENTS[0]), at=AT)

    assert stranger.state == "failed"
    assert "refused the recipient (550 Invalid recipient" in stranger.detail
    assert known.state == "sent"
    assert [mail["To"] for mail in opensmtpd.mails(1)] == [RECIPIENTS[0]]
    store.close()


def test_two_processes_at_once_send_one_mail(receiving, repository, tmp_path):
    url = f"sqlite:///{tmp_path / 'driftwatch.db'}"
    open_store(url).close()
    inbox = Inbox()

    with receiving(inbox) as port:
        senders = [
            subprocess.Popen([sys.executable, "-c", SEND, url, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=repository)
            for _ in range(2)
        ]
        for sender in senders:
            sender.stdin.write("go\n")
            sender.stdin.flush()
        said = [sender.communicate(timeout=60)[0].strip() for sender in senders]

    assert sorted(said) == ["already", "sent"]
    assert len(inbox.messages) == 1
