"""Workers of a Ray cluster: actors that stay for the whole scan, each with its models loaded once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

from driftwatch.engines.unit import Parts, Task, done
from driftwatch.errors import DriftwatchError, EngineError

AHEAD = 2
"""Shards that a worker has in hand: one in work, one to go on with."""
_MEND = "look at `ray status` and at its logs, and scan again: what is finished is kept"


class Worker:
    """One process of the crew; makes its parts at the first shard."""

    def __init__(self, make: Callable[[], Parts]) -> None:
        self._make = make

    @cached_property
    def parts(self) -> Parts:
        """Its models and its sandbox, which stay."""
        return self._make()

    def done(self, task: str, shard: pa.RecordBatch) -> pa.RecordBatch:
        """One shard."""
        return done(Task(task), shard, self.parts)


@dataclass(kw_only=True)
class RayCrew:
    """Actors in a cluster at `address`, or in one of this machine that is started for the scan; Ray begins a dead one anew and repeats its shard."""

    make: Callable[[], Parts]
    address: str | None = None
    workers: int | None = None
    """As many as the cluster has processors where it is None, and never more: one that finds no place would be waited for."""
    told: Callable[[str], None] = lambda _: None
    _actors: list[Any] = field(default_factory=list, init=False)

    @property
    def size(self) -> int:
        """How many workers there are; starts them."""
        return len(self._started())

    def work(self, task: Task, shards: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to every shard as they come; raises EngineError where the cluster is lost."""
        import ray

        actors, waiting = self._started(), list(reversed(shards))
        at_work: dict[Any, Any] = {}
        for actor in actors * AHEAD:
            if waiting:
                at_work[actor.done.remote(task.value, waiting.pop())] = actor
        try:
            while at_work:
                ended, _ = ray.wait(list(at_work), num_returns=1)
                answer, actor = ray.get(ended[0]), at_work.pop(ended[0])
                if waiting:
                    at_work[actor.done.remote(task.value, waiting.pop())] = actor
                yield answer
        except ray.exceptions.RayTaskError as error:
            raise error.cause if isinstance(error.cause, DriftwatchError) else EngineError(f"a worker failed: {error}") from error
        except ray.exceptions.RayError as error:
            raise EngineError(f"the Ray cluster was lost ({error}); {_MEND}") from error

    def close(self) -> None:
        """Let the workers go, and the cluster where it was started for us."""
        if self._actors:
            import ray

            for actor in self._actors:
                ray.kill(actor)
            self._actors = []
            ray.shutdown()

    def _started(self) -> list[Any]:
        if not self._actors:
            import ray

            try:
                ray.init(address=self.address or "local", num_cpus=None if self.address else self.workers, **_QUIETLY)
            except Exception as error:  # Ray raises nothing narrower where a node does not come up
                where = f"the Ray cluster at {self.address}" if self.address else "a Ray cluster on this machine"
                raise EngineError(f"{where} cannot be reached or started: {error}") from error
            processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
            number = min(self.workers or processors, processors)
            self.told(f"starting {number} {'worker' if number == 1 else 'workers'} of Ray")
            hired = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(Worker)
            self._actors = [hired.remote(self.make) for _ in range(number)]
        return self._actors


_QUIETLY = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR", "configure_logging": True}
