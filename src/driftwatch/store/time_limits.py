"""How long the database may think about one answer."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

READ_SECONDS = 2.0
"""Of a read for somebody who waits for it."""
_STEPS = 20_000
"""SQLite looks at the clock after so many of its steps: about every millisecond."""
_SIGNS = ("interrupted", "statement timeout")


class _SqliteConnection(Protocol):
    def set_progress_handler(self, handler: Callable[[], bool] | None, n: int) -> None: ...


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Let the database give up a statement that takes longer: it ends with an error of which `was_given_up` is true."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
        yield
        return
    driver = cast(_SqliteConnection, connection.connection.driver_connection)
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def was_given_up(error: BaseException | None) -> bool:
    """Whether this is what a statement ends with that took too long."""
    return isinstance(error, SQLAlchemyError) and any(sign in str(getattr(error, "orig", None)) for sign in _SIGNS)
