"""The engine of one process: everything is done here, in turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from driftwatch.domain.slices import Passed, Slices
from driftwatch.ports import Classifier, Encoder, FacetClassifier
from driftwatch.reading import FileReading, Intake, Wanted
from driftwatch.stages.read import in_turn
from driftwatch.stages.segment import sliced


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Asks the parts themselves; nothing is held."""

    def portion(self, usual: int) -> int:
        """What is usual."""
        return usual

    def read(self, files: Sequence[Wanted], intake: Intake) -> Iterator[Sequence[FileReading]]:
        """One file after the other."""
        return in_turn(files, intake)

    def sliced(self, texts: Sequence[Passed]) -> Sequence[Slices]:
        """Cut here."""
        return sliced(texts)

    def encoder(self, own: Encoder) -> Encoder:
        """The encoder itself."""
        return own

    def classifier(self, own: Classifier) -> Classifier:
        """The classifier itself."""
        return own

    def facets(self, own: FacetClassifier) -> FacetClassifier:
        """The model itself."""
        return own

    def close(self) -> None:
        """Nothing to let go of."""
