"""`driftwatch serve`: the API and the dashboard."""

import os
import socket
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.programmes import chosen
from driftwatch.cli.terminal import say
from driftwatch.cli.working import worker_beside
from driftwatch.errors import ConfigurationError

APPLICATION = "driftwatch_api.app:create_app"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    programme: Annotated[
        Path | None, typer.Argument(metavar="[PROGRAMME]", help="The programme whose store is served; else $DRIFTWATCH_STORE.", show_default=False)
    ] = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8765,
    *,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Keep a process beside it that does scans, imports and mails, as `driftwatch worker` does.")
    ] = True,
) -> None:
    """Serve the API and its documentation. `driftwatch keys create` makes the keys that it asks for; Ctrl-C ends it.

    Example: driftwatch serve horizon --port 8765
    """
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_url

    if programme is not None or STORE_VARIABLE not in os.environ:
        os.environ[STORE_VARIABLE] = store_url(programme_settings(chosen(programme)).folder, os.environ)
    _require_keys(host)
    with worker_beside() if worker else nullcontext():
        _run(host, port)


def _require_keys(host: str) -> None:
    from driftwatch.wiring import store_from_environment

    with closing(store_from_environment(os.environ)) as store:
        store.require_sound()
        keys = store.keys()
    if all(key.revoked for key in keys):
        say("no API key opens this store yet; make one with: driftwatch keys create NAME")
    if host not in LOOPBACK:
        say(f"listening on {host}: put a server that speaks TLS in front of it, keys travel in the clear otherwise")


def _run(host: str, port: int) -> None:
    import uvicorn

    with suppress(KeyboardInterrupt), _listening(host, port) as listener:
        say(f"serving at http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/docs; Ctrl-C ends")
        uvicorn.Server(uvicorn.Config(APPLICATION, factory=True, access_log=False, log_level="warning", server_header=False)).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ConfigurationError(f"{host}:{port} cannot be listened on ({error.strerror or error}); name another --host or --port") from error
