"""The facet model: on what a statement takes sides, in whatever words.

A small network like that of the statement model, with one output for each value of each facet.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from driftwatch.domain.facets import COLUMNS, WIDTH
from driftwatch.encoders.artefact import LOWER, LOWER_GRAPH, TOKENIZER, UPPER, UPPER_GRAPH, verify
from driftwatch.encoders.language import foreign
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.pieces import Pieces
from driftwatch.ports import Vectors

NAME = "facets"
FILES = (LOWER, LOWER_GRAPH, TOKENIZER, UPPER, UPPER_GRAPH)


@dataclass(frozen=True)
class FacetModel:
    """The network in a folder; nothing is loaded before the first statement."""

    folder: Path
    name: str = NAME

    @cached_property
    def sha256(self) -> str:
        """One checksum over all that decides, once every file of the folder was found unaltered."""
        sums = verify(self.folder, FILES)
        return hashlib.sha256("".join(sums[name] for name in FILES).encode()).hexdigest()

    @property
    def model(self) -> str:
        """Name and sha256 prefix."""
        return f"{self.name}@{self.sha256[:12]}"

    def facets(self, texts: Sequence[str]) -> Vectors:
        """Probabilities of the values of all facets, shape (len(texts), WIDTH), columns as COLUMNS says; those of each facet sum to 1.

        Without words, or in a language that the model was not made for, a text takes no side.
        """
        plain = [" ".join(text.split()) for text in texts]
        found = no_sides(len(plain))
        said = [at for at, text in enumerate(plain) if any(map(str.isalpha, text)) and foreign(text) is None]
        if said:
            read = self._pieces.read_after([plain[at] for at in said], [""] * len(said))
            found[said] = softmax(self._network.see(read).scores)
        return found

    @cached_property
    def _pieces(self) -> Pieces:
        _ = self.sha256
        return Pieces(self.folder / TOKENIZER)

    @cached_property
    def _network(self) -> StatementNetwork:
        _ = self.sha256
        return StatementNetwork(self.folder / LOWER, self.folder / UPPER)


def softmax(scores: Vectors) -> Vectors:
    """Probabilities within each facet, shape (rows, WIDTH)."""
    found = np.empty((len(scores), WIDTH), dtype=np.float32)
    for columns in COLUMNS.values():
        raised = np.exp(scores[:, columns] - scores[:, columns].max(axis=1, keepdims=True))
        found[:, columns] = raised / raised.sum(axis=1, keepdims=True)
    return found


def no_sides(rows: int) -> Vectors:
    """Statements that take no side on any facet, shape (rows, WIDTH)."""
    found = np.zeros((rows, WIDTH), dtype=np.float32)
    found[:, [columns.start for columns in COLUMNS.values()]] = 1.0
    return found


def facet_model() -> FacetModel:
    """The model that ships with driftwatch; raises ModelError when it is first asked and is missing or altered."""
    import driftwatch_models

    return FacetModel(Path(driftwatch_models.__path__[0]) / NAME)
