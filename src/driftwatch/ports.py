"""What the line expects of its parts; a plug-in implements one of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.alerts import Alert, AlertEvent, Outcome
from driftwatch.domain.facets import COLUMNS, RELATED, Facet
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.mailing import Letter
from driftwatch.domain.meaning import AlertKind, Coverage, Finding, Term
from driftwatch.domain.said_definitions import SaidDefinition
from driftwatch.domain.slices import Passed, Slices
from driftwatch.domain.talk import FileReport, Partner
from driftwatch.reading import FileReading, Intake, Wanted
from driftwatch.records import AlertFilter, ApiKey, Page, ScanRecord, StatementFilter, StatementRecord, TermRecord
from driftwatch.some_rows import SomeRows

if TYPE_CHECKING:
    from driftwatch.tables import Statements, Usages

SIDE_WEIGHT, LABEL_WEIGHT = 0.5, 0.4
LEAST_PROBABILITY = 1e-3
Found = TypeVar("Found")
Vectors = NDArray[np.float32]
"""Rows of float32; shape (number of texts, dimensions) unless said otherwise."""


class Encoder(Protocol):
    """Turns text into vectors; the same text gives the same bits whatever stands beside it."""

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights: the key under which vectors are kept."""

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of whole texts, shape (len(texts), dimensions)."""

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        """What the word at text[start:end] means, and beside it what its surroundings say: shape (len(texts), 2 x dimensions), not normalised."""


class Classifier(Protocol):
    """Gives each statement its labels."""

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the artefact."""

    def probabilities(self, texts: Sequence[str], before: Sequence[str] | None = None) -> Vectors:
        """Calibrated probabilities, shape (len(texts), 7), columns in the order of LABELS; `before` are the statements said before, if known."""

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels above each label's threshold, a row each."""

    def unsure(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        """The labels for which both ways are likely, a row each."""

    def foreign(self, texts: Sequence[str]) -> list[str | None]:
        """The language of each text for which no labels are claimed (ISO 639-1, or `und`); None where they are."""


class FacetClassifier(Protocol):
    """Says on what a statement takes sides."""

    @property
    def model(self) -> str:
        """Name and sha256 prefix of the weights: the key under which answers are kept."""

    def facets(self, texts: Sequence[str]) -> Vectors:
        """Probabilities of the values of all facets, shape (len(texts), domain.facets.WIDTH), columns as domain.facets.COLUMNS says."""


class Engine(Protocol):
    """Where that work is done which grows with the text; wherever it is, the same comes back to the bit."""

    def portion(self, usual: int) -> int:
        """How many texts a model is asked before its answers are kept, where one process would take `usual`: what an interruption can cost."""

    def read(self, files: Sequence[Wanted], intake: Intake) -> Iterator[Sequence[FileReading]]:
        """What comes of each file, in the order of the files; `intake` reads as long as it is done here."""

    def sliced(self, texts: Sequence[Passed]) -> Sequence[Slices]:
        """Where the statements of each message stand."""

    def encoder(self, own: Encoder) -> Encoder:
        """What answers in the place of our own."""

    def classifier(self, own: Classifier) -> Classifier:
        """What answers in the place of our own."""

    def facets(self, own: FacetClassifier) -> FacetClassifier:
        """What answers in the place of our own."""

    def close(self) -> None:
        """Let go of what it took; nothing is asked after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One term compared between two partners; the numbers of side A stand first."""

    term: str
    term_like: bool
    """False for ordinary words, which only serve as background."""
    tested: bool
    """Whether there are enough usages and documents for a verdict."""
    partners: tuple[str, str]
    usages: tuple[int, int]
    documents: tuple[int, int]
    distance: float
    """Energy distance of the usages, 0 … 4."""
    p_value: float
    smallest_p: float
    """The smallest p value that so many documents can reach."""
    z: float
    """How far the term stands out from what any word of these partners shows, in robust standard deviations."""
    interval: tuple[float, float] | None
    within: float
    """The 95th percentile of the distance between halves of one partner's own documents."""
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    """Statements of each side by row number, the most characteristic of the side first."""
    sensitive: bool
    """Whether a shift of 60 points between the senses would have been seen in four of five cases."""
    against: tuple[int, ...]
    """Statements that lie nearer to the other side's usages than to their own."""
    smallest_shift: float | None = None
    """The smallest share of one side's usages in another sense (0 … 1) that would have been seen in four of five cases; None where none would."""
    kept_without_speaker: float = 0.0
    """The smallest share of the distance that remains when any one speaker is left out, of those beside whom others say the term often
    enough: 1 where that is nobody, 0 where the term is no candidate."""
    others: int = 0
    """Usages that remain of a side without the one who says the term most."""
    several_voices: bool = False
    """Whether on both sides, whoever is left out, others say it too, and mostly as their own side does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a check may look at; arrays are aligned with their table row by row."""

    partners: tuple[Partner, ...]
    statements: Statements
    probabilities: Vectors
    """Shape (statements, 7), columns in the order of LABELS."""
    labels: Sequence[tuple[Label, ...]]
    """Predicted labels, a row each."""
    usages: Usages
    contrasts: Sequence[Contrast] = ()
    """Every term that could be compared, for every pair of partners."""
    charter: str = ""
    definitions: Sequence[SaidDefinition] = ()
    """What anybody says that a term means, the charter first."""
    terms: Sequence[Term] = ()
    """The programme's terms, then the ordinary words that serve as background."""
    compared: Usages | None = None
    """Those of the usages that have a vector; None where none was made."""
    usage_vectors: Vectors | None = None
    """Unit vectors of the compared usages, the mean over all of them removed; shape (compared, dimensions)."""
    statement_vectors: SomeRows | None = None
    """Unit vectors of the statements that carry a label or nearly do."""
    facets: Vectors | None = None
    """Probabilities of the values of each facet, shape (statements, domain.facets.WIDTH), columns as domain.facets.COLUMNS says."""
    known: MutableMapping[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found in it already, by name: several checks and pictures ask the same."""

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """What goes by this name, found at the first time that anybody asks; whoever asks for a name asks for the same."""
        if name not in self.known:
            self.known[name] = find()
        return cast("Found", self.known[name])

    def sides(self, facet: Facet) -> Vectors:
        """Probabilities of the values of one facet, shape (statements, values); that nobody takes a side where facets were not looked for.

        A statement that takes a side also carries one of the labels that such statements have: the two models are weighed against each other
        (logarithmic opinion pool: Genest & Zidek 1986, Statistical Science), and the values keep their proportions.
        """
        columns = COLUMNS[facet]
        if self.facets is None:
            found = np.zeros((len(self.statements), columns.stop - columns.start), dtype=np.float32)
            found[:, 0] = 1.0
            return found
        told = self.facets[:, columns]
        related = self.probabilities[:, [LABELS.index(label) for label in RELATED[facet]]].max(axis=1)
        odds = SIDE_WEIGHT * _log_odds(1.0 - told[:, 0]) + LABEL_WEIGHT * _log_odds(related)
        taken = 1.0 / (1.0 + np.exp(-odds))
        share = told[:, 1:] / np.maximum(told[:, 1:].sum(axis=1, keepdims=True), 1e-9)
        return np.asarray(np.column_stack([1.0 - taken, share * taken[:, None]]), dtype=np.float32)


def _log_odds(probability: Vectors) -> Vectors:
    bounded = np.clip(probability, LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY)
    return np.asarray(np.log(bounded / (1.0 - bounded)), dtype=np.float32)


class Check(Protocol):
    """Looks for one kind of misalignment."""

    kind: AlertKind

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """Every difference that was tested, divergent or not, and what could not be tested and why."""


class VectorCache(Protocol):
    """Keeps vectors by content, so that each distinct text is encoded once."""

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Those of the hashes that are known, each a vector of shape (dimensions,)."""

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember these."""


class Store(VectorCache, Protocol):
    """Remembers programmes, statements, alerts and what people did with them.

    A programme is named by its key: domain.talk.programme_key(name).
    """

    def commit(self, scan: ScanRecord) -> None:
        """Replace the programme's statements and terms, merge its alerts, note the run: one transaction."""

    def programmes(self) -> tuple[tuple[str, str], ...]:
        """Key and name of every programme, sorted."""

    def partners(self, programme: str) -> tuple[Partner, ...]:
        """Its partners; empty where the programme is unknown."""

    def outcome(self, programme: str) -> Outcome | None:
        """The last run's outcome with the alerts as they stand now; None before the first scan."""

    def alerts(self, programme: str, *, wanted: AlertFilter, limit: int, after: str | None = None) -> Page[Alert]:
        """Alerts, high severity and confidence first, then by id."""

    def alert(self, programme: str, alert_id: str) -> Alert:
        """One alert by its id or an unambiguous beginning of it; raises UnknownAlertError."""

    def history(self, programme: str, alert_id: str) -> tuple[AlertEvent, ...]:
        """What happened to it, oldest first."""

    def act(self, programme: str, event: AlertEvent) -> Alert:
        """Record an action that alerts.lifecycle has allowed; gives the alert as it then stands."""

    def statements(self, programme: str, *, wanted: StatementFilter, limit: int, after: str | None = None) -> Page[StatementRecord]:
        """Statements by id."""

    def terms(self, programme: str) -> tuple[TermRecord, ...]:
        """The compared terms of the last scan, sorted by term and partners."""

    def files(self, programme: str) -> tuple[FileReport, ...]:
        """What became of each file in the last scan."""

    def add_key(self, key: ApiKey, *, digest: str) -> None:
        """Keep a new key's hash."""

    def key(self, prefix: str) -> tuple[ApiKey, str] | None:
        """A key and its hash by its visible prefix."""

    def keys(self) -> tuple[ApiKey, ...]:
        """All keys, oldest first."""

    def revoke_key(self, prefix: str, *, at: datetime) -> None:
        """From now on the key opens nothing."""

    def check(self) -> None:
        """Raise StoreError unless the store answers and has this program's schema."""

    def close(self) -> None:
        """Let go of all connections."""


class Notifier(Protocol):
    """Tells somebody; handing over the same letter twice sends it once."""

    def notify(self, letter: Letter, recipient: str) -> None:
        """Hand it over as it is, to the byte; raises DeliveryError."""

    def close(self) -> None:
        """Nothing more is handed over for now; afterwards it may go on."""
