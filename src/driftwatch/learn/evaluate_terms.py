"""How well meanings are compared: words planted in real minutes, and sides between which nothing differs."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from driftwatch.checks.term_meaning import TermMeaning
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import Judged, Verdict
from driftwatch.learn.scores import Interval, binomial_interval
from driftwatch.learn.term_beds import PARTNERS, Bed, Deal, dealt_by_document, dealt_by_speaker, dealt_by_topic, donors, planted_bed, read_series
from driftwatch.ports import Check, Encoder, Material, Vectors
from driftwatch.settings import Detection
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements
from driftwatch.watch import compared_terms

MOST_STATEMENTS = 9000
"""Of a series."""
PLANTINGS = ((30, 1.0), (15, 1.0), (40, 0.8))
"""Usages a side, and the share of a side's usages that are in its own sense."""


class Question(StrEnum):
    """What a bed asks."""

    PLANTED = "two words made one, a sense a side"
    MIXED = "two words made one, 80/20 against 20/80"
    CONTROL = "one word renamed on both sides"
    SPEAKERS = "speakers dealt at random"
    DOCUMENTS = "documents dealt at random"
    TOPICS = "documents dealt by topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one question: of how many it was asked, and how often a difference was said."""

    question: Question
    series: str
    usages: int | None
    asked: int
    said: int
    runs: int
    runs_with_any: int

    @property
    def share(self) -> float:
        """0 … 1."""
        return self.said / self.asked if self.asked else 0.0

    @property
    def interval(self) -> Interval | None:
        """Exact 95 % of the share, as if words were independent."""
        return binomial_interval(self.said, self.asked)


@dataclass(slots=True)
class Memory:
    """Vectors by content, kept while a benchmark runs."""

    known: dict[str, Vectors] = field(default_factory=dict)

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Those that are known."""
        return {key: self.known[key] for key in hashes if key in self.known}

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember these."""
        self.known.update(vectors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What compares the terms of a bed: the line's own stages and checks."""

    encoder: Encoder
    checks: Sequence[Check]
    detection: Detection = Detection()
    memory: Memory = field(default_factory=Memory)

    def judged(self, statements: Statements, wanted: Sequence[str] = ()) -> tuple[Judged, ...]:
        """Every tested term, after false-discovery control."""
        detection = replace(self.detection, terms=tuple(wanted))
        found = compared_terms(statements, self.encoder, self.memory, detection=detection)
        material = Material(
            partners=PARTNERS,
            statements=statements,
            probabilities=np.zeros((len(statements), len(LABELS)), dtype=np.float32),
            labels=[()] * len(statements),
            usages=found.usages,
            contrasts=found.contrasts,
            terms=found.terms,
            compared=found.compared,
            usage_vectors=found.vectors,
        )
        findings = [finding for check in self.checks for finding in check.test(material)[0]]
        return judge(findings, fdr=self.detection.fdr)


def all_answers(encoder: Encoder, folder: Path, *, seed: int, beds: int, told: Callable[[str], None] = lambda _: None) -> list[Answer]:
    """Every question, asked of one series of minutes; raises NothingToReadError where the folder holds none."""
    told(f"reading {folder.name}")
    statements = read_series(folder, most=MOST_STATEMENTS)
    bench = Bench(encoder=encoder, checks=[TermMeaning()])
    found: list[Answer] = []
    for usages, share in PLANTINGS:
        told(f"{folder.name}: words planted with {usages} usages a side")
        found += planted_answers(bench, folder.name, statements, usages=usages, seed=seed, beds=beds, share=share)
    told(f"{folder.name}: sides dealt at random")
    return [*found, *null_answers(bench, folder.name, statements, seed=seed, runs=beds)]


def planted_answers(
    bench: Bench, name: str, statements: Statements, *, usages: int, seed: int, beds: int, share: float = 1.0
) -> Iterator[Answer]:
    """Beds of one series with planted words and controls; none where the series has too few words."""
    known = donors(statements, least=usages)
    rng = random.Random(f"{seed} {name} {usages} {share}")  # noqa: S311  no secret hangs on it
    found = [bed for _ in range(beds) if (bed := planted_bed(dealt_by_speaker(statements, rng), known, rng, usages=usages, share=share))]
    verdicts = [_verdicts(bench, bed) for bed in found]
    if found:
        question = Question.PLANTED if share == 1.0 else Question.MIXED
        yield _counted(question, name, usages, [[words[word] for word in bed.planted] for bed, words in zip(found, verdicts, strict=True)])
        yield _counted(Question.CONTROL, name, usages, [[words[word] for word in bed.controls] for bed, words in zip(found, verdicts, strict=True)])


def null_answers(bench: Bench, name: str, statements: Statements, *, seed: int, runs: int) -> Iterator[Answer]:
    """Sides of one series between which no meaning differs: every difference that is said is a false alarm."""
    for question, deal in _DEALS.items():
        rng = random.Random(f"{seed} {name} {question}")  # noqa: S311
        judged = [bench.judged(deal(statements, rng)) for _ in range(runs)]
        yield _counted(question, name, None, [[entry.verdict for entry in run if entry.finding.p_value is not None] for run in judged])


def pooled(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The same questions over all series that they were asked of, where these are several."""
    found: dict[tuple[Question, int | None], list[Answer]] = {}
    for answer in answers:
        found.setdefault((answer.question, answer.usages), []).append(answer)
    return tuple(
        Answer(
            question=question,
            series="all",
            usages=usages,
            asked=sum(each.asked for each in group),
            said=sum(each.said for each in group),
            runs=sum(each.runs for each in group),
            runs_with_any=sum(each.runs_with_any for each in group),
        )
        for (question, usages), group in found.items()
        if len(group) > 1
    )


_DEALS: Mapping[Question, Deal] = {
    Question.SPEAKERS: dealt_by_speaker,
    Question.DOCUMENTS: dealt_by_document,
    Question.TOPICS: dealt_by_topic,
}


def _verdicts(bench: Bench, bed: Bed) -> Mapping[str, Verdict]:
    judged = {entry.finding.subject: entry.verdict for entry in bench.judged(bed.statements)}
    return {word: judged.get(word, Verdict.INSUFFICIENT) for word in (*bed.planted, *bed.controls)}


def _counted(question: Question, name: str, usages: int | None, runs: Sequence[Sequence[Verdict]]) -> Answer:
    said = [sum(verdict is Verdict.DIVERGENT for verdict in run) for run in runs]
    return Answer(
        question=question,
        series=name,
        usages=usages,
        asked=sum(map(len, runs)),
        said=sum(said),
        runs=len(runs),
        runs_with_any=sum(number > 0 for number in said),
    )
