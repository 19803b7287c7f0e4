"""Files that people bring to a programme by its page: taken in as by the API, streamed, each taken or refused by itself."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import needs
from driftwatch_api.coming import taken_in
from driftwatch_api.dashboard.entry import FORM_TOKEN, FORM_TOKEN_HEADER, Guest, require_own_form, the_place
from driftwatch_api.dashboard.job_views import job_view
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, page
from driftwatch_api.jobs import job_document, job_of
from driftwatch_api.service import Parts
from driftwatch_api.work_documents import ImportTaken

router = APIRouter(route_class=PageRoute, include_in_schema=False)
TAKEN_WORDS = {"accepted": ("✓", "taken"), "duplicate": ("=", "here already"), "refused": ("!", "not taken")}


@router.post("/p/{programme}/uploads", openapi_extra=needs(Scope.INGEST))
async def upload(programme: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Take files in; the form's token stands in the address, so that of a form of another site not a byte is read."""
    require_own_form(request, request.headers.get(FORM_TOKEN_HEADER) or request.query_params.get(FORM_TOKEN, ""))
    place = await run_in_threadpool(the_place, guest, parts, programme)
    answer = await taken_in(request, guest.access, place.key)
    taken = ImportTaken.model_validate_json(bytes(answer.body))
    job = await run_in_threadpool(job_of, parts, guest.access, taken.job.id)
    view = job_view(job, job_document(job, guest.access), place, at=parts.clock())
    files = [(file, *TAKEN_WORDS[file.status]) for file in taken.files]
    return page(request, guest, "uploaded.html", title="Uploaded", where=Shown(place=place, at="imports"), files=files, job=view)
