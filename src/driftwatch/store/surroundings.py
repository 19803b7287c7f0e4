"""What surrounds a statement: what was said before and after it in its source, and the alerts that quote it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, UnaryExpression, func, select

from driftwatch.domain.alerts import Alert
from driftwatch.domain.searches import FoundAlert
from driftwatch.domain.view import View
from driftwatch.records import StatementRecord
from driftwatch.store.audiences import alerts_for, statements_for
from driftwatch.store.documents import read, written
from driftwatch.store.found_alerts import found_alerts
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredAlert, StoredStatement
from driftwatch.store.statement_lists import UNDATED

MOST_OF_A_MOMENT = 1000
"""Statements of one source and time that are put into the order of their places; where there are more, nobody says what stood beside what."""
_MOST_QUOTING = 50
_NUMBER = re.compile(r"\d+", re.ASCII)
_LISTED = 1
"""The last `standing` of an alert that lists show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a statement in its source, in reading order."""

    before: tuple[StatementRecord, ...]
    after: tuple[StatementRecord, ...]


def find_beside(connection: Connection, programme: str, view: View, statement: StatementRecord, *, reach: int) -> Beside | None:
    """Up to `reach` statements on each side that this reader may read; None where too many share its source and time to tell."""
    said = UNDATED if statement.said_at is None else instant(statement.said_at)
    mine = (StoredStatement.programme == programme, StoredStatement.source == statement.source, *statements_for(view))
    together = _read(connection, [*mine, StoredStatement.said == said], StoredStatement.id.asc(), limit=MOST_OF_A_MOMENT + 1)
    if len(together) > MOST_OF_A_MOMENT:
        return None
    earlier = _read(connection, [*mine, StoredStatement.said < said], StoredStatement.said.desc(), StoredStatement.id.desc(), limit=reach)
    later = _read(connection, [*mine, StoredStatement.said > said], StoredStatement.said.asc(), StoredStatement.id.asc(), limit=reach)
    ordered = sorted(together, key=_place)
    here = next((place for place, row in enumerate(ordered) if row.id == statement.id), 0)
    before, after = [*reversed(earlier), *ordered[:here]], [*ordered[here + 1 :], *later]
    return Beside(before=tuple(before[-reach:]), after=tuple(after[:reach]))


def find_quoting(connection: Connection, programme: str, view: View, statement: str) -> tuple[FoundAlert, ...]:
    """The listed alerts whose evidence this statement is, as far as this reader may know of that; high severity first."""
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    named = place(StoredAlert.body, f'"statement_id":{written(statement)}') > 0
    ids = select(StoredAlert.id).where(StoredAlert.programme == programme, StoredAlert.standing <= _LISTED, named, *alerts_for(view))
    names = [(programme, identifier) for identifier in connection.scalars(ids.order_by(StoredAlert.rank, StoredAlert.id).limit(_MOST_QUOTING))]
    found = found_alerts(connection, names, view, whole=True)
    return tuple(alert for alert in found if alert.alert is None or _quotes(alert.alert, statement))


def _quotes(alert: Alert, statement: str) -> bool:
    """Whether it still does once what is not for the reader is withheld."""
    return any(piece.statement_id == statement for piece in alert.evidence)


def _read(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], *by: UnaryExpression[int] | UnaryExpression[str], limit: int
) -> list[StatementRecord]:
    bodies = select(StoredStatement.body).where(*conditions).order_by(*by).limit(limit)
    return [read(StatementRecord, body) for body in connection.scalars(bodies)]


def _place(row: StatementRecord) -> tuple[str, str, tuple[int, ...], int]:
    """By document, then by the numbers of the locator: line 9 stands before line 10."""
    return row.document, row.locator.partition(" ")[0], tuple(int(number) for number in _NUMBER.findall(row.locator)), row.offset
