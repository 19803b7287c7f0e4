"""How well a classifier gives labels, a figure and its interval for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.measures import Measured, average_precision, calibration_error, draws, f1, measured
from driftwatch.learn.statements import LabelledStatement, label_matrix
from driftwatch.ports import Classifier, Vectors

Claims = NDArray[np.bool_]
Counts = NDArray[np.int_]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelScore:
    """One label's row."""

    label: Label
    statements: int
    """That carry the label by the reader's judgement."""
    given: int
    """That got the label."""
    right: int
    precision: Measured
    recall: Measured
    f1: Measured
    f1_best: float
    """With the threshold chosen on these very statements: flatters, for comparison only."""
    average_precision: Measured
    """Over all thresholds; needs none."""
    calibration_error: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEvaluation:
    """A classifier's figures on one set of statements."""

    name: str
    statements: int
    documents: int
    scores: tuple[LabelScore, ...]
    mean_f1: Measured
    mean_f1_best: float
    mean_average_precision: float
    mean_calibration_error: Measured


def evaluate_labels(statements: Sequence[LabelledStatement], classifier: Classifier, *, name: str) -> LabelEvaluation:
    """Label the statements and compare with what their reader gave."""
    probabilities = classifier.probabilities([statement.text for statement in statements])
    return score_labels(statements, probabilities, classifier.predicted(probabilities), name=name)


def score_labels(
    statements: Sequence[LabelledStatement],
    probabilities: Vectors,
    predicted: Sequence[tuple[Label, ...]],
    *,
    name: str,
    resamples: int = 1000,
    seed: int = 0,
) -> LabelEvaluation:
    """The figures of given probabilities and predictions; intervals by drawing documents `resamples` times."""
    truth = label_matrix(statements)
    given = np.array([[label in row for label in LABELS] for row in predicted], dtype=bool).reshape(truth.shape)
    documents = [statement.document for statement in statements]
    drawn = draws(documents, resamples=resamples, seed=seed)
    scores = tuple(_score(label, truth[:, i], given[:, i], probabilities[:, i], drawn) for i, label in enumerate(LABELS))
    means = np.mean([_rates(truth[:, i], given[:, i], drawn)[2] for i in range(len(LABELS))], axis=0)
    errors = np.mean([_errors(truth[:, i], probabilities[:, i], drawn) for i in range(len(LABELS))], axis=0)
    return LabelEvaluation(
        name=name,
        statements=len(statements),
        documents=len(set(documents)),
        scores=scores,
        mean_f1=measured(float(np.mean([score.f1.value for score in scores])), means),
        mean_f1_best=float(np.mean([score.f1_best for score in scores])),
        mean_average_precision=float(np.mean([score.average_precision.value for score in scores])),
        mean_calibration_error=measured(float(np.mean([score.calibration_error.value for score in scores])), errors),
    )


def _score(label: Label, truth: Claims, given: Claims, probabilities: Vectors, drawn: Counts) -> LabelScore:
    whole = np.ones((1, len(truth)), dtype=int)
    values, resampled = _rates(truth, given, whole), _rates(truth, given, drawn)
    precision, recall, harmonic = (measured(float(value[0]), rates) for value, rates in zip(values, resampled, strict=True))
    return LabelScore(
        label=label,
        statements=int(truth.sum()),
        given=int(given.sum()),
        right=int((truth & given).sum()),
        precision=precision,
        recall=recall,
        f1=harmonic,
        f1_best=max((f1(truth, probabilities >= cut) for cut in np.unique(probabilities)), default=0.0),
        average_precision=measured(average_precision(truth, probabilities), _precisions(truth, probabilities, drawn)),
        calibration_error=measured(calibration_error(truth, probabilities.astype(float)), _errors(truth, probabilities, drawn)),
    )


def _rates(truth: Claims, given: Claims, drawn: Counts) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Precision, recall and F1 for every draw."""
    hits, claimed, wanted = (drawn @ part.astype(int) for part in (truth & given, given, truth))
    return hits / np.maximum(claimed, 1), hits / np.maximum(wanted, 1), 2 * hits / np.maximum(claimed + wanted, 1)


def _precisions(truth: Claims, probabilities: Vectors, drawn: Counts) -> NDArray[np.float64]:
    """Average precision for the first two hundred draws."""
    return np.array([average_precision(np.repeat(truth, counts), np.repeat(probabilities, counts)) for counts in drawn[:200]])


def _errors(truth: Claims, probabilities: Vectors, drawn: Counts) -> NDArray[np.float64]:
    """The calibration error for the first two hundred draws."""
    return np.array([calibration_error(np.repeat(truth, counts), np.repeat(probabilities, counts).astype(float)) for counts in drawn[:200]])
