"""The statements that alerts rest on."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.lanes import lane_of
from driftwatch_api.list_documents import StatementDocument, StatementPage
from driftwatch_api.list_questions import StatementQuestion
from driftwatch_api.listing import ANSWERS, answered, refusing_unknown_cursors
from driftwatch_api.service import Parts, Service
from driftwatch_api.stored import statement_row

router = APIRouter(prefix="/v1/statements", tags=["statements"], route_class=GuardedRoute)


@router.get("", operation_id="list_statements", openapi_extra=needs(Scope.READ_ALERTS), response_model=StatementPage, responses=ANSWERS)
async def list_statements(wanted: Annotated[StatementQuestion, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """List statements: by programme, then by id, or as `sort` says; as CSV where the header Accept prefers it."""
    return await lane_of(request).run(_listed, wanted, guest, parts, request)


def _listed(wanted: StatementQuestion, guest: Access, parts: Service, request: Request) -> Response:
    search = wanted.search(guest.chosen(parts.store, wanted.programme))
    with refusing_unknown_cursors():
        page = guest.sees(parts.store).lists.statements(search, limit=wanted.limit, after=wanted.cursor)
    return answered(request, "statements", [statement_row(found) for found in page.rows], list(StatementDocument.model_fields), page.next_after)
