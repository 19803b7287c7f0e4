"""What lessons of a programme's users have changed: on the lessons themselves, and on statements that nobody spoke of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.measures import Claims, f1
from driftwatch.learn.statements import LabelledStatement, label_matrix
from driftwatch.ports import Classifier


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelChange:
    """One label's row."""

    label: Label
    lessons: int
    """That carry the label."""
    right_before: int
    """Lessons, with the label or without, for which it was decided as the users do."""
    right_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Before and after the lessons."""

    lessons: int
    labels: tuple[LabelChange, ...]
    others: int
    """Statements that were not among the lessons ..."""
    others_changed: int
    """... and how many of them have other labels now."""
    mean_f1_before: float
    """On these, over the labels."""
    mean_f1_after: float


def change(lessons: Sequence[LabelledStatement], others: Sequence[LabelledStatement], *, before: Classifier, after: Classifier) -> Change:
    """Label lessons and others twice, and compare."""
    wanted, truth = label_matrix(lessons), label_matrix(others)
    former, latter = _given(others, before), _given(others, after)
    right_before, right_after = ((_given(lessons, model) == wanted).sum(axis=0) for model in (before, after))
    return Change(
        lessons=len(lessons),
        labels=tuple(
            LabelChange(label=label, lessons=int(wanted[:, i].sum()), right_before=int(right_before[i]), right_after=int(right_after[i]))
            for i, label in enumerate(LABELS)
        ),
        others=len(others),
        others_changed=int((former != latter).any(axis=1).sum()),
        mean_f1_before=_mean_f1(truth, former),
        mean_f1_after=_mean_f1(truth, latter),
    )


def _given(statements: Sequence[LabelledStatement], classifier: Classifier) -> Claims:
    predicted = classifier.predicted(classifier.probabilities([statement.text for statement in statements]))
    return np.array([[label in row for label in LABELS] for row in predicted], dtype=bool).reshape(len(statements), len(LABELS))


def _mean_f1(truth: Claims, given: Claims) -> float:
    return float(np.mean([f1(truth[:, i], given[:, i]) for i in range(len(LABELS))]))
