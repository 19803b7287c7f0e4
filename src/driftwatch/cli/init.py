"""`driftwatch init`: a programme of one's own."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from driftwatch.cli.skeletons import CHARTER, IGNORED, configuration
from driftwatch.cli.terminal import say
from driftwatch.domain.talk import programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.settings import FILE_NAME

Ask = Callable[[str, str], str]
"""Gives the answer to a question, or the default that comes with it."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="The programme's folder.", show_default="the current one")] = Path(),
    *,
    name: Annotated[str | None, typer.Option("--name", help="What the programme is called.", show_default="as the folder")] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar="ZONE", help="For files whose times carry no zone.", show_default="UTC")
    ] = None,
    partner_a: Annotated[str | None, typer.Option("--partner-a", metavar="NAME", help="The one organisation.", show_default="Partner A")] = None,
    domain_a: Annotated[str | None, typer.Option("--domain-a", metavar="DOMAIN", help="Its mail domain.", show_default="none")] = None,
    partner_b: Annotated[str | None, typer.Option("--partner-b", metavar="NAME", help="The other organisation.", show_default="Partner B")] = None,
    domain_b: Annotated[str | None, typer.Option("--domain-b", metavar="DOMAIN", help="Its mail domain.", show_default="none")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
) -> None:
    """Begin a programme of your own. Writes a driftwatch.toml, a skeleton of a charter and a .gitignore, never over what is there already.

    Example: driftwatch init horizon --no-input --name Horizon --partner-a TechInnovate --partner-b GlobalLogistics
    """
    if (folder / FILE_NAME).exists():
        raise ConfigurationError(f"{folder / FILE_NAME} is there already; nothing was changed")
    ask = _asked if sys.stdin.isatty() and not no_input else _unasked
    called = name or ask("What is the programme called?", folder.resolve().name or "Programme")
    zone = _zone(timezone or ask("In which time zone does it meet (such as Europe/Berlin)?", "UTC"))
    first = (partner_a or ask("Which organisation is the one partner?", "Partner A"), domain_a or ask("Its mail domain, if it has one?", ""))
    second = (partner_b or ask("Which organisation is the other?", "Partner B"), domain_b or ask("Its mail domain, if it has one?", ""))
    _write(folder, configuration(called, zone, _identified(first, second)), charter=CHARTER.format(name=called))


def _asked(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True)
    return answer.strip()


def _unasked(_: str, default: str) -> str:
    return default


def _zone(written: str) -> str:
    try:
        return ZoneInfo(written).key
    except (ValueError, OSError, KeyError) as error:
        raise ConfigurationError(f"`{written}` is not a time zone such as Europe/Berlin") from error


def _identified(first: tuple[str, str], second: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Id, name and domain of both; the ids must differ."""
    found = [
        (_identifier(name, spare), name, re.sub(r"^.*@", "", domain).casefold())
        for (name, domain), spare in ((first, "partner-a"), (second, "partner-b"))
    ]
    if found[0][0] == found[1][0]:
        raise ConfigurationError(f"both partners would be called `{found[0][0]}`; give two names that differ in letters or figures")
    return found


def _identifier(name: str, spare: str) -> str:
    """The name folded to [a-z0-9-]; the spare one where it is of another script altogether."""
    return programme_key(name) if programme_key(f"a{name}") != "a" else spare


def _write(folder: Path, settings: str, *, charter: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("charter.md", charter), (".gitignore", IGNORED), (FILE_NAME, settings)):
            _write_new(folder / name, content)
    except OSError as error:
        raise ConfigurationError(f"{folder}: cannot be written ({error.strerror or error}); name another folder") from error
    say(f"next: put the exports below {folder}, then run: driftwatch import {folder}")


def _write_new(path: Path, content: str) -> None:
    """Never over something that is there."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        say(f"{path} is there already and stays as it is")
        return
    print(path)
