"""The statement explorer: search, filters, one page for each statement, and why it has its labels."""

from collections.abc import Iterator
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from driftwatch.domain.keys import Scope
from driftwatch.domain.labels import LABELS
from driftwatch.domain.searches import FoundStatement, StatementSearch
from driftwatch.errors import ConfigurationError
from driftwatch.records import Page, StatementRecord
from driftwatch.report.spreadsheet import csv_line
from driftwatch.store import SeenStore
from driftwatch.store.documents import read
from driftwatch.store.statement_lists import SEARCHED
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, page
from driftwatch_api.dashboard.statement_search import ORDER_WORDS, PAGE, Order, StatementsAsked, chosen
from driftwatch_api.dashboard.statement_views import LONGEST, Why, quoting_view, statement_view, why_view
from driftwatch_api.listing import CSV
from driftwatch_api.service import Parts, Service

router = APIRouter(route_class=PageRoute, include_in_schema=False)
MOST_ROWS = 10_000
"""Of a CSV file."""
MOST_SOURCES = 500
"""That the form offers."""
REACH = 3
"""Statements that are shown before and after one."""
_COLUMNS = ("id", "text", "partner", "said_at", "source", "locator", "labels")
_DOOR = "statements"


@router.get("/p/{programme}/statements", openapi_extra=needs(Scope.READ_ALERTS))
def statements(
    programme: str,
    wanted: Annotated[StatementsAsked, Query()],
    guest: Guest,
    parts: Parts,
    request: Request,
    *,
    format: str = "",  # noqa: A002
) -> Response:
    """List statements, as the address says which."""
    place = the_place(guest, parts, programme)
    seen, search = guest.sees(parts.store), wanted.search(place.key)
    if format == "csv":
        return _as_csv(place, seen, search)
    try:
        found = seen.lists.statements(search, limit=PAGE, after=wanted.after)
    except ConfigurationError as error:
        raise HTTPException(422, "This page of the list is not there (any more); begin at the first one.") from error
    return _list_page(request, guest, place, wanted, found)


def _list_page(request: Request, guest: Visitor, place: Place, wanted: StatementsAsked, found: Page[FoundStatement]) -> Response:
    further = below(place, _DOOR, **wanted.query(), after=found.next_after) if found.next_after else ""
    rows = [statement_view(read(StatementRecord, row.body), place, limit=LONGEST) for row in found.rows]
    return page(
        request,
        guest,
        "statements.html",
        title="Statements",
        where=Shown(place=place, at=_DOOR),
        asked=wanted,
        query=wanted.query(),
        chosen=chosen(wanted, place),
        rows=rows,
        further=further,
        searched=f"{SEARCHED:,}" if wanted.q is not None and further and len(rows) < PAGE else "",
        first=below(place, _DOOR, **wanted.query()) if wanted.after else "",
        csv=below(place, _DOOR, **wanted.query(), format="csv"),
        most_rows=f"{MOST_ROWS:,}",
        labels=LABELS,
        orders=ORDER_WORDS.items(),
        order=wanted.order or Order.NEWEST,
        sources=[file.source for file in guest.sees(request.app.state.service.store).files(place.key)[:MOST_SOURCES] if file.statements],
    )


@router.get("/p/{programme}/statements/{statement}", openapi_extra=needs(Scope.READ_ALERTS))
async def statement(programme: str, statement: str, guest: Guest, parts: Parts, request: Request, *, why: str = "") -> Response:
    """Show one statement with what surrounds it; with `why` also which words carried its labels."""
    place, row = await run_in_threadpool(_there, guest, parts, programme, statement)
    told = await _told(parts, request, row) if why else None
    return await run_in_threadpool(_statement_page, request, guest, place, row, told)


def _there(guest: Visitor, parts: Service, programme: str, statement: str) -> tuple[Place, StatementRecord]:
    """The statement and its programme; of what is not for this key nobody learns whether it is there."""
    place = next((place for place in guest.access.programmes(parts.store) if place[0] == programme), None)
    row = guest.sees(parts.store).lists.texts(programme, [statement]).get(statement) if place else None
    if row is None:
        raise HTTPException(404, "No statement of this id is here for you; a later scan may have read its source anew.")
    return the_place(guest, parts, programme), row


def _statement_page(request: Request, guest: Guest, place: Place, row: StatementRecord, told: Why | None) -> Response:
    parts: Service = request.app.state.service
    seen = guest.sees(parts.store)
    beside = seen.lists.beside(place.key, row, reach=REACH)
    return page(
        request,
        guest,
        "statement.html",
        title="Statement",
        where=Shown(place=place, at=_DOOR),
        row=statement_view(row, place),
        told=told,
        explains=parts.explain is not None,
        why=below(place, _DOOR, row.id, why="yes") + "#why",
        crowded=beside is None,
        before=[statement_view(one, place) for one in beside.before] if beside else [],
        after=[statement_view(one, place) for one in beside.after] if beside else [],
        alerts=[quoting_view(found, place) for found in seen.lists.quoting(place.key, row.id)],
        everything=below(place, _DOOR),
    )


async def _told(parts: Service, request: Request, row: StatementRecord) -> Why:
    """One model at work at a time, as for /v1/classify; raises ModelError where there is none."""
    if parts.explain is None:
        raise HTTPException(503, "This service has no model that could say which words carried the labels.")
    limiter: CapacityLimiter = request.app.state.model_turns
    [explained] = await to_thread.run_sync(parts.explain, [row.text], limiter=limiter)
    return why_view(explained, row.predicted)


def _as_csv(place: Place, seen: SeenStore, search: StatementSearch) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{place.key[:80]}-statements.csv"'}
    return StreamingResponse(_csv(seen, search), media_type=f"{CSV}; charset=utf-8", headers=named)


def _csv(seen: SeenStore, search: StatementSearch) -> Iterator[str]:
    """A file of the same statements, page by page as they are read."""
    yield csv_line([*_COLUMNS, *(f"p_{label.value}" for label in LABELS)])
    after, count = None, 0
    while count < MOST_ROWS:
        found = seen.lists.statements(search, limit=200, after=after)
        for one in found.rows[: MOST_ROWS - count]:
            yield _csv_row(read(StatementRecord, one.body))
        count, after = count + len(found.rows), found.next_after
        if after is None:
            return


def _csv_row(row: StatementRecord) -> str:
    said = row.said_at.isoformat() if row.said_at else ""
    numbers = [f"{row.labels.get(label, 0.0):.4g}" for label in LABELS]
    return csv_line([row.id, row.text, row.partner or "", said, row.source, row.locator, " ".join(label.value for label in row.predicted), *numbers])
