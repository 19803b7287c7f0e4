"""Column types that hold the same on SQLite and on PostgreSQL, whatever text comes in."""

import re

from sqlalchemy import Dialect, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with U+FFFD for what no database takes: NUL and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


class CleanText(TypeDecorator[str]):
    """Text that is cleaned on its way in, in conditions too, and sorted by code point on either database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Text with the collation that sorts by code point; it is SQLite's own."""
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is handed to the database."""
        return None if value is None else clean(str(value))
