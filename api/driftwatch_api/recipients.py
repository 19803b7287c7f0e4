"""Who gets the weekly mail of a programme, as requests and pages tell it and set it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from driftwatch.domain.mailing import Frequency, Preference, Skip, recipient_key
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.recipients import Subscriber, subscribers, zone
from driftwatch.settings import Settings
from driftwatch.store.preferences import Act
from driftwatch_api.problems import Refused, place
from driftwatch_api.recipient_documents import RecipientDocument, RecipientList, RecipientRequest, RecipientsRequest
from driftwatch_api.service import Service

_STATES = {Skip.UNSUBSCRIBED: "unsubscribed", Skip.NEVER: "never", Skip.PAUSED: "paused"}


def recipient_list(parts: Service, programme: str) -> RecipientList:
    """Who gets the mail, and what holds for each."""
    settings, problem = settings_of(parts, programme)
    everybody = subscribers(settings, parts.store.preferences.all(programme))
    return RecipientList(programme=programme, recipients=[_document(reader, parts.clock()) for reader in everybody], problem=problem)


def list_anew(parts: Service, programme: str, asked: RecipientsRequest, act: Act) -> None:
    """Set who gets the mail; raises 422 for a partner or a time zone that nobody knows. Nobody who has left is brought back."""
    settings, _ = settings_of(parts, programme)
    named = {recipient_key(wanted.address) for wanted in asked.recipients}
    before = {reader.key for reader in subscribers(settings, parts.store.preferences.all(programme))}
    change_some(parts, programme, asked, act, off=sorted(before - named))


def change_some(parts: Service, programme: str, asked: RecipientsRequest, act: Act, *, off: Sequence[str] = ()) -> None:
    """Put some on the list or change what they get, and take others (by recipient_key) off it; whoever is not named stays as they are."""
    _require_known(parts, programme, asked)
    edits: dict[str, Callable[[Preference], Preference]] = dict.fromkeys(off, _taken_off)
    edits |= {recipient_key(wanted.address): partial(_put_on, wanted) for wanted in asked.recipients}
    parts.store.preferences.change_all(programme, edits, act)


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


def settings_of(parts: Service, programme: str) -> tuple[Settings, str | None]:
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
