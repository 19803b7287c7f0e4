"""The guard before every page.

A page's route declares its scope as those of the API do (see admission); what it refuses is told as a page.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.errors import ActionRefusedError, DriftwatchError, ModelError, StaleError, StoreError, UnknownAlertError
from driftwatch_api.admission import address_of, declared, undeclared
from driftwatch_api.dashboard.entry import NOTHING, enter
from driftwatch_api.dashboard.shell import refusal_page


class PageRoute(APIRoute):
    """Lets a visitor in before anything of a form is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler behind the guard."""
        answer, scopes = super().get_route_handler(), declared(self.openapi_extra)

        async def guarded(request: Request) -> Response:
            request.state.visitor = None
            try:
                if scopes is None:
                    raise undeclared()
                request.app.state.rates.take_address(address_of(request))
                request.state.access = await run_in_threadpool(enter, request, scopes) if scopes else None
                return await answer(request)
            except HTTPException as error:
                if error.status_code == 401 and "authorization" not in request.headers:
                    return _to_sign_in(request)
                return refusal_page(request, error.status_code, str(error.detail), headers=error.headers)
            except RequestValidationError:
                return refusal_page(request, 422, "The address or the form holds something that does not fit.")
            except DriftwatchError as error:
                return refusal_page(request, *_told(error))

        return guarded


def _told(error: DriftwatchError) -> tuple[int, str]:
    """Status and words; raises what is nobody's fault but ours."""
    match error:
        case UnknownAlertError():
            return 404, NOTHING
        case StaleError():
            return 412, "The alert was changed by somebody else meanwhile. Load the page again, then decide."
        case ActionRefusedError():
            return 409, str(error)
        case StoreError():
            return 503, "The store does not answer just now. Try again in a moment."
        case ModelError():
            return 503, "The model cannot be loaded just now."
        case _:
            raise error


def _to_sign_in(request: Request) -> Response:
    """What is loaded into a page lets the whole page go there."""
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(here, safe='')}" if request.method == "GET" else "/sign-in", status_code=303)
