"""Puts a worker together: what it can do, and its errands between the jobs."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from driftwatch.domain.jobs import JobKind
from driftwatch.jobs.digesting import digest
from driftwatch.jobs.importing import import_arrivals
from driftwatch.jobs.mailing import Post
from driftwatch.jobs.recurring import Calendar
from driftwatch.jobs.scanning import scan
from driftwatch.jobs.spool import Sweep
from driftwatch.jobs.worker import Work, Worker, World
from driftwatch.store.sql import SqlStore


def hire(store: SqlStore, world: World, *, name: str, random: Callable[[int], bytes], post: Callable[[], Post]) -> Worker:
    """A worker for this store; `random` gives random bytes, `post` what mails are sent with, or ConfigurationError."""
    from driftwatch.wiring import programme_settings

    calendar = Calendar(store, read=programme_settings, random=random, log=world.log)
    sweep = Sweep(lambda: map(Path, store.schedules.folders().values()))
    return Worker(name=name, store=store, works=works(store, world, post), world=world, errands=(calendar, sweep))


def works(store: SqlStore, world: World, post: Callable[[], Post]) -> Mapping[JobKind, Work]:
    """What is done for each kind of job."""
    return {
        JobKind.IMPORT: partial(import_arrivals, store=store),
        JobKind.SCAN: partial(scan, store=store, clock=world.clock),
        JobKind.DIGEST: partial(digest, store=store, post=post),
    }
