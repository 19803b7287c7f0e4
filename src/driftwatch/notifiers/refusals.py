"""What a mail server's refusal means, and what would mend it."""

import re
import smtplib
import ssl

from driftwatch.errors import DeliveryError, Refusal
from driftwatch.notifiers.server import MailServer

_CLOSING = 421
_NOT_THE_ADDRESS = re.compile(rb"5\.(?!1\.|2\.[01])\d{1,3}\.\d{1,3}\b")
"""Enhanced codes (RFC 3463) that speak of policy, size or a full mailbox: the recipient exists."""


def refused(error: Exception, server: MailServer, *, refusal: Refusal | None = None) -> DeliveryError:
    """The error to tell: what the server said or did, the mend, and what it means."""
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, OSError):
        error = error.__context__
    said = _words(error, server) if isinstance(error, smtplib.SMTPException) else _breakdown(error, server)
    return DeliveryError(f"the mail server {server.host}:{server.port} {said}", refusal=refusal or meaning(error))


def meaning(error: Exception) -> Refusal:
    """What follows from what went wrong between the greeting and the last answer."""
    code, said = _answer(error)
    if code == _CLOSING or isinstance(error, smtplib.SMTPNotSupportedError):
        return Refusal.SERVER
    if 400 <= code < 500:
        return Refusal.LATER
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Refusal.SERVER
    if isinstance(error, smtplib.SMTPRecipientsRefused) and 500 <= code < 600:
        return Refusal.NEVER if _NOT_THE_ADDRESS.match(said) else Refusal.RECIPIENT
    return Refusal.NEVER if 500 <= code < 600 or isinstance(error, ValueError) else Refusal.DROPPED


def _answer(error: Exception) -> tuple[int, bytes]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (0, b""))
        return code, said
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode("utf-8", "replace")
    return 0, b""


def _words(error: smtplib.SMTPException, server: MailServer) -> str:
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
