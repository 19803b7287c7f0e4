"""`driftwatch demo`: an invented programme, scanned."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.programmes import remember
from driftwatch.cli.scan import scanned, window_between
from driftwatch.cli.terminal import say
from driftwatch.errors import ConfigurationError
from driftwatch.settings import FILE_NAME

NAME = "lanterna"
OUT = Path("driftwatch-demo")


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the programme and its report are put.")] = OUT,
) -> None:
    """Scan an invented programme that ships with driftwatch. A second run goes on with what is there.

    Example: driftwatch demo
    """
    from driftwatch.wiring import programme_settings

    folder = out / NAME
    if (folder / FILE_NAME).is_file():
        say(f"going on with {folder}; remove it to begin anew")
    else:
        _copy(folder)
    settings = programme_settings(folder)
    scanned(settings, out / "report", window=window_between(None, None), quiet=False)
    remember(settings)
    print(f"Programme: {folder}\nGo on: driftwatch alerts list · driftwatch alerts show ID · driftwatch digest {folder} · driftwatch init")


def _copy(folder: Path) -> None:
    """The state goes beside the exports, so that they are copied to where can be written; half a copy is none."""
    from driftwatch.corpora import corpus

    part = folder.with_name(f".{NAME}.{os.getpid()}.part")
    try:
        shutil.copytree(corpus(NAME), part, copy_function=shutil.copyfile)
        part.replace(folder)
    except OSError as error:
        raise ConfigurationError(
            f"{folder}: the programme cannot be copied there ({error.strerror or error}); name another folder with --out"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
