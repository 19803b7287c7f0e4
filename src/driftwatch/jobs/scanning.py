"""What a scan job does: the same as `driftwatch scan`, and its end stands in the transaction of what it found."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

from driftwatch.domain.talk import programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.task import Task
from driftwatch.records import ScanRecord
from driftwatch.settings import Settings
from driftwatch.store.sql import SqlStore

STEPS = ("reading", "labelling", "comparing terms", "checking", "drawing", "storing")
"""How the line's own words begin for what it does, in their order."""
SINCE, UNTIL = "since", "until"
"""Words of a job: the days that count, `2026-03-30`."""


def scan(task: Task, *, store: SqlStore, clock: Callable[[], datetime]) -> None:
    """Read, compare and store a programme; cancelled between its steps."""
    from driftwatch.watch import Window  # with its tables
    from driftwatch.wiring import watch

    settings = settings_of(task.job.programme, store=store)
    words = task.job.words
    window = Window(since=_day(words, SINCE), until=_day(words, UNTIL))
    committing = store.committing(lambda connection, record: task.finished(connection, counted(record)))
    watch(settings, committing, told=partial(_told, task)).scan(at=clock().astimezone(settings.timezone).replace(microsecond=0), window=window)


def settings_of(programme: str, *, store: SqlStore) -> Settings:
    """The settings of a programme by its key; raises ConfigurationError, saying what would mend it."""
    from driftwatch.wiring import programme_settings

    folder = store.register.folder(programme)
    if folder is None:
        raise ConfigurationError(f"{programme}: the store does not know its folder; scan it once by hand: driftwatch scan FOLDER")
    settings = programme_settings(folder)
    if programme_key(settings.name) != programme:
        raise ConfigurationError(
            f"{settings.file} is now called {settings.name!r}: that is another programme than `{programme}`; scan it by hand once"
        )
    return settings


def counted(record: ScanRecord) -> Mapping[str, str]:
    """What a scan found, in numbers."""
    severities = Counter(alert.severity.value for alert in record.outcome.alerts)
    files = Counter(file.status.value for file in record.files)
    return {
        "statements": str(len(record.statements)),
        "alerts": str(len(record.outcome.alerts)),
        **{severity: str(number) for severity, number in sorted(severities.items())},
        "files": str(len(record.files)),
        **{f"files_{status}": str(number) for status, number in sorted(files.items())},
    }


def _told(task: Task, what: str) -> None:
    place = next((place for place, step in enumerate(STEPS) if what.startswith(step)), None)
    task.told(what, None if place is None else place / len(STEPS))


def _day(words: Mapping[str, str], name: str) -> date | None:
    return date.fromisoformat(words[name]) if name in words else None
