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
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.handlers import Message

from driftwatch.jobs.mailing import Post, places_of, send_digest
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.settings import DigestSettings, Recipient, Settings
from driftwatch.store import open_store

AT = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
SENDER = "drift@lantern.example"
RECIPIENTS = ("one@partner.example", "two@partner.example")
PATIENCE = 20.0
"""Seconds to wait for a mail server that this test started."""

SEND = """
import runpy, sys
from datetime import UTC, datetime
from pathlib import Path
from driftwatch.jobs.mailing import Post, send_digest
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.settings import DigestSettings, Recipient, Settings
from driftwatch.store import open_store

url, port = sys.argv[1:]
at = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
store = open_store(url)
settings = Settings(folder=Path(), name="Lantern", partners=store.partners("lantern"), digest=DigestSettings(sender="drift@lantern.example"),
                    recipients=(Recipient(address="one@partner.example"),))
post = Post(store=store, notifier=MailNotifier(MailServer(host="127.0.0.1", port=int(port), timeout=10)), settings_of=lambda _: settings,
            clock=lambda: at, chance=lambda: 0.5, secret="s")
sys.stdin.readline()
print(*(mail.state for mail in send_digest(post, "lantern", "2026-W13")))
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


def post_office(lantern, server: Server, tmp_path: Path, *addresses: str) -> Post:
    store = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    store.commit(lantern)
    recipients = tuple(Recipient(address=address) for address in addresses)
    settings = Settings(folder=Path(), name="Lantern", partners=lantern.partners, digest=DigestSettings(sender=SENDER), recipients=recipients)
    notifier = MailNotifier(MailServer(host="127.0.0.1", port=server.port, timeout=10))
    return Post(store=store, notifier=notifier, settings_of=lambda _: settings, clock=lambda: AT, chance=lambda: 0.5, secret="s")


def test_the_weekly_mail_arrives_once_in_each_mailbox_of_a_real_server(lantern, opensmtpd, tmp_path):
    post = post_office(lantern, opensmtpd, tmp_path, *RECIPIENTS)

    for _ in range(3):
        send_digest(post, "lantern", "2026-W13")

    mails = opensmtpd.mails(2)
    kept = {place.recipient: post.store.mails.last(replace(place, period="2026-W14")) for place in places_of(post, "lantern", "2026-W13")}
    assert sorted(mail["To"] for mail in mails) == sorted(kept) == list(RECIPIENTS)
    assert opensmtpd.accepted() == len(mails) == 2
    for mail in mails:
        assert mail["Subject"] == "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high"
        assert "1. NEW · “Done” for the kiosk means" in mail.get_body(("plain",)).get_content()
        assert "<h1" in mail.get_body(("html",)).get_content()
        assert mail["Message-ID"].endswith("@lantern.example>")
        assert mail["List-Unsubscribe"] == "<mailto:drift@lantern.example?subject=unsubscribe%20lantern>"
    post.store.close()


def test_a_recipient_whom_the_server_does_not_know_fails_alone(lantern, opensmtpd, tmp_path):
    post = post_office(lantern, opensmtpd, tmp_path, "x@elsewhere.example", RECIPIENTS[0])

    stranger, known = send_digest(post, "lantern", "2026-W13")

    assert stranger.state == "bounced"
    assert "refused the recipient (550 Invalid recipient" in stranger.detail
    assert known.state == "sent"
    assert [mail["To"] for mail in opensmtpd.mails(1)] == [RECIPIENTS[0]]
    post.store.close()


def test_two_processes_at_once_send_one_mail(receiving, repository, lantern, tmp_path):
    url = f"sqlite:///{tmp_path / 'driftwatch.db'}"
    store = open_store(url)
    store.commit(lantern)
    store.close()
    inbox = Inbox()

    with receiving(inbox) as port:
        processes = [
            subprocess.Popen([sys.executable, "-c", SEND, url, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=repository)
            for _ in range(2)
        ]
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60)[0].strip() for process in processes]

    assert set(said) <= {"sent", "sending"}
    assert "sent" in said
    assert len(inbox.messages) == 1
