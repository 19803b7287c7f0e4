import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from driftwatch.errors import DeliveryError, Refusal
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.testing import sample_letter

ONE = "one@partner.example"


class Answers:
    """A mail server's handler that answers as it was told."""

    def __init__(self, *, mail: str = "250 OK", rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.mail, self.rcpt, self.data = mail, rcpt, data
        self.received: list[bytes] = []

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.received.append(envelope.content or b"")
        return self.data


class HangsUpAfterData(Answers):
    """Takes the mail and is gone before anybody can say goodbye."""

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        server.transport.abort()
        return "221 Bye"


@pytest.fixture
def serving(receiving) -> Callable[..., AbstractContextManager[MailServer]]:
    @contextmanager
    def serve(handler: Answers, **options: object) -> Iterator[MailServer]:
        with receiving(handler, **options) as port:
            yield MailServer(host="127.0.0.1", port=port, timeout=5)

    return serve


def send(server: MailServer) -> None:
    notifier = MailNotifier(server)
    try:
        notifier.notify(sample_letter(ONE), ONE)
    finally:
        notifier.close()


def test_a_mail_arrives(serving):
    handler = Answers()

    with serving(handler) as server:
        send(server)

    assert b"Subject: [Lantern] Week 14: 1 new gap, 2 closer, 0 high" in handler.received[0]


@pytest.mark.parametrize(
    ("answers", "reason", "meaning"),
    [
        ({"mail": "550 not you"}, r"refused the sender `drift@lantern.example` \(550 not you\); set `sender`", "server"),
        ({"mail": "451 busy"}, r"refused the sender", "later"),
        ({"mail": "421 closing"}, r"refused the sender", "server"),
        ({"rcpt": "550 no such user"}, r"refused the recipient \(550 no such user\); check the address", "recipient"),
        ({"rcpt": "550 5.1.1 no such user"}, r"refused the recipient", "recipient"),
        ({"rcpt": "550 5.7.1 not from you"}, r"refused the recipient", "never"),
        ({"rcpt": "552 5.2.2 mailbox full"}, r"refused the recipient", "never"),
        ({"rcpt": "450 later"}, r"refused the recipient \(450 later\)", "later"),
        ({"data": "554 spam"}, r"did not take the mail \(554 spam\); ask its operator why", "never"),
        ({"data": "451 try later"}, r"did not take the mail \(451 try later\); try again later", "later"),
    ],
)
def test_a_refusal_is_told_with_its_mend_and_its_meaning(serving, answers, reason, meaning):
    with serving(Answers(**answers)) as server, pytest.raises(DeliveryError, match=reason) as refused:
        send(server)

    assert refused.value.refusal is Refusal(meaning)


def test_a_server_that_nobody_runs_is_told():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(DeliveryError, match=rf"127.0.0.1:{port} cannot be reached \(Connection refused\); check host and port"):
        send(MailServer(host="127.0.0.1", port=port))


def test_a_server_that_never_answers_is_told():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(DeliveryError, match=r"did not answer within 0.2 s"):
        send(MailServer(host="127.0.0.1", port=silent.getsockname()[1], timeout=0.2))


def test_a_server_without_the_security_that_is_asked_for_gets_nothing(serving):
    handler = Answers()

    with serving(handler) as server, pytest.raises(DeliveryError, match=r"cannot do what is asked .*starttls"):
        send(MailServer(host=server.host, port=server.port, starttls=True))

    assert not handler.received


def test_a_wrong_password_is_told_and_never_shown(serving):
    def refuse(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with serving(Answers(), authenticator=refuse, auth_require_tls=False) as server, pytest.raises(DeliveryError) as refused:
        send(MailServer(host=server.host, port=server.port, user="drift", password="open sesame"))

    assert "refused user `drift`" in str(refused.value)
    assert "sesame" not in str(refused.value)
    assert "sesame" not in repr(MailServer(host="h", password="open sesame"))


def test_what_goes_wrong_after_the_server_took_the_mail_is_no_failure(serving):
    handler = HangsUpAfterData()

    with serving(handler) as server:
        send(server)

    assert len(handler.received) == 1


def test_one_notifier_sends_one_letter_once(serving):
    handler = Answers()

    with serving(handler) as server:
        notifier = MailNotifier(server)
        notifier.notify(sample_letter(ONE), ONE)
        notifier.notify(sample_letter(ONE), ONE)
        notifier.close()

    assert len(handler.received) == 1


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(serving, tmp_path):
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed: apt-get install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-days", "1", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run([program, "req", "-x509", *subject, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(certificate, key)
    handler = Answers()

    with serving(handler, tls_context=secure) as server, pytest.raises(DeliveryError, match=r"made no secure connection .*certificate"):
        send(MailServer(host=server.host, port=server.port, starttls=True, timeout=5))

    assert not handler.received


def test_many_mails_go_over_one_connection(serving):
    handler = Counting()

    with serving(handler) as server:
        notifier = MailNotifier(server)
        for number in range(20):
            notifier.notify(sample_letter(f"{number}@partner.example"), f"{number}@partner.example")
        notifier.close()

    assert (len(handler.received), handler.greetings) == (20, 1)


def test_a_refusal_of_one_mail_keeps_the_connection_for_the_next(serving):
    handler = Counting(rcpt="550 no such user")

    with serving(handler) as server:
        notifier = MailNotifier(server)
        for number in range(3):
            with pytest.raises(DeliveryError):
                notifier.notify(sample_letter(f"{number}@partner.example"), f"{number}@partner.example")
        notifier.close()

    assert handler.greetings == 1


def test_a_connection_that_the_server_has_ended_is_made_anew(serving):
    handler = Counting()

    with serving(handler) as server:
        notifier = MailNotifier(server)
        notifier.notify(sample_letter(ONE), ONE)
        handler.servers[-1].loop.call_soon_threadsafe(handler.servers[-1].transport.abort)
        notifier.notify(sample_letter("two@partner.example"), "two@partner.example")
        notifier.close()

    assert (len(handler.received), handler.greetings) == (2, 2)


def test_a_line_of_one_dot_ends_no_mail(serving):
    handler = Answers()

    with serving(handler) as server:
        send(server)

    assert handler.received == [sample_letter(ONE).content]
    assert b"\r\n.\r\n" in handler.received[0]


class Counting(Answers):
    """Counts who greets it."""

    def __init__(self, **answers: str) -> None:
        super().__init__(**answers)
        self.greetings, self.servers = 0, []

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        session.host_name = hostname
        self.greetings += 1
        self.servers.append(server)
        return responses
