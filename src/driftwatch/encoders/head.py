"""The statement head: the trained model that gives statements their labels."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.artefact import WEIGHTS, read_arrays, verify
from driftwatch.encoders.packing import HeadParts, unpacked
from driftwatch.errors import ModelError
from driftwatch.ports import Vectors

NAME = "statement-head"


class StatementHead:
    """A classifier from an artefact folder; nothing is read before it is asked."""

    def __init__(self, folder: Path, *, name: str = NAME) -> None:
        self.folder, self.name = folder, name

    @cached_property
    def sha256(self) -> str:
        """Checksum of the weights, once every file of the folder was found unaltered."""
        return verify(self.folder)[WEIGHTS]

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights."""
        return f"{self.name}@{self.sha256[:12]}"

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """Calibrated probabilities, shape (len(texts), 7), columns in the order of LABELS."""
        if not texts:
            return np.empty((0, len(LABELS)), dtype=np.float32)
        plain = [" ".join(text.split()) for text in texts]
        return self._parts.combination.probabilities(self._parts.linear.scores(plain), self._network_scores(plain, vectors))

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels at or above each label's threshold, a row each."""
        return self._parts.combination.predicted(probabilities)

    @cached_property
    def _parts(self) -> HeadParts:
        return unpacked(read_arrays(self.folder))

    def _network_scores(self, texts: Sequence[str], vectors: Vectors) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
        networks = self._parts.networks
        if vectors.shape != (len(texts), networks.dimensions):
            expected = f"{len(texts)} vectors of {networks.dimensions} dimensions"
            raise ModelError(f"{self.name}: {expected} expected, shape {vectors.shape} came; use the encoder that model.json names")
        return networks.scores(texts, vectors)


def statement_head() -> StatementHead:
    """The head that ships with driftwatch."""
    import driftwatch_models

    return StatementHead(Path(driftwatch_models.__path__[0]) / NAME)
