"""Which statements somebody wants to see, as the address of the page says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from driftwatch.domain.labels import Label
from driftwatch.domain.searches import StatementOrder, StatementSearch
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below
from driftwatch_api.list_questions import MOST_VALUES, PartnerId, Source
from driftwatch_api.paging import Cursor
from driftwatch_api.questions import Instant, Plain, Through

PAGE = 50
"""Statements a page."""


class Order(StrEnum):
    """The order as people choose it."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ID = "id"


ORDER_WORDS = {Order.NEWEST: "Newest first", Order.OLDEST: "Oldest first", Order.ID: "By id"}
_ORDERS = {Order.NEWEST: StatementOrder.LATEST_SAID, Order.OLDEST: StatementOrder.SAID, Order.ID: StatementOrder.ID}


def _filled(value: object) -> object:
    """A field that was left empty says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _all_filled(values: object) -> object:
    return [value for value in values if str(value).strip()] if isinstance(values, list) else values


Blank = BeforeValidator(_filled)
Blanks = BeforeValidator(_all_filled)


class StatementsAsked(BaseModel):
    """The query of the page; what it does not know it ignores, and what was left empty means any."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: Annotated[Annotated[str, Field(max_length=200), Plain] | None, Blank] = None
    partner: Annotated[list[PartnerId], Blanks] = Field([], max_length=MOST_VALUES)
    unattributed: bool = False
    label: Annotated[list[Label], Blanks] = Field([], max_length=MOST_VALUES)
    source: Annotated[list[Source], Blanks] = Field([], max_length=MOST_VALUES)
    since: Annotated[Instant | None, Blank] = Field(None, alias="from")
    until: Annotated[Through | None, Blank] = Field(None, alias="to")
    order: Annotated[Order | None, Blank] = None
    after: Annotated[Cursor, Blank] = None

    def search(self, programme: str) -> StatementSearch:
        """The same for the store."""
        return StatementSearch(
            programmes=(programme,),
            partners=tuple(self.partner),
            nobody=self.unattributed,
            labels=tuple(self.label),
            sources=tuple(self.source),
            since=self.since,
            until=self.until,
            text=self.q,
            order=_ORDERS[self.order or Order.NEWEST],
        )

    def query(self) -> dict[str, object]:
        """What stands in an address that asks for the same; where the page begins is left out."""
        return {
            "q": self.q,
            "partner": self.partner,
            "unattributed": "yes" if self.unattributed else None,
            "label": [label.value for label in self.label],
            "source": self.source,
            "from": _day(self.since),
            "to": _day(self.until),
            "order": self.order and self.order.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One filter that narrows the list, and the address of the page without it."""

    words: str
    without: str


def chosen(asked: StatementsAsked, place: Place) -> tuple[Chosen, ...]:
    """Every filter that was set."""
    return tuple(_narrowing(asked, place))


def _narrowing(asked: StatementsAsked, place: Place) -> Iterator[Chosen]:
    query = asked.query()

    def one(words: str, **less: object) -> Chosen:
        return Chosen(words=words, without=below(place, "statements", **{**query, **{name.rstrip("_"): value for name, value in less.items()}}))

    if asked.q is not None:
        yield one(f"holds “{asked.q}”", q=None)
    for partner in asked.partner:
        yield one(place.partner_name(partner), partner=_less(asked.partner, partner))
    if asked.unattributed:
        yield one("no partner", unattributed=None)
    for label in asked.label:
        yield one(label.value, label=_less(asked.label, label))
    for source in asked.source:
        yield one(source, source=_less(asked.source, source))
    if asked.since is not None:
        yield one(f"from {_day(asked.since)}", from_=None)
    if asked.until is not None:
        yield one(f"to {_day(asked.until)}", to=None)


def _less(values: Sequence[str], value: str) -> list[str]:
    return [str(one) for one in values if one != value]


def _day(moment: datetime | None) -> str | None:
    """The day in UTC, as the fields of the form have it."""
    return None if moment is None else moment.date().isoformat()
