"""Vectors by content, so that each distinct text is encoded once."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, select

from driftwatch.ports import Vectors
from driftwatch.store.schema import StoredVector
from driftwatch.store.writing import Cells, batches, insertion

_NUMBER = np.dtype("<f4")


def find_vectors(connection: Connection, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
    """Those of the hashes that are known."""
    found: dict[str, Vectors] = {}
    kept = select(StoredVector.content, StoredVector.numbers).where(StoredVector.model == model)
    for batch in batches(hashes):
        rows = connection.execute(kept.where(StoredVector.content.in_(batch)))
        found.update((content, np.frombuffer(numbers, dtype=_NUMBER).astype(np.float32)) for content, numbers in rows)
    return found


def keep(connection: Connection, model: str, vectors: Mapping[str, Vectors]) -> None:
    """Remember these; what is known already stays as it is."""
    for batch in batches(vectors.items()):
        rows: list[Cells] = [{"model": model, "content": content, "numbers": vector.astype(_NUMBER).tobytes()} for content, vector in batch]
        connection.execute(insertion(connection, StoredVector).on_conflict_do_nothing(), rows)
