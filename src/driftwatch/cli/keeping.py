"""Processes beside this one: started again whenever they die, ended when what they are kept for ends."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from driftwatch.cli.terminal import say

_PATIENCE = 40.0
"""Seconds that a process has to end in order: to give its job back, to hand over what is under way, to answer what was asked."""
_LIVED = 60.0
"""Seconds after which a process is taken to have started well."""
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A process that is to be there; its standard input ends when this one dies, by which it knows."""

    command: Sequence[str]
    name: str
    environ: Mapping[str, str] = field(default_factory=dict)
    """What its environment has beside ours."""
    files: tuple[int, ...] = ()
    """Open files that it inherits."""
    pause: float = 1.0
    """Seconds before another one is started; more after one that did not live long."""


@contextmanager
def kept(*processes: Kept) -> Iterator[None]:
    """Keep these running until what is inside ends; then end them all."""
    over = Event()
    keepers = [Thread(target=_keep, args=(process, over), name=f"keeps {process.name}", daemon=True) for process in processes]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep(process: Kept, over: Event) -> None:
    pause = process.pause
    while not over.is_set():
        began = time.monotonic()
        ended = _run_one(process, over)
        if over.is_set():
            return
        pause = process.pause if time.monotonic() - began > _LIVED else min(2 * pause, _LONGEST_PAUSE)
        say(f"{process.name} ended ({ended}); another one starts in {pause:.3g} s")
        over.wait(pause)


def _run_one(process: Kept, over: Event) -> str:
    """Until it ends, or what it is kept for does; how it ended."""
    environ = {**os.environ, **process.environ}
    with subprocess.Popen(  # noqa: S603 - our own program
        process.command, stdin=subprocess.PIPE, start_new_session=True, pass_fds=process.files, env=environ
    ) as running:
        while running.poll() is None and not over.wait(0.2):
            pass
        if running.poll() is None:
            running.terminate()
            _await(running)
    code = running.returncode
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _await(running: "subprocess.Popen[bytes]") -> None:
    try:
        running.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
