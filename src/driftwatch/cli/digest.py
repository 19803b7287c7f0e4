"""`driftwatch digest`: the weekly mail."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.mailing import link_secret, post_of
from driftwatch.cli.programmes import Opened, Programme, now, opened
from driftwatch.cli.terminal import prepare_stdout, say, table
from driftwatch.errors import ConfigurationError, DeliveryError

if TYPE_CHECKING:
    from driftwatch.domain.mailing import Delivery, Place
    from driftwatch.jobs.recipients import Subscriber
    from driftwatch.records import ScanRecord

To = Annotated[list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Only this recipient; several times for several.", show_default=False)]


def digest(
    programme: Programme,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="WEEK", help="The ISO week, such as 2026-W14; else the week in which something was last said.", show_default=False
        ),
    ] = None,
    to: To = None,
    *,
    send: Annotated[bool, typer.Option("--send", help="Hand it to the mail server, once per recipient and period.")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="Write and send it anew, also to who has it; not to who has left.")] = False,
    status: Annotated[bool, typer.Option("--status", help="What became of the mails: of --period, or of all weeks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --status: as JSON.")] = False,
    eml_dir: Annotated[
        Path | None, typer.Option("--eml-dir", metavar="DIR", help="Write a message per recipient there instead of showing it.", show_default=False)
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Show the HTML of the mail, not its text.")] = False,
) -> None:
    """Show the weekly mail, or send it. It tells what the last scan found, and of that what changed since each recipient's last mail.

    The mail server stands in DRIFTWATCH_SMTP_HOST, _PORT, _STARTTLS, _USER and _PASSWORD_FILE (or _PASSWORD), the recipients in driftwatch.toml.

    Example: driftwatch digest horizon --period 2026-W14 --send
    """
    with opened(programme) as place:
        if status:
            _tell_status(place, period, to or (), as_json=as_json)
            return
        readers = _readers(place, to or (), required=send or resend or eml_dir is not None)
        scan, week = _week(place, period)
        if eml_dir:
            _put(place, scan, week, readers, eml_dir)
        if send or resend:
            _send(place, week, readers, anew=resend)
        if not (send or resend or eml_dir):
            _show(place, scan, week, readers, html=html)


def _week(place: Opened, period: str | None) -> "tuple[ScanRecord, str]":
    from driftwatch.report.week import latest_week, week_name

    scan = place.last_scan()
    return scan, week_name(period) if period else latest_week(scan.files, now(place.settings.timezone), place.settings.timezone)


def _readers(place: Opened, to: Sequence[str], *, required: bool) -> "tuple[Subscriber, ...]":
    from driftwatch.jobs.recipients import chosen, subscribers

    everybody = subscribers(place.settings, place.store.preferences.all(place.key))
    named, strangers = chosen(everybody, to) if to else (everybody, ())
    if strangers:
        raise ConfigurationError(f"{', '.join(strangers)}: not on the list of recipients; add a [[recipient]] to {place.settings.file}")
    if required and not named:
        raise ConfigurationError(f'{place.settings.file}: nobody gets the mail; add a [[recipient]] with address = "name@organisation.example"')
    return named


def _show(place: Opened, scan: "ScanRecord", week: str, readers: "tuple[Subscriber, ...]", *, html: bool) -> None:
    """The mail as the first of the recipients would get it now."""
    from driftwatch.jobs.previews import preview

    shown = preview(place.store, place.settings, scan, week, readers[0] if readers else None)
    if len(readers) > 1:
        say(f"as {readers[0].recipient.address} would get it; --to ADDRESS shows another's")
    prepare_stdout()
    print(shown.html if html else f"Subject: {shown.subject}\n\n{shown.text}", end="")


def _put(place: Opened, scan: "ScanRecord", week: str, readers: "tuple[Subscriber, ...]", folder: Path) -> None:
    from driftwatch.jobs.previews import preview_letter
    from driftwatch.notifiers.folder import FolderNotifier, file_name

    notifier, at = FolderNotifier(folder), now(place.settings.timezone)
    for reader in readers:
        letter = preview_letter(place.store, place.settings, scan, week, reader, secret=link_secret(place.store), at=at)
        notifier.notify(letter, reader.recipient.address)
        print(folder / file_name(letter, reader.recipient.address))


def _send(place: Opened, week: str, readers: "tuple[Subscriber, ...]", *, anew: bool) -> None:
    from driftwatch.domain.mailing import Batch
    from driftwatch.jobs.mailing import drain_mail, places_of

    post = post_of(place.store, settings_of=lambda _: place.settings, told=say)
    places = places_of(post, place.key, week, readers)
    before = {mail.recipient: mail for mail in place.store.mails.find(place.key, period=week)}
    place.store.mails.queue(places, at=post.clock())
    if anew:
        place.store.mails.ask_again(places, actor="operator", at=post.clock())
    place.store.mails.hurry(places, at=post.clock())
    drain_mail(post, Batch(programme=place.key, period=week, recipients=tuple(there.recipient for there in places)))
    _tell_outcome(place, places, before)


def _tell_outcome(place: Opened, places: "tuple[Place, ...]", before: "dict[str, Delivery]") -> None:
    from driftwatch.domain.mailing import DeliveryState
    from driftwatch.jobs.mailing import became

    mails = became(place.store, places)
    for mail in mails:
        say(f"{mail.recipient}: {mail.period} {_words(mail, before.get(mail.recipient))}")
    unsent = sum(mail.state in (DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.BOUNCED) for mail in mails)
    if unsent:
        raise DeliveryError(
            f"{unsent} of {len(mails)} mails could not be sent; those that wait are tried again by `driftwatch worker`, or when you send again: "
            "who has it gets no second one"
        )


def _words(mail: "Delivery", before: "Delivery | None") -> str:
    """What became of a mail, in a line."""
    if before == mail:
        return f"was {mail.state.value} before{f' ({mail.detail})' if mail.detail else ''}"
    words = {"sending": "is being sent", "queued": "not sent yet", "failed": "not sent", "bounced": "not sent, the address bounced"}
    return f"{words.get(mail.state.value, mail.state.value)}{f': {mail.detail}' if mail.detail else ''}"


def _tell_status(place: Opened, period: str | None, to: Sequence[str], *, as_json: bool) -> None:
    from driftwatch.domain.mailing import recipient_key
    from driftwatch.report.week import week_name

    wanted = {recipient_key(address) for address in to}
    mails = place.store.mails.find(place.key, period=week_name(period) if period else None)
    mails = tuple(mail for mail in mails if not wanted or mail.recipient in wanted)
    prepare_stdout()
    if as_json:
        print(json.dumps([_plain(mail) for mail in mails], ensure_ascii=False, indent=2))
        return
    if not mails:
        say("no mail was to be sent yet")
        return
    rows = [
        (mail.period, mail.recipient, mail.state.value, f"{mail.at:%Y-%m-%d %H:%M}", str(mail.attempts), _due(mail), mail.detail) for mail in mails
    ]
    table(("Week", "Recipient", "State", "Since", "Attempts", "Next", "Why"), rows)


def _due(mail: "Delivery") -> str:
    return _short(mail.due) if mail.due and mail.state.value == "queued" else ""


def _short(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _plain(mail: "Delivery") -> dict[str, str | int | None]:
    return {
        "period": mail.period,
        "recipient": mail.recipient,
        "state": mail.state.value,
        "since": mail.at.isoformat(),
        "attempts": mail.attempts,
        "next": mail.due.isoformat() if mail.due and mail.state.value == "queued" else None,
        "detail": mail.detail,
    }
