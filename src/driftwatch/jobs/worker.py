"""The worker: takes what is due, does it, says how it ended; whatever kills it, another one goes on from there.

A job is kept by a lease that is lengthened while its work runs. What a job changes is stored in one transaction, together with its end where
the work can do so; so a death before it leaves nothing, and a death after it leaves nothing to be done.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.jobs import MOST_ATTEMPTS, Job, JobKind, JobState, retry_delay
from driftwatch.errors import DriftwatchError, JobStoppedError, StoreError
from driftwatch.jobs.placeless import placeless
from driftwatch.jobs.task import Task, beating
from driftwatch.store.sql import SqlStore

Result = Mapping[str, str] | timedelta | None
"""What came of a job, in numbers and ids; how long to wait before it is tried again; None where the work has stored its end itself."""
Work = Callable[[Task], Result]
Errand = Callable[[datetime], int]
"""Something done between jobs, such as handing over what waits in the outbox; gives how much it did."""
LEASE = timedelta(minutes=2)
_BEATS_PER_LEASE = 5
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What lies outside: told by whoever runs the worker."""

    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    """Seconds."""
    chance: Callable[[], float]
    """0 … 1."""
    log: Callable[[str], None]
    """A line for whoever looks after it; no text of any message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Does the jobs of a store, one after another, and what is to be done between them."""

    name: str
    """No other worker's, nor that of an earlier one."""
    store: SqlStore
    works: Mapping[JobKind, Work]
    world: World
    errands: Sequence[Errand] = ()
    lease: timedelta = LEASE
    idle: float = 1.0
    """Seconds until it looks again when nothing was to be done."""

    def run(self) -> None:
        """Work until somebody stops it; a store that is away is waited for."""
        failures = 0
        while True:
            try:
                busy = self.turn()
            except StoreError as error:
                failures += 1
                self.world.log(f"the store does not answer, trying again: {error}")
                self.world.sleep(min(2.0**failures, _LONGEST_PAUSE) * (0.5 + self.world.chance() / 2))
                continue
            failures = 0
            if not busy:
                self.world.sleep(self.idle)

    def run_dry(self) -> None:
        """Work until nothing is due."""
        while self.turn():
            pass

    def turn(self) -> bool:
        """The errands, then one job; whether there was anything to do. Told to stop, it gives the job back."""
        try:
            did = sum(errand(self.world.clock()) for errand in self.errands)
            job = self.store.jobs.claim(self.name, at=self.world.clock(), lease=self.lease)
            if job is not None:
                self._take(job)
        except (KeyboardInterrupt, SystemExit):
            self._leave()
            raise
        return bool(did) or job is not None

    def _leave(self) -> None:
        with suppress(StoreError):  # else it is free when its lease is over
            for job in self.store.jobs.leave(self.name, at=self.world.clock()):
                self.world.log(f"{job}: given back, another worker can go on with it")

    def _take(self, job: Job) -> None:
        if job.cancelling:
            self._settle(lambda: self._finish(job, JobState.CANCELLED))
        elif job.attempts > MOST_ATTEMPTS:
            self._fail(
                job, f"its worker died {MOST_ATTEMPTS} times while it was done; look at the worker's log and at the memory that it may use", "died"
            )
        else:
            self.world.log(f"{job.id}: {job.kind} of {job.programme} begins" + (f", attempt {job.attempts}" if job.attempts > 1 else ""))
            self._do(job)

    def _do(self, job: Job) -> None:
        task = Task(self.store.jobs, job, worker=self.name, clock=self.world.clock, lease=self.lease)
        try:
            with beating(task, every=self.lease.total_seconds() / _BEATS_PER_LEASE):
                result = self.works[job.kind](task)
        except JobStoppedError:
            self._settle(lambda: self._finish(job, JobState.CANCELLED))
        except StoreError as error:
            self._retry(job, str(error), "store")
        except DriftwatchError as error:
            self._fail(job, str(error), type(error).__name__.removesuffix("Error").lower())
        except Exception as error:
            self._retry(job, _mistake(error), "mistake")
            raise
        else:
            self._conclude(task, result)

    def _conclude(self, task: Task, result: Result) -> None:
        if isinstance(result, timedelta):
            due = self.world.clock() + result
            self._settle(lambda: self.store.jobs.give_back(task.job.id, self.name, at=self.world.clock(), due=due))
        elif not task.ended:
            self._settle(lambda: self._finish(task.job, JobState.DONE, result=result or {}))
        else:
            self.world.log(f"{task.job.id}: {JobState.DONE}")

    def _retry(self, job: Job, error: str, reason: str) -> None:
        """What may go well another time: the database was away, or a mistake of ours."""
        if job.attempts >= MOST_ATTEMPTS:
            self._fail(job, error, reason)
            return
        due = self.world.clock() + retry_delay(job.attempts, chance=self.world.chance())
        if self._settle(lambda: self.store.jobs.retry(job.id, self.name, due=due, error=placeless(error), at=self.world.clock())):
            self.world.log(f"{job.id}: tried again at {due:%H:%M:%S}: {error}")

    def _fail(self, job: Job, error: str, reason: str) -> None:
        """What goes wrong every time."""
        told = None
        if job.kind is JobKind.SCAN:
            facts = {"job": job.id, "reason": reason}
            told = Happening(id=f"{job.id}.failed", type=HappeningType.SCAN_FAILED, programme=job.programme, at=self.world.clock(), facts=facts)
        self._settle(lambda: self._finish(job, JobState.FAILED, error=error, told=told))

    def _finish(self, job: Job, state: JobState, *, result: Mapping[str, str] | None = None, error: str = "", told: Happening | None = None) -> bool:
        mine = self.store.jobs.finish(job.id, self.name, state=state, result=result or {}, error=placeless(error), at=self.world.clock(), told=told)
        self.world.log(f"{job.id}: {state if mine else 'another worker has it'}{f': {error}' if error else ''}")
        return mine

    def _settle(self, say: Callable[[], bool]) -> bool:
        """Say how it ended as soon as the store can be told, and whether it was ours to say; once the lease is over another worker finds out."""
        over, pause = self.world.clock() + self.lease, 0.2
        while True:
            try:
                return say()
            except StoreError:
                if self.world.clock() >= over:
                    raise
                self.world.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)


def _mistake(error: BaseException) -> str:
    """Where in the program it arose; never what it says, for that may quote a message."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" at {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in place)
    return f"a mistake of ours, please report it: {type(error).__name__}{where}"
