"""Who may see a page: whoever is signed in with a key that opens it; programs may send the key itself, as to the API."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import Partner
from driftwatch.records import ApiKey
from driftwatch.store import SeenStore, SqlStore
from driftwatch_api.admission import Access, admit, opened, undeclared
from driftwatch_api.service import Service

COOKIE = "driftwatch_session"
FORM_TOKEN, FORM_TOKEN_HEADER = "form_token", "x-form-token"
NOTHING = "Nothing of this name is here for you."
"""Whether it is foreign or does not exist, of a programme or of something in it: nobody can tell."""
_OURS = ("same-origin", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who looks at a page, and what their key opens."""

    access: Access
    form_token: str = ""
    """Stands in every form, so that no other site's page can send one; empty where the key itself was sent."""

    @property
    def key(self) -> ApiKey:
        """The key with which they came, or signed in."""
        return self.access.key

    def may(self, scope: Scope) -> bool:
        """Whether their key has this scope."""
        return scope in self.key.scopes

    def sees(self, store: SqlStore) -> SeenStore:
        """The store as their side may read it: pages take words from it alone."""
        return self.access.sees(store)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The programme of a page."""

    key: str
    name: str
    partners: tuple[Partner, ...]

    def partner_name(self, identifier: str | None) -> str:
        """How the partner is called; its id where nobody knows it."""
        if identifier is None:
            return "no partner"
        return next((partner.name for partner in self.partners if partner.id == identifier), identifier)


async def _visitor(request: Request) -> Visitor:
    visitor = request.state.visitor
    if not isinstance(visitor, Visitor):
        raise undeclared()
    return visitor


Guest = Annotated[Visitor, Depends(_visitor)]
"""Who looks at the page, as an endpoint's argument."""


def the_place(visitor: Visitor, service: Service, programme: str) -> Place:
    """The programme of this key; a foreign one is as absent as one that does not exist: raises 404."""
    visible = dict(visitor.access.programmes(service.store))
    if programme not in visible:
        raise HTTPException(404, NOTHING)
    return Place(key=programme, name=visible[programme], partners=service.store.partners(programme))


def signed_in(service: Service, token: str, at: datetime) -> ApiKey | None:
    """The valid key from which this session was made; None where it opens nothing (any more)."""
    prefix = service.store.sessions.key(session_digest(token), at=at) if token else None
    key, _ = (service.store.key(prefix) if prefix else None) or (None, "")
    return key if key is not None and key.valid(at) else None


def session_digest(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(f"session {token}".encode()).hexdigest()


def form_token(token: str) -> str:
    """What the forms of a session carry: known to its pages alone, and no way back to the session."""
    return hashlib.sha256(f"form {token}".encode()).hexdigest()


def require_own_form(request: Request, given: str) -> None:
    """Raise 403 unless a form, with this token in it, was sent by a page of ours; whoever sends the key itself needs none."""
    if "authorization" in request.headers and COOKIE not in request.cookies:
        return
    if is_foreign(request) or not hmac.compare_digest(given.encode(), form_token(request.cookies.get(COOKIE, "")).encode()):
        raise HTTPException(403, "This form was not sent by a page of this service, or you signed in anew meanwhile. Load the page again.")


def is_foreign(request: Request) -> bool:
    """Whether the browser says that a page of another site sends this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OURS:
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")


def enter(request: Request, scopes: frozenset[Scope]) -> Access:
    """Let in whoever is signed in with, or sends, a key with these scopes; raises 401, 403 or 429."""
    service: Service = request.app.state.service
    token = request.cookies.get(COOKIE, "")
    key = signed_in(service, token, service.clock())
    if key is not None:
        request.state.visitor = Visitor(access=Access(key=key), form_token=form_token(token))
        return opened(request, key, scopes)
    if "authorization" not in request.headers:
        raise HTTPException(401, "Sign in first.")
    access = admit(request, scopes)
    request.state.visitor = Visitor(access=access)
    return access
