"""Who may come in: what a route's OpenAPI entry says is needed is what is enforced.

A route declares its scope with `openapi_extra=needs(Scope.READ_ALERTS)` or `openapi_extra=public()`.
One that declares nothing answers 403, whoever asks.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch.domain import keys
from driftwatch.domain.keys import PresentedKey, Scope
from driftwatch.errors import DriftwatchError
from driftwatch.records import ApiKey
from driftwatch.store import SeenStore, SqlStore
from driftwatch_api.known_keys import Found, KnownKeys
from driftwatch_api.limiting import Failures
from driftwatch_api.service import Service

SCHEME = "key"
"""Name of the security scheme in the OpenAPI document."""
Declaration = dict[str, list[dict[str, list[str]]]]
"""What a route adds to its OpenAPI entry: `security`, as OpenAPI writes it."""
UNLIMITED = "/healthz"
"""Whoever watches over the process is answered however many others ask."""
_UNKNOWN = keys.digest_of("")
_CHALLENGE = 'Bearer realm="driftwatch"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the key of this request opens."""

    key: ApiKey

    def sees(self, store: SqlStore) -> SeenStore:
        """The store with what is for the key's side; whatever gives somebody's words is read from it alone."""
        return store.seen(self.key.sees)

    def programmes(self, store: SqlStore) -> tuple[tuple[str, str], ...]:
        """Key and name of the programmes that it may see, sorted."""
        return tuple(row for row in store.programmes() if not self.key.programmes or row[0] in self.key.programmes)

    def chosen(self, store: SqlStore, wanted: Sequence[str]) -> tuple[str, ...] | None:
        """Keys of the programmes that are asked for, or of all that it may see, None for all there are; a foreign one is as absent as another."""
        opened = self.key.programmes
        if not wanted:
            return tuple(opened) or None
        there = self.sees(store).lists.programmes(wanted)
        if not all(key in there and (not opened or key in opened) for key in wanted):
            raise HTTPException(404, "No programme has this id.")
        return tuple(wanted)

    def programme(self, store: SqlStore, wanted: str | None) -> tuple[tuple[str, str], ...]:
        """The one programme that is asked for, or all; a foreign one is as absent as one that does not exist."""
        visible = self.programmes(store)
        found = tuple(row for row in visible if wanted in (None, row[0]))
        if wanted is not None and not found:
            raise HTTPException(404, "No programme has this id.")
        return found


def needs(scope: Scope) -> Declaration:
    """The declaration of a route that a key with this scope opens."""
    return {"security": [{SCHEME: [scope.value]}]}


def public() -> Declaration:
    """The declaration of a route that is open to all."""
    return {"security": []}


def declared(openapi_extra: Mapping[str, Sequence[Mapping[str, Sequence[str]]]] | None) -> frozenset[Scope] | None:
    """The scopes that a route asks for, empty where it is public; None where it says nothing."""
    security = (openapi_extra or {}).get("security")
    return None if security is None else frozenset(Scope(scope) for entry in security for scope in entry[SCHEME])


class GuardedRoute(APIRoute):
    """Lets a request in before anything of its body is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler behind the guard."""
        answer, scopes = super().get_route_handler(), declared(self.openapi_extra)

        async def guarded(request: Request) -> Response:
            if scopes is None:
                raise undeclared()
            if self.path != UNLIMITED:
                request.app.state.rates.take_address(address_of(request))
            request.state.access = await _admitted_soon(request, scopes) if scopes else None
            return await answer(request)

        return guarded


async def _admitted_soon(request: Request, scopes: frozenset[Scope]) -> Access:
    """In a thread of its own only where the store has to be asked."""
    known: KnownKeys = request.app.state.keys
    presented = _presented(request.headers.get("authorization", ""))
    if presented is None or known.remembered(presented.prefix) is not None:
        return admit(request, scopes)
    return await run_in_threadpool(admit, request, scopes)


async def admitted(request: Request) -> None:
    """Dependency of the whole application: refuses what came in by a route without guard."""
    if not hasattr(request.state, "access"):
        raise undeclared()


async def _access(request: Request) -> Access:
    """Without a thread of its own, as a plain function would get."""
    access = request.state.access
    if not isinstance(access, Access):
        raise undeclared()
    return access


async def note_use(service: Service, known: KnownKeys, key: ApiKey | None) -> None:
    """Note that the key was used, once a minute, when the answer is on its way; where the store takes no writing, nobody waits for it."""
    at = service.clock()
    if key is None or not known.use_is_due(key, at):
        return
    with suppress(DriftwatchError):
        await run_in_threadpool(service.store.api_keys.use, key.prefix, at)


Guest = Annotated[Access, Depends(_access)]
"""What the request's key opens, as an endpoint's argument."""


def undeclared() -> HTTPException:
    """What a route answers that says nothing of whom it is for."""
    return HTTPException(403, "This operation declares no scope, so no key opens it.")


def admit(request: Request, scopes: frozenset[Scope]) -> Access:
    """What the key in the header Authorization opens; raises 401, 403 or 429."""
    failures: Failures = request.app.state.failures
    address, service = address_of(request), request.app.state.service
    failures.refuse_flood(address)
    key = known_key(request.app.state.keys, request.headers.get("authorization", ""), at=service.clock())
    if key is None:
        failures.note(address)
        raise HTTPException(401, "The header Authorization holds no valid key.", {"WWW-Authenticate": _CHALLENGE})
    return opened(request, key, scopes)


def opened(request: Request, key: ApiKey, scopes: frozenset[Scope]) -> Access:
    """What this valid key opens here; raises 403 where it lacks a scope, 429 where it asks too often."""
    request.state.key = key
    request.app.state.rates.take_key(key.prefix)
    missing = sorted(scopes - set(key.scopes))
    if missing:
        raise HTTPException(403, f"The key lacks the scope {', '.join(missing)}.")
    return Access(key=key)


def address_of(request: Request) -> str:
    """Where the request comes from, as far as it is known."""
    return request.client.host if request.client else ""


class FindsKeys(Protocol):
    """A store, or what it said of keys a moment ago."""

    def key(self, prefix: str) -> Found | None:
        """A key and its hash by its visible prefix."""


def known_key(store: FindsKeys, authorization: str, *, at: datetime) -> ApiKey | None:
    """The key that an Authorization header holds; None where it holds none that opens anything."""
    presented = _presented(authorization)
    if presented is None:
        return None
    key, digest = store.key(presented.prefix) or (None, _UNKNOWN)
    opens = presented.opens(digest)
    return key if opens and key is not None and key.valid(at) else None


def _presented(authorization: str) -> PresentedKey | None:
    scheme, _, token = authorization.partition(" ")
    return keys.parse(token.strip()) if scheme.lower() == "bearer" else None
