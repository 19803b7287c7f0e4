"""The mail server that the environment names, and what is sent with it."""

import os
import random
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.jobs.mailing import Post
    from driftwatch.notifiers.server import MailServer
    from driftwatch.settings import Settings
    from driftwatch.store.sql import SqlStore

HOST, PORT, USER = "DRIFTWATCH_SMTP_HOST", "DRIFTWATCH_SMTP_PORT", "DRIFTWATCH_SMTP_USER"
PASSWORD, PASSWORD_FILE, STARTTLS = "DRIFTWATCH_SMTP_PASSWORD", "DRIFTWATCH_SMTP_PASSWORD_FILE", "DRIFTWATCH_SMTP_STARTTLS"
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


def post_of(store: "SqlStore", *, settings_of: "Callable[[str], Settings]", told: Callable[[str], None]) -> "Post":
    """What mails are sent with; raises ConfigurationError where no mail server is known."""
    from driftwatch.jobs.mailing import Post
    from driftwatch.notifiers.mail import MailNotifier

    notifier = MailNotifier(mail_server(os.environ))
    return Post(
        store=store,
        notifier=notifier,
        settings_of=settings_of,
        clock=lambda: datetime.now(UTC),
        chance=random.random,
        secret=link_secret(store),
        told=told,
    )


def link_secret(store: "SqlStore") -> str:
    """What signs the links in mails, the same for this store for ever."""
    return store.secrets.kept("mail links", fresh=secrets.token_hex(32))


def mail_server(environ: Mapping[str, str]) -> "MailServer":
    """Where mails are handed in; raises ConfigurationError naming the variable that is missing or wrong."""
    from driftwatch.notifiers.server import MailServer

    host = environ.get(HOST, "").strip()
    if not host:
        raise ConfigurationError(f"no mail server is known: set ${HOST} (and ${PORT}, ${USER}, ${PASSWORD_FILE}, ${STARTTLS} where it needs them)")
    return MailServer(
        host=host,
        port=_port(environ.get(PORT, "25")),
        starttls=_switch(environ.get(STARTTLS, "")),
        user=environ.get(USER) or None,
        password=_password(environ),
    )


def _port(written: str) -> int:
    if written.isdecimal() and 0 < int(written) < 65536:
        return int(written)
    raise ConfigurationError(f"${PORT} is {written!r}: a port is a number from 1 to 65535, mostly 25, 465 or 587")


def _switch(written: str) -> bool:
    if written.casefold() not in (*_YES, *_NO):
        raise ConfigurationError(f"${STARTTLS} is {written!r}: it is to be yes or no")
    return written.casefold() in _YES


def _password(environ: Mapping[str, str]) -> str | None:
    """A file's content comes first: the environment of a process is less of a secret."""
    if file := environ.get(PASSWORD_FILE):
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"${PASSWORD_FILE} names {file}, which cannot be read as text; correct the path or its permissions") from error
    return environ.get(PASSWORD) or None
