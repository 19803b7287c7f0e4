"""What a programme does again and again: scans and the weekly mail."""

from fastapi import APIRouter, Request

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.schedule_documents import ScheduleDocument, ScheduleRequest, timetable
from driftwatch_api.schedules import schedule_document
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=GuardedRoute)


@router.get("/{programme_id}/schedule", operation_id="get_schedule", openapi_extra=needs(Scope.ADMIN))
def get_schedule(programme_id: str, guest: Guest, parts: Parts) -> ScheduleDocument:
    """Show when the programme is scanned and its mail sent without anybody asking."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    return schedule_document(parts, key)


@router.put("/{programme_id}/schedule", operation_id="set_schedule", openapi_extra=needs(Scope.ADMIN))
def set_schedule(programme_id: str, asked: ScheduleRequest, guest: Guest, parts: Parts, request: Request) -> ScheduleDocument:
    """Set when the programme is scanned and its mail sent; it holds, whatever driftwatch.toml says, until it is deleted."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    parts.store.schedules.put(key, timetable(asked), actor=guest.key.name, request_id=request.state.request_id, at=parts.clock())
    return schedule_document(parts, key)


@router.delete("/{programme_id}/schedule", operation_id="delete_schedule", status_code=204, openapi_extra=needs(Scope.ADMIN))
def delete_schedule(programme_id: str, guest: Guest, parts: Parts, request: Request) -> None:
    """Let the programme's driftwatch.toml say again when it is scanned and its mail sent."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    parts.store.schedules.delete(key, actor=guest.key.name, request_id=request.state.request_id, at=parts.clock())
