"""What a programme does again and again: scans and the weekly mail."""

from datetime import UTC, tzinfo

from fastapi import APIRouter, Request

from driftwatch.domain.keys import Scope
from driftwatch.domain.schedules import Recurring, Rhythm, Routine, Timetable, upcoming
from driftwatch.errors import ConfigurationError
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.schedule_documents import RoutineDocument, ScheduleDocument, ScheduleRequest, routine, timetable
from driftwatch_api.service import Parts, Service

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=GuardedRoute)
_NOTHING = Timetable(scan=Routine(rhythm=Rhythm.NEVER), digest=Routine(rhythm=Rhythm.NEVER, behind=1))


@router.get("/{programme_id}/schedule", operation_id="get_schedule", openapi_extra=needs(Scope.ADMIN))
def get_schedule(programme_id: str, guest: Guest, parts: Parts) -> ScheduleDocument:
    """Show when the programme is scanned and its mail sent without anybody asking."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    return _document(parts, key)


@router.put("/{programme_id}/schedule", operation_id="set_schedule", openapi_extra=needs(Scope.ADMIN))
def set_schedule(programme_id: str, asked: ScheduleRequest, guest: Guest, parts: Parts, request: Request) -> ScheduleDocument:
    """Set when the programme is scanned and its mail sent; it holds, whatever driftwatch.toml says, until it is deleted."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    parts.store.schedules.put(key, timetable(asked), actor=guest.key.name, request_id=request.state.request_id, at=parts.clock())
    return _document(parts, key)


@router.delete("/{programme_id}/schedule", operation_id="delete_schedule", status_code=204, openapi_extra=needs(Scope.ADMIN))
def delete_schedule(programme_id: str, guest: Guest, parts: Parts, request: Request) -> None:
    """Let the programme's driftwatch.toml say again when it is scanned and its mail sent."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    parts.store.schedules.delete(key, actor=guest.key.name, request_id=request.state.request_id, at=parts.clock())


def _document(service: Service, programme: str) -> ScheduleDocument:
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
