"""A job in hand: what whoever does it tells, and when they are to stop."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Thread

from sqlalchemy import Connection

from driftwatch.domain.jobs import Job, JobState
from driftwatch.errors import JobStoppedError, StoreError
from driftwatch.store.jobs import SqlJobs, finish_job


class Task:
    """A job that this worker has for as long as it keeps reporting."""

    def __init__(self, jobs: SqlJobs, job: Job, *, worker: str, clock: Callable[[], datetime], lease: timedelta) -> None:
        self.job = job
        self.ended = False
        """Whether its end was stored already, in the transaction of its work."""
        self._jobs, self._worker, self._clock, self._lease = jobs, worker, clock, lease
        self._step, self._progress, self._stopped = "", job.progress, job.cancelling

    def told(self, step: str, progress: float | None = None) -> None:
        """What is being done now, in words that quote nothing; raises JobStoppedError where it is not to be done."""
        self._step, self._progress = step, progress
        self.beat()
        self.go_on()

    def go_on(self) -> None:
        """Raise JobStoppedError where somebody cancelled the job or another worker has it."""
        if self._stopped:
            raise JobStoppedError(f"job {self.job.id} was cancelled, or taken over by another worker")

    def beat(self) -> None:
        """Keep the job for one more lease; notes where it is to be stopped."""
        kept = self._jobs.report(self.job.id, self._worker, step=self._step, progress=self._progress, at=self._clock(), lease=self._lease)
        self._stopped = self._stopped or not kept

    def finished(self, connection: Connection, result: Mapping[str, str]) -> None:
        """It is done, in the transaction of its work: both are stored or neither; raises JobStoppedError where another worker has it."""
        mine = finish_job(connection, self.job.id, self._worker, state=JobState.DONE, result=result, error="", at=self._clock())
        if not mine:
            raise JobStoppedError(f"job {self.job.id} was taken over by another worker")
        self.ended = True


@contextmanager
def beating(task: Task, *, every: float) -> Iterator[None]:
    """Keep the job while the work inside runs, however long its steps are; `every` so many seconds."""
    over = Event()

    def beat() -> None:
        while not over.wait(every):
            with suppress(StoreError):  # a database that is away for a moment: the lease lasts longer than that
                task.beat()

    heart = Thread(target=beat, name=f"keeps {task.job.id}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()
