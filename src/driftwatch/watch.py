"""The line, from files to alerts: read this first.

files -> messages -> partner of each -> statements -> labels
      -> usages of terms -> vectors -> contrasts -> findings -> alerts -> pictures -> store
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np

from driftwatch import __version__
from driftwatch.alerts.merging import told
from driftwatch.alerts.raising import raise_alerts
from driftwatch.alerts.reserving import reserved
from driftwatch.domain.alerts import PUT_ASIDE, Alert, Outcome, RunRecord
from driftwatch.domain.defining_form import FormWeights
from driftwatch.domain.meaning import Coverage, Judged, Term
from driftwatch.domain.slices import Slicer
from driftwatch.domain.talk import FileReport, programme_key
from driftwatch.domain.weeks import window_of
from driftwatch.domain.words import folded_phrase, words
from driftwatch.engines.local import LocalEngine
from driftwatch.errors import NothingToReadError
from driftwatch.labelling import by_label
from driftwatch.pictures import drawn
from driftwatch.ports import Check, Classifier, Contrast, Encoder, Engine, FacetClassifier, Material, Store, VectorCache, Vectors
from driftwatch.reading import Intake
from driftwatch.records import ScanRecord, StatementRecord, TermRecord
from driftwatch.settings import Detection, Settings
from driftwatch.some_rows import SomeRows
from driftwatch.stages.attribute import Unattributed, attribute
from driftwatch.stages.classify import PORTION as LABELLED_TOGETHER
from driftwatch.stages.classify import classify
from driftwatch.stages.contrast import contrast, usage_vectors
from driftwatch.stages.definitions import find_definitions
from driftwatch.stages.embed import PORTION as ENCODED_TOGETHER
from driftwatch.stages.embed import embed, embed_usages, find_sides
from driftwatch.stages.judge import judge
from driftwatch.stages.keep_slices import keep_slices
from driftwatch.stages.locate import distortion, locate
from driftwatch.stages.once import once
from driftwatch.stages.read import Reading, charter_text, counted, read_programme
from driftwatch.stages.sample import sample
from driftwatch.stages.segment import segment
from driftwatch.stages.term_verdicts import is_term, term_records, wanted_terms
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Statements, Usages

LEAST_LABEL = 0.2
"""Probability of any label from which on a statement is worth its vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that count; None leaves a side open. With a window, what carries no date is out."""

    since: date | None = None
    until: date | None = None

    def holds(self, said_at: datetime | None) -> bool:
        """Whether something said then lies inside."""
        if self.since is None and self.until is None:
            return True
        return said_at is not None and (self.since or date.min) <= said_at.date() <= (self.until or date.max)

    def __str__(self) -> str:
        return " ".join([*([f"from {self.since}"] if self.since else []), *([f"to {self.until}"] if self.until else [])]) or "at any time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the files say, before anything is compared."""

    statements: Statements
    files: tuple[FileReport, ...]
    unattributed: tuple[Unattributed, ...]
    charter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The parts that wiring chose, and the line through them."""

    settings: Settings
    intake: Intake
    encoder: Encoder
    classifier: Classifier
    facets: FacetClassifier
    form: FormWeights
    checks: Sequence[Check]
    store: Store
    engine: Engine = LocalEngine()
    models: tuple[tuple[str, str], ...] = ()
    """Name and sha256 of every model, for the record."""
    told: Callable[[str], None] = lambda _: None
    """Is told in a few words what is being done."""

    def understand(self, window: Window = Window()) -> Understood:
        """Read, attribute and segment; raises NothingToReadError where no file says anything."""
        self.told("reading")
        with closing(self.intake):
            reading = read_programme(self.settings, self.intake, reading=self.engine.read)
            if not len(reading.messages):
                tried = f"{len(reading.files)} files tried" if reading.files else "no file below it"
                raise NothingToReadError(f"{self.settings.folder}: no file could be read as minutes, transcript, mail or chat ({tried})")
            charter = charter_text(self.settings, self.intake)
        statements, unattributed, count = _said(self.settings, reading, lambda texts: keep_slices(texts, self.engine.sliced, self.store))
        inside = statements.where([window.holds(said_at) for said_at in statements.said_at])
        if len(statements) and not len(inside):
            raise NothingToReadError(f"{self.settings.folder}: of {len(statements):,} statements none was said {window}; widen --since and --until")
        files = count(inside)
        return Understood(statements=inside, files=files, unattributed=unattributed, charter=charter)

    def scan(self, *, at: datetime, window: Window = Window()) -> ScanRecord:
        """The whole line; what it finds is in the store when this returns."""
        understood = self.understand(window)
        material = self.material(understood.statements, charter=understood.charter)
        self.told("checking")
        judged, coverage = self._checked(material)
        record = reserved(self._record(understood.files, material, judged, coverage, at))
        self.told("drawing")
        record = replace(record, pictures=drawn(record, material, judged, detection=self.settings.detection, timezone=self.settings.timezone))
        self.told("storing")
        self.store.commit(record)
        return replace(record, outcome=self.store.outcome(programme_key(self.settings.name)) or record.outcome)

    def terms(self, wanted: Sequence[str] = ()) -> tuple[TermRecord, ...]:
        """The compared terms, by term and partners; with `wanted` exactly those, also where they never occur. Nothing is stored but vectors."""
        asked = tuple(dict.fromkeys([*wanted, *self.settings.detection.terms]))
        line = replace(self, settings=replace(self.settings, detection=replace(self.settings.detection, terms=asked)))
        understood = line.understand()
        material = line.material(understood.statements, charter=understood.charter)
        judged, _ = line._checked(material, only=frozenset(map(folded_phrase, wanted)))
        records = term_records(material.contrasts, judged)
        return wanted_terms(records, wanted, material) if wanted else records

    def _checked(self, material: Material, *, only: frozenset[tuple[str, ...]] = frozenset()) -> tuple[tuple[Judged, ...], tuple[Coverage, ...]]:
        """What all checks found, judged together, and what each could see; with `only`, subjects that somebody asked for: they are all the tests."""
        results = [check.test(material) for check in self.checks]
        found = [finding for findings, _ in results for finding in findings]
        asked = [finding for finding in found if is_term(finding) and folded_phrase(finding.subject) in only] if only else found
        judged = judge(asked, fdr=self.settings.detection.fdr)
        return judged, tuple(row for _, rows in results for row in sorted(rows, key=lambda row: row.partners))

    def material(self, statements: Statements, *, charter: str = "") -> Material:
        """Label the statements, locate the terms and compare their usages."""
        self.told(f"labelling {len(statements):,} statements, the known ones from the store")
        engine, detection = self.engine, self.settings.detection
        encoder, portion = engine.encoder(self.encoder), engine.portion(ENCODED_TOGETHER)
        probabilities, labels = classify(statements, engine.classifier(self.classifier), self.store, portion=engine.portion(LABELLED_TOGETHER))
        self.told("comparing terms")
        found = compared_terms(statements, encoder, self.store, detection=detection, names=_names(self.settings), charter=charter, portion=portion)
        return Material(
            partners=self.settings.partners,
            statements=statements,
            probabilities=probabilities,
            labels=labels,
            usages=found.usages,
            contrasts=found.contrasts,
            charter=charter,
            definitions=find_definitions(statements, self.form, charter=charter, distorted=distortion),
            terms=found.terms,
            compared=found.compared,
            usage_vectors=found.vectors,
            statement_vectors=labelled_vectors(statements, probabilities, encoder, self.store, portion=portion),
            facets=find_sides(statements, engine.facets(self.facets), self.store, portion=portion),
        )

    def _record(
        self, files: tuple[FileReport, ...], material: Material, judged: Sequence[Judged], coverage: tuple[Coverage, ...], at: datetime
    ) -> ScanRecord:
        key = programme_key(self.settings.name)
        statements = tuple(_statement_records(material))
        known = {statement.id: statement for statement in statements}
        former = self._former(key)
        groups = raise_alerts(
            judged,
            known,
            programme=key,
            partners=self.settings.partners,
            formerly=[alert.id for alert in former],
            formerly_told_with=[other.id for alert in former for other in alert.merged],
            aside=[name for alert in former if alert.status in PUT_ASIDE for name in (alert.id, *(other.id for other in alert.merged))],
            timezone=self.settings.timezone,
            raise_windows=self.settings.detection.raise_windows,
        )
        run = RunRecord(at=at, driftwatch=__version__, models=self.models, config=_config_hash(self.settings))
        terms = term_records(material.contrasts, judged)
        outcome = Outcome(programme=self.settings.name, run=run, coverage=coverage, alerts=tuple(map(told, groups)))
        return ScanRecord(
            outcome=outcome,
            partners=self.settings.partners,
            files=files,
            statements=statements,
            terms=terms,
            folder=self.settings.folder,
            groups=groups,
            window=window_of((statement.said_at for statement in statements), self.settings.timezone),
            clear_windows=self.settings.detection.clear_windows,
        )

    def _former(self, programme: str) -> tuple[Alert, ...]:
        """The alerts that the last scan raised."""
        former = self.store.outcome(programme)
        return former.alerts if former else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTerms:
    """The programme's terms, where they stand, and how they differ between partners."""

    terms: tuple[Term, ...]
    usages: Usages
    compared: Usages
    """Those usages that have a vector."""
    vectors: Vectors
    """Of the compared usages, shape (compared, dimensions)."""
    contrasts: tuple[Contrast, ...]


