"""Who may use the service, and who did what: for administrators."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from driftwatch.domain.keys import Scope
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
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.keyring import Keyring, visible
from driftwatch_api.paging import link_next, spread
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1", tags=["access"], route_class=GuardedRoute)


@router.get("/keys", operation_id="list_keys", openapi_extra=needs(Scope.ADMIN))
def list_keys(guest: Guest, parts: Parts) -> KeyList:
    """List the keys for programmes that this key may see, revoked ones too."""
    return KeyList(keys=[key_document(key) for key in visible(guest, parts.store)])


@router.post("/keys", operation_id="create_key", status_code=201, openapi_extra=needs(Scope.ADMIN), responses={404: {}})
def create_key(wanted: KeyRequest, guest: Guest, parts: Parts, request: Request) -> MadeKey:
    """Make a key, and show it this once; one for all programmes is made by whoever may see all."""
    return made_key(*Keyring(guest=guest, parts=parts, request=request).make(wanted))


@router.post("/keys/{prefix}/rotate", operation_id="rotate_key", status_code=201, openapi_extra=needs(Scope.ADMIN), responses={409: {}})
def rotate_key(prefix: str, guest: Guest, parts: Parts, request: Request, wanted: RotationRequest | None = None) -> MadeKey:
    """Make the key that follows another and may do the same; for some days both open."""
    days = (wanted or RotationRequest(overlap_days=7)).overlap_days
    return made_key(*Keyring(guest=guest, parts=parts, request=request).rotate(prefix, overlap=timedelta(days=days)))


@router.post("/keys/{prefix}/revoke", operation_id="revoke_key", openapi_extra=needs(Scope.ADMIN))
def revoke_key(prefix: str, guest: Guest, parts: Parts, request: Request, why: RevocationRequest | None = None) -> KeyDocument:
    """Make a key open nothing from now on."""
    return key_document(Keyring(guest=guest, parts=parts, request=request).revoke(prefix, reason=why.reason if why else ""))


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
