"""The audit log: who did what, when and why; never what anybody wrote in a source."""

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from driftwatch.domain.keys import Scope
from driftwatch.errors import ConfigurationError
from driftwatch.report.spreadsheet import csv_line
from driftwatch.store import SqlStore
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.key_views import line_view
from driftwatch_api.dashboard.office import Here
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.listing import CSV

router = APIRouter(route_class=PageRoute, include_in_schema=False)
PAGE = 50
"""Lines a page."""
MOST_ROWS = 10_000
"""Of a CSV file."""


@router.get("/p/{programme}/audit", openapi_extra=needs(Scope.ADMIN))
@router.get("/audit", openapi_extra=needs(Scope.ADMIN))
def audit(here: Here, after: str = "", format: str = "") -> Response:  # noqa: A002
    """List who did what in a programme, or in the whole store, newest first."""
    programme = here.place.key if here.place else ""
    log = here.parts.store.audit
    if format == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{programme[:80] or "store"}-audit.csv"'}
        return StreamingResponse(_csv(here.parts.store, programme), media_type=f"{CSV}; charset=utf-8", headers=headers)
    try:
        found = log.find(programme, limit=PAGE, after=after or None)
    except ConfigurationError as error:
        raise HTTPException(422, "This page of the log is not there; begin at the first one.") from error
    return here.show(
        "audit.html",
        title="Audit log",
        door="keys",
        lines=[line_view(line) for line in found.rows],
        first=here.at("audit") if after else "",
        further=here.at("audit", after=found.next_after) if found.next_after else "",
        csv=here.at("audit", format="csv"),
        head=log.head(programme),
    )


def _csv(store: SqlStore, programme: str) -> Iterator[str]:
    yield csv_line(["place", "at", "actor", "action", "object", "reason", "request_id", "digest"])
    after, count = None, 0
    while count < MOST_ROWS:
        found = store.audit.find(programme, limit=200, after=after)
        for line in found.rows:
            cells = [str(line.place), line.at.isoformat(), line.actor, line.action, line.object, line.reason, line.request_id, line.digest]
            yield csv_line(cells)
        count, after = count + len(found.rows), found.next_after
        if after is None:
            return
