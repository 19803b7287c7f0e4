"""How well meanings are compared: words planted in real minutes, and sides between which nothing differs."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from driftwatch.checks.term_meaning import TermMeaning
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import Judged, Verdict
from driftwatch.learn.answers import Answer, Memory, answer
from driftwatch.learn.term_beds import PARTNERS, Bed, Deal, dealt_by_document, dealt_by_speaker, dealt_by_topic, donors, planted_bed
from driftwatch.ports import Check, Encoder, Material
from driftwatch.settings import Detection
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements
from driftwatch.watch import compared_terms

MOST_STATEMENTS = 9000
"""Of a series."""
PLANTINGS = ((30, 1.0), (15, 1.0), (40, 0.8))
"""Usages a side, and the share of a side's usages that are in its own sense."""


ALONE = "asked for alone"


class Question(StrEnum):
    """What a bed asks."""

    PLANTED = "two words made one, a sense a side"
    MIXED = "two words made one, 80/20 against 20/80"
    CONTROL = "one word renamed on both sides"
    SPEAKERS = "speakers dealt at random"
    DOCUMENTS = "documents dealt at random"
    TOPICS = "documents dealt by topic"


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


def bed_answers(encoder: Encoder, name: str, statements: Statements, *, seed: int, beds: int) -> Iterator[Answer]:
    """Every planting, asked of one series of minutes."""
    bench = Bench(encoder=encoder, checks=[TermMeaning()])
    for usages, share in PLANTINGS:
        yield from planted_answers(bench, name, statements, usages=usages, seed=seed, beds=beds, share=share)


def dealt_answers(encoder: Encoder, name: str, statements: Statements, *, seed: int, beds: int) -> Iterator[Answer]:
    """Sides of one series between which no meaning differs."""
    yield from null_answers(Bench(encoder=encoder, checks=[TermMeaning()]), name, statements, seed=seed, runs=beds)


def planted_answers(
    bench: Bench, name: str, statements: Statements, *, usages: int, seed: int, beds: int, share: float = 1.0
) -> Iterator[Answer]:
    """Beds of one series with planted words and controls; none where the series has too few words."""
    known = donors(statements, least=usages)
    rng = random.Random(f"{seed} {name} {usages} {share}")  # noqa: S311  no secret hangs on it
    found = [bed for _ in range(beds) if (bed := planted_bed(dealt_by_speaker(statements, rng), known, rng, usages=usages, share=share))]
    verdicts = [_verdicts(bench, bed) for bed in found]
    question = Question.PLANTED if share == 1.0 else Question.MIXED
    for way, asked in ((0, ""), (1, f", {ALONE}")) if found else ():
        planted = [[given[way][word] for word in bed.planted] for bed, given in zip(found, verdicts, strict=True)]
        controls = [[given[way][word] for word in bed.controls] for bed, given in zip(found, verdicts, strict=True)]
        yield answer(f"{question}{asked}", planted, series=name, usages=usages)
        yield answer(f"{Question.CONTROL}{asked}", controls, series=name, usages=usages)


def null_answers(bench: Bench, name: str, statements: Statements, *, seed: int, runs: int) -> Iterator[Answer]:
    """Sides of one series between which no meaning differs: every difference that is said is a false alarm."""
    for question, deal in _DEALS.items():
        rng = random.Random(f"{seed} {name} {question}")  # noqa: S311
        judged = [bench.judged(deal(statements, rng)) for _ in range(runs)]
        yield answer(question, [[entry.verdict for entry in run if entry.finding.p_value is not None] for run in judged], series=name)


_DEALS: Mapping[Question, Deal] = {
    Question.SPEAKERS: dealt_by_speaker,
    Question.DOCUMENTS: dealt_by_document,
    Question.TOPICS: dealt_by_topic,
}


def _verdicts(bench: Bench, bed: Bed) -> tuple[Mapping[str, Verdict], Mapping[str, Verdict]]:
    """Of the made-up words: what a scan says of them among all words, and what `driftwatch terms --term` says where they alone are asked for."""
    words = (*bed.planted, *bed.controls)
    judged = bench.judged(bed.statements)
    among = {entry.finding.subject: entry.verdict for entry in judged}
    alone = {entry.finding.subject: judge([entry.finding], fdr=bench.detection.fdr)[0].verdict for entry in judged if entry.finding.subject in words}
    return {word: among.get(word, Verdict.INSUFFICIENT) for word in words}, {word: alone.get(word, Verdict.INSUFFICIENT) for word in words}
