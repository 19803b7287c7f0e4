"""Every other address below /p: told as a page, since people do not read JSON; included last."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.page_route import PageRoute

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/p/{rest:path}", openapi_extra=needs(Scope.READ_ALERTS))
def nowhere(rest: str) -> Response:
    """Say that nothing is here."""
    raise HTTPException(404, "No page has this address.")
