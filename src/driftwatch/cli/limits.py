"""`driftwatch limits`: how much of a file is taken in, and what a programme has set otherwise."""

import json
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.terminal import prepare_stdout, table


def limits(
    programme: Annotated[
        Path | None, typer.Argument(metavar="[PROGRAMME]", help="The programme whose limits are shown; else the defaults.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object, limit by limit.")] = False,
) -> None:
    """Show the limits under which files are read. Past one, a file or a part of it is left out, by name and reason.

    A `[limits]` section in driftwatch.toml sets them, for example `memory_bytes = 4294967296`.

    Example: driftwatch limits horizon
    """
    from driftwatch.domain.limits import Limits, described
    from driftwatch.wiring import programme_settings

    current = programme_settings(programme).limits if programme else Limits()
    if as_json:
        prepare_stdout()
        print(json.dumps({name: getattr(current, name) for name, _, _ in described()}, indent=2))
        return
    rows = [
        (name, f"{getattr(current, name):,}{'' if getattr(current, name) == default else f' (usually {default:,})'}", what)
        for name, default, what in described()
    ]
    table(("Limit", "Value", "What it bounds"), rows)
