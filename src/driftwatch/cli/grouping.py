"""Alerts put together and taken apart by people."""

from typing import Annotated

import typer

from driftwatch.alerts.linking import check_merge, check_split
from driftwatch.alerts.regrouping import Hand
from driftwatch.cli.actions import OPERATOR, Actor, Dry, Reason, named
from driftwatch.cli.programmes import ChosenProgramme, now, opened
from driftwatch.cli.terminal import prepare_stdout

Lead = Annotated[str, typer.Argument(metavar="LEAD", help="The id of the alert that stands for all, or the beginning of it.", show_default=False)]
Others = Annotated[list[str], typer.Argument(metavar="OTHER...", help="Ids of alerts on the same matter.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The id of the alert to give back.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Give the program both commands."""
    app.command("merge")(merge)
    app.command("split")(split)


def merge(
    lead: Lead, others: Others, programme: ChosenProgramme = None, reason: Reason = "", actor: Actor = OPERATOR, *, dry_run: Dry = False
) -> None:
    """Tell alerts on one matter together. The first one leads; the others keep their ids and can be split off again.

    Example: driftwatch alerts merge DW-9F2M DW-41KX --reason "one gate, two words"
    """
    with opened(programme) as place:
        (first, *rest) = named(place, [lead, *others])
        for other in rest or [first]:
            check_merge(first, other, raised=True)
        hand = Hand(action="merge", actor=actor, reason=reason, at=now(place.settings.timezone))
        after = first if dry_run else place.store.lives.merge(place.key, first.id, [other.id for other in rest], hand)
    prepare_stdout()
    for other in rest:
        print(f"{'would do: ' if dry_run else ''}{other.id}  told with {after.id}")


def split(lead: Lead, other: Other, programme: ChosenProgramme = None, reason: Reason = "", actor: Actor = OPERATOR, *, dry_run: Dry = False) -> None:
    """Give back an alert that is told with another one. No scan puts the two together again; `merge` does.

    Example: driftwatch alerts split DW-9F2M DW-41KX --reason "two different gates"
    """
    with opened(programme) as place:
        first, second = (place.store.alert(place.key, identifier) for identifier in (lead, other))
        check_split(first, second)
        hand = Hand(action="split", actor=actor, reason=reason, at=now(place.settings.timezone))
        if not dry_run:
            place.store.lives.split(place.key, first.id, second.id, hand)
    prepare_stdout()
    print(f"{'would do: ' if dry_run else ''}{second.id}  no longer told with {first.id}")
