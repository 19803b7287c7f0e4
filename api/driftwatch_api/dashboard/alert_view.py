"""One alert as its page shows it: the report's card with addresses, and what happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from driftwatch.alerts.lifecycle import allowed
from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.pictures import Landmark, Pictures
from driftwatch.report.cards import Card, Context, Quote, card
from driftwatch.report.wording import KIND_NAMES, day
from driftwatch_api.dashboard.alert_words import MOVES, Move, event_words
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below

_DRAWN: Mapping[AlertKind, tuple[str, str]] = {
    AlertKind.DONE_CRITERIA: ("done", "The matrix of what each partner requires"),
    AlertKind.GOAL_PRIORITY: ("goals", "What each partner’s statements on goals are about"),
    AlertKind.RISK_POSTURE: ("risks", "How each partner speaks of risk"),
    AlertKind.ONE_SIDED_TOPIC: ("topics", "Who raises which topic, and what is taken up"),
    AlertKind.TIME_DRIFT: ("timeline", "The timeline of all measures"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Where the alert is drawn, as the card's template asks for it."""

    places: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert that is told with this one."""

    id: str
    kind: str
    title: str
    why: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the history."""

    moment: str
    at: str
    words: str
    by: str
    reason: str


def statements_of(alert: Alert) -> set[str]:
    """Whatever the page quotes or links to."""
    return {*(piece.statement_id for piece in alert.evidence), *alert.against[:12]} - {""}


def card_of(alert: Alert, context: Context, landmarks: Sequence[Landmark]) -> Card:
    """The card, whose quotes lead to the statements that this reader may read."""
    made = card(alert, replace(context, pictures=Pictures(landmarks=tuple(landmarks))), place=0)
    sides = (
        replace(side, quotes=tuple(_linked(quote, context) for quote in side.quotes), more=tuple(_linked(quote, context) for quote in side.more))
        for side in made.sides
    )
    return replace(made, merged=(), sides=tuple(sides))


def _linked(quote: Quote, context: Context) -> Quote:
    readable = quote.statement in context.statements
    return replace(quote, link=f"{context.statements_at}{quote.statement}") if readable else quote


def gallery(alert: Alert, place: Place) -> Gallery:
    """The pages on which its matter is drawn."""
    drawn = []
    if alert.kind in _DRAWN:
        page, words = _DRAWN[alert.kind]
        drawn = [(words, below(place, page))]
    if alert.kind in (AlertKind.TERM_MEANING, AlertKind.TERM_VARIANT):
        terms = [alert.subject] if alert.kind is AlertKind.TERM_MEANING else alert.subject.split(" / ")
        drawn = [(f"How each partner uses “{term}”", below(place, "terms", term)) for term in terms if term]
    return Gallery(places={alert.id: tuple(drawn)} if drawn else {})


def moves(status: AlertStatus) -> tuple[Move, ...]:
    """What can be done with it now."""
    return tuple(move for action, move in MOVES.items() if action in allowed(status))


def told_with(alert: Alert, place: Place) -> tuple[Told, ...]:
    """What else was found on the matter, with why it is told here."""
    return tuple(
        Told(
            id=other.id,
            kind=KIND_NAMES[other.kind],
            title=other.title,
            why=other.why,
            address=below(place, "alerts", other.id) if other.id else "",
        )
        for other in alert.merged
    )


def happened(history: Sequence[AlertEvent]) -> tuple[Happened, ...]:
    """The newest first."""
    return tuple(
        Happened(
            moment=event.at.isoformat(),
            at=f"{day(event.at)}, {event.at:%H:%M} {event.at:%Z}",
            words=event_words(event),
            by="" if event.actor == "driftwatch" else event.actor,
            reason=event.reason,
        )
        for event in reversed(history)
    )
