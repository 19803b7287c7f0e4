"""`driftwatch serve`: the API and the dashboard."""

import os
import socket
import sys
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Annotated

import typer

from driftwatch.cli.keeping import Kept, kept
from driftwatch.cli.programmes import chosen
from driftwatch.cli.terminal import say
from driftwatch.cli.working import stop_with_parent, stopped_when_told, worker_beside
from driftwatch.errors import ConfigurationError

APPLICATION = "driftwatch_api.app:create_app"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_WAITING = 2048
"""Connections that wait to be accepted."""
_PAUSE = 0.1
"""Seconds before a process that died is started again."""


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
    processes: Annotated[int, typer.Option("--processes", min=1, max=64, help="So many processes answer; one processor each is enough.")] = 1,
    inherited: Annotated[int, typer.Option("--inherited", hidden=True, help="One of several: the open socket that they share.")] = -1,
) -> None:
    """Serve the API and its documentation. `driftwatch keys create` makes the keys that it asks for; Ctrl-C ends it.

    Example: driftwatch serve horizon --port 8765
    """
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_url

    if programme is not None or STORE_VARIABLE not in os.environ:
        os.environ[STORE_VARIABLE] = store_url(programme_settings(chosen(programme)).folder, os.environ)
    if inherited >= 0:
        _answer_with_others(inherited)
        return
    _require_keys(host)
    with suppress(KeyboardInterrupt), _listening(host, port) as listener, worker_beside() if worker else nullcontext():
        say(f"serving at http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/ (the API is described at /docs); Ctrl-C ends")
        if processes == 1:
            _answer(listener)
        else:
            _answer_by(processes, listener)


def _require_keys(host: str) -> None:
    from driftwatch.wiring import store_from_environment

    with closing(store_from_environment(os.environ)) as store:
        store.require_sound()
        keys = store.keys()
    if all(key.revoked for key in keys):
        say("no API key opens this store yet; make one with: driftwatch keys create NAME")
    if host not in LOOPBACK:
        say(f"listening on {host}: put a server that speaks TLS in front of it, keys travel in the clear otherwise")


def _answer(listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(APPLICATION, factory=True, access_log=False, log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _answer_by(processes: int, listener: socket.socket) -> None:
    """Keep so many processes that accept from one socket: what waits in it is lost with none of them."""
    from driftwatch.wiring import PROCESSES_VARIABLE, SHARED_VARIABLE

    command = (sys.executable, "-m", "driftwatch.cli", "serve", "--inherited", str(listener.fileno()))
    with TemporaryDirectory(prefix="driftwatch-") as shared, stopped_when_told():
        environ = {PROCESSES_VARIABLE: str(processes), SHARED_VARIABLE: shared, "PROMETHEUS_MULTIPROC_DIR": shared}
        one = Kept(command=command, name="", environ=environ, files=(listener.fileno(),), pause=_PAUSE)
        with kept(*(replace(one, name=f"process {number} of {processes}") for number in range(1, processes + 1))):
            Event().wait()


def _answer_with_others(inherited: int) -> None:
    stop_with_parent()
    with socket.socket(fileno=inherited) as listener:
        _answer(listener)


def _listening(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=_WAITING)
        # Else the second part of an answer waits for the client's word that it has the first: 40 ms each.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise ConfigurationError(f"{host}:{port} cannot be listened on ({error.strerror or error}); name another --host or --port") from error