def compared_terms(
    statements: Statements,
    encoder: Encoder,
    cache: VectorCache,
    *,
    detection: Detection,
    names: frozenset[str] = frozenset(),
    charter: str = "",
    portion: int = ENCODED_TOGETHER,
) -> ComparedTerms:
    """Find the terms, locate every usage, and compare those that both sides use often enough; `names` are no terms."""
    terms = find_terms(statements, names=names, wanted=detection.terms, charter=charter)
    usages = locate(statements, terms)
    compared = sample(usages, statements, terms)
    raw = embed_usages(compared, statements, encoder, cache, portion=portion)
    vectors = usage_vectors(raw, out=raw)
    contrasts = contrast(compared, statements, vectors, terms, least=(detection.min_usages, detection.min_documents))
    return ComparedTerms(terms=terms, usages=usages, compared=compared, vectors=vectors, contrasts=contrasts)


def file_reports(settings: Settings, intake: Intake) -> tuple[FileReport, ...]:
    """What each file of a programme is understood as; also where none of them says anything."""
    reading = read_programme(settings, intake)
    statements, _, count = _said(settings, reading, LocalEngine().sliced)
    return count(statements)


def _said(
    settings: Settings, reading: Reading, slicer: Slicer
) -> tuple[Statements, tuple[Unattributed, ...], Callable[[Statements], tuple[FileReport, ...]]]:
    """The statements, who stays without a partner, and what counts, for those of the statements that count, what became of each file."""
    messages, unattributed, guessed = attribute(reading.messages, partners=settings.partners, owners=reading.owners, attendance=reading.attendance)
    pieces, lost = segment(messages, statement_chars=settings.limits.statement_chars, slicer=slicer)
    statements, repeated = once(pieces)
    return statements, unattributed, lambda counting: counted(reading.files, counting, dropped={**lost, "duplicate": repeated}, guessed=guessed)


