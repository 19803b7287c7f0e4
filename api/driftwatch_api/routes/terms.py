"""The terms that were compared, divergent or not."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import JsonValue

from driftwatch.domain.keys import Scope
from driftwatch.records import TermRecord
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.lanes import lane_of
from driftwatch_api.list_documents import TermDocument, TermPage
from driftwatch_api.list_questions import TermQuestion
from driftwatch_api.listing import ANSWERS, answered, refusing_unknown_cursors
from driftwatch_api.service import Parts, Service

router = APIRouter(prefix="/v1/terms", tags=["terms"], route_class=GuardedRoute)


@router.get("", operation_id="list_terms", openapi_extra=needs(Scope.READ_ALERTS), response_model=TermPage, responses=ANSWERS)
async def list_terms(wanted: Annotated[TermQuestion, Query()], guest: Guest, parts: Parts, request: Request) -> Response:
    """List compared terms: by programme, then by term and partners; as CSV where the header Accept prefers it."""
    return await lane_of(request).run(_listed, wanted, guest, parts, request)


def _listed(wanted: TermQuestion, guest: Access, parts: Service, request: Request) -> Response:
    search = wanted.search(guest.chosen(parts.store, wanted.programme))
    with refusing_unknown_cursors():
        page = guest.sees(parts.store).lists.terms(search, limit=wanted.limit, after=wanted.cursor)
    rows = [_row(programme, term) for programme, term in page.rows]
    return answered(request, "terms", rows, list(TermDocument.model_fields), page.next_after)


def _row(programme: str, row: TermRecord) -> dict[str, JsonValue]:
    """As a TermDocument tells it, without making one."""
    return {
        "programme": programme,
        "term": row.term,
        "partners": [*row.partners],
        "n": [*row.n],
        "divergence": row.divergence,
        "p_value": row.p_value,
        "q_value": row.q_value,
        "verdict": row.verdict,
        "smallest_shift": row.smallest_shift,
        "glosses": None if row.glosses is None else [*row.glosses],
    }
