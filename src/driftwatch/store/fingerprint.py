"""One number for all that a store holds: the same for the same history, whatever database keeps it, however often it was killed, whenever it ran."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from sqlalchemy import Column, Connection, Table, select

import driftwatch.store.service_schema  # noqa: F401 - its tables belong to the schema too
from driftwatch.store.schema import Schema

TABLES: tuple[Table, ...] = tuple(Schema.metadata.sorted_tables)
CLOCKS = frozenset("at instant due lease created updated last_used day started finished expires ends".split())
"""Columns, and names within bodies, that say when something was done; when something was said is part of the history."""
CHANCE: Mapping[str, frozenset[str]] = {
    "jobs": frozenset({"id", "worker"}),
    "arrivals": frozenset({"job"}),
    "requests": frozenset({"holder"}),
    "sessions": frozenset({"digest"}),
    "secrets": frozenset({"value"}),
    "webhooks": frozenset({"secrets"}),
    "preferences": frozenset({"token"}),
    "audit": frozenset({"digest"}),
    "audit_heads": frozenset({"digest"}),
}
"""Columns that differ between two equal histories: ids and secrets that are drawn, and what is worked out from clocks."""


def fingerprint(connection: Connection) -> str:
    """SHA-256 over all rows of all tables."""
    return sha256(json.dumps(fingerprints(connection), sort_keys=True).encode("ascii")).hexdigest()


def fingerprints(connection: Connection) -> dict[str, str]:
    """The same table by table: where two stores differ is seen at once."""
    return {table.name: _of(connection, table) for table in TABLES}


def _of(connection: Connection, table: Table) -> str:
    columns = [column for column in table.columns if _counts(table, column)]
    rows = connection.execution_options(yield_per=1000).execute(select(*columns))
    return sha256(b"".join(sorted(_digest([column.name for column in columns], row) for row in rows))).hexdigest()


def _counts(table: Table, column: "Column[object]") -> bool:
    return column.name not in CLOCKS and column.name not in CHANCE.get(table.name, ()) and column.computed is None


def _digest(names: list[str], row: Iterable[object]) -> bytes:
    cells = {name: _canonical(cell) for name, cell in zip(names, row, strict=True)}
    return sha256(json.dumps(cells, sort_keys=True, ensure_ascii=True).encode("ascii")).digest()


def _canonical(cell: object) -> object:
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, str) and cell[:1] in "{[" and cell:
        return _timeless(_parsed(cell))
    return cell


def _parsed(text: str) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return parsed


def _timeless(plain: object) -> object:
    if isinstance(plain, dict):
        return {name: _timeless(value) for name, value in plain.items() if name not in CLOCKS}
    return [_timeless(value) for value in plain] if isinstance(plain, list) else plain
