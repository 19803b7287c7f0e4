"""What driftwatch remembers between runs."""

from driftwatch.store.sql import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
