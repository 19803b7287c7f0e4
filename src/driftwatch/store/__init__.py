"""What driftwatch remembers between runs."""

from driftwatch.store.seen import SeenStore
from driftwatch.store.sql import SqlStore, open_store

__all__ = ["SeenStore", "SqlStore", "open_store"]
