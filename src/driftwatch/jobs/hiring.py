"""Puts a worker together: what it can do, and its errands between the jobs."""

from collections.abc import Callable, Mapping
from functools import partial

from driftwatch.domain.jobs import JobKind
from driftwatch.jobs.recurring import Calendar
from driftwatch.jobs.scanning import scan
from driftwatch.jobs.worker import Errand, Work, Worker, World
from driftwatch.store.sql import SqlStore


def hire(store: SqlStore, world: World, *, name: str, random: Callable[[int], bytes], errands: tuple[Errand, ...] = ()) -> Worker:
    """A worker for this store; `random` gives random bytes, `errands` are done beside those that every worker has."""
    from driftwatch.wiring import programme_settings

    calendar = Calendar(store, read=programme_settings, random=random, log=world.log)
    return Worker(name=name, store=store, works=works(store, world), world=world, errands=(calendar, *errands))


def works(store: SqlStore, world: World) -> Mapping[JobKind, Work]:
    """What is done for each kind of job."""
    return {JobKind.SCAN: partial(scan, store=store, clock=world.clock)}
