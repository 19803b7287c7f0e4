"""`driftwatch audit`: who did what, and whether the log is still as it was written."""

from typing import Annotated

import typer

from driftwatch.cli.programmes import ChosenProgramme, served_store
from driftwatch.cli.terminal import say, table
from driftwatch.errors import ConfigurationError, StoreError

Only = Annotated[
    str, typer.Option("--only", metavar="KEY", help="A programme, as it stands in addresses; else what concerns the whole store.", show_default=False)
]
LEAST_OF_A_HEAD = 12
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look at who did what, and check that no line of it was changed or removed.\n\nExample: driftwatch audit verify",
)


@app.command("list")
def list_lines(
    only: Only = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many, the newest first.")] = 20,
    programme: ChosenProgramme = None,
) -> None:
    """List what people and programs did, the newest first. It never tells what anybody wrote.

    Example: driftwatch audit list --only horizon
    """
    with served_store(programme) as store:
        found = store.audit.find(only, limit=limit).rows
        others = [key for key in store.audit.programmes() if key and key != only]
    if not found:
        say(f"nothing was done{f' in {only}' if only else ' to the store itself'}" + (f"; look at --only {' or '.join(others)}" if others else ""))
        return
    rows = [(str(line.place), line.at.isoformat(timespec="seconds"), line.actor, line.action, line.object, line.reason or "-") for line in found]
    table(("Line", "When", "Who", "What", "To what", "Why"), rows)


@app.command("verify")
def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="DIGEST", help="A head that was noted earlier, or 12 characters and more of its beginning.", show_default=False
        ),
    ] = None,
    only: Only = "",
    programme: ChosenProgramme = None,
) -> None:
    """Check every line of the log against the one before it, and print its head. Note the head elsewhere: nobody can then write the log anew unseen.

    With `--head`, only the log of `--only` is checked. Exit codes: 0 all is as it was written; 2 something is not.

    Example: driftwatch audit verify --only horizon --head 3fa4c09be1d2
    """
    if head is not None and len(head) < LEAST_OF_A_HEAD:
        raise ConfigurationError(f"--head {head}: a head is told by {LEAST_OF_A_HEAD} characters or more")
    with served_store(programme) as store:
        logs = [only] if only or head else list(store.audit.programmes())
        heads = [(key, store.audit.head(key), store.audit.verify(key, known=head)) for key in logs]
    table(
        ("Log", "Lines", "Head", "As written"),
        [
            (key or "the store", str(end.lines), end.digest or "-", "yes" if broken is None else f"not from line {broken} on")
            for key, end, broken in heads
        ],
    )
    if any(broken is not None for _, _, broken in heads):
        raise StoreError("the audit log was changed after it was written; look for the last backup in which it verifies")
