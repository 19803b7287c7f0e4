"""Alerts of many programmes in one list: which index brings them in the order asked for, and what only sifts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select

from driftwatch.domain.alerts import BaselineState
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertOrder, AlertSearch
from driftwatch.domain.view import View
from driftwatch.store.audiences import alerts_for
from driftwatch.store.columns import clean
from driftwatch.store.keysets import Bound, Cell, Column, Order, residual
from driftwatch.store.moments import instant
from driftwatch.store.pages import asked
from driftwatch.store.programme_choice import MOST_STREAMS, chosen_programmes
from driftwatch.store.schema import StoredAlert

LISTED, ABSENT = 0, 1
"""Values of `standing`."""
NARROW = 2000
"""Where no more rows than this lie in a span of time, they are read and sorted: the way by rank might pass a million others."""
_STRIDE, _SPAN = 2_000_000_000, 1_000_000_000
"""From one severity's first rank to the next one's, and to its own last."""
_BY_RANK = (StoredAlert.programme, StoredAlert.rank, StoredAlert.id)
_BY_CHANGE = (StoredAlert.updated, StoredAlert.programme, StoredAlert.id)
_BY_DAY = (StoredAlert.seen, StoredAlert.programme, StoredAlert.id)
ORDERS = {
    AlertOrder.RANK: Order(name="rank", columns=_BY_RANK),
    AlertOrder.KIND: Order(name="kind", columns=(StoredAlert.kind, *_BY_RANK)),
    AlertOrder.CHANGED: Order(name="updated", columns=_BY_CHANGE),
    AlertOrder.LATEST_CHANGED: Order(name="-updated", columns=_BY_CHANGE, down=True),
    AlertOrder.SEEN: Order(name="seen", columns=_BY_DAY),
    AlertOrder.LATEST_SEEN: Order(name="-seen", columns=_BY_DAY, down=True),
}
Condition = ColumnElement[bool]
Span = tuple[Column, Cell]
"""Rows whose column holds this or more."""


class AlertKey(NamedTuple):
    """What an alert is sorted by in any of the orders."""

    programme: str
    id: str
    rank: int
    updated: int
    seen: str
    kind: str


_SELECTED: tuple[Column, ...] = (StoredAlert.programme, StoredAlert.id, StoredAlert.rank, StoredAlert.updated, StoredAlert.seen, StoredAlert.kind)
_KEYS = select(*_SELECTED)
_BINDABLE: dict[str, Column] = {column.key: column for column in (StoredAlert.standing, StoredAlert.programme, StoredAlert.kind, StoredAlert.status)}


def find_keys(
    connection: Connection, search: AlertSearch, view: View, *, limit: int, after: str | None, narrow: int = NARROW
) -> tuple[list[AlertKey], str | None]:
    """The keys of one page in their order, and where the next one begins; raises ConfigurationError for a cursor that no page gave."""
    order = ORDERS[search.order]
    reading = _Reading(
        connection=connection, search=search, view=view, order=order, behind=order.decoded(after) if after else None, most=asked(limit), narrow=narrow
    )
    found: list[AlertKey] = []
    for group in _groups(connection, search):
        rows = [key for bound in group for key in reading.stream(bound)]
        found += rows if len(group) == 1 else sorted(rows, key=reading.place, reverse=order.down)
        if len(found) > limit:
            break
    page = found[:limit]
    return page, order.encoded(reading.place(page[-1])) if len(found) > limit else None


def _groups(connection: Connection, search: AlertSearch) -> Iterator[list[Bound]]:
    """Streams of rows by what they have in common: those of one group are merged, the groups follow each other."""
    listed = not search.baselines or any(state is not BaselineState.ABSENT for state in search.baselines)
    standings = [standing for standing, wanted in ((LISTED, listed), (ABSENT, BaselineState.ABSENT in search.baselines)) if wanted]
    programmes = chosen_programmes(connection, search.programmes, () if ABSENT in standings else search.partners)
    owners: list[dict[str, Cell]] = [{}] if programmes is None or len(programmes) > MOST_STREAMS else [{"programme": key} for key in programmes]
    within: dict[str, Cell] = {"status": search.statuses[0].value} if len(search.statuses) == 1 else {}
    within |= {"kind": search.kinds[0].value} if len(search.kinds) == 1 else {}
    if search.order is AlertOrder.KIND:
        for kind, owner in product(sorted(search.kinds or AlertKind), owners):
            yield [{"standing": standing, **owner, **within, "kind": kind.value} for standing in standings]
    elif search.order is AlertOrder.RANK:
        for owner in owners:
            yield [{"standing": standing, **owner, **within} for standing in standings]
    else:
        yield [{"standing": standing, **owner} for standing in standings for owner in owners]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One page's reading; what is common to its streams."""

    connection: Connection
    search: AlertSearch
    view: View
    order: Order
    behind: tuple[Cell, ...] | None
    most: int
    narrow: int

    @property
    def place(self) -> Callable[[AlertKey], tuple[Cell, ...]]:
        """What the rows are sorted by."""
        return attrgetter(*(column.key for column in self.order.columns))

    def stream(self, bound: Bound) -> list[AlertKey]:
        """Up to `most` rows that have the bound values, in order."""
        place = [] if self.behind is None else self.order.beyond(self.behind, bound)
        if place is None:
            return []
        own, others = self._spans()
        narrow = next((span for span in others if self._is_narrow(bound, span)), None)
        if narrow is not None:
            return self._sorted_here(bound, narrow, [*own, *(span for span in others if span is not narrow)])
        conditions = [*_alike(bound), *place, *map(_within, own), *self._severities(bound, placed=bool(place))]
        conditions += [*self._sifting(bound), *map(self._sifting_by, others)]
        query = _KEYS.where(*conditions).order_by(*self.order.by(bound)).limit(self.most)
        return [AlertKey._make(row) for row in self.connection.execute(query).all()]

    def _sorted_here(self, bound: Bound, narrow: Span, spans: Sequence[Span]) -> list[AlertKey]:
        """The few rows of a span of time, sifted and sorted."""
        leading = {name: value for name, value in bound.items() if name in ("standing", "programme")}
        sifted = [residual(self.connection, _BINDABLE[name]) == value for name, value in bound.items() if name not in leading]
        sifted += map(self._sifting_by, spans)
        conditions = [*_alike(leading), _within(narrow), *sifted, *self._sifting(bound), *self._severities({}, placed=False)]
        found = [AlertKey._make(row) for row in self.connection.execute(_KEYS.where(*conditions)).all()]
        return sorted(filter(self._is_left, found), key=self.place, reverse=self.order.down)[: self.most]

    def _sifting_by(self, span: Span) -> Condition:
        """A span where the order is another: by the plain column, which stands in every index."""
        column, first = span
        return residual(self.connection, StoredAlert.last_seen if column.key == "seen" else column) >= first

    def _is_left(self, key: AlertKey) -> bool:
        if self.behind is None:
            return True
        return self.place(key) < self.behind if self.order.down else self.place(key) > self.behind

    def _is_narrow(self, bound: Bound, span: Span) -> bool:
        leading = {name: value for name, value in bound.items() if name in ("standing", "programme")}
        rows = select(StoredAlert.id).where(*_alike(leading), _within(span)).limit(self.narrow + 1).subquery()
        return (self.connection.scalar(select(func.count()).select_from(rows)) or 0) <= self.narrow

    def _spans(self) -> tuple[list[Span], list[Span]]:
        """The spans of time that are asked for: those along the order, and those across it."""
        spans: list[Span] = []
        if self.search.updated_since is not None:
            spans.append((StoredAlert.updated, instant(self.search.updated_since)))
        if self.search.since is not None:
            spans.append((StoredAlert.seen, self.search.since.isoformat()))
        first = self.order.columns[0].key
        return [span for span in spans if span[0].key == first], [span for span in spans if span[0].key != first]

    def _sifting(self, bound: Bound) -> list[Condition]:
        """Conditions that choose among the rows of an order, and must not lead to another one."""
        search = self.search
        wanted: list[tuple[Column, list[str]]] = [
            (StoredAlert.kind, [kind.value for kind in search.kinds]),
            (StoredAlert.status, [status.value for status in search.statuses]),
            (StoredAlert.baseline, [state.value for state in search.baselines if bound["standing"] == LISTED]),
            (StoredAlert.substatus, [substatus.value for substatus in search.substatuses]),
            (StoredAlert.programme, list(search.programmes or ())),
        ]
        sifted = [residual(self.connection, column).in_(values) for column, values in wanted if values and column.key not in bound]
        concerned = [or_(*(_concerns(self.connection, partner) for partner in search.partners))] if search.partners else []
        return [*sifted, *concerned, *alerts_for(self.view)]

    def _severities(self, bound: Bound, *, placed: bool) -> list[Condition]:
        """One severity of one programme is a stretch of its ranks, of which a page that begins somewhere needs only the end; else they sift."""
        stretches = [_ranks(severity) for severity in self.search.severities]
        if not stretches:
            return []
        if len(stretches) == 1 and "programme" in bound and "rank" in (column.key for column in self.order.columns):
            first, last = stretches[0]
            return [StoredAlert.rank <= last, *([] if placed else [StoredAlert.rank >= first])]
        return [residual(self.connection, StoredAlert.severity).in_([tuple(Severity).index(severity) for severity in self.search.severities])]


def _alike(bound: Bound) -> list[Condition]:
    return [_BINDABLE[name] == value for name, value in bound.items()]


def _within(span: Span) -> Condition:
    column, first = span
    return column >= first


def _ranks(severity: Severity) -> tuple[int, int]:
    first = (len(Severity) - 1 - tuple(Severity).index(severity)) * _STRIDE
    return first, first + _SPAN


def _concerns(connection: Connection, partner: str) -> Condition:
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return place(StoredAlert.partners, f",{clean(partner)},") > 0
