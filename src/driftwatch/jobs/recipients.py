"""Who gets the weekly mail, and what each of them wants: driftwatch.toml, then what the API and they themselves have said since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from driftwatch.domain.mailing import Frequency, Preference, Skip, recipient_key
from driftwatch.settings import Recipient, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody on the list; `recipient` is what holds for them, all things considered."""

    recipient: Recipient
    preference: Preference
    timezone: tzinfo

    @property
    def key(self) -> str:
        """Their name in the store."""
        return recipient_key(self.recipient.address)

    def refuses(self, at: datetime) -> tuple[Skip, str] | None:
        """Why nothing is sent to them, whoever insists; None where something may be."""
        wish = self.preference
        if wish.unsubscribed is not None:
            return Skip.UNSUBSCRIBED, f"since {wish.unsubscribed.date()}, by themselves"
        if self.recipient.frequency is Frequency.NEVER:
            return Skip.NEVER, "they want none"
        if wish.paused_until is not None and at.astimezone(self.timezone).date() < wish.paused_until:
            return Skip.PAUSED, f"until {wish.paused_until}"
        return None


def subscribers(settings: Settings, preferences: Mapping[str, Preference]) -> tuple[Subscriber, ...]:
    """Everybody on the list, in the order of driftwatch.toml; those whom the API added come last."""
    keys = dict.fromkeys([*(recipient_key(recipient.address) for recipient in settings.recipients), *preferences])
    found = (subscriber(settings, key, preferences.get(key, Preference())) for key in keys)
    return tuple(known for known in found if known is not None)


def subscriber(settings: Settings, key: str, wish: Preference) -> Subscriber | None:
    """The one of this key; None where they are not on the list."""
    if wish.listed is False:
        return None
    written = next((recipient for recipient in settings.recipients if recipient_key(recipient.address) == key), None)
    if written is None:
        return _subscriber(Recipient(address=key), wish, settings) if wish.listed else None
    return _subscriber(written, wish, settings)


def chosen(everybody: Iterable[Subscriber], addresses: Iterable[str]) -> tuple[tuple[Subscriber, ...], tuple[str, ...]]:
    """Those of the list who are named, and the addresses that are not on it."""
    known = {subscriber.key: subscriber for subscriber in everybody}
    wanted = dict.fromkeys(recipient_key(address) for address in addresses)
    return tuple(known[key] for key in wanted if key in known), tuple(key for key in wanted if key not in known)


def zone(name: str | None) -> tzinfo | None:
    """The time zone of this name of the IANA list; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _subscriber(recipient: Recipient, wish: Preference, settings: Settings) -> Subscriber:
    timezone = zone(wish.timezone) or recipient.timezone or settings.timezone
    effective = replace(
        recipient,
        timezone=timezone,
        partner=wish.partner if wish.listed else recipient.partner,
        frequency=wish.frequency or recipient.frequency,
        min_severity=wish.min_severity or recipient.min_severity,
        format=wish.format or recipient.format,
    )
    return Subscriber(recipient=effective, preference=wish, timezone=timezone)
