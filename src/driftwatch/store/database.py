"""Connections and transactions, the same on SQLite and PostgreSQL, and what is said when a database does not do its part."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from driftwatch.crashing import armed, crashpoint
from driftwatch.errors import SlowReadError, StoreError
from driftwatch.store.columns import clean
from driftwatch.store.time_limits import READ_SECONDS, limited, was_given_up

_FORMS = "sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE"
_WAIT_SECONDS = 30
_LOG_AHEAD = "PRAGMA journal_mode = WAL"
_LOG_AHEAD_SECONDS, _PAUSE_SECONDS = 2.0, 0.02
_PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL")
_WRITING = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP")
_BESIDE = ("INTO", "FROM", "TABLE", "UNIQUE", "INDEX", "ONLY")
_MENDS = (
    ("database is locked", "another program keeps it locked; wait until that one has ended, then try again"),
    ("lock timeout", "another program keeps it locked; wait until that one has ended, then try again"),
    ("disk is full", "the disk is full; free some space, then try again: what was stored before is unharmed"),
    ("disk I/O error", "the disk is full, or does not work; free some space or look at it, then try again: what was stored before is unharmed"),
    ("No space left", "the server's disk is full; free some space, then try again: what was stored before is unharmed"),
    ("unable to open database file", "the file cannot be opened; look at the folder and its permissions"),
    ("readonly database", "the file or its folder is not writable; change its permissions"),
    ("read-only transaction", "the server takes no writing; use the primary server"),
    ("file is not a database", "the file is no SQLite database; name another one, or move it away"),
    ("malformed", "the file is damaged; put a backup in its place, or move it away and scan again"),
    ("password authentication", "the server refused user or password; correct the URL"),
    ("does not exist", "the server has no such user or database; create it or correct the URL"),
    ("already exists", "it has tables of another program; give driftwatch a database of its own"),
    ("no equivalent in encoding", "its text is not UTF-8; create the database with ENCODING 'UTF8'"),
    ("connection", "the server cannot be reached; start it or correct the URL, then try again"),
)


class Database:
    """Short transactions for reading, which see one state throughout, and for writing, one after another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        event.listen(engine, "before_cursor_execute", _come_by)
        remote = engine.dialect.name != "sqlite"
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ") if remote else engine
        self._writer = engine.execution_options(writes=True)
        self._numbers = count(1)
        self.writes = 0
        """Another number after each writing of this process."""

    @property
    def name(self) -> str:
        """Its URL without the password and what tunes the connection."""
        return self._engine.url.set(query={}).render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None of any other, and of one in memory."""
        file = self._engine.url.database
        plain = self._engine.dialect.name == "sqlite" and file and file != ":memory:" and not file.startswith("file:")
        return Path(file) if plain and file else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state, whatever is written meanwhile."""
        with self._translated(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def answering(self, seconds: float = READ_SECONDS) -> Iterator[Connection]:
        """A transaction for reading in which no statement may take longer; raises SlowReadError."""
        try:
            with self.reading() as connection, limited(connection, seconds):
                yield connection
        except StoreError as error:
            if was_given_up(error.__cause__):
                raise SlowReadError(f"{self.name}: no answer within {seconds:g} s; ask for less at once, such as one programme") from error
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that happens as a whole or not at all."""
        crashpoint("store: begin")
        with self._translated(), self._writer.begin() as connection:
            yield connection
            crashpoint("store: commit")
        self.writes = next(self._numbers)
        crashpoint("store: committed")

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {_explained(error)}") from error


def _come_by(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    """Every statement that writes is a crash point of its own, `store: INSERT alerts` for instance; no write site can forget it."""
    if armed() and (name := _written(statement)):
        crashpoint(f"store: {name}")


def _written(statement: str) -> str:
    """The verb and the table of a statement that writes; empty for one that reads."""
    verb, *rest = statement.replace("(", " ").split(maxsplit=6)
    if verb not in _WRITING:
        return ""
    return f"{verb} {next(word for word in rest if word not in _BESIDE).strip(chr(34))}"


def connect(url: str) -> Database:
    """The database of this URL; a SQLite file is made where there is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"the store's URL is not of the form {_FORMS}") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        return _sqlite(parsed)
    if kind in ("postgresql", "postgres"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise StoreError(f"{parsed.render_as_string(hide_password=True)}: the store is {_FORMS}")


def _sqlite(url: URL) -> Database:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        _make_private(Path(url.database))
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(_WAIT_SECONDS)})
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _make_private(file: Path) -> None:
    """What people said is for nobody else on this machine."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"{file}: cannot be made: {error.strerror}; name another place, or change the folder's permissions") from error


class _SqliteCursor(Protocol):
    def execute(self, sql: str) -> object: ...
    def close(self) -> None: ...


class _SqliteConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> _SqliteCursor: ...


def _prepare_sqlite(connection: _SqliteConnection, _record: object) -> None:
    """We begin transactions ourselves: Python's driver would begin them too late, and not for writing."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _log_ahead(cursor)
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _log_ahead(cursor: _SqliteCursor) -> None:
    """Write-ahead logging. Of two that open a new file at once, SQLite tells one at once that it is locked, without waiting: it asks again."""
    begun = time.monotonic()
    while True:
        try:
            cursor.execute(_LOG_AHEAD)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() - begun > _LOG_AHEAD_SECONDS:
                raise
        time.sleep(_PAUSE_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    """A writer waits at the start, where waiting is possible; upgrading a reading transaction fails at once."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Database:
    usual = {"options": f"-c lock_timeout={_WAIT_SECONDS}s", "connect_timeout": "10", "client_encoding": "utf8"}
    try:
        engine = create_engine(url.set(query={**usual, **url.query}), hide_parameters=True, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'driftwatch-alignment[postgres]'") from error
    return Database(engine)


def _explained(error: SQLAlchemyError) -> str:
    said = clean(str(getattr(error, "orig", None) or error)).strip()
    mend = next((mend for sign, mend in _MENDS if sign in said), "the database did not do it; what was stored before is unharmed")
    return f"{mend} ({' '.join(said.split())})"
