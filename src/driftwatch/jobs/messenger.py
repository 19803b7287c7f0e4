"""Hands over what waits in the outbox while the worker is busy with a job: nobody waits for the end of a scan to be told something."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from driftwatch.errors import StoreError
from driftwatch.jobs.worker import Errand, World

_PATIENCE = 25.0
"""Seconds that what is under way has to be handed over when the worker ends."""
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Messenger:
    """Does errands, each in a thread of its own so that none waits for another's slow receiver; they end when the worker does."""

    errands: Sequence[Errand]
    world: World
    fallen: Callable[[], None]
    """Is called where an errand failed by a mistake of ours: the worker is to end, and to be started anew."""
    idle: float = 1.0
    """Seconds until it looks again when nothing was to be done."""

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Run while what is inside runs."""
        over = Event()
        threads = [Thread(target=self._go, args=(errand, over), name=f"hands over {place}", daemon=True) for place, errand in enumerate(self.errands)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(_PATIENCE)

    def _go(self, errand: Errand, over: Event) -> None:
        try:
            self._run(errand, over)
        except BaseException:
            self.fallen()
            raise

    def _run(self, errand: Errand, over: Event) -> None:
        failures = 0
        while not over.is_set():
            try:
                did = errand(self.world.clock())
            except StoreError as error:
                failures += 1
                self.world.log(f"what waits in the outbox waits on: {error}")
                over.wait(min(2.0**failures, _LONGEST_PAUSE))
                continue
            failures = 0
            if not did:
                over.wait(self.idle)
