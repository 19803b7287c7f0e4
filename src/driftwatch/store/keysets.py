"""Pages that begin behind a row's sort key, not at a number: as quick in the depth as at the start, and steady while rows change."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Connection, Integer, UnaryExpression, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.operators import custom_op

from driftwatch.store.pages import unknown

Cell = str | int
Column = InstrumentedAttribute[str] | InstrumentedAttribute[int] | InstrumentedAttribute[str | None] | InstrumentedAttribute[int | None]
Bound = Mapping[str, Cell]
"""Columns by name that have one value in all rows that are looked at."""
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What rows are sorted by: columns that together name one row, all upwards or all downwards."""

    name: str
    """Stands in the cursor, so that one of another order is refused."""
    columns: tuple[Column, ...]
    down: bool = False

    def by(self, bound: Bound) -> list[ColumnElement[str | int]]:
        """The ORDER BY of rows that are alike in the bound columns."""
        free = [cast("ColumnElement[str | int]", column) for column in self.columns if column.key not in bound]
        return [column.desc() if self.down else column.asc() for column in free]

    def beyond(self, after: Sequence[Cell], bound: Bound) -> list[ColumnElement[bool]] | None:
        """The conditions on rows that come behind this key; None where none can."""
        free: list[Column] = []
        key: list[Cell] = []
        for column, cell in zip(self.columns, after, strict=True):
            value = bound.get(column.key, cell)
            if value != cell:
                comes_later = _later(value, cell, down=self.down)
                return _compared(free, key, down=self.down, equal=comes_later) if free else ([] if comes_later else None)
            if column.key not in bound:
                free.append(column)
                key.append(cell)
        return _compared(free, key, down=self.down, equal=False) if free else None

    def until(self, last: Sequence[Cell], bound: Bound) -> list[ColumnElement[bool]]:
        """The conditions on rows that come no later than this key, which has the bound values."""
        free = [(column, cell) for column, cell in zip(self.columns, last, strict=True) if column.key not in bound]
        return _compared([column for column, _ in free], [cell for _, cell in free], down=not self.down, equal=True)

    def encoded(self, key: Sequence[Cell]) -> str:
        """The key as a cursor."""
        return base64.urlsafe_b64encode(json.dumps([self.name, *key], separators=(",", ":")).encode("ascii")).decode("ascii").rstrip("=")

    def decoded(self, after: str) -> tuple[Cell, ...]:
        """The key in a cursor; raises ConfigurationError where no page of this order gave it."""
        try:
            found = json.loads(base64.b64decode((after + "=" * (-len(after) % 4)).encode("ascii"), altchars=b"-_", validate=True))
        except (ValueError, binascii.Error, RecursionError) as error:
            raise unknown(after) from error
        if not isinstance(found, list) or len(found) != len(self.columns) + 1 or found[0] != self.name:
            raise unknown(after)
        if not all(_fits(column, cell) for column, cell in zip(self.columns, found[1:], strict=True)):
            raise unknown(after)
        return tuple(found[1:])


def residual(connection: Connection, column: Column) -> ColumnElement[str | int]:
    """The column where it only sifts what an order brings: SQLite, which has no statistics, would rather look up what is rare or common alike."""
    if connection.dialect.name != "sqlite":
        return cast("ColumnElement[str | int]", column)
    return UnaryExpression(cast("ColumnElement[str | int]", column), operator=custom_op("+"), type_=column.type)


def _compared(columns: Sequence[Column], key: Sequence[Cell], *, down: bool, equal: bool) -> list[ColumnElement[bool]]:
    rows, place = tuple_(*columns), tuple_(*(_typed(column, cell) for column, cell in zip(columns, key, strict=True)))
    if down:
        return [rows <= place if equal else rows < place]
    return [rows >= place if equal else rows > place]


def _typed(column: Column, cell: Cell) -> ColumnElement[str | int]:
    return cast("ColumnElement[str | int]", literal(cell, column.type))


def _later(value: Cell, cell: Cell, *, down: bool) -> bool:
    """Whether the value comes behind the cell."""
    larger = (value > cell) if isinstance(value, int) and isinstance(cell, int) else (str(value) > str(cell))
    return larger != down


def _fits(column: Column, cell: object) -> bool:
    if isinstance(column.type, Integer):
        return type(cell) is int and abs(cell) <= _LARGEST
    return isinstance(cell, str)
