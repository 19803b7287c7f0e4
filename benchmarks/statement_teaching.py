"""What a programme's users can teach the labels, and what is forgotten: `python benchmarks/statement_teaching.py [--draws N]`.

Lessons are drawn from one half of the labelled quotes of a programme in ../shared/programmes; mean F1 before and after is measured on the other half
and on ../shared/bench/statements-real/dev.jsonl, of which no lesson speaks.
"""

import argparse
from pathlib import Path

import numpy as np

from driftwatch.domain.labels import LABELS
from driftwatch.encoders.combination import calibrated
from driftwatch.encoders.statement_model import StatementModel, statement_model
from driftwatch.learn.adapting import teach
from driftwatch.learn.measures import f1
from driftwatch.learn.statements import LabelledStatement, label_matrix, read_gold, read_labelled

SHARED = Path(__file__).resolve().parents[2] / "shared"
PROGRAMMES = ("horizon", "orchard")
LESSONS = (30, 60)
SEED = 20261122


class Looked:
    """Statements as the model sees them, once for all draws."""

    def __init__(self, statements: tuple[LabelledStatement, ...], model: StatementModel) -> None:
        texts = [statement.text for statement in statements]
        self.statements, self.labels = statements, label_matrix(statements)
        self.scores, self.vectors, self.model = model.scores(texts), model.vectors(texts), model

    def mean_f1(self, rows: np.ndarray, shift: np.ndarray | float = 0.0) -> float:
        predicted = self.model.predicted(calibrated(self.scores[rows] + shift))
        given = np.array([[label in row for label in LABELS] for row in predicted])
        return float(np.mean([f1(self.labels[rows, i], given[:, i]) for i in range(len(LABELS))]))


def main() -> None:
    """Print a row a programme and number of lessons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=20)
    draws = parser.parse_args().draws
    model = statement_model()
    dev = Looked(read_labelled(SHARED / "bench" / "statements-real" / "dev.jsonl"), model)
    everywhere = np.arange(len(dev.statements))
    print(f"{model.model}, {draws} draws; dev before: {dev.mean_f1(everywhere):.3f}\n")
    print("| programme | lessons | other half, before | after | better in | dev, after |\n| --- | --- | --- | --- | --- | --- |")
    for name in PROGRAMMES:
        quotes = Looked(read_gold(SHARED / "programmes" / name / "gold.json"), model)
        for lessons in LESSONS:
            found = np.array([_draw(quotes, dev, everywhere, lessons=lessons, seed=SEED + draw) for draw in range(draws)])
            before, after, elsewhere = found.mean(axis=0)
            print(f"| {name} | {lessons} | {before:.3f} | {after:.3f} | {(found[:, 1] > found[:, 0]).sum()} of {draws} | {elsewhere:.3f} |")


def _draw(quotes: Looked, dev: Looked, everywhere: np.ndarray, *, lessons: int, seed: int) -> tuple[float, float, float]:
    order = np.random.default_rng(seed).permutation(len(quotes.statements))
    half = len(order) // 2
    taught, other = order[:half][:lessons], order[half:]
    adaptation = teach([quotes.statements[row] for row in taught], quotes.model)
    return (
        quotes.mean_f1(other),
        quotes.mean_f1(other, adaptation.shift(quotes.vectors[other])),
        dev.mean_f1(everywhere, adaptation.shift(dev.vectors)),
    )


if __name__ == "__main__":
    main()
