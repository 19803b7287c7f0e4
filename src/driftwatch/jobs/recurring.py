"""Makes jobs of what is due by a schedule, one for each period however many workers look."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from driftwatch.domain.jobs import Job, JobKind, JobOrder, job_id, scan_slot
from driftwatch.domain.schedules import Recurring, Rhythm, Routine, Timetable, begins, next_turn
from driftwatch.domain.talk import programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.settings import Settings
from driftwatch.store.sql import SqlStore

LOOK_EVERY = timedelta(seconds=20)
KEPT = timedelta(days=90)
"""Jobs that ended longer ago are forgotten."""
_BY_SCHEDULE = "schedule"


def timetable(settings: Settings) -> Timetable:
    """What driftwatch.toml wants done again and again."""
    schedule, digest = settings.schedule, settings.digest
    mails = Rhythm.WEEKLY if schedule.digest else Rhythm.NEVER
    return Timetable(
        scan=Routine(rhythm=schedule.scan, day=schedule.day, at=schedule.time),
        digest=Routine(rhythm=mails, day=digest.day, at=digest.time, behind=1),
    )


class Calendar:
    """An errand of the worker: looks at the schedules now and then."""

    def __init__(self, store: SqlStore, *, read: Callable[[Path], Settings], random: Callable[[int], bytes], log: Callable[[str], None]) -> None:
        self._store, self._read, self._random, self._log = store, read, random, log
        self._looked: datetime | None = None
        self._complaints: dict[str, str] = {}

    def __call__(self, at: datetime) -> int:
        """Make the jobs that are due, and end snoozes; gives how many jobs. Looks every LOOK_EVERY, and at once where the clock was put back."""
        if self._looked is not None and timedelta() <= at - self._looked < LOOK_EVERY:
            return 0
        self._looked = at
        self._store.jobs.forget(at - KEPT)
        return sum(self._tend(programme, Path(folder), at) for programme, folder in self._store.schedules.folders().items())

    def _tend(self, programme: str, folder: Path, at: datetime) -> int:
        try:
            settings = self._read(folder)
        except ConfigurationError as error:
            self._complain(programme, str(error))
            return 0
        if programme_key(settings.name) != programme:
            self._complain(programme, f"{settings.file} is called {settings.name!r} now, which is another programme")
            return 0
        self._complaints.pop(programme, None)
        self._store.lives.wake(programme, at=at.astimezone(settings.timezone))
        wanted = self._store.schedules.get(programme) or timetable(settings)
        done = self._store.schedules.done(programme)
        made = [
            self._make(programme, what, routine, done.get(what), at.astimezone(settings.timezone))
            for what, routine in ((Recurring.SCAN, wanted.scan), (Recurring.DIGEST, wanted.digest))
        ]
        return sum(job is not None for job in made)

    def _make(self, programme: str, what: Recurring, routine: Routine, done: str | None, at: datetime) -> Job | None:
        zone = at.tzinfo
        if zone is None:
            raise ValueError("a moment without a zone")
        begun = begins(routine, done, at=at, zone=zone)
        if begun is not None:
            self._store.schedules.begin(programme, what, begun, before=done)
            return None
        turn = next_turn(routine, done, at=at, zone=zone)
        if turn is None or done is None:
            return None
        order = JobOrder(
            programme=programme,
            kind=JobKind(what.value),
            slot=scan_slot(programme) if what is Recurring.SCAN else f"{what}:{programme}",
            words={"period": turn.period, **({"skipped": " ".join(turn.skipped)} if turn.skipped else {})},
            due=turn.at,
            asked_by=_BY_SCHEDULE,
        )
        if turn.skipped:
            self._log(f"{programme}: nobody was there for the {what} of {', '.join(turn.skipped)}; that of {turn.period} is done now")
        return self._store.schedules.make(order, what, turn.period, before=done, id=job_id(self._random), at=at)

    def _complain(self, programme: str, what: str) -> None:
        """Once for each thing that is wrong."""
        if self._complaints.get(programme) != what:
            self._complaints[programme] = what
            self._log(f"{programme}: its schedule rests: {what}")
