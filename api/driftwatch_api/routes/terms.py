"""The terms that were compared, divergent or not."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.meaning import Verdict
from driftwatch.records import Page, TermRecord
from driftwatch.store import SeenStore
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.documents import TermDocument, TermPage
from driftwatch_api.paging import link_next, spread
from driftwatch_api.questions import TermQuestion
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/terms", tags=["terms"], route_class=GuardedRoute)


@router.get("", operation_id="list_terms", openapi_extra=needs(Scope.READ_ALERTS))
def list_terms(wanted: Annotated[TermQuestion, Query()], guest: Guest, parts: Parts, request: Request, response: Response) -> TermPage:
    """List compared terms: by programme, then by term and partners."""
    page = spread(
        [key for key, _ in guest.programme(parts.store, wanted.programme)],
        lambda programme, limit, after: _page(guest.sees(parts.store), programme, limit, after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return TermPage(terms=[_document(programme, row) for programme, row in page.rows], next_cursor=page.next_cursor)


def _page(store: SeenStore, programme: str, limit: int, after: str | None) -> Page[TermRecord]:
    rows = sorted((row for row in store.terms(programme) if after is None or _place(row) > after), key=_place)
    return Page(rows=tuple(rows[:limit]), next_after=_place(rows[limit - 1]) if len(rows) > limit else None)


def _place(row: TermRecord) -> str:
    return "\n".join((row.term, *row.partners))


def _document(programme: str, row: TermRecord) -> TermDocument:
    return TermDocument(
        programme=programme,
        term=row.term,
        partners=row.partners,
        n=row.n,
        divergence=row.divergence,
        p_value=row.p_value,
        q_value=row.q_value,
        verdict=Verdict(row.verdict),
        smallest_shift=row.smallest_shift,
        glosses=row.glosses,
    )
