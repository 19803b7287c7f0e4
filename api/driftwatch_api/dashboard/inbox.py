"""The inbox: which differences there are, narrowed as somebody wants, with what can be done about several at once."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from driftwatch.domain.keys import Scope
from driftwatch.domain.searches import AlertSearch, FoundAlert
from driftwatch.domain.talk import Partner
from driftwatch.errors import ConfigurationError
from driftwatch.report.spreadsheet import csv_line
from driftwatch.store.lists import SeenLists
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.alert_words import MOVES
from driftwatch_api.dashboard.deciding import rows_done
from driftwatch_api.dashboard.entry import Guest, Place, Visitor, the_place
from driftwatch_api.dashboard.inbox_search import PAGE, AlertsAsked
from driftwatch_api.dashboard.inbox_view import Query as Asking
from driftwatch_api.dashboard.inbox_view import facets, orders, row_of, tabs
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import Shown, below, marks, page
from driftwatch_api.listing import CSV
from driftwatch_api.service import Parts, Service
from driftwatch_api.stored import alert_row

router = APIRouter(route_class=PageRoute, include_in_schema=False)
MOST_ROWS = 5_000
"""Of a CSV file."""
MOST_TITLED = 50
"""Found by words."""
_COLUMNS = ("programme", "id", "kind", "subject", "title", "partners", "severity", "confidence", "status", "substatus", "first_seen", "last_seen")


@router.get("/p/{programme}/alerts", openapi_extra=needs(Scope.READ_ALERTS))
def alerts(
    programme: str,
    wanted: Annotated[AlertsAsked, Query()],
    guest: Guest,
    parts: Parts,
    request: Request,
    *,
    format: str = "",  # noqa: A002
) -> Response:
    """List the alerts of a programme, as the address says which."""
    place = the_place(guest, parts, programme)
    if format == "csv":
        return _csv(guest.sees(parts.store).lists, wanted.search((place.key,)), f"{place.key[:80]}-alerts.csv")
    return _inbox(request, guest, wanted, [place], place=place)


@router.get("/alerts", openapi_extra=needs(Scope.READ_ALERTS))
def every_alert(wanted: Annotated[AlertsAsked, Query()], guest: Guest, parts: Parts, request: Request, *, format: str = "") -> Response:  # noqa: A002
    """List the alerts of all programmes of this key."""
    places = [Place(key=key, name=name, partners=parts.store.partners(key)) for key, name in guest.access.programmes(parts.store)]
    if format == "csv":
        return _csv(guest.sees(parts.store).lists, wanted.search(tuple(place.key for place in places)), "alerts.csv")
    return _inbox(request, guest, wanted, places, place=None)


def _inbox(request: Request, guest: Visitor, wanted: AlertsAsked, places: Sequence[Place], *, place: Place | None) -> Response:
    parts: Service = request.app.state.service
    lists, search = guest.sees(parts.store).lists, wanted.search(tuple(one.key for one in places))
    found, further = _found(lists, search, wanted)
    counts = lists.counts(search.programmes, since=search.since)

    def address(query: Asking) -> str:
        return _address(place, query)

    done = rows_done(guest, parts, place, wanted.done) if wanted.did else []
    return page(
        request,
        guest,
        "inbox.html",
        title="Alerts",
        where=Shown(place=place, at="alerts"),
        rows=[row_of(one) for one in found],
        there={one.key: one for one in places},
        marks_of={one.key: marks(one) for one in places},
        total=counts.total(search),
        tabs=tabs(wanted, counts, address),
        facets=facets(wanted, counts, _partners(places), address),
        orders=orders(wanted, address),
        asked=wanted,
        here=address(wanted.query()),
        bare=address({}),
        further=address({**wanted.query(), "after": further}) if further else "",
        first=address(wanted.query()) if wanted.after else "",
        csv=address({**wanted.query(), "format": "csv"}),
        moves=MOVES.values(),
        acts=place is not None and guest.may(Scope.WRITE_ALERTS),
        done=done,
        did=wanted.did,
        kept=[(name, value) for name, value in _pairs(wanted.query()) if name not in ("q", "since")],
        most_titled=MOST_TITLED,
    )


def _found(lists: SeenLists, search: AlertSearch, wanted: AlertsAsked) -> tuple[tuple[FoundAlert, ...], str | None]:
    """The rows of this page, and where the next one begins."""
    if wanted.q is not None:
        return lists.titled(search, wanted.q, limit=MOST_TITLED), None
    try:
        found = lists.alerts(search, limit=PAGE, after=wanted.after)
    except ConfigurationError as error:
        raise HTTPException(422, "This page of the list is not there (any more); begin at the first one.") from error
    return found.rows, found.next_after


def _csv(lists: SeenLists, search: AlertSearch, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_lines(lists, search), media_type=f"{CSV}; charset=utf-8", headers=headers)


def _lines(lists: SeenLists, search: AlertSearch) -> Iterator[str]:
    yield csv_line(_COLUMNS)
    after, count = None, 0
    while count < MOST_ROWS:
        found = lists.alerts(search, limit=min(200, MOST_ROWS - count), after=after)
        for one in found.rows:
            told = alert_row(one)
            yield csv_line([" ".join(map(str, cell)) if isinstance(cell := told[column], list) else str(cell or "") for column in _COLUMNS])
        count, after = count + len(found.rows), found.next_after
        if after is None:
            return


def _address(place: Place | None, query: Asking) -> str:
    if place is not None:
        return below(place, "alerts", **query)
    asked = _pairs(query)
    return f"/alerts?{urlencode(asked)}" if asked else "/alerts"


def _pairs(query: Asking) -> list[tuple[str, str]]:
    """Every field of the address with its value, several times where it has several."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        pairs += [(name, str(one)) for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]
    return pairs


def _partners(places: Sequence[Place]) -> tuple[Partner, ...]:
    """All partners, each once."""
    return tuple({partner.id: partner for one in places for partner in one.partners}.values())
