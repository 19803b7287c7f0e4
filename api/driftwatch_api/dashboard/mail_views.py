"""The weekly mail as its page shows it: weeks, recipients, what became of each mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from driftwatch.domain.mailing import Delivery, DeliveryState
from driftwatch.report.week import week_bounds
from driftwatch.report.wording import day
from driftwatch_api.dashboard.entry import Place, Visitor
from driftwatch_api.dashboard.job_views import moment_words
from driftwatch_api.dashboard.shell import below
from driftwatch_api.recipient_documents import RecipientDocument

WEEKS = 12
"""Weeks that are offered."""
STATES = {
    DeliveryState.QUEUED: ("…", "waits"),
    DeliveryState.SENDING: ("▶", "is being sent"),
    DeliveryState.SENT: ("✓", "sent"),
    DeliveryState.SKIPPED: ("–", "not sent, on purpose"),
    DeliveryState.BOUNCED: ("!", "bounced"),
    DeliveryState.FAILED: ("!", "not sent"),
}
STANDING = {
    "active": ("✓", "gets it"),
    "never": ("–", "wants none"),
    "paused": ("–", "paused"),
    "unsubscribed": ("–", "has left"),
    "suppressed": ("!", "the address bounced twice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """One week that a mail can tell of."""

    period: str
    words: str
    page: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientView:
    """Somebody on the list, and what holds for them."""

    number: int
    address: str
    partner: str
    """Id; empty for nobody's side."""
    side: str
    frequency: str
    floor: str
    timezone: str
    sign: str
    state: str
    from_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """The mail of one recipient in a week."""

    recipient: str
    sign: str
    state: str
    since: str
    attempts: int
    due: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """A side for whom the mail can be previewed."""

    name: str
    text: str
    html: str


def weeks(latest: str, chosen: str, place: Place) -> tuple[WeekView, ...]:
    """The last few weeks, the newest first; the chosen one among them."""
    first, _ = week_bounds(latest)
    found = [latest, *(_period(first - timedelta(weeks=back)) for back in range(1, WEEKS))]
    return tuple(_week(period, chosen, place) for period in sorted({*found, chosen}, reverse=True))


def recipient_views(found: Sequence[RecipientDocument], place: Place) -> tuple[RecipientView, ...]:
    """Everybody on the list, in its order."""
    return tuple(_recipient(number, one, place) for number, one in enumerate(found, start=1))


def delivery_view(mail: Delivery) -> DeliveryView:
    """What became of one mail."""
    sign, state = STATES[mail.state]
    waits = mail.state is DeliveryState.QUEUED and mail.due is not None
    return DeliveryView(
        recipient=mail.recipient,
        sign=sign,
        state=state,
        since=moment_words(mail.at),
        attempts=mail.attempts,
        due=moment_words(mail.due) if waits and mail.due else "",
        detail=mail.detail,
    )


def sides(place: Place, guest: Visitor, period: str) -> tuple[SideView, ...]:
    """Those whose mail holds nothing that this key may not read."""
    readable = [(partner.id, partner.name) for partner in place.partners if guest.key.sees.reads(partner.id)]
    return tuple(_side(place, period, side, name) for side, name in [("", "Somebody of no side"), *readable])


def _side(place: Place, period: str, side: str, name: str) -> SideView:
    return SideView(
        name=name,
        text=below(place, "mail", "preview", period=period, side=side),
        html=below(place, "mail", "preview", period=period, side=side, form="html"),
    )


def _week(period: str, chosen: str, place: Place) -> WeekView:
    first, last = week_bounds(period)
    return WeekView(period=period, words=f"{period}: {day(first)} to {day(last)}", page=below(place, "mail", period=period), current=period == chosen)


def _period(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def _recipient(number: int, one: RecipientDocument, place: Place) -> RecipientView:
    sign, state = STANDING[one.state]
    paused = f" until {one.paused_until}" if one.state == "paused" and one.paused_until else ""
    return RecipientView(
        number=number,
        address=one.address,
        partner=one.partner or "",
        side=place.partner_name(one.partner) if one.partner else "no side",
        frequency=one.frequency.value,
        floor=one.min_severity.value,
        timezone=one.timezone,
        sign=sign,
        state=f"{state}{paused}",
        from_file=one.listed_by == "file",
    )
