"""Who gets the weekly mail of a programme. Leaving, pausing and wanting none are stronger than what is set here: nobody is brought back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fastapi import APIRouter, Request

from driftwatch.domain.keys import Scope
from driftwatch.domain.mailing import Frequency, Preference, Skip, recipient_key
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.recipients import Subscriber, subscribers, zone
from driftwatch.settings import Settings
from driftwatch.store.preferences import Act
from driftwatch_api.admission import GuardedRoute, Guest, needs
from driftwatch_api.problems import Refused, place
from driftwatch_api.recipient_documents import RecipientDocument, RecipientList, RecipientRequest, RecipientsRequest
from driftwatch_api.service import Parts, Service

router = APIRouter(prefix="/v1/programmes", tags=["programmes"], route_class=GuardedRoute)
_STATES = {Skip.UNSUBSCRIBED: "unsubscribed", Skip.NEVER: "never", Skip.PAUSED: "paused"}


@router.get("/{programme_id}/recipients", operation_id="list_recipients", openapi_extra=needs(Scope.ADMIN))
def list_recipients(programme_id: str, guest: Guest, parts: Parts) -> RecipientList:
    """List who gets the weekly mail, and what holds for each."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    return _list(parts, key)


@router.put("/{programme_id}/recipients", operation_id="set_recipients", openapi_extra=needs(Scope.ADMIN))
def set_recipients(programme_id: str, asked: RecipientsRequest, guest: Guest, parts: Parts, request: Request) -> RecipientList:
    """Set who gets the weekly mail; whoever is left out gets none any more. Nobody who has left is brought back."""
    [(key, _)] = guest.programme(parts.store, programme_id)
    _require_known(parts, key, asked)
    settings, _ = _settings(parts, key)
    named = {recipient_key(wanted.address): wanted for wanted in asked.recipients}
    before = {reader.key for reader in subscribers(settings, parts.store.preferences.all(key))}
    edits: dict[str, Callable[[Preference], Preference]] = dict.fromkeys(sorted(before - set(named)), _taken_off)
    edits |= {address: partial(_put_on, wanted) for address, wanted in named.items()}
    act = Act(actor=guest.key.name, action="mail.recipients", at=parts.clock(), request_id=request.state.request_id)
    parts.store.preferences.change_all(key, edits, act)
    return _list(parts, key)


def _list(parts: Service, programme: str) -> RecipientList:
    settings, problem = _settings(parts, programme)
    everybody = subscribers(settings, parts.store.preferences.all(programme))
    return RecipientList(programme=programme, recipients=[_document(reader, parts.clock()) for reader in everybody], problem=problem)


def _document(reader: Subscriber, at: datetime) -> RecipientDocument:
    recipient, wish, refusal = reader.recipient, reader.preference, reader.refuses(at)
    return RecipientDocument(
        address=recipient.address,
        partner=recipient.partner,
        frequency=recipient.frequency,
        min_severity=recipient.min_severity,
        format=recipient.format,
        timezone=str(reader.timezone),
        listed_by="api" if wish.listed else "file",
        state=_STATES[refusal[0]] if refusal else "suppressed" if wish.suppressed else "active",
        paused_until=wish.paused_until.isoformat() if wish.paused_until else None,
    )


def _require_known(parts: Service, programme: str, asked: RecipientsRequest) -> None:
    partners = {partner.id for partner in parts.store.partners(programme)}
    wrong = [
        place("body", f"/recipients/{number}/{field}", told)
        for number, wanted in enumerate(asked.recipients)
        for field, told in (
            ("partner", "No partner of the programme has this id." if wanted.partner is not None and wanted.partner not in partners else ""),
            ("timezone", "That time zone is not known." if wanted.timezone is not None and zone(wanted.timezone) is None else ""),
        )
        if told
    ]
    if wrong:
        raise Refused(422, "The list of recipients cannot be taken as it is.", places=wrong)


def _put_on(wanted: RecipientRequest, wish: Preference) -> Preference:
    own = wish.frequency is Frequency.NEVER
    return replace(
        wish,
        listed=True,
        partner=wanted.partner,
        frequency=wish.frequency if own or wanted.frequency is None else Frequency(wanted.frequency),
        min_severity=wanted.min_severity or wish.min_severity,
        format=wanted.format or wish.format,
        timezone=wanted.timezone or wish.timezone,
    )


def _taken_off(wish: Preference) -> Preference:
    return replace(wish, listed=False)


def _settings(parts: Service, programme: str) -> tuple[Settings, str | None]:
    """What driftwatch.toml says, and why it cannot be read where it cannot."""
    from driftwatch.wiring import programme_settings

    nothing = Settings(folder=Path(), name=programme, partners=parts.store.partners(programme), timezone=UTC)
    folder = parts.store.register.folder(programme)
    if folder is None:
        return nothing, "The store does not know where this programme's folder is; scan it once by hand."
    try:
        return programme_settings(folder), None
    except ConfigurationError as error:
        return nothing, f"Its driftwatch.toml cannot be used: {str(error).removeprefix(f'{folder}/')}"
