"""`driftwatch webhooks`: who is told by HTTP of what happens."""

import os
import secrets
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.actions import OPERATOR
from driftwatch.cli.programmes import ChosenProgramme, chosen, now, served_store
from driftwatch.cli.terminal import lines, prepare_stdout, say, table
from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.talk import programme_key
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.domain.webhooks import OFFERED, HandoverState, Template, Webhook, new_secret
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.store.sql import SqlStore

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Tell other programs by HTTP what happens, and see what they were told.\n\nExample: driftwatch webhooks add https://hooks.example.com/drift",
)
WebhookId = Annotated[str, typer.Argument(metavar="WEBHOOK", help="The webhook's id, or the beginning of it.", show_default=False)]
Only = Annotated[
    str | None,
    typer.Option("--only", metavar="KEY", help="The programme, as it stands in addresses, where the store has several.", show_default=False),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A store, and the programme of it that is meant."""

    store: "SqlStore"
    programme: str

    def found(self, beginning: str) -> Webhook:
        """The one webhook whose id begins so."""
        known = self.store.webhooks.find(self.programme)
        matching = [one for one in known if one.id == beginning] or [one for one in known if one.id.startswith(beginning)]
        if len(matching) != 1:
            raise ConfigurationError(f"{len(matching)} webhooks have an id that begins with {beginning!r}; `driftwatch webhooks list` shows them")
        return matching[0]


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where it is told: https, a public host.", show_default=False)],
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help=f"What it is told of ({', '.join(OFFERED)}); give it several times.", show_default="all"),
    ] = None,
    template: Annotated[Template, typer.Option("--template", help="The form of the messages.")] = Template.GENERIC,
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="joint, all, or the partner of whose own sources it may learn beside the joint ones.")
    ] = JOINT_VIEW,
    *,
    only: Only = None,
    programme: ChosenProgramme = None,
) -> None:
    """Set up a webhook and print its secret, this once; it is told of what happens from now on, by `driftwatch worker` or `serve`.

    Example: driftwatch webhooks add https://hooks.example.com/drift --event alert.opened --event alert.escalated
    """
    at, secret, identifier = now(UTC), new_secret(secrets.token_bytes), f"wh_{_random_id(10)}"
    webhook = Webhook(id=identifier, url=url, events=_events(event or []), template=template, view=view, created=at)
    _require_open(url)
    with _opened(programme, only) as opened:
        known = [JOINT_VIEW, WHOLE_VIEW, *(partner.id for partner in opened.store.partners(opened.programme))]
        if view not in known:
            raise ConfigurationError(f"--view {view}: known are {', '.join(known)}")
        opened.store.webhooks.add(opened.programme, webhook, secret=secret, actor=OPERATOR)
    prepare_stdout()
    print(secret)
    say(f"{identifier}: keep its secret now, it is not shown again; `driftwatch webhooks test {identifier}` sends a first message")


@app.command("list")
def list_webhooks(only: Only = None, programme: ChosenProgramme = None) -> None:
    """List the webhooks of a programme, and how many messages wait or failed.

    Example: driftwatch webhooks list
    """
    with _opened(programme, only) as opened:
        found, standing = opened.store.webhooks.find(opened.programme), opened.store.handovers.standing(opened.programme)
    if not found:
        say("no webhooks; set one up with: driftwatch webhooks add URL")
        return
    rows = [(one.id, one.template.value, _state(one), *_counts(standing.get(one.id, {})), one.url) for one in found]
    table(("Webhook", "Template", "State", "Queued", "Sent", "Failed", "URL"), rows)


@app.command("show")
def show(webhook: WebhookId, only: Only = None, programme: ChosenProgramme = None) -> None:
    """Show a webhook, and why it is disabled where it is.

    Example: driftwatch webhooks show wh_k3v7q2mab4cd5efg
    """
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        counts = opened.store.handovers.standing(opened.programme).get(found.id, {})
    rows = [
        ("webhook", found.id),
        ("programme", opened.programme),
        ("url", found.url),
        ("events", ", ".join(found.events) or "all"),
        ("template", found.template.value),
        ("view", found.view),
        ("state", _state(found)),
        ("reason", found.reason),
        ("made", _told(found.created)),
        ("secret replaced", _told(found.rotated)),
        ("messages", ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))),
    ]
    lines(("", ""), [row for row in rows if row[1]])


@app.command("rotate")
def rotate(webhook: WebhookId, only: Only = None, programme: ChosenProgramme = None) -> None:
    """Replace a webhook's secret and print the new one, this once; for a day both sign.

    Example: driftwatch webhooks rotate wh_k3v7q2mab4cd5efg
    """
    secret = new_secret(secrets.token_bytes)
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        opened.store.webhooks.rotate(opened.programme, found.id, secret=secret, actor=OPERATOR, at=now(UTC))
    prepare_stdout()
    print(secret)
    say(f"{found.id}: keep it now, it is not shown again; for 24 hours the old secret signs too")


@app.command("disable")
def disable(
    webhook: WebhookId,
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why.", show_default=False)] = "",
    only: Only = None,
    programme: ChosenProgramme = None,
) -> None:
    """Tell a webhook nothing any more, until it is enabled; what happens meanwhile is not kept for it.

    Example: driftwatch webhooks disable wh_k3v7q2mab4cd5efg --reason "the portal moves"
    """
    at = now(UTC)
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        off = replace(found, disabled=found.disabled or at, reason=reason or f"by the {OPERATOR}")
        opened.store.webhooks.change(
            opened.programme, found.id, lambda before: replace(before, disabled=off.disabled, reason=off.reason), actor=OPERATOR, at=at
        )
    say(f"{found.id} is disabled")


@app.command("enable")
def enable(webhook: WebhookId, only: Only = None, programme: ChosenProgramme = None) -> None:
    """Tell a webhook again what happens from now on, and what waits for it; `replay` sends what failed.

    Example: driftwatch webhooks enable wh_k3v7q2mab4cd5efg
    """
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        opened.store.webhooks.change(
            opened.programme, found.id, lambda before: replace(before, disabled=None, reason=""), actor=OPERATOR, at=now(UTC)
        )
    say(f"{found.id} is enabled")


@app.command("remove")
def remove(webhook: WebhookId, only: Only = None, programme: ChosenProgramme = None) -> None:
    """Forget a webhook, with what it was told and was still to be told.

    Example: driftwatch webhooks remove wh_k3v7q2mab4cd5efg
    """
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        opened.store.webhooks.remove(opened.programme, found.id, actor=OPERATOR, at=now(UTC))
    say(f"{found.id} is removed")


@app.command("deliveries")
def deliveries(
    webhook: WebhookId,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many, the newest first.")] = 20,
    only: Only = None,
    programme: ChosenProgramme = None,
) -> None:
    """List what a webhook was told and is to be told, with what came of the last attempt.

    Example: driftwatch webhooks deliveries wh_k3v7q2mab4cd5efg
    """
    with _opened(programme, only) as opened:
        found = opened.store.handovers.find(opened.programme, opened.found(webhook).id, limit=limit).rows
    if not found:
        say("nothing was told yet")
        return
    rows = [
        (one.id, one.type or "-", one.alert or "-", one.state.value, _told(one.at), str(len(one.tries)), one.tries[-1].detail if one.tries else "-")
        for one in found
    ]
    table(("Message", "Event", "Alert", "State", "Happened", "Attempts", "Last"), rows)


@app.command("replay")
def replay(
    webhook: WebhookId,
    message: Annotated[str | None, typer.Argument(metavar="[MESSAGE]", help="The message's id; else all that failed.", show_default=False)] = None,
    only: Only = None,
    programme: ChosenProgramme = None,
) -> None:
    """Send a message again, or all that failed for good: with the same ids and bodies.

    Example: driftwatch webhooks replay wh_k3v7q2mab4cd5efg
    """
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        count = opened.store.handovers.replay(opened.programme, found.id, message, actor=OPERATOR, at=now(UTC))
    if message is not None and not count:
        raise ConfigurationError(f"{found.id} has no message {message!r} that could be sent again; `driftwatch webhooks deliveries` shows them")
    say(f"{count} to be sent again")


@app.command("test")
def test(webhook: WebhookId, only: Only = None, programme: ChosenProgramme = None) -> None:
    """Send a webhook a `webhook.test`, whatever it asked to be told of.

    Example: driftwatch webhooks test wh_k3v7q2mab4cd5efg
    """
    message = f"test_{_random_id(15)}"
    with _opened(programme, only) as opened:
        found = opened.found(webhook)
        happening = Happening(id=message, type=HappeningType.WEBHOOK_TEST, programme=opened.programme, at=now(UTC))
        opened.store.webhooks.test(opened.programme, found.id, happening, actor=OPERATOR)
    say(f"{message} is queued: the worker sends it; `driftwatch webhooks deliveries {found.id}` shows what came of it")


@contextmanager
def _opened(programme: Path | None, only: str | None) -> Iterator[_Opened]:
    with served_store(programme) as store:
        known = [key for key, _ in store.programmes()]
        yield _Opened(store=store, programme=_meant(programme, only, known))


def _meant(programme: Path | None, only: str | None, known: list[str]) -> str:
    """The programme that is named; else the only one, else the one whose folder is chosen."""
    if only is None and (programme is not None or len(known) != 1):
        from driftwatch.wiring import programme_settings

        only = programme_key(programme_settings(chosen(programme)).name)
    wanted = only or known[0]
    if wanted not in known:
        raise ConfigurationError(f"the store knows no programme `{wanted}`; there is {', '.join(known) or 'none: scan one first'}")
    return wanted


def _require_open(url: str) -> None:
    from driftwatch.wiring import safe_http

    safe_http(os.environ).target(url)


def _events(wanted: list[str]) -> tuple[HappeningType, ...]:
    if unknown := next((one for one in wanted if one not in OFFERED), None):
        raise ConfigurationError(f"--event {unknown}: there is no such event; known: {', '.join(OFFERED)}")
    return tuple(one for one in OFFERED if one in wanted)


def _counts(counts: dict[HandoverState, int]) -> tuple[str, str, str]:
    waiting = counts.get(HandoverState.QUEUED, 0) + counts.get(HandoverState.SENDING, 0)
    return str(waiting), str(counts.get(HandoverState.SENT, 0)), str(counts.get(HandoverState.FAILED, 0))


def _state(webhook: Webhook) -> str:
    return "enabled" if webhook.disabled is None else "disabled"


def _random_id(size: int) -> str:
    return b32encode(secrets.token_bytes(size)).decode().lower()


def _told(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
