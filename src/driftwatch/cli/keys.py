"""`driftwatch keys`: who may use the API."""

import secrets
from datetime import UTC
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.programmes import ChosenProgramme, now, served_store
from driftwatch.cli.terminal import prepare_stdout, say, table
from driftwatch.domain.keys import Scope, new_key
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.ports import Store

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make, list and revoke the keys of the API.\n\nExample: driftwatch keys create portal --scope read:alerts",
)


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the key is for: one key per tool.", show_default=False)],
    scope: Annotated[list[Scope] | None, typer.Option("--scope", help="What it may do; give it several times.", show_default="read:alerts")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KEY", help="A programme that it may see, as it stands in addresses; else all.", show_default=False),
    ] = None,
    programme: ChosenProgramme = None,
) -> None:
    """Make a key and print it; it is shown this once and kept as a hash only.

    Example: driftwatch keys create portal --scope read:alerts --scope write:alerts
    """
    from driftwatch.records import ApiKey

    fresh = new_key(secrets.token_bytes)
    scopes = tuple(dict.fromkeys(one.value for one in scope or [Scope.READ_ALERTS]))
    with served_store(programme) as store:
        _require_known(only or [], store)
        store.add_key(ApiKey(prefix=fresh.prefix, name=name, scopes=scopes, programmes=tuple(only or ()), created=now(UTC)), digest=fresh.digest)
    prepare_stdout()
    print(fresh.key)
    say(f"{name}: {', '.join(scopes)}; keep it now, it is not shown again")


@app.command("list")
def list_keys(programme: ChosenProgramme = None) -> None:
    """List the keys by their visible beginnings.

    Example: driftwatch keys list
    """
    with served_store(programme) as store:
        keys = store.keys()
    if not keys:
        say("no keys; make one with: driftwatch keys create NAME")
        return
    rows = [
        (
            key.prefix,
            key.name,
            " ".join(key.scopes),
            " ".join(key.programmes) or "all",
            key.created.date().isoformat(),
            key.revoked.date().isoformat() if key.revoked else "-",
        )
        for key in keys
    ]
    table(("Key", "Name", "Scopes", "Programmes", "Created", "Revoked"), rows)


@app.command("revoke")
def revoke(
    prefix: Annotated[str, typer.Argument(metavar="KEY", help="The key's visible beginning, or the whole key.", show_default=False)],
    programme: ChosenProgramme = None,
) -> None:
    """Make a key open nothing from now on.

    Example: driftwatch keys revoke dw_live_k3v7q2ma
    """
    with served_store(programme) as store:
        keys = store.keys()
        found = [key for key in keys if prefix == key.prefix or prefix.startswith(f"{key.prefix}_")]
        if not found:
            raise ConfigurationError("no key begins so; `driftwatch keys list` shows the beginnings")
        store.revoke_key(found[0].prefix, at=now(UTC))
    say(f"{found[0].prefix} ({found[0].name}) opens nothing any more")


def _require_known(only: list[str], store: "Store") -> None:
    known = [key for key, _ in store.programmes()]
    for wanted in only:
        if wanted not in known:
            raise ConfigurationError(f"--only {wanted}: the store knows no such programme; there is {', '.join(known) or 'none: scan one first'}")
