"""The real line on a small programme, with models that take no time: their answers are bytes of the text's hash."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from driftwatch.domain.facets import WIDTH
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Finding, Position, Severity
from driftwatch.domain.slices import Passed, Slices
from driftwatch.encoders.definition_model import definition_form
from driftwatch.engines.local import LocalEngine
from driftwatch.ports import Material, Vectors
from driftwatch.reading import FileReading, Intake, Wanted
from driftwatch.records import ScanRecord
from driftwatch.report.documents import write_outputs
from driftwatch.stages.segment import sliced
from driftwatch.store import open_store
from driftwatch.watch import Watch
from driftwatch.wiring import intake, programme_settings

SIDES = ("harrow", "quillon")


@dataclass
class Model:
    """Encoder, classifier and facet classifier at once; counts what it was asked."""

    model: str
    asked: int = 0

    def sentences(self, texts: Sequence[str]) -> Vectors:
        found = self._numbers(texts, 16) + np.float32(0.01)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        return self._numbers([f"{text}|{span}" for text, span in zip(texts, spans, strict=True)], 32)

    def probabilities(self, texts: Sequence[str], before: Sequence[str] | None = None) -> Vectors:
        return self._numbers(texts, len(LABELS))

    def facets(self, texts: Sequence[str]) -> Vectors:
        return self._numbers(texts, WIDTH)

    def predicted(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        return [tuple(label for label, value in zip(LABELS, row, strict=True) if value > 0.8) for row in probabilities]

    def unsure(self, probabilities: Vectors) -> list[tuple[Label, ...]]:
        return [() for _ in probabilities]

    def foreign(self, texts: Sequence[str]) -> list[str | None]:
        return [None for _ in texts]

    def _numbers(self, texts: Sequence[str], width: int) -> Vectors:
        self.asked += len(texts)
        digests = [hashlib.shake_256(text.encode("utf-8", "surrogatepass")).digest(width) for text in texts]
        return np.array([list(digest) for digest in digests], dtype=np.float32).reshape(len(texts), width) / np.float32(255)


@dataclass
class Knife:
    """Cuts texts as ever; counts them."""

    asked: int = 0

    def __call__(self, texts: Sequence[Passed]) -> list[Slices]:
        self.asked += len(texts)
        return sliced(texts)


@dataclass(frozen=True)
class Cutting(LocalEngine):
    """Everything is done here, and every text is cut by this knife."""

    knife: Knife

    def sliced(self, texts: Sequence[Passed]) -> Sequence[Slices]:
        return self.knife(texts)


@dataclass
class Kept:
    """Reads each file once, however many scans there are."""

    real: Intake
    files: dict[str, list[FileReading]] = field(default_factory=dict)

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        if wanted.name not in self.files:
            self.files[wanted.name] = list(self.real.read(wanted))
        return iter(self.files[wanted.name])

    def close(self) -> None:
        self.real.close()


@dataclass(frozen=True)
class Told:
    """A check that finds what it was told to find: subject -> severity."""

    subjects: dict[str, Severity]
    kind: AlertKind = AlertKind.TERM_MEANING

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        said = {side: [row.id for row in material.statements.rows() if row.partner == side] for side in SIDES}
        found = [self._finding(said, place, subject) for place, subject in enumerate(sorted(self.subjects))]
        return found, [Coverage(check=self.kind, partners=SIDES, status=CoverageStatus.RAN)]

    def _finding(self, said: dict[str, list[str]], place: int, subject: str) -> Finding:
        quotes = {side: tuple(ids[2 * place : 2 * place + 2]) for side, ids in said.items()}
        return Finding(
            kind=self.kind,
            subject=subject,
            partners=SIDES,
            positions=tuple(Position(partner=side, summary=f"{side}: so", statements=9, evidence=quotes[side]) for side in SIDES),
            p_value=1e-5,
            holds=True,
            confidence=0.9,
            severity=self.subjects[subject],
            title=f"“{subject}” stands for different things.",
        )


class Line:
    """Scans of one programme folder into any store."""

    def __init__(self, folder: Path) -> None:
        self.settings = programme_settings(folder)
        self.form = definition_form()
        self.intake = Kept(intake(self.settings))
        self.models = {name: Model(f"{name}@0") for name in ("encoder", "labels", "facets")}
        self.knife = Knife()
        self.asked = {"slices": self.knife, **self.models}

    def scan(self, url: str, out: Path, *, at: datetime, subjects: dict[str, Severity]) -> ScanRecord:
        """One whole scan, as the command does it."""
        with closing(open_store(url)) as store:
            watch = Watch(
                settings=self.settings,
                intake=self.intake,
                encoder=self.models["encoder"],
                classifier=self.models["labels"],
                facets=self.models["facets"],
                form=self.form,
                checks=(Told(subjects),),
                store=store,
                engine=Cutting(self.knife),
            )
            record = watch.scan(at=at)
            write_outputs(out, record, report=f"<!doctype html><title>{len(record.outcome.alerts)}</title>\n")
        return record
