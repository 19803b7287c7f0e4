"""What comes into a programme: uploads of files, messages that are pushed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.coming import taken_in
from driftwatch_api.repeats import Entry, described
from driftwatch_api.work_documents import ImportTaken

router = APIRouter(prefix="/v1/programmes/{programme_id}/imports", tags=["programmes"], route_class=GuardedRoute)
_BODY: Entry = {
    "required": True,
    "content": {
        "multipart/form-data": {"schema": {"$ref": "#/components/schemas/UploadRequest"}},
        "application/json": {"schema": {"$ref": "#/components/schemas/PushRequest"}},
    },
}


@router.post(
    "",
    operation_id="import_files",
    status_code=202,
    response_model=ImportTaken,
    openapi_extra={**needs(Scope.INGEST), **described(), "requestBody": _BODY},
    responses={400: {}, 408: {}, 409: {}, 413: {}, 415: {}, 422: {}, 507: {}},
)
async def import_files(programme_id: str, guest: Guest, request: Request) -> Response:
    """Upload exports, or push messages; every item is taken or refused by itself. What came before is recognised by its content."""
    return await taken_in(request, guest, programme_id)
