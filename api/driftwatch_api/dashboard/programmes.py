"""The way in: which programmes there are."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.entry import Guest, Place
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import below, page
from driftwatch_api.service import Parts

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/", openapi_extra=needs(Scope.READ_ALERTS))
def programmes(request: Request, guest: Guest, parts: Parts) -> Response:
    """List the programmes of this key; the only one there is, is opened at once."""
    found = [Place(key=key, name=name, partners=parts.store.partners(key)) for key, name in guest.access.programmes(parts.store)]
    if len(found) == 1:
        return RedirectResponse(below(found[0]), status_code=303)
    return page(request, guest, "programmes.html", title="Programmes", programmes=found)
