"""The statements that alerts rest on."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from driftwatch.domain.keys import Scope
from driftwatch.records import StatementFilter, StatementRecord
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.documents import StatementDocument, StatementPage
from driftwatch_api.paging import link_next, spread
from driftwatch_api.questions import StatementQuestion
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/statements", tags=["statements"], route_class=GuardedRoute)


@router.get("", operation_id="list_statements", openapi_extra=needs(Scope.READ_ALERTS))
def list_statements(wanted: Annotated[StatementQuestion, Query()], guest: Guest, parts: Parts, request: Request, response: Response) -> StatementPage:
    """List statements: by programme, then by id."""
    chosen = StatementFilter(partner=wanted.partner, label=wanted.label, source=wanted.source, since=wanted.since, text=wanted.text)
    page = spread(
        [key for key, _ in guest.programme(parts.store, wanted.programme)],
        lambda programme, limit, after: guest.sees(parts.store).statements(programme, wanted=chosen, limit=limit, after=after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return StatementPage(statements=[_document(programme, row) for programme, row in page.rows], next_cursor=page.next_cursor)


def _document(programme: str, row: StatementRecord) -> StatementDocument:
    return StatementDocument(
        programme=programme,
        id=row.id,
        text=row.text,
        partner=row.partner,
        said_at=row.said_at and row.said_at.isoformat(),
        source=row.source,
        locator=row.locator,
        offset=row.offset,
        labels=dict(row.labels),
        predicted=list(row.predicted),
    )
