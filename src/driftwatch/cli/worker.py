"""`driftwatch worker`: does what is in the queue."""

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.programmes import chosen
from driftwatch.cli.terminal import say


def worker(
    programme: Annotated[
        Path | None,
        typer.Argument(metavar="[PROGRAMME]", help="The programme whose store holds the jobs; else $DRIFTWATCH_STORE.", show_default=False),
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="End as soon as nothing is due, instead of waiting for more.")] = False,
    until_eof: Annotated[bool, typer.Option("--until-eof", hidden=True, help="End when standard input ends: with whoever started it.")] = False,
) -> None:
    """Do the scans, imports and mails that are asked for or due, and hand over what waits for mail servers and webhooks.

    `driftwatch serve` runs one by itself. Ctrl-C or SIGTERM gives an unfinished job back at once; after a crash another worker takes it up.

    Example: driftwatch worker horizon
    """
    from driftwatch.cli.working import crew_of, stop_with_parent, stopped_when_told
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_from_environment, store_url

    if programme is not None or STORE_VARIABLE not in os.environ:
        os.environ[STORE_VARIABLE] = store_url(programme_settings(chosen(programme)).folder, os.environ)
    if until_eof:
        stop_with_parent()
    with stopped_when_told(), closing(store_from_environment(os.environ)) as store:
        store.require_sound()
        crew = crew_of(store)
        if once:
            crew.run_dry()
        else:
            say("working; Ctrl-C ends")
            crew.run()
