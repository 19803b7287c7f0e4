"""How well labels are given in the parts of a set: in each stratum that it was drawn from, in each series that it belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.evaluate_labels import LabelEvaluation, score_labels
from driftwatch.learn.measures import Claims, Measured, draws, measured
from driftwatch.learn.statements import LabelledStatement, label_matrix
from driftwatch.ports import Classifier

RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """One part's row."""

    name: str
    statements: int
    documents: int
    labels: int
    """How many of the labels occur in it: the mean is over these."""
    mean_f1: Measured | None
    """None where no label occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEvaluation:
    """A classifier's figures on a set of statements and on its parts."""

    whole: LabelEvaluation
    strata: tuple[GroupScore, ...]
    series: tuple[GroupScore, ...]


def evaluate_set(statements: Sequence[LabelledStatement], classifier: Classifier, *, name: str) -> SetEvaluation:
    """Label the statements once and compare with what their reader gave."""
    probabilities = classifier.probabilities([statement.text for statement in statements])
    predicted = classifier.predicted(probabilities)
    return SetEvaluation(
        whole=score_labels(statements, probabilities, predicted, name=name),
        strata=score_groups(statements, predicted, lambda statement: statement.stratum),
        series=score_groups(statements, predicted, lambda statement: statement.series),
    )


def score_groups(
    statements: Sequence[LabelledStatement], predicted: Sequence[tuple[Label, ...]], group: Callable[[LabelledStatement], str], *, seed: int = 0
) -> tuple[GroupScore, ...]:
    """The parts by name, each measured by itself."""
    truth = label_matrix(statements)
    given = np.array([[label in row for label in LABELS] for row in predicted], dtype=bool).reshape(truth.shape)
    documents = np.array([statement.document for statement in statements], dtype=str)
    names = np.array([group(statement) for statement in statements], dtype=str)
    found = []
    for name in sorted(set(names.tolist())):
        inside = names == name
        found.append(
            GroupScore(
                name=name,
                statements=int(inside.sum()),
                documents=len(set(documents[inside].tolist())),
                labels=int(truth[inside].any(axis=0).sum()),
                mean_f1=_mean_f1(truth[inside], given[inside], documents[inside].tolist(), seed=seed),
            )
        )
    return tuple(found)


def _mean_f1(truth: Claims, given: Claims, documents: Sequence[str], *, seed: int) -> Measured | None:
    """Over the labels that occur; a draw of documents in which one of them is neither said nor given goes by the others."""
    occur = truth.any(axis=0)
    if not occur.any():
        return None
    right, both = (truth & given)[:, occur].astype(int), truth[:, occur].astype(int) + given[:, occur].astype(int)
    drawn = draws(documents, resamples=RESAMPLES, seed=seed)
    shares = _f1(drawn @ right, drawn @ both)
    known = ~np.isnan(shares).all(axis=1)
    return measured(float(np.mean(_f1(right.sum(axis=0), both.sum(axis=0)))), np.nanmean(shares[known], axis=1))


def _f1(
    right: np.ndarray[tuple[int, ...], np.dtype[np.int_]], both: np.ndarray[tuple[int, ...], np.dtype[np.int_]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.where(both > 0, 2 * right / np.maximum(both, 1), np.nan)
