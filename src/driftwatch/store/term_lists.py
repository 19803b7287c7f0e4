"""The compared terms of many programmes in one list: by programme, then by term and partners."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import ColumnElement, Connection, func, or_, select

from driftwatch.alerts.discretion import term_seen_by
from driftwatch.domain.searches import TermSearch
from driftwatch.domain.view import View
from driftwatch.records import Page, TermRecord
from driftwatch.store.documents import read, written
from driftwatch.store.keysets import Bound, Cell, Order, residual
from driftwatch.store.pages import asked
from driftwatch.store.programme_choice import MOST_STREAMS, chosen_programmes
from driftwatch.store.schema import StoredTerm

ORDER = Order(name="term", columns=(StoredTerm.programme, StoredTerm.id))
Condition = ColumnElement[bool]
Found = tuple[str, str, TermRecord]
"""Programme, id, and the term as the reader may see it."""


def find_term_page(connection: Connection, search: TermSearch, view: View, *, limit: int, after: str | None) -> Page[tuple[str, TermRecord]]:
    """One page; raises ConfigurationError for a cursor that no page gave."""
    programmes = chosen_programmes(connection, search.programmes, search.partners)
    owners: list[Bound] = [{}] if programmes is None or len(programmes) > MOST_STREAMS else [{"programme": key} for key in programmes]
    behind = ORDER.decoded(after) if after else None
    seen = (found for owner in owners for found in _stream(connection, search, view, owner, behind, most=asked(limit)))
    page = list(islice(seen, asked(limit)))
    further = ORDER.encoded(page[limit - 1][:2]) if len(page) > limit else None
    return Page(rows=tuple((programme, term) for programme, _, term in page[:limit]), next_after=further)


def _stream(connection: Connection, search: TermSearch, view: View, bound: Bound, behind: tuple[Cell, ...] | None, *, most: int) -> Iterator[Found]:
    """The terms that the reader may see, read as far as they are wanted: some may be hidden from them, so that a page may take more than its rows."""
    alike: list[Condition] = [StoredTerm.programme == value for value in bound.values()]
    sifted = [*alike, *_sifting(connection, search, bound)]
    while (place := [] if behind is None else ORDER.beyond(behind, bound)) is not None:
        query = select(StoredTerm.programme, StoredTerm.id, StoredTerm.body).where(*sifted, *place).order_by(*ORDER.by(bound)).limit(most)
        rows = connection.execute(query).all()
        for programme, identifier, body in rows:
            term = read(TermRecord, body)
            shown = term if view.all else term_seen_by(term, view)
            if shown is not None:
                yield programme, identifier, shown
        if len(rows) < most:
            return
        behind = (rows[-1].programme, rows[-1].id)


def _sifting(connection: Connection, search: TermSearch, bound: Bound) -> list[Condition]:
    """Conditions on the stored text: what is written between plain quotes there is a field of its own, never within somebody's text."""
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    sifted: list[Condition] = []
    if search.programmes and "programme" not in bound:
        sifted.append(residual(connection, StoredTerm.programme).in_(search.programmes))
    if search.verdicts:
        sifted.append(or_(*(place(StoredTerm.body, f'"verdict":"{verdict.value}"') > 0 for verdict in search.verdicts)))
    if search.partners:
        names = [written(partner) for partner in search.partners]
        sides = [text for name in names for text in (f'"partners":[{name},', f',{name}],"n":')]
        sifted.append(or_(*(place(StoredTerm.body, text) > 0 for text in sides)))
    return sifted
