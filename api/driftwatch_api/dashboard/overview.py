"""The first page of a programme: one screen that a sponsor can read without an explanation."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from driftwatch.domain.alerts import BaselineState, Outcome, Substatus
from driftwatch.domain.keys import Scope
from driftwatch.domain.searches import AlertOrder, AlertSearch, FoundAlert
from driftwatch.report.inputs import span
from driftwatch.report.standing import UNSETTLED
from driftwatch.report.verdict import trust, verdict
from driftwatch.report.wording import day
from driftwatch.store import SeenStore
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.drawn import context_of
from driftwatch_api.dashboard.entry import Guest, Place, the_place
from driftwatch_api.dashboard.inbox_view import row_of
from driftwatch_api.dashboard.overview_view import OverviewView, lacking, missing, stand, tiles, tops
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, page
from driftwatch_api.service import Parts

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FIRST = 3
"""Alerts to begin with."""
LATEST = 6
"""Changes that are listed."""


@router.get("/p/{programme}", openapi_extra=needs(Scope.READ_ALERTS))
def overview(programme: str, guest: Guest, parts: Parts, request: Request) -> Response:
    """Tell where the programme stands."""
    place = the_place(guest, parts, programme)
    seen = guest.sees(parts.store)
    run, where = seen.lists.run(place.key), Shown(place=place, at="")
    if run is None:
        return page(request, guest, "overview_empty.html", title="Overview", where=where, imports=guest.may(Scope.INGEST))
    return page(request, guest, "overview.html", title="Overview", where=where, view=_view(seen, place, run))


def _view(seen: SeenStore, place: Place, run: Outcome) -> OverviewView:
    counts, files = seen.lists.counts((place.key,)), seen.files(place.key)
    search = AlertSearch(programmes=(place.key,), statuses=UNSETTLED)
    first = [seen.alert(place.key, found.id) for found in seen.lists.alerts(search, limit=FIRST, whole=False).rows]
    latest = replace(search, statuses=(), order=AlertOrder.LATEST_CHANGED)
    scan, standing = stand(run, first, counts, place, files)
    context = context_of(seen, place, statements=())
    gaps, further = lacking(run, context)
    return OverviewView(
        period=span(files),
        run_at=f"{day(run.run.at)}, {run.run.at:%H:%M} ({run.run.at:%Z})",
        verdict=verdict(scan, standing),
        warning=standing.warning or "",
        waiting=standing.unsettled,
        tiles=tiles(counts, place),
        tops=tops(first, context, place),
        moved=tuple((found.updated, row_of(found)) for found in seen.lists.alerts(latest, limit=LATEST).rows if _moved(found, run)),
        trust=trust(scan, standing),
        missing=missing(files, seen.pictures(place.key, "heard").heard, place),
        lacking=gaps,
        more_lacking=further,
    )


def _moved(found: FoundAlert, run: Outcome) -> bool:
    """Whether something happened to it since it was first raised."""
    return found.substatus is not Substatus.NEW or found.baseline_state is BaselineState.ABSENT or found.updated != run.run.at
