"""Keys: who may use the service with which view. A new key is shown once, on a page that nobody keeps."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from driftwatch.domain.keys import Scope
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.records import ApiKey
from driftwatch_api.access_documents import KeyRequest, RevocationRequest, RotationRequest
from driftwatch_api.admission import needs
from driftwatch_api.dashboard.filled_forms import as_question, told_plainly
from driftwatch_api.dashboard.forms import Filled, Form
from driftwatch_api.dashboard.key_views import SCOPE_WORDS, key_view, key_views, view_words
from driftwatch_api.dashboard.office import Here, Office
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.keyring import Keyring, may_show, visible

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_DOOR = "keys"
_ADMIN = needs(Scope.ADMIN)


@router.get("/p/{programme}/keys", openapi_extra=_ADMIN)
@router.get("/keys", openapi_extra=_ADMIN)
def keys(here: Here) -> Response:
    """List the keys that open a programme, or all."""
    found = [key for key in visible(here.guest.access, here.parts.store) if _opens(key, here)]
    return here.show(
        "keys.html",
        title="Keys",
        door=_DOOR,
        keys=key_views(found, here.places, own=here.guest.key.prefix, at=here.parts.clock()),
        scopes=SCOPE_WORDS.items(),
        views=_views(here),
        everything=here.place is not None and not here.guest.key.programmes,
    )


@router.post("/p/{programme}/keys", openapi_extra=_ADMIN)
@router.post("/keys", openapi_extra=_ADMIN)
def make_key(form: Form, here: Here) -> Response:
    """Make a key for this programme, for some, or for all, and show it this once."""
    programmes = list(form.all("programme")) if here.place is None else [here.place.key]
    wanted = as_question(KeyRequest, {**_wanted(form), "programmes": programmes})
    with told_plainly():
        made, full = _ring(here).make(wanted)
    return _shown_once(here, made, full, before="")


@router.get("/p/{programme}/keys/{prefix}", openapi_extra=_ADMIN)
@router.get("/keys/{prefix}", openapi_extra=_ADMIN)
def one_key(prefix: str, here: Here) -> Response:
    """Show one key, and ask before anything is done with it."""
    found = _found(here, prefix)
    shown = key_view(found, here.places, own=here.guest.key.prefix, at=here.parts.clock())
    return here.show("key.html", title=f"Key “{found.name}”", door=_DOOR, key=shown)


@router.post("/p/{programme}/keys/{prefix}/rotate", openapi_extra=_ADMIN)
@router.post("/keys/{prefix}/rotate", openapi_extra=_ADMIN)
def rotate_key(prefix: str, form: Form, here: Here) -> Response:
    """Make the key that follows it, and show it this once."""
    former = _found(here, prefix)
    wanted = as_question(RotationRequest, {"overlap_days": form.one("overlap_days", "7")})
    made, full = _ring(here).rotate(former.prefix, overlap=timedelta(days=wanted.overlap_days))
    return _shown_once(here, made, full, before=former.prefix)


@router.post("/p/{programme}/keys/{prefix}/revoke", openapi_extra=_ADMIN)
@router.post("/keys/{prefix}/revoke", openapi_extra=_ADMIN)
def revoke_key(prefix: str, form: Form, here: Here) -> Response:
    """Let it open nothing from now on."""
    why = as_question(RevocationRequest, {"reason": form.one("reason")})
    _ring(here).revoke(_found(here, prefix).prefix, reason=why.reason)
    return RedirectResponse(here.at("keys"), status_code=303)


def _shown_once(here: Office, made: ApiKey, full: str, *, before: str) -> Response:
    """The one page with the whole key: no-store like all pages, and no address leads to it."""
    shown = key_view(made, here.places, own="", at=here.parts.clock())
    return here.show("key_made.html", title="New key", door=_DOOR, key=shown, full=full, before=before)


def _ring(here: Office) -> Keyring:
    return Keyring(guest=here.guest.access, parts=here.parts, request=here.request)


def _found(here: Office, prefix: str) -> ApiKey:
    """A key that opens the programme of the page."""
    found = _ring(here).found(prefix)
    if not _opens(found, here):
        raise HTTPException(404, "No key begins so.")
    return found


def _opens(key: ApiKey, here: Office) -> bool:
    """Whether it opens the programme of the page."""
    return here.place is None or not key.programmes or here.place.key in key.programmes


def _wanted(form: Filled) -> dict[str, object]:
    return {"name": form.one("name"), "scopes": list(form.all("scope")), "view": form.one("view", JOINT_VIEW), "expires": form.one("expires")}


def _views(here: Office) -> list[tuple[str, str]]:
    partners = {partner.id: None for place in here.places for partner in place.partners}
    return [(view, view_words(view, here.places)) for view in (JOINT_VIEW, *partners, WHOLE_VIEW) if may_show(here.guest.key, view)]
