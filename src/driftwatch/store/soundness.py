"""Whether a database is whole and takes what is written: asked once, at the start of a program that is left running."""

from sqlalchemy import text

from driftwatch.errors import StoreError
from driftwatch.store.database import Database


def require_sound(database: Database) -> None:
    """Raise StoreError, saying what would mend it, where a page is damaged or nothing can be written; reads the whole of a SQLite file."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            if connection.scalar(text("SHOW transaction_read_only")) == "on":
                raise StoreError(f"{database.name}: the server takes no writing; use the primary server")
            return
        said = connection.scalar(text("PRAGMA quick_check(1)"))
    if said != "ok":
        mend = "the file is damaged; put a backup in its place (driftwatch restore), or move it away and scan again"
        raise StoreError(f"{database.name}: {mend} ({' '.join(str(said).split())})")
