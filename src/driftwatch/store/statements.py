"""The statements of the last scan."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from driftwatch.domain.view import View
from driftwatch.records import Page, StatementFilter, StatementRecord
from driftwatch.store.audiences import statements_for
from driftwatch.store.columns import clean
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.pages import asked, decoded, page
from driftwatch.store.schema import StoredStatement
from driftwatch.store.writing import Cells, digest


def statement_cells(programme: str, statement: StatementRecord) -> Cells:
    """The row of a statement."""
    body = written(statement)
    return {
        "programme": programme,
        "id": statement.id,
        "content": digest(body),
        "folded": clean(statement.text).casefold(),
        "partner": statement.partner,
        "source": statement.source,
        "instant": instant(statement.said_at) if statement.said_at else None,
        "predicted": _listed(statement.predicted),
        "owner": statement.own.partner if statement.own else None,
        "body": body,
    }


def find_statements(
    connection: Connection, programme: str, view: View, *, wanted: StatementFilter, limit: int, after: str | None
) -> Page[StatementRecord]:
    """Some of the statements that this reader may read, by id."""
    conditions = [StoredStatement.programme == programme, *statements_for(view), *_conditions(connection, wanted)]
    if after:
        conditions.append(StoredStatement.id > decoded(after, 1)[0])
    bodies = select(StoredStatement.body).where(*conditions).order_by(StoredStatement.id).limit(asked(limit))
    return page([read(StatementRecord, body) for body in connection.scalars(bodies)], limit, lambda statement: (statement.id,))


def find_texts(connection: Connection, programme: str, view: View, ids: Collection[str]) -> dict[str, StatementRecord]:
    """Those of the statements that this reader may read, by id."""
    if not ids:
        return {}
    named = (StoredStatement.programme == programme, StoredStatement.id.in_(sorted(set(ids))), *statements_for(view))
    found = connection.execute(select(StoredStatement.id, StoredStatement.body).where(*named).order_by(StoredStatement.id))
    return {identifier: read(StatementRecord, body) for identifier, body in found}


def _conditions(connection: Connection, wanted: StatementFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.partner is not None:
        conditions.append(StoredStatement.partner == wanted.partner)
    if wanted.label is not None:
        conditions.append(StoredStatement.predicted.contains(_listed([wanted.label])))
    if wanted.source is not None:
        conditions.append(StoredStatement.source == wanted.source)
    if wanted.since is not None:
        conditions.append(StoredStatement.instant >= instant(wanted.since))
    if wanted.text is not None:
        conditions.append(_place(connection, clean(wanted.text).casefold()) > 0)
    return conditions


def _place(connection: Connection, folded: str) -> ColumnElement[int]:
    """Where the text is found, from 1: no pattern language, so that % and _ are themselves."""
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return place(StoredStatement.folded, folded)


def _listed(labels: Iterable[str]) -> str:
    """`,goal,done,`: one of them is found by its name between commas."""
    return "," + ",".join(labels) + ","
