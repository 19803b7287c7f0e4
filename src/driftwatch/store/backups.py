"""Copies of a SQLite store: taken while it is in use, whole or not at all, readable by their owner only, and put back the same way."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from driftwatch.crashing import crashpoint
from driftwatch.errors import StoreError
from driftwatch.store.database import connect
from driftwatch.store.schema import REVISION, VERSION_TABLE

_WAIT_SECONDS = 30


def sqlite_file(url: str) -> Path:
    """The file of the store at this URL; raises StoreError where a server keeps it, which has tools of its own for that."""
    database = connect(url)
    try:
        if database.file is None:
            raise StoreError(
                f"{database.name}: PostgreSQL is backed up with its own `pg_dump --format=custom`, and put back with `pg_restore --clean`"
            )
        return database.file
    finally:
        database.close()


def back_up(store: Path, copy: Path) -> None:
    """Copy what is committed at this moment; whoever writes meanwhile is not held up. Raises StoreError, and then there is no copy."""
    part = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(_opened(store)) as source, closing(_opened(part)) as target:
            crashpoint("backup: copy")
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            _require_sound(target, store)
        _on_disk(part)
        crashpoint("backup: rename")
        part.replace(copy)
        _on_disk(copy.parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{copy}: no backup was made: {error}; name another place, or make room") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_back(copy: Path, store: Path) -> None:
    """Make the store what the copy is, in one transaction that waits for its turn; raises StoreError, and then the store is as it was."""
    if not copy.is_file():
        raise StoreError(f"{copy}: no such file")
    try:
        with closing(_opened(copy)) as source:
            _require_sound(source, copy)
            _require_ours(source, copy)
            with closing(_opened(store)) as target:
                crashpoint("restore: copy")
                source.backup(target)
                crashpoint("restore: copied")
    except sqlite3.Error as error:
        raise StoreError(f"{store}: was not restored from {copy}: {error}; nothing has changed") from error


def _opened(file: Path) -> sqlite3.Connection:
    """Without making one where there is none."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT_SECONDS)


def _require_sound(connection: sqlite3.Connection, store: Path) -> None:
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise StoreError(f"{store}: the file is damaged ({said}); put an earlier backup in its place, or move it away and scan again")


def _require_ours(connection: sqlite3.Connection, copy: Path) -> None:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (VERSION_TABLE,)).fetchone()
    found = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() if there else None  # noqa: S608 - a constant of ours
    if found is None:
        raise StoreError(f"{copy}: there is no store of driftwatch in it")
    if found[0] > REVISION:
        raise StoreError(f"{copy}: a newer driftwatch has written it (schema {found[0]}, this one knows {REVISION}); update driftwatch first")


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system can do it for a folder
            os.fsync(opened)
    finally:
        os.close(opened)
