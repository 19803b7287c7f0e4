"""Who gets the weekly mail of a programme. Leaving, pausing and wanting none are stronger than what is set here: nobody is brought back."""

from fastapi import APIRouter, Request

from driftwatch.domain.keys import Scope
from driftwatch.store.preferences import Act
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.recipient_documents import RecipientList, RecipientsRequest
from driftwatch_api.recipients import list_anew, recipient_list
from driftwatch_api.service import Parts

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=GuardedRoute)


@router.get("/{programme_id}/recipients", operation_id="list_recipients", openapi_extra=needs(Scope.ADMIN))
def list_recipients(programme_id: str, guest: Guest, parts: Parts) -> RecipientList:
    """List who gets the weekly mail, and what holds for each."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    return recipient_list(parts, key)


@router.put("/{programme_id}/recipients", operation_id="set_recipients", openapi_extra=needs(Scope.ADMIN))
def set_recipients(programme_id: str, asked: RecipientsRequest, guest: Guest, parts: Parts, request: Request) -> RecipientList:
    """Set who gets the weekly mail; whoever is left out gets none any more. Nobody who has left is brought back."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    list_anew(parts, key, asked, Act(actor=guest.key.name, action="mail.recipients", at=parts.clock(), request_id=request.state.request_id))
    return recipient_list(parts, key)
