"""Writing rows so that what is the same stays untouched."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from driftwatch.store.columns import clean
from driftwatch.store.schema import Schema, StoredFile, StoredStatement, StoredTerm

Item = TypeVar("Item")
Cells = dict[str, object]
"""Column to value, as SQLAlchemy takes rows."""
_BATCH = 1000


def insertion(connection: Connection, table: type[Schema]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens where the row is there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def upsert(connection: Connection, table: type[Schema], rows: Sequence[Cells]) -> None:
    """Insert rows of the same columns; those that are there already get the new values and keep what is in other columns."""
    keys = [column.name for column in inspect(table).primary_key]
    statement = insertion(connection, table)
    values = {column.name: column for column in statement.excluded if column.name in rows[0] and column.name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


def replace(
    connection: Connection, table: type[StoredStatement] | type[StoredTerm] | type[StoredFile], programme: str, rows: Iterable[Cells]
) -> None:
    """Make these the programme's rows; what has the same content already is not written again."""
    there = connection.execute(select(table.id, table.content).where(table.programme == programme))
    known = {row.id: row.content for row in there}
    for batch in batches(rows):
        changed = [row for row in batch if known.pop(clean(str(row["id"])), None) != row["content"]]
        if changed:
            upsert(connection, table, changed)
    for gone in batches(sorted(known)):
        connection.execute(delete(table).where(table.programme == programme, table.id.in_(gone)))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of a size that every database takes."""
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def digest(content: str) -> str:
    """Two contents have the same digest only if they are the same."""
    return blake2b(content.encode("utf-8"), digest_size=16).hexdigest()
