"""Where recipients of the weekly mail leave it or change it. The link is the key; reading changes nothing, since scanners of mail follow links."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.domain.mailing import Preference
from driftwatch.store.preferences import Act
from driftwatch_api.admission import GuardedRoute, public
from driftwatch_api.mail_pages import LARGEST_FORM, FormError, Guest, left, preferences_page, unsubscribe_page, wished
from driftwatch_api.service import Parts, Service

router = APIRouter(prefix="/m", route_class=GuardedRoute, include_in_schema=False)
_RECIPIENT = "recipient"
_OURS = ("same-origin", "none")


async def _form(request: Request) -> bytes:
    """The body of a form; one that another site's page sends is refused."""
    if _is_foreign(request):
        raise HTTPException(403, "This form was sent by a page of another site.")
    body = await request.body()
    if len(body) > LARGEST_FORM:
        raise HTTPException(413, f"A form may have {LARGEST_FORM} bytes.")
    return body


Form = Annotated[bytes, Depends(_form)]


@router.get("/u/{token}", openapi_extra=public())
def ask_to_leave(token: str, parts: Parts) -> Response:
    """Ask whether the mail is to stop."""
    return unsubscribe_page(_guest(parts, token))


@router.post("/u/{token}", openapi_extra=public())
def leave(token: str, _: Form, parts: Parts, request: Request) -> Response:
    """Stop the mail; what the body says does not matter: `List-Unsubscribe=One-Click` (RFC 8058) or our own form."""
    guest, at = _guest(parts, token), parts.clock()
    return unsubscribe_page(guest and _changed(parts, guest, lambda wish: left(wish, at), _act(parts, request, "mail.unsubscribe")))


@router.get("/p/{token}", openapi_extra=public())
def ask_for_preferences(token: str, parts: Parts, request: Request) -> Response:
    """Show what somebody gets."""
    return preferences_page(_guest(parts, token), saved="saved" in request.query_params)


@router.post("/p/{token}", openapi_extra=public())
def change_preferences(token: str, form: Form, parts: Parts, request: Request) -> Response:
    """Keep what somebody wants from now on."""
    guest = _guest(parts, token)
    if guest is None:
        return preferences_page(None)
    try:
        wished(form, guest.wish)
    except FormError as error:
        return preferences_page(guest, wrong=str(error))
    _changed(parts, guest, lambda wish: wished(form, wish), _act(parts, request, "mail.preferences"))
    return RedirectResponse("?saved", status_code=303)  # to this page, wherever a proxy may have put it


def _guest(parts: Service, token: str) -> Guest | None:
    owner = parts.store.preferences.owner(token)
    if owner is None:
        return None
    programme, recipient = owner
    name = dict(parts.store.programmes()).get(programme, programme)
    return Guest(token=token, programme=name, recipient=recipient, wish=parts.store.preferences.get(programme, recipient))


def _changed(parts: Service, guest: Guest, edit: Callable[[Preference], Preference], act: Act) -> Guest:
    owner = parts.store.preferences.owner(guest.token)
    if owner is None:
        return guest
    wish = parts.store.preferences.change(*owner, edit, act)
    return Guest(token=guest.token, programme=guest.programme, recipient=guest.recipient, wish=wish)


def _act(parts: Service, request: Request, action: str) -> Act:
    return Act(actor=_RECIPIENT, action=action, at=parts.clock(), request_id=request.state.request_id)


def _is_foreign(request: Request) -> bool:
    """Browsers say whose page sends a form; who says nothing is no browser, and has the link."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OURS
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")
