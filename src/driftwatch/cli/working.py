"""The worker's process: how it is set up, how it is told to stop, and how `driftwatch serve` keeps one beside it."""

import os
import random
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from driftwatch.cli.hooking import hooks_of
from driftwatch.cli.keeping import Kept, kept
from driftwatch.cli.mailing import HOST, post_of
from driftwatch.cli.terminal import say

if TYPE_CHECKING:
    from driftwatch.jobs.mailing import Post
    from driftwatch.jobs.messenger import Messenger
    from driftwatch.jobs.worker import Errand, Worker
    from driftwatch.store.sql import SqlStore

_COMMAND = (sys.executable, "-m", "driftwatch.cli", "worker", "--until-eof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A worker and who hands over what it leaves in the outbox."""

    worker: "Worker"
    messenger: "Messenger"

    def run(self) -> None:
        """Until somebody stops it."""
        with self.messenger.beside():
            self.worker.run()

    def run_dry(self) -> None:
        """Until nothing is due: neither a job nor anything in the outbox."""
        replace(self.worker, errands=(*self.worker.errands, *self.messenger.errands)).run_dry()


def crew_of(store: "SqlStore") -> Crew:
    """Who works for a store, with the clock and the chance of this machine."""
    from driftwatch.jobs.hiring import hire
    from driftwatch.jobs.messenger import Messenger
    from driftwatch.jobs.scanning import settings_of
    from driftwatch.jobs.worker import World

    world = World(clock=lambda: datetime.now(UTC), sleep=time.sleep, chance=random.random, log=say)
    settings = partial(settings_of, store=store)
    post = partial(post_of, store, settings_of=settings, told=say)
    hooks = hooks_of(store, world, settings_of=settings)
    name = f"{socket.gethostname()[:40]} {os.getpid()} {secrets.token_hex(4)}"
    return Crew(
        worker=hire(store, world, name=name, random=secrets.token_bytes, post=post),
        messenger=Messenger(errands=(*_mails(post), hooks), world=world, fallen=lambda: os.kill(os.getpid(), signal.SIGTERM)),
    )


def _mails(post: "Callable[[], Post]") -> "tuple[Errand, ...]":
    """Hands over mails where a mail server is known."""
    from driftwatch.jobs.mailing import drain_mail

    if not os.environ.get(HOST, "").strip():
        say(f"no mail server is known (${HOST}): mails stay in the outbox")
        return ()
    mails = post()
    return (lambda _: drain_mail(mails),)


@contextmanager
def stopped_when_told() -> Iterator[None]:
    """SIGTERM ends what is inside as orderly as Ctrl-C does; whoever asks twice is not heard while the job is given back."""
    before = signal.signal(signal.SIGTERM, _stop), signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


def stop_with_parent() -> None:
    """End this process when whoever started it has gone: then its standard input ends."""
    Thread(target=_watch_stdin, name="watches the parent", daemon=True).start()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    _hear_no_more()
    raise SystemExit(0)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    _hear_no_more()
    raise KeyboardInterrupt


def _hear_no_more() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _watch_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def worker_beside() -> AbstractContextManager[None]:
    """Keep a worker running in a process of its own, started again whenever it dies; it ends with what is inside."""
    return kept(Kept(command=_COMMAND, name="the worker"))
