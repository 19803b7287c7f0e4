"""`driftwatch backup` and `driftwatch restore`: a copy of the store, and the way back."""

from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.programmes import ChosenProgramme, now, served_url
from driftwatch.cli.terminal import say

Copy = Annotated[Path, typer.Argument(metavar="FILE", help="The copy.", show_default=False)]


def backup(copy: Copy, programme: ChosenProgramme = None) -> None:
    """Copy the store while it is in use. What was committed at that moment is in the copy, whole; only its owner can read it.

    The store of PostgreSQL is copied by its own tools. Programmes made through the API also have a folder for what was uploaded: copy that too.

    Example: driftwatch backup /backups/driftwatch-2026-04-06.db
    """
    from driftwatch.store.backups import back_up, sqlite_file

    store = sqlite_file(served_url(programme))
    back_up(store, copy)
    say(f"{copy}: {copy.stat().st_size:,} bytes, checked; put back with: driftwatch restore {copy}")


def restore(copy: Copy, programme: ChosenProgramme = None) -> None:
    """Make the store what a copy is. What the store holds now is copied first, beside it.

    Example: driftwatch restore /backups/driftwatch-2026-04-06.db
    """
    from driftwatch.store import open_store
    from driftwatch.store.backups import back_up, put_back, sqlite_file

    url = served_url(programme)
    store = sqlite_file(url)
    if not copy.is_file():
        put_back(copy, store)
    if store.stat().st_size:
        former = store.with_name(f"{store.name}.before-restore.backup")
        back_up(store, former)
        say(f"what the store held until now: {former}")
    put_back(copy, store)
    with closing(open_store(url)) as opened:
        opened.audit.note("", actor="driftwatch restore", action="store.restore", object=copy.name, at=now(UTC))
    say(f"{store}: is what {copy} was")
