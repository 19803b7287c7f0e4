"""Null runs: one partner's own documents, dealt at random to two sides. Every alert of these is false."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.talk import Partner
from driftwatch.learn.scores import Score
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements
from driftwatch.watch import Watch
from driftwatch.wiring import programme_settings, store_of, watch

SPLITS = 5
"""Random splits of each partner's documents."""


def score_halves(programme: Path, *, benchmark: str, seed: int) -> list[Score]:
    """How many alerts halves of one and the same partner raise against each other: nothing is expected, nothing can be right."""
    settings = programme_settings(programme)
    with TemporaryDirectory() as state:
        store = store_of(settings, {"DRIFTWATCH_STORE": f"sqlite:///{state}/store.db"})
        try:
            line = watch(settings, store)
            statements = line.understand().statements
            raised = [_alerts(line, half, partner) for partner in settings.partners for half in _splits(statements, partner, seed)]
        finally:
            store.close()
    return [Score(benchmark=benchmark, what=f"halves of one partner, {len(raised)} runs", expected=0, said=sum(raised), right=0)]


def _splits(statements: Statements, partner: Partner, seed: int) -> Iterator[Statements]:
    own = statements.where(statements.partner == partner.id)
    documents = sorted(set(own.document))
    rng = random.Random(f"{seed} {partner.id}")  # noqa: S311  no secret hangs on it
    for _ in range(SPLITS):
        first = set(rng.sample(documents, len(documents) // 2))
        yield own.with_column(Statements.partner, ["first-half" if document in first else "second-half" for document in own.document])


def _alerts(line: Watch, statements: Statements, partner: Partner) -> int:
    halves = tuple(replace(partner, id=identifier) for identifier in ("first-half", "second-half"))
    split = replace(line, settings=replace(line.settings, partners=halves))
    material = split.material(statements)
    findings = [finding for check in split.checks for finding in check.test(material)[0]]
    return sum(entry.verdict is Verdict.DIVERGENT for entry in judge(findings, fdr=line.settings.detection.fdr))
