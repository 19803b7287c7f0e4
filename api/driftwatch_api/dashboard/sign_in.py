"""Signing in with an API key, and out again: the browser gets a session, never the key back."""

from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.domain import keys
from driftwatch.store.sessions import LIFE
from driftwatch_api.admission import address_of, known_key, public
from driftwatch_api.dashboard.entry import COOKIE, is_foreign, require_own_form, session_digest
from driftwatch_api.dashboard.forms import unguarded
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.dashboard.shell import page
from driftwatch_api.service import Parts, Service

_NOWHERE = ("/sign-in", "/sign-out")
"""Whoever comes from one of these goes to the beginning."""
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/sign-in", openapi_extra=public())
def ask_to_sign_in(request: Request) -> Response:
    """Ask for a key."""
    further, out = _ours(request.query_params.get("next", "")), "out" in request.query_params
    return page(request, None, "sign_in.html", title="Sign in", further=further, wrong="", told="You are signed out." if out else "")


@router.post("/sign-in", openapi_extra=public())
async def sign_in(request: Request, parts: Parts) -> Response:
    """Begin a session for whoever knows a key."""
    if is_foreign(request):
        raise HTTPException(403, "This form was sent by a page of another site.")
    filled = await unguarded(request)
    further = _ours(filled.one("next"))
    token = await run_in_threadpool(_begun, request, parts, filled.one("key"))
    if token is None:
        wrong = "This key opens nothing here: it is mistyped, was revoked, or has ended."
        return page(request, None, "sign_in.html", title="Sign in", status=401, further=further, wrong=wrong, told="")
    answer = RedirectResponse(further, status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=int(LIFE.total_seconds()), httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post("/sign-out", openapi_extra=public())
async def sign_out(request: Request, parts: Parts) -> Response:
    """End the session."""
    require_own_form(request, (await unguarded(request)).one("form_token"))
    await run_in_threadpool(parts.store.sessions.end, session_digest(request.cookies.get(COOKIE, "")))
    answer = RedirectResponse("/sign-in?out", status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _begun(request: Request, service: Service, presented: str) -> str | None:
    """The token of a new session; None where the key opens nothing."""
    failures, address, at = request.app.state.failures, address_of(request), service.clock()
    failures.refuse_flood(address)
    key = known_key(service.store, f"Bearer {presented}", at=at) if keys.parse(presented) else None
    if key is None:
        failures.note(address)
        return None
    request.state.key = key
    token = urlsafe_b64encode(service.random(32)).decode().rstrip("=")
    service.store.sessions.begin(session_digest(token), key=key.prefix, at=at)
    return token


def _ours(address: str) -> str:
    """An address of this service, whatever somebody has put into a link to the sign-in page."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\", *_NOWHERE)) and not parts.netloc and not parts.scheme
    return address if plain and address.isprintable() and "\\" not in address else "/"
