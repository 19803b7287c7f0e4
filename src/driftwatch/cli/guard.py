"""From errors to exit codes."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import typer
from typer.core import TyperGroup

from driftwatch.cli.terminal import say
from driftwatch.errors import DriftwatchError

INTERRUPTED = 130
NOBODY_READS_ON = 141
"""What a shell reports of a program that wrote to a closed pipe."""


class Guarded(TyperGroup):
    """Commands whose errors end as one line and an exit code."""

    def invoke(self, ctx: object) -> object:
        """Run the command that was asked for."""
        context = cast("typer.Context", ctx)
        with _guarded(debug=bool(context.params.get("debug"))):
            result: object = super().invoke(context)
            sys.stdout.flush()
            return result


@contextmanager
def _guarded(*, debug: bool) -> Iterator[None]:
    try:
        yield
    except DriftwatchError as error:
        if debug:
            traceback.print_exc()
        say(f"driftwatch: {error}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        say("driftwatch: interrupted; what is finished is kept, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(NOBODY_READS_ON) from error
