"""When a programme is scanned and its mail sent without anybody asking, as requests and pages tell it."""

from datetime import UTC, tzinfo

from driftwatch.domain.schedules import Recurring, Rhythm, Routine, Timetable, upcoming
from driftwatch.errors import ConfigurationError
from driftwatch_api.schedule_documents import RoutineDocument, ScheduleDocument, routine
from driftwatch_api.service import Service

_NOTHING = Timetable(scan=Routine(rhythm=Rhythm.NEVER), digest=Routine(rhythm=Rhythm.NEVER, behind=1))


def schedule_document(service: Service, programme: str) -> ScheduleDocument:
    """What a programme does again and again, and when next."""
    said, zone, problem = _said_by_file(service, programme)
    wanted = service.store.schedules.get(programme)
    holds, done = wanted or said, service.store.schedules.done(programme)

    def told(what: Recurring, one: Routine) -> RoutineDocument:
        ahead = None if problem else upcoming(one, at=service.clock(), zone=zone)
        return routine(one, done=done.get(what), upcoming=ahead)

    return ScheduleDocument(
        programme=programme,
        set_by="api" if wanted else "file",
        timezone=str(zone),
        scan=told(Recurring.SCAN, holds.scan),
        digest=told(Recurring.DIGEST, holds.digest),
        problem=problem,
    )


def _said_by_file(service: Service, programme: str) -> tuple[Timetable, tzinfo, str | None]:
    """What driftwatch.toml wants, the programme's time zone, and why it cannot be read where it cannot."""
    from driftwatch.jobs.recurring import timetable as timetable_of
    from driftwatch.wiring import programme_settings

    folder = service.store.register.folder(programme)
    if folder is None:
        return _NOTHING, UTC, "The store does not know where this programme's folder is; scan it once by hand."
    try:
        settings = programme_settings(folder)
    except ConfigurationError as error:
        return _NOTHING, UTC, f"Its driftwatch.toml cannot be used: {str(error).removeprefix(f'{folder}/')}"
    return timetable_of(settings), settings.timezone, None
