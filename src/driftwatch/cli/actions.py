"""What people do with alerts: each action is checked, done and kept in the alert's history and in the audit log."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

import typer

from driftwatch.alerts.lifecycle import STATUS_AFTER, apply
from driftwatch.cli.programmes import ChosenProgramme, Opened, now, opened
from driftwatch.cli.terminal import prepare_stdout
from driftwatch.domain.alerts import Action, Alert, AlertEvent

Identifier = Annotated[str, typer.Argument(metavar="ID", help="The alert's id, or the beginning of it.", show_default=False)]
Identifiers = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of alerts, or beginnings of them.", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why; it is kept in the alert's history.", show_default=False)]
Needed = Annotated[str, typer.Option("--reason", "-r", help="Why; needed here, and kept in the alert's history.", show_default=False)]
Actor = Annotated[str, typer.Option("--actor", metavar="WHO", help="Who does it: a role or a team.")]
Day = Annotated[datetime, typer.Option("--until", metavar="DATE", formats=["%Y-%m-%d"], help="The day on which it shows again.", show_default=False)]
Only = Annotated[bool, typer.Option("--only", help="Leave out what is told with it.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would become of it, and change nothing.")]
OPERATOR = "operator"


class Way(NamedTuple):
    """How an action is done."""

    only: bool
    dry: bool


def register(app: typer.Typer) -> None:
    """Give the program a command for each action."""
    for action, command in (
        (Action.ACK, ack),
        (Action.AGREE, agree),
        (Action.SNOOZE, snooze),
        (Action.RESOLVE, resolve),
        (Action.REOPEN, reopen),
        (Action.DISPUTE, dispute),
    ):
        app.command(action.value)(command)


def ack(
    identifiers: Identifiers,
    programme: ChosenProgramme = None,
    reason: Reason = "",
    actor: Actor = OPERATOR,
    *,
    only: Only = False,
    dry_run: Dry = False,
) -> None:
    """Say that somebody takes care of it.

    Example: driftwatch alerts ack DW-9F2M --reason "on Monday's agenda"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.ACK, by=(actor, reason), way=Way(only, dry_run))


def agree(
    identifiers: Identifiers,
    programme: ChosenProgramme = None,
    reason: Reason = "",
    actor: Actor = OPERATOR,
    *,
    only: Only = False,
    dry_run: Dry = False,
) -> None:
    """Say that the partners agree to differ here.

    Example: driftwatch alerts agree DW-9F2M --reason "each side keeps its own word"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.AGREE, by=(actor, reason), way=Way(only, dry_run))


def snooze(
    identifiers: Identifiers,
    until: Day,
    programme: ChosenProgramme = None,
    reason: Reason = "",
    actor: Actor = OPERATOR,
    *,
    only: Only = False,
    dry_run: Dry = False,
) -> None:
    """Put it aside until a day.

    Example: driftwatch alerts snooze DW-9F2M --until 2026-09-01 --reason "after the release"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.SNOOZE, by=(actor, reason), way=Way(only, dry_run), until=until.date())


def resolve(
    identifiers: Identifiers,
    programme: ChosenProgramme = None,
    reason: Reason = "",
    actor: Actor = OPERATOR,
    *,
    only: Only = False,
    dry_run: Dry = False,
) -> None:
    """Say that the difference is settled.

    Example: driftwatch alerts resolve DW-9F2M --reason "one definition in the charter, 3.2"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.RESOLVE, by=(actor, reason), way=Way(only, dry_run))


def reopen(
    identifiers: Identifiers,
    programme: ChosenProgramme = None,
    reason: Reason = "",
    actor: Actor = OPERATOR,
    *,
    only: Only = False,
    dry_run: Dry = False,
) -> None:
    """Take back what was said of it before.

    Example: driftwatch alerts reopen DW-9F2M --reason "it came up again"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.REOPEN, by=(actor, reason), way=Way(only, dry_run))


def dispute(
    identifiers: Identifiers, reason: Needed, programme: ChosenProgramme = None, actor: Actor = OPERATOR, *, only: Only = False, dry_run: Dry = False
) -> None:
    """Say that it is not right, and why. It stays visible as disputed.

    Example: driftwatch alerts dispute DW-9F2M --reason "the quotes speak of two different gates"
    """
    with opened(programme) as place:
        act(place, identifiers, Action.DISPUTE, by=(actor, reason), way=Way(only, dry_run))


def act(place: Opened, identifiers: Sequence[str], action: Action, *, by: tuple[str, str], way: Way, until: date | None = None) -> None:
    """Do the same with several alerts: with all of them, or with none where one does not allow it."""
    actor, reason = by
    alerts = named(place, identifiers)
    ids = {alert.id for alert in alerts}
    alerts = [alert for alert in alerts if way.only or alert.lead not in ids]
    at = now(place.settings.timezone)
    events = [
        AlertEvent(alert_id=alert.id, action=action.value, actor=actor, reason=reason, at=at, status=STATUS_AFTER[action], until=until)
        for alert in alerts
    ]
    after = [apply(alert, event) for alert, event in zip(alerts, events, strict=True)]
    if not way.dry:
        after = list(place.store.lives.act_on_all(place.key, events, only=way.only))
    prepare_stdout()
    for before, then in zip(alerts, after, strict=True):
        more = f" with {len(before.merged)} more" if before.merged and not way.only else ""
        print(f"{_dry(way.dry)}{then.id}  {before.status.value} -> {then.status.value}{f' until {until}' if until else ''}{more}")


def named(place: Opened, identifiers: Sequence[str]) -> list[Alert]:
    """The alerts that are meant, each once."""
    return list({alert.id: alert for alert in (place.store.alert(place.key, identifier) for identifier in identifiers)}.values())


def _dry(dry: bool) -> str:
    return "would do: " if dry else ""
