"""Statements of many programmes in one list, by id or by when they were said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from driftwatch.domain.searches import FoundStatement, StatementOrder, StatementSearch
from driftwatch.domain.view import View
from driftwatch.records import Page
from driftwatch.store.audiences import statements_for
from driftwatch.store.columns import clean
from driftwatch.store.keysets import Bound, Cell, Column, Order, residual
from driftwatch.store.moments import instant
from driftwatch.store.pages import asked
from driftwatch.store.programme_choice import MOST_STREAMS, chosen_programmes
from driftwatch.store.schema import StoredStatement

NARROW = 2000
"""Where no more statements than this were said in a time, they are read and sorted."""
SEARCHED = 10_000
"""So many statements are searched for words on the way to one page; where that is not all of them, the next page goes on."""
UNDATED = -8_000_000_000_000_000_000
"""What `said` holds where nobody knows when it was."""
_BY_TIME = (StoredStatement.said, StoredStatement.programme, StoredStatement.id)
ORDERS = {
    StatementOrder.ID: Order(name="id", columns=(StoredStatement.programme, StoredStatement.id)),
    StatementOrder.SAID: Order(name="said", columns=_BY_TIME),
    StatementOrder.LATEST_SAID: Order(name="-said", columns=_BY_TIME, down=True),
}
Condition = ColumnElement[bool]


class Key(NamedTuple):
    """What a statement is sorted by."""

    programme: str
    id: str
    said: int


def _key(programme: str, identifier: str, told: int | None) -> Key:
    """With the time as the store sorts by it."""
    return Key(programme, identifier, UNDATED if told is None else told)


_KEYS = select(StoredStatement.programme, StoredStatement.id, StoredStatement.instant)
_MINE = (StoredStatement.programme == bindparam("programme"), StoredStatement.id.in_(bindparam("wanted", expanding=True)))
_BODIES = select(StoredStatement.id, StoredStatement.body).where(*_MINE)
"""Made once: to make a question takes longer than to answer it."""
_BINDABLE: dict[str, Column] = {column.key: column for column in (StoredStatement.programme, StoredStatement.source)}


def find_statement_page(
    connection: Connection, search: StatementSearch, view: View, *, limit: int, after: str | None, narrow: int = NARROW, searched: int = SEARCHED
) -> Page[FoundStatement]:
    """One page in its order; raises ConfigurationError for a cursor that no page gave."""
    order = ORDERS[search.order]
    reading = _Reading(
        connection=connection,
        search=search,
        view=view,
        order=order,
        behind=order.decoded(after) if after else None,
        most=asked(limit),
        narrow=narrow,
        searched=searched,
    )
    found: list[Key] = []
    end: Key | None = None
    for group in _groups(connection, search):
        bounded = [(bound, reading.end(bound)) for bound in group]
        end = next((last for _, last in bounded if last is not None), None)
        rows = [key for bound, last in bounded for key in reading.stream(bound, last)]
        found += rows if len(group) == 1 else sorted(rows, key=reading.place, reverse=order.down)
        if len(found) > limit or end is not None:
            break
    page = found[:limit]
    last = page[-1] if len(found) > limit else end
    return Page(rows=tuple(_with_bodies(connection, page)), next_after=None if last is None else order.encoded(reading.place(last)))


def _groups(connection: Connection, search: StatementSearch) -> Iterator[list[Bound]]:
    """Streams of rows by what they have in common: those of one group are merged, the groups follow each other."""
    programmes = chosen_programmes(connection, search.programmes, () if search.nobody else search.partners)
    by_id, alone = search.order is StatementOrder.ID, len(search.sources) == 1
    source: dict[str, Cell] = {"source": search.sources[0]} if alone else {}
    most = MOST_STREAMS if by_id else 0 if alone else 1 if search.text is not None else MOST_STREAMS
    owners: list[Bound] = [source] if programmes is None or len(programmes) > most else [{"programme": key, **source} for key in programmes]
    yield from ([owner] for owner in owners) if by_id else [owners]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One page's reading; what is common to its streams."""

    connection: Connection
    search: StatementSearch
    view: View
    order: Order
    behind: tuple[Cell, ...] | None
    most: int
    narrow: int
    searched: int

    @property
    def place(self) -> Callable[[Key], tuple[Cell, ...]]:
        """What the rows are sorted by."""
        return attrgetter(*(column.key for column in self.order.columns))

    def end(self, bound: Bound) -> Key | None:
        """Where a search of words stops for this page, having read enough for one answer; None where it comes to the end of the rows before."""
        place = [] if self.behind is None else self.order.beyond(self.behind, bound)
        if self.search.text is None or place is None:
            return None
        timed = [] if self.search.order is StatementOrder.ID else _said(StoredStatement.said, self.search)
        query = _KEYS.where(*(_BINDABLE[name] == value for name, value in bound.items()), *place, *timed, *statements_for(self.view))
        row = self.connection.execute(query.order_by(*self.order.by(bound)).offset(self.searched - 1).limit(1)).first()
        return None if row is None else _key(*row)

    def stream(self, bound: Bound, last: Key | None) -> list[Key]:
        """Up to `most` rows that have the bound values, in order, as far as the last key."""
        place = [] if self.behind is None else self.order.beyond(self.behind, bound)
        if place is None:
            return []
        place += [] if last is None else self.order.until(self.place(last), bound)
        alike: list[Condition] = [_BINDABLE[name] == value for name, value in bound.items()]
        sifted = self._sifting(bound)
        if said := _said(StoredStatement.said, self.search):
            across = self.search.order is StatementOrder.ID
            if across and "source" not in bound and last is None and self._is_narrow([*alike, *said]):
                return self._sorted_here([*alike, *said, *sifted])
            sifted += _said(residual(self.connection, StoredStatement.instant), self.search) if across else said
        query = _KEYS.where(*alike, *place, *sifted).order_by(*self.order.by(bound)).limit(self.most)
        return [_key(*row) for row in self.connection.execute(query).all()]

    def _sorted_here(self, conditions: Sequence[Condition]) -> list[Key]:
        """The few rows that were said in a time, sifted and sorted."""
        found = (_key(*row) for row in self.connection.execute(_KEYS.where(*conditions)).all())
        left = (key for key in found if self.behind is None or self.place(key) > self.behind)
        return sorted(left, key=self.place)[: self.most]

    def _is_narrow(self, conditions: Sequence[Condition]) -> bool:
        rows = select(StoredStatement.id).where(*conditions).limit(self.narrow + 1).subquery()
        return (self.connection.scalar(select(func.count()).select_from(rows)) or 0) <= self.narrow

    def _sifting(self, bound: Bound) -> list[Condition]:
        """Conditions that choose among the rows of an order, and must not lead to another one."""
        search = self.search
        wanted: list[tuple[Column, list[str]]] = [
            (StoredStatement.partner, [] if search.nobody else list(search.partners)),
            (StoredStatement.source, list(search.sources)),
            (StoredStatement.programme, list(search.programmes or ())),
        ]
        sifted: list[Condition] = [residual(self.connection, column).in_(values) for column, values in wanted if values and column.key not in bound]
        if search.nobody:
            partner = residual(self.connection, StoredStatement.partner)
            sifted.append(or_(partner.is_(None), partner.in_(search.partners)))
        if search.labels:
            sifted.append(or_(*(_holds(self.connection, StoredStatement.predicted, f",{label.value},") for label in search.labels)))
        if search.text is not None:
            sifted.append(_holds(self.connection, StoredStatement.folded, clean(search.text).casefold()))
        return [*sifted, *statements_for(self.view)]


def _said(column: Column | ColumnElement[str | int], search: StatementSearch) -> list[Condition]:
    """Conditions on when it was said."""
    since = [] if search.since is None else [column >= instant(search.since)]
    until = [] if search.until is None else [column <= instant(search.until)]
    dated = [column > UNDATED] if until and not since else []
    return [*since, *dated, *until]


def _holds(connection: Connection, column: Column, text: str) -> Condition:
    """No pattern language, so that % and _ are themselves."""
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return place(column, text) > 0


def _with_bodies(connection: Connection, page: list[Key]) -> Iterator[FoundStatement]:
    ids: dict[str, list[str]] = {}
    for key in page:
        ids.setdefault(key.programme, []).append(key.id)
    bodies: dict[tuple[str, str], str] = {}
    for programme, wanted in ids.items():
        rows = connection.execute(_BODIES, {"programme": programme, "wanted": wanted}).all()
        bodies |= {(programme, identifier): body for identifier, body in rows}
    return (FoundStatement(programme=key.programme, id=key.id, body=bodies[key.programme, key.id]) for key in page)
