"""Which parts of the service can work now, and what goes on without those that cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from driftwatch.errors import DriftwatchError, SchemaError
from driftwatch.store.watermark import disk_allows_intake
from driftwatch_api.service import Service

PATIENCE = timedelta(minutes=5)
"""A job that could have been begun for so long, while nobody has one in hand, finds no worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One part; `why` is empty while it can work."""

    name: str
    why: str = ""
    needed: bool = False
    """Whether nothing can be read without it."""


def store_layer(service: Service) -> Layer:
    """Whether the store answers and is of this program's schema; where it lies is nobody's business here."""
    try:
        service.store.check()
    except SchemaError:
        return Layer(name="schema", why="another driftwatch has written the store; run the same version everywhere", needed=True)
    except DriftwatchError:
        return Layer(name="store", why="the store does not answer; `driftwatch doctor` says more where it runs", needed=True)
    return Layer(name="store", needed=True)


def disk_layer(service: Service) -> Layer:
    """Whether there is room to take something in; without it the service reads on and takes nothing."""
    place = service.store.file
    low = place is not None and not disk_allows_intake(place.parent, False)
    return Layer(name="disk", why="the disk of the store is nearly full: nothing is taken in until there is room" if low else "")


def worker_layer(service: Service) -> Layer:
    """Whether jobs are begun; without a worker they wait."""
    at = service.clock()
    try:
        figures = service.store.figures.read(at)
    except DriftwatchError:
        return Layer(name="worker", why="the store does not say what waits")
    waits = figures.waiting_since is not None and at - figures.waiting_since > PATIENCE and not figures.working
    return Layer(name="worker", why="jobs wait and no worker begins them; start one with `driftwatch worker`" if waits else "")


def model_layer(ask: Callable[[], object]) -> Layer:
    """Whether texts can be labelled; without it everything but labelling and scans goes on."""
    return Layer(name="model", why=_fault(ask))


def _fault(ask: Callable[[], object]) -> str:
    try:
        ask()
    except DriftwatchError as error:
        return str(error)
    return ""
