"""Whether a database is whole and takes what is written: asked once, at the start of a program that is left running."""

from contextlib import suppress

from sqlalchemy import text

from driftwatch.errors import SlowReadError, StoreError
from driftwatch.store.database import Database

START_SECONDS = 5.0
"""So long a program that starts looks for damage: enough for some hundred megabytes. Whoever wants to know it of all asks `driftwatch doctor`."""


def require_sound(database: Database, *, seconds: float = START_SECONDS) -> None:
    """Raise StoreError, saying what would mend it, where nothing can be written, or where a page read within so many seconds is damaged."""
    with database.writing() as connection:
        remote = connection.dialect.name == "postgresql"
        if remote and connection.scalar(text("SHOW transaction_read_only")) == "on":
            raise StoreError(f"{database.name}: the server takes no writing; use the primary server")
    if remote:
        return
    said = "ok"
    with suppress(SlowReadError), database.answering(seconds) as reading:  # while it looks, others write
        said = str(reading.scalar(text("PRAGMA quick_check(1)")))
    if said != "ok":
        mend = "the file is damaged; put a backup in its place (driftwatch restore), or move it away and scan again"
        raise StoreError(f"{database.name}: {mend} ({' '.join(said.split())})")