def labelled_vectors(
    statements: Statements, probabilities: Vectors, encoder: Encoder, cache: VectorCache, *, portion: int = ENCODED_TOGETHER
) -> SomeRows | None:
    """Unit vectors of the statements that may carry a label; None where none may."""
    rows = np.flatnonzero(probabilities.max(axis=1) >= LEAST_LABEL) if len(statements) else np.empty(0, dtype=np.intp)
    if not len(rows):
        return None
    return SomeRows.of(rows, embed(statements.take(rows), encoder, cache, portion=portion), among=len(statements))


def _statement_records(material: Material) -> list[StatementRecord]:
    return [
        StatementRecord(
            id=row.id,
            text=row.text,
            partner=row.partner,
            speaker=row.speaker,
            said_at=row.said_at,
            source=row.source,
            locator=row.locator,
            document=row.document,
            register=row.register,
            labels=by_label(probabilities),
            predicted=predicted,
            offset=row.offset,
        )
        for row, probabilities, predicted in zip(material.statements.rows(), material.probabilities, material.labels, strict=True)
    ]


def _names(settings: Settings) -> frozenset[str]:
    spoken = [name for partner in settings.partners for name in (partner.name, *partner.aliases, *partner.people)]
    return frozenset(word.folded for name in [*spoken, settings.name] for word in words(name))


def _config_hash(settings: Settings) -> str:
    return hashlib.sha256(repr(replace(settings, folder=Path(), files=None)).encode()).hexdigest()
