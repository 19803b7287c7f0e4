"""`driftwatch keys`: who may use the API."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.actions import OPERATOR
from driftwatch.cli.programmes import ChosenProgramme, chosen, now
from driftwatch.cli.terminal import prepare_stdout, say, table
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.view import JOINT_VIEW
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.records import ApiKey
    from driftwatch.store import SqlStore
    from driftwatch.store.keys import Doing

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make, list, rotate and revoke the keys of the API.\n\nExample: driftwatch keys create portal --scope read:alerts",
)
Beginning = Annotated[str, typer.Argument(metavar="KEY", help="The key's visible beginning, or the whole key.", show_default=False)]


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the key is for: one key per tool.", show_default=False)],
    *,
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", help=f"What it may do ({', '.join(Scope)}); give it several times.", show_default="read:alerts"),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KEY", help="A programme that it may see, as it stands in addresses; else all.", show_default=False),
    ] = None,
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="joint, all, or the partner whose own sources it may read beside the joint ones.")
    ] = JOINT_VIEW,
    expires: Annotated[
        datetime | None, typer.Option("--expires", metavar="DATE", formats=["%Y-%m-%d"], help="From this day on (UTC) it opens nothing.")
    ] = None,
    programme: ChosenProgramme = None,
) -> None:
    """Make a key and print it; it is shown this once and kept as a hash only.

    Example: driftwatch keys create portal --scope read:alerts --scope write:alerts --only horizon --view techinnovate
    """
    from driftwatch.records import ApiKey

    fresh, at = new_key(secrets.token_bytes), now(UTC)
    scopes = tuple(dict.fromkeys(map(_scope, scope or [Scope.READ_ALERTS])))
    ends = expires and expires.replace(tzinfo=UTC)
    if ends is not None and ends <= at:
        raise ConfigurationError(f"--expires {ends.date()}: that day is over, or has begun; name a later one")
    key = ApiKey(prefix=fresh.prefix, name=name, scopes=scopes, programmes=tuple(dict.fromkeys(only or ())), created=at, view=view, expires=ends)
    with _store(programme) as store:
        store.api_keys.create(key, _doing(at), digest=fresh.digest)
    prepare_stdout()
    print(fresh.key)
    say(f"{name}: {', '.join(scopes)}, view {view}{f', until {ends.date()}' if ends else ''}; keep it now, it is not shown again")


@app.command("list")
def list_keys(programme: ChosenProgramme = None) -> None:
    """List the keys by their visible beginnings.

    Example: driftwatch keys list
    """
    with _store(programme) as store:
        keys = store.api_keys.all()
    if not keys:
        say("no keys; make one with: driftwatch keys create NAME")
        return
    heads = ("Key", "Name", "Scopes", "Programmes", "View", "Created", "Last used", "Expires", "Revoked")
    table(heads, [_row(key) for key in keys])


@app.command("rotate")
def rotate(
    prefix: Beginning,
    overlap: Annotated[int, typer.Option("--overlap", metavar="DAYS", min=0, help="Days for which the old key opens too.")] = 7,
    programme: ChosenProgramme = None,
) -> None:
    """Make a key that follows another and may do the same; for some days both open.

    Example: driftwatch keys rotate dw_live_k3v7q2ma --overlap 3
    """
    fresh, at = new_key(secrets.token_bytes), now(UTC)
    until = at + timedelta(days=overlap)
    with _store(programme) as store:
        former = _found(store.api_keys.all(), prefix)
        follows = replace(former, prefix=fresh.prefix, created=at, expires=None, revoked=None, last_used=None)
        store.api_keys.rotate(former.prefix, follows, _doing(at), digest=fresh.digest, until=until)
    prepare_stdout()
    print(fresh.key)
    say(f"{former.name}: keep it now, it is not shown again; {former.prefix} opens until {until:%Y-%m-%d %H:%M} UTC at most")


@app.command("revoke")
def revoke(prefix: Beginning, programme: ChosenProgramme = None) -> None:
    """Make a key open nothing from now on.

    Example: driftwatch keys revoke dw_live_k3v7q2ma
    """
    with _store(programme) as store:
        found = _found(store.api_keys.all(), prefix)
        store.api_keys.revoke(found.prefix, _doing(now(UTC)))
    say(f"{found.prefix} ({found.name}) opens nothing any more")


def _doing(at: datetime) -> "Doing":
    from driftwatch.store.keys import Doing

    return Doing(actor=OPERATOR, at=at)


def _scope(word: str) -> Scope:
    try:
        return Scope(word)
    except ValueError as error:
        raise ConfigurationError(f"--scope {word}: there is no such scope; known: {', '.join(Scope)}, and read and write for short") from error


def _found(keys: "Sequence[ApiKey]", prefix: str) -> "ApiKey":
    found = next((key for key in keys if prefix == key.prefix or prefix.startswith(f"{key.prefix}_")), None)
    if found is None:
        raise ConfigurationError("no key begins so; `driftwatch keys list` shows the beginnings")
    return found


def _row(key: "ApiKey") -> tuple[str, ...]:
    days = (key.created, key.last_used, key.expires, key.revoked)
    return (
        key.prefix,
        key.name,
        " ".join(key.scopes),
        " ".join(key.programmes) or "all",
        key.view,
        *(day.date().isoformat() if day else "-" for day in days),
    )


@contextmanager
def _store(programme: Path | None) -> "Iterator[SqlStore]":
    """The store that is served: the one that the environment names, else the programme's."""
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_from_environment, store_of

    served = programme is None and STORE_VARIABLE in os.environ
    with closing(store_from_environment(os.environ) if served else store_of(programme_settings(chosen(programme)), os.environ)) as store:
        yield store
