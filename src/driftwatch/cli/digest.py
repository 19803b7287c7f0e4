"""`driftwatch digest`: the weekly mail."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.mailing import mail_server
from driftwatch.cli.programmes import Opened, Programme, now, opened
from driftwatch.cli.terminal import prepare_stdout, say
from driftwatch.errors import ConfigurationError, DeliveryError

if TYPE_CHECKING:
    from driftwatch.records import Digest

MAIL = "mail"


def digest(
    programme: Programme,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="WEEK", help="The ISO week, such as 2026-W14; else the week in which something was last said.", show_default=False
        ),
    ] = None,
    *,
    send: Annotated[bool, typer.Option("--send", help="Hand it to the mail server, once per recipient and period.")] = False,
    eml_dir: Annotated[
        Path | None, typer.Option("--eml-dir", metavar="DIR", help="Write a message per recipient there instead of showing it.", show_default=False)
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Show the HTML of the mail, not its text.")] = False,
) -> None:
    """Show the weekly mail, or send it. It tells what the last scan found.

    The mail server stands in DRIFTWATCH_SMTP_HOST, _PORT, _STARTTLS, _USER and _PASSWORD_FILE (or _PASSWORD), the recipients in driftwatch.toml.

    Example: driftwatch digest horizon --period 2026-W14 --send
    """
    with opened(programme) as place:
        at = now(place.settings.timezone)
        recipients = _recipients(place) if send or eml_dir else ()
        written = _written(place, period, at)
        if eml_dir:
            _put(place, written, recipients, eml_dir, at)
        if send:
            _send(place, written, recipients, at)
    if not send and not eml_dir:
        prepare_stdout()
        print(written.html if html else f"Subject: {written.subject}\n\n{written.text}", end="")


def _written(place: Opened, period: str | None, at: datetime) -> "Digest":
    from driftwatch.report.digest import render_digest
    from driftwatch.report.standing import told_before
    from driftwatch.report.week import latest_week, week_name

    scan = place.last_scan()
    week = week_name(period) if period else latest_week(scan.files, at, place.settings.timezone)
    last = place.store.last_delivery(place.key, channel=MAIL, before=week)
    histories = {alert.id: place.store.history(place.key, alert.id) for alert in scan.outcome.alerts} if last else {}
    told = told_before(histories, last) if last else None
    return render_digest(scan, week, timezone=place.settings.timezone, settings=place.settings.digest, told=told)


def _recipients(place: Opened) -> tuple[str, ...]:
    found = tuple(recipient.address for recipient in place.settings.recipients)
    if not found:
        raise ConfigurationError(f'{place.settings.file}: nobody gets the mail; add a [[recipient]] with address = "name@organisation.example"')
    return found


def _put(place: Opened, written: "Digest", recipients: tuple[str, ...], folder: Path, at: datetime) -> None:
    from driftwatch.notifiers.folder import FolderNotifier, file_name

    notifier = FolderNotifier(folder, sender=place.settings.digest.sender, at=at)
    for recipient in recipients:
        notifier.notify(written, recipient)
        print(folder / file_name(written, recipient))


def _send(place: Opened, written: "Digest", recipients: tuple[str, ...], at: datetime) -> None:
    from driftwatch.notifiers.mail import MailNotifier
    from driftwatch.notifiers.outbox import DeliveryState, deliver

    notifier = MailNotifier(mail_server(os.environ), sender=place.settings.digest.sender, at=at)
    deliveries = deliver(place.store, notifier, written, recipients, at=at, channel=MAIL)
    words = {DeliveryState.SENT: "sent", DeliveryState.ALREADY: "was sent before, or is being sent", DeliveryState.FAILED: "not sent"}
    for delivery in deliveries:
        say(f"{delivery.recipient}: {written.period} {words[delivery.state]}{f': {delivery.detail}' if delivery.detail else ''}")
    failed = sum(delivery.state is DeliveryState.FAILED for delivery in deliveries)
    if failed:
        raise DeliveryError(
            f"{failed} of {len(deliveries)} mails could not be sent; mend what is said above and send again: who has it gets no second one"
        )
