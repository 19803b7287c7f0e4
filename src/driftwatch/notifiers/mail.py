"""Hands digests to a mail server."""

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import letter
from driftwatch.records import Digest

ENCRYPTED_PORT = 465
"""Where TLS begins before the first word; elsewhere STARTTLS asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mails are handed in, and as whom."""

    host: str
    port: int = 25
    starttls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    """Seconds to wait for each answer."""


class MailNotifier:
    """Sends one message a recipient; one that it has sent already it does not send again."""

    def __init__(self, server: MailServer, *, sender: str, at: datetime) -> None:
        self.server, self.sender, self.at = server, sender, at
        self._sent: set[str] = set()

    def notify(self, digest: Digest, recipient: str) -> None:
        """Hand the digest to the server; raises DeliveryError with what is to be mended."""
        message = letter(digest, recipient, sender=self.sender, at=self.at)
        identity = str(message["Message-ID"])
        if identity in self._sent:
            return
        try:
            self._send(message.as_bytes(), recipient)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise DeliveryError(f"{recipient}: {_reason(error, self.server)}") from error
        self._sent.add(identity)

    def _send(self, message: bytes, recipient: str) -> None:
        server = self.server
        connection = _connected(server)
        try:
            if server.starttls and server.port != ENCRYPTED_PORT:
                connection.starttls(context=ssl.create_default_context())
            if server.user is not None:
                connection.login(server.user, server.password or "")
            connection.sendmail(self.sender, [recipient], message)
        except BaseException:
            connection.close()
            raise
        _hang_up(connection)


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.port == ENCRYPTED_PORT:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)


def _hang_up(connection: smtplib.SMTP) -> None:
    """The server has the message: what goes wrong from now on is no failure."""
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        connection.close()


def _reason(error: Exception, server: MailServer) -> str:
    """What the server said or did, and the mend."""
    where = f"the mail server {server.host}:{server.port}"
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, OSError):
        error = error.__context__
    said = _refusal(error, server) if isinstance(error, smtplib.SMTPException) else _breakdown(error, server)
    return f"{where} {said}"


def _refusal(error: smtplib.SMTPException, server: MailServer) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            words = f"refused user `{server.user}` ({_said(error)}); check user and password"
        case smtplib.SMTPRecipientsRefused():
            code, answer = next(iter(error.recipients.values()), (0, b""))
            words = f"refused the recipient ({code} {_text(answer)}); check the address in driftwatch.toml"
        case smtplib.SMTPSenderRefused():
            words = f"refused the sender `{error.sender}` ({_said(error)}); set `sender` under [digest] to an address that it lets you use"
        case smtplib.SMTPNotSupportedError():
            words = f"cannot do what is asked ({error}); switch starttls or the login off, or use the port where it offers them"
        case smtplib.SMTPResponseException():
            words = f"did not take the mail ({_said(error)}); {'ask its operator why' if 500 <= error.smtp_code < 600 else 'try again later'}"
        case _:
            words = f"hung up ({error}); try again later"
    return words


def _breakdown(error: Exception, server: MailServer) -> str:
    match error:
        case TimeoutError():
            words = f"did not answer within {server.timeout:g} s; check host and port, or try again later"
        case ssl.SSLError():
            words = f"made no secure connection ({error.reason or error}); check the port and the server's certificate"
        case OSError():
            words = f"cannot be reached ({error.strerror or error}); check host and port"
        case _:
            words = f"cannot be given this mail ({error}); check the addresses and the host in the configuration"
    return words


def _said(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: bytes | str) -> str:
    return " ".join((said.decode("utf-8", "replace") if isinstance(said, bytes) else said).split())[:200]
