"""The mail server that mails are handed to."""

from dataclasses import dataclass, field

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
    deadline: float = 300.0
    """Seconds that one mail may take: a server that answers a letter a minute is hung up on."""
