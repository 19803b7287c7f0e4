"""Scores of the shipped statement labels, as lines of the table of `driftwatch evaluate`."""

from collections.abc import Sequence

from driftwatch.encoders.statement_model import statement_model
from driftwatch.learn.evaluate_labels import LabelScore, evaluate_labels
from driftwatch.learn.scores import Score
from driftwatch.learn.statements import LabelledStatement


def score_statements(statements: Sequence[LabelledStatement], *, benchmark: str) -> list[Score]:
    """A score for each label."""
    evaluation = evaluate_labels(statements, statement_model(), name=benchmark)
    return [_score(row, benchmark) for row in evaluation.scores]


def _score(row: LabelScore, benchmark: str) -> Score:
    return Score(
        benchmark=benchmark,
        what=row.label.value,
        expected=row.statements,
        said=row.given,
        right=row.right,
        precision_interval=(row.precision.low, row.precision.high),
        recall_interval=(row.recall.low, row.recall.high),
        f1_interval=(row.f1.low, row.f1.high),
    )
