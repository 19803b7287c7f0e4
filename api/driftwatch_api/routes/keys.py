"""Who may use the service, and who did what: for administrators."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from driftwatch.domain.keys import Scope, new_key
from driftwatch.errors import ConfigurationError
from driftwatch.records import ApiKey
from driftwatch.store import SqlStore
from driftwatch.store.keys import Doing
from driftwatch_api.access_documents import (
    AuditPage,
    AuditQuestion,
    KeyDocument,
    KeyList,
    KeyRequest,
    MadeKey,
    RevocationRequest,
    RotationRequest,
    key_document,
    line_document,
    made_key,
)
from driftwatch_api.admission import Access, GuardedRoute, Guest, needs
from driftwatch_api.paging import link_next, spread
from driftwatch_api.service import Parts, Service

router = APIRouter(prefix="/v1", tags=["access"], route_class=GuardedRoute)


@router.get("/keys", operation_id="list_keys", openapi_extra=needs(Scope.ADMIN))
def list_keys(guest: Guest, parts: Parts) -> KeyList:
    """List the keys for programmes that this key may see, revoked ones too."""
    return KeyList(keys=[key_document(key) for key in _visible(guest, parts.store)])


@router.post("/keys", operation_id="create_key", status_code=201, openapi_extra=needs(Scope.ADMIN), responses={404: {}})
def create_key(wanted: KeyRequest, guest: Guest, parts: Parts, request: Request) -> MadeKey:
    """Make a key, and show it this once; one for all programmes is made by whoever may see all."""
    for programme in wanted.programmes:
        guest.programme(parts.store, programme)
    if guest.key.programmes and not wanted.programmes:
        raise _invalid("programmes", "Name the programmes: this key may not see all")
    at, fresh = parts.clock(), new_key(secrets.token_bytes)
    if wanted.expires is not None and wanted.expires <= at:
        raise _invalid("expires", "Input should be in the future")
    key = ApiKey(
        prefix=fresh.prefix,
        name=wanted.name,
        scopes=tuple(dict.fromkeys(scope.value for scope in wanted.scopes)),
        programmes=tuple(dict.fromkeys(wanted.programmes)),
        created=at,
        view=wanted.view,
        expires=wanted.expires,
    )
    try:
        parts.store.api_keys.create(key, _doing(guest, parts, request), digest=fresh.digest)
    except ConfigurationError as error:
        raise _invalid("view", "Input should be joint, all, or a partner of each of the programmes, which are named") from error
    return made_key(key, fresh.key)


@router.post("/keys/{prefix}/rotate", operation_id="rotate_key", status_code=201, openapi_extra=needs(Scope.ADMIN), responses={409: {}})
def rotate_key(prefix: str, guest: Guest, parts: Parts, request: Request, wanted: RotationRequest | None = None) -> MadeKey:
    """Make the key that follows another and may do the same; for some days both open."""
    former, at, fresh = _found(guest, parts.store, prefix), parts.clock(), new_key(secrets.token_bytes)
    if not former.valid(at):
        raise HTTPException(409, "The key opens nothing any more; make a new one.")
    key = replace(former, prefix=fresh.prefix, created=at, expires=None, last_used=None)
    until = at + timedelta(days=(wanted or RotationRequest(overlap_days=7)).overlap_days)
    parts.store.api_keys.rotate(former.prefix, key, _doing(guest, parts, request), digest=fresh.digest, until=until)
    return made_key(key, fresh.key)


@router.post("/keys/{prefix}/revoke", operation_id="revoke_key", openapi_extra=needs(Scope.ADMIN))
def revoke_key(prefix: str, guest: Guest, parts: Parts, request: Request, why: RevocationRequest | None = None) -> KeyDocument:
    """Make a key open nothing from now on."""
    found = _found(guest, parts.store, prefix)
    doing = replace(_doing(guest, parts, request), reason=why.reason if why else "")
    return key_document(parts.store.api_keys.revoke(found.prefix, doing))


@router.get("/audit", operation_id="list_audit_lines", openapi_extra=needs(Scope.ADMIN))
def list_audit_lines(wanted: Annotated[AuditQuestion, Query()], guest: Guest, parts: Parts, request: Request, response: Response) -> AuditPage:
    """List who did what in a programme, newest first."""
    if wanted.programme is None and guest.key.programmes:
        raise HTTPException(404, "No programme has this id.")
    programmes = [""] if wanted.programme is None else [key for key, _ in guest.programme(parts.store, wanted.programme)]
    page = spread(
        programmes,
        lambda programme, limit, after: parts.store.audit.find(programme, limit=limit, after=after),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    link_next(request, response, page.next_cursor)
    return AuditPage(lines=[line_document(line) for _, line in page.rows], next_cursor=page.next_cursor)


def _visible(guest: Access, store: SqlStore) -> Sequence[ApiKey]:
    """A key for programmes of which this one may not see all is as absent as one that does not exist."""
    keys, own = store.api_keys.all(), set(guest.key.programmes)
    return [key for key in keys if not own or (key.programmes and own.issuperset(key.programmes))]


def _found(guest: Access, store: SqlStore, prefix: str) -> ApiKey:
    found = next((key for key in _visible(guest, store) if key.prefix == prefix), None)
    if found is None:
        raise HTTPException(404, "No key begins so.")
    return found


def _doing(guest: Access, parts: Service, request: Request) -> Doing:
    return Doing(actor=guest.key.name, at=parts.clock(), request_id=request.state.request_id)


def _invalid(field: str, what: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": ("body", field), "msg": what}])
