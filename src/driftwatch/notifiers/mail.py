"""Hands mails to a mail server, many over one connection."""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from driftwatch.crashing import crashpoint
from driftwatch.domain.mailing import Letter
from driftwatch.errors import Refusal
from driftwatch.notifiers.letter import checked
from driftwatch.notifiers.refusals import refused
from driftwatch.notifiers.server import ENCRYPTED_PORT, MailServer

_TAKEN = (250, 251)
_GO_ON = 354
_DOT = re.compile(rb"(?m)^\.")


class MailNotifier:
    """Sends one message a letter; one that it has sent already it does not send again. Close it to say goodbye to the server."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._sent: set[str] = set()
        self._connection: smtplib.SMTP | None = None

    def notify(self, letter: Letter, recipient: str) -> None:
        """Hand the letter to the server; raises DeliveryError with what is to be mended, and with what the refusal means."""
        checked(recipient, "recipient")
        if letter.id in self._sent:
            return
        if self._connection is None or not self._still_there():
            self._connection = self._connected()
        try:
            with _deadline(self._connection, self.server.deadline):
                _hand_over(self._connection, letter, recipient)
        except _Unheard as error:
            self._drop()
            raise refused(error.cause, self.server, refusal=Refusal.UNKNOWN) from error.cause
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._drop_or_begin_anew(error)
            raise refused(error, self.server) from error
        self._sent.add(letter.id)
        crashpoint("mail: taken")

    def close(self) -> None:
        """Say goodbye; what goes wrong with that is no failure, the server has what it was given."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        connection = _unconnected(server)
        try:
            with _deadline(connection, server.deadline):
                _greet(connection, server)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            connection.close()
            raise refused(error, server, refusal=Refusal.SERVER) from error
        return connection

    def _still_there(self) -> bool:
        """Servers hang up on whoever is silent for long; then the next mail begins anew."""
        try:
            return self._connection is not None and self._connection.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            self._drop()
            return False

    def _drop_or_begin_anew(self, error: Exception) -> None:
        """After an answer the server listens on; after silence it is hung up on."""
        answered = isinstance(error, (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused))
        try:
            if not answered or self._connection is None or self._connection.rset()[0] != 250:
                self._drop()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class _Unheard(Exception):  # noqa: N818 - it ends here, and is no error that anybody else sees
    """All was handed over, and no answer came."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


def _unconnected(server: MailServer) -> smtplib.SMTP:
    if server.port == ENCRYPTED_PORT:
        return smtplib.SMTP_SSL(timeout=server.timeout, context=ssl.create_default_context())
    return smtplib.SMTP(timeout=server.timeout)


def _greet(connection: smtplib.SMTP, server: MailServer) -> None:
    connection._host = server.host  # type: ignore[attr-defined]
    code, said = connection.connect(server.host, server.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, said)
    connection.ehlo_or_helo_if_needed()
    if server.starttls and server.port != ENCRYPTED_PORT:
        connection.starttls(context=ssl.create_default_context())
    if server.user is not None:
        connection.login(server.user, server.password or "")


def _hand_over(connection: smtplib.SMTP, letter: Letter, recipient: str) -> None:
    crashpoint("mail: MAIL")
    code, said = connection.mail(letter.sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, letter.sender)
    crashpoint("mail: RCPT")
    code, said = connection.rcpt(recipient)
    if code not in _TAKEN:
        raise smtplib.SMTPRecipientsRefused({recipient: (code, said)})
    crashpoint("mail: DATA")
    code, said = connection.docmd("DATA")
    if code != _GO_ON:
        raise smtplib.SMTPDataError(code, said)
    try:
        connection.send(_DOT.sub(b"..", letter.content) + b".\r\n")
        crashpoint("mail: handed over")
        code, said = connection.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise _Unheard(error) from error
    if code != 250:
        raise smtplib.SMTPDataError(code, said)


@contextmanager
def _deadline(connection: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Waiting for each answer has a limit of its own, which a server that answers byte by byte never reaches."""
    timer = threading.Timer(seconds, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connection: smtplib.SMTP) -> None:
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
