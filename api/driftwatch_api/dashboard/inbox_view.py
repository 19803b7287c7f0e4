"""The inbox as people see it: rows, tabs, and what the list can be narrowed to with how many there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from driftwatch.domain.alert_counts import AlertCounts
from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertOrder, FoundAlert
from driftwatch.domain.talk import Partner
from driftwatch.report.standing import UNSETTLED
from driftwatch.report.wording import KIND_NAMES, figure, likelihood
from driftwatch_api.dashboard.alert_words import MOVE_WORDS, TAB_WORDS
from driftwatch_api.dashboard.inbox_search import ANY, ORDER_WORDS, AlertsAsked
from driftwatch_api.stored import alert_row

BARS = {Severity.LOW: 1, Severity.MEDIUM: 2, Severity.HIGH: 3}
BASELINE_WORDS = {
    BaselineState.NEW: "new in it",
    BaselineState.UNCHANGED: "as before",
    BaselineState.UPDATED: "moved",
    BaselineState.ABSENT: "not found any more",
}
Query = Mapping[str, object]
Address = Callable[[Query], str]
"""Makes the address of the list from its query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One alert of the list."""

    id: str
    programme: str
    title: str
    subject: str
    kind: str
    partners: tuple[str, ...]
    severity: str
    bars: int
    likelihood: str
    confidence: str
    status: str
    waits: bool
    trend: str
    gone: bool
    seen: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet; its address takes it in, or out again."""

    words: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What the list can be narrowed to in one respect."""

    name: str
    values: tuple[Value, ...]


def row_of(found: FoundAlert) -> Row:
    """An alert as its row tells it."""
    told = alert_row(found)
    return Row(
        id=found.id,
        programme=found.programme,
        title=str(told["title"]),
        subject=str(told["subject"]),
        kind=KIND_NAMES[found.kind],
        partners=found.partners,
        severity=found.severity.value,
        bars=BARS[found.severity],
        likelihood=likelihood(found.confidence),
        confidence=figure(found.confidence),
        status=TAB_WORDS[found.status],
        waits=found.status in UNSETTLED,
        trend=MOVE_WORDS[found.substatus],
        gone=found.baseline_state is BaselineState.ABSENT,
        seen=found.last_seen,
        version=found.version,
    )


def tabs(asked: AlertsAsked, counts: AlertCounts, address: Address) -> tuple[Value, ...]:
    """What waits, what was put aside, what is settled, and all."""
    search, query = asked.search(None), asked.query()
    kinds: tuple[tuple[str, tuple[AlertStatus, ...], list[str]], ...] = (
        ("Waiting for a talk", UNSETTLED, []),
        ("Agreed or snoozed", (AlertStatus.AGREED, AlertStatus.SNOOZED), [AlertStatus.AGREED.value, AlertStatus.SNOOZED.value]),
        ("Resolved", (AlertStatus.RESOLVED,), [AlertStatus.RESOLVED.value]),
        ("All", (), [ANY]),
    )
    return tuple(
        Value(
            words=words,
            count=counts.total(replace(search, statuses=statuses)),
            chosen=set(asked.statuses) == set(statuses),
            address=address({**query, "status": written}),
        )
        for words, statuses, written in kinds
    )


def facets(asked: AlertsAsked, counts: AlertCounts, partners: Sequence[Partner], address: Address) -> tuple[Facet, ...]:
    """Every respect in which there is a choice."""
    named = {partner.id: partner.name for partner in partners}
    sorts: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
        ("Severity", "severity", "severities", {severity.value: severity.value for severity in reversed(Severity)}),
        ("Status", "status", "statuses", {status.value: TAB_WORDS[status] for status in AlertStatus}),
        ("Kind", "kind", "kinds", {kind.value: KIND_NAMES[kind] for kind in AlertKind}),
        ("Partner", "partner", "partners", named),
        ("How it goes", "trend", "substatuses", {trend.value: MOVE_WORDS[trend] for trend in Substatus}),
        ("Against the last window", "baseline", "baselines", {state.value: BASELINE_WORDS[state] for state in BaselineState}),
    )
    made = (Facet(name=name, values=_values(asked, counts, address, (field, trait, words))) for name, field, trait, words in sorts)
    return tuple(facet for facet in made if len(facet.values) > 1 or any(value.chosen for value in facet.values))


def _values(asked: AlertsAsked, counts: AlertCounts, address: Address, sort: tuple[str, str, Mapping[str, str]]) -> tuple[Value, ...]:
    field, trait, words = sort
    query = asked.query()
    found = counts.by(trait, asked.search(None))
    chosen = [value for value in cast("list[str]", query[field]) if value != ANY]
    values = []
    for value, said in words.items():
        if found.get(value) or value in chosen:
            others = [other for other in chosen if other != value]
            left = others if value in chosen else [*others, value]
            query_left = {**query, field: left or ([ANY] if field == "status" and ANY in cast("list[str]", query[field]) else [])}
            values.append(Value(words=said, count=found.get(value, 0), chosen=value in chosen, address=address(query_left)))
    return tuple(values)


def orders(asked: AlertsAsked, address: Address) -> tuple[Value, ...]:
    """Every order, with its address."""
    now = asked.sort or AlertOrder.RANK
    return tuple(
        Value(
            words=words, count=0, chosen=order is now, address=address({**asked.query(), "sort": None if order is AlertOrder.RANK else order.value})
        )
        for order, words in ORDER_WORDS.items()
    )
