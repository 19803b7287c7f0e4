"""Vectors that only some rows of a table have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SomeRows:
    """Vectors of those rows of a table that have one, in the order of the rows; the others take no memory."""

    place: NDArray[np.intp]
    """Where a row's vector stands, -1 where it has none; shape (rows,)."""
    vectors: Floats
    """Shape (rows that have one, dimensions)."""

    @classmethod
    def of(cls, rows: NDArray[np.intp], vectors: Floats, *, among: int) -> Self:
        """The vectors of these rows, given in their order, among so many; one of nothing but zeros is none."""
        said = vectors.any(axis=1)
        place = np.full(among, -1, dtype=np.intp)
        place[rows[said]] = np.arange(int(said.sum()))
        return cls(place, vectors if said.all() else vectors[said])

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which rows have one, shape (rows,)."""
        return self.place >= 0

    def take(self, rows: Sequence[int]) -> Floats:
        """Of these rows, shape (len(rows), dimensions); zeros where there is none."""
        places = self.place[list(rows)]
        found = self.vectors[places] if len(self.vectors) else np.zeros((len(places), self.vectors.shape[1]), dtype=np.float32)
        found[places < 0] = 0.0
        return found

    def where(self, keep: NDArray[np.bool_]) -> Self:
        """The same for some rows of the table, renumbered."""
        return self.of(np.flatnonzero(self.known[keep]), self.vectors[self.place[keep & self.known]], among=int(keep.sum()))
