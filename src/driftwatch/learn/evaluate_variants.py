"""Scores of `term_variant` on real minutes in which one side has another word for some things, and on such in which nobody has."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from driftwatch.checks.term_variant import TermVariant
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import Verdict
from driftwatch.domain.words import folded_phrase
from driftwatch.learn.scores import Score, binomial_interval
from driftwatch.learn.term_beds import PARTNERS, Deal, donors, renamed_bed
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.judge import judge
from driftwatch.stages.locate import locate
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Statements

MOST_STATEMENTS = 2500
"""Of a series: a bed is compared in seconds, and nothing hangs on the words that are left."""
PAIRS = 5
"""Words renamed in one bed."""
LEAST_USAGES = 20
"""Usages of both sides of a word that may be renamed: each side then has ten or more."""
BANDS = ((10, 14), (15, 24), (25, 1_000_000))
"""Usages of the rarer word, for which recall is given apart."""

Words = frozenset[str]
"""Two words, folded and written in one: `meta data` is `metadata`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What was raised in one bed, beside what was planted there."""

    said: frozenset[Words]
    planted: dict[Words, int]
    """Usages of the rarer of the two words."""


def planted_beds(series: Statements, deal: Deal, *, seeds: Sequence[str]) -> Iterator[Raised]:
    """One bed a seed, each with PAIRS words renamed for one side."""
    for seed in seeds:
        rng = random.Random(f"renamed {seed}")  # noqa: S311  no secret hangs on it
        dealt = deal(series, rng)
        statements, pairs = renamed_bed(dealt, donors(dealt, least=LEAST_USAGES), rng, pairs=PAIRS)
        texts = [tuple(f" {' '.join(folded_phrase(text))} " for text in statements.where(statements.partner == side.id).text) for side in PARTNERS]
        planted = {_pair(pair): min(_count(own, folded_phrase(word)) for own, word in zip(texts, pair, strict=True)) for pair in pairs}
        yield Raised(said=frozenset(raised(statements)), planted=planted)


def null_beds(series: Statements, deal: Deal, *, seeds: Sequence[str]) -> Iterator[Raised]:
    """One bed a seed in which nothing is renamed: whatever is raised is chance."""
    for seed in seeds:
        yield Raised(said=frozenset(raised(deal(series, random.Random(f"null {seed}")))), planted={})  # noqa: S311  no secret hangs on it


def raised(statements: Statements) -> list[Words]:
    """The pairs of words that would become alerts, of the statements of the two partners of a bed."""
    terms = find_terms(statements)
    material = Material(
        partners=PARTNERS,
        statements=statements,
        probabilities=np.zeros((len(statements), len(LABELS)), dtype=np.float32),
        labels=[()] * len(statements),
        usages=locate(statements, terms),
        terms=terms,
    )
    findings, _ = TermVariant().test(material)
    judged = judge(findings, fdr=Detection().fdr)
    return [_pair(entry.finding.subject.split(" / ")) for entry in judged if entry.verdict is Verdict.DIVERGENT]


def scored(beds: Sequence[Raised], *, benchmark: str) -> list[Score]:
    """Precision and recall of all beds, then recall by how often the rarer word is said."""
    said = sum(len(bed.said) for bed in beds)
    right = sum(len(bed.said & bed.planted.keys()) for bed in beds)
    planted = sum(len(bed.planted) for bed in beds)
    rows = [_score(benchmark, "renamed words", planted, (said, right))] if planted else []
    nothing = [bed for bed in beds if not bed.planted]
    if nothing:
        rows.append(_score(benchmark, f"nothing renamed, {len(nothing)} beds", 0, (sum(len(bed.said) for bed in nothing), 0)))
    for low, high in BANDS if planted else ():
        inside = [(words in bed.said) for bed in beds for words, usages in bed.planted.items() if low <= usages <= high]
        upper = f"–{high}" if high < BANDS[-1][1] else " and more"
        rows.append(_score(benchmark, f"of {low}{upper} usages a side", len(inside), (sum(inside), sum(inside))))
    return rows


def _score(benchmark: str, what: str, expected: int, said_and_right: tuple[int, int]) -> Score:
    said, right = said_and_right
    return Score(
        benchmark=benchmark,
        what=what,
        expected=expected,
        said=said,
        right=right,
        precision_interval=binomial_interval(right, said),
        recall_interval=binomial_interval(right, expected),
    )


def _pair(words: Sequence[str]) -> Words:
    return frozenset("".join(folded_phrase(word)) for word in words)


def _count(texts: Sequence[str], phrase: tuple[str, ...]) -> int:
    return sum(f" {' '.join(phrase)} " in text for text in texts)
