"""Teaching the statement model what one programme's users mean, from a handful of labels, without forgetting what it knows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from driftwatch.encoders.adaptation import Adaptation, Floats, counted
from driftwatch.encoders.combination import logistic
from driftwatch.encoders.statement_model import StatementModel
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import LabelledStatement, label_matrix

SPREAD = 0.4
"""Standard deviation of the prior of a weight: how far the log-odds of one kind of statement may move without much evidence."""
SPREAD_OF_OFFSET = 0.05
"""The same of what shifts all statements alike: a few lessons, which are chosen by their users, say little of how common a label is."""
FEWEST = 4
"""Lessons that carry a label, and as many that do not: below that its odds stay as they are."""


def teach(statements: Sequence[LabelledStatement], model: StatementModel) -> Adaptation:
    """The correction with the highest posterior probability: logistic likelihood of the lessons, normal prior around no correction.

    Raises ConfigurationError where no label has enough lessons.
    """
    plain = replace(model, adaptation=None)
    labels = label_matrix(statements)
    enough = [FEWEST <= int(column.sum()) <= len(column) - FEWEST for column in labels.T]
    if not any(enough):
        raise ConfigurationError(
            f"{len(statements)} lessons are too few: for one label at least there must be {FEWEST} statements that carry it and {FEWEST} that do not"
        )
    texts = [statement.text for statement in statements]
    vectors, scores = plain.vectors(texts).astype(np.float64), plain.scores(texts)
    fitted = [
        _fit(vectors, scores[:, i], labels[:, i].astype(np.float64)) if given else np.zeros(vectors.shape[1] + 1) for i, given in enumerate(enough)
    ]
    both = np.stack(fitted, axis=1)
    return Adaptation(model=plain.model, weights=both[:-1], offsets=both[-1], lessons=counted([statement.labels for statement in statements]))


def _fit(vectors: Floats, scores: Floats, labels: Floats) -> Floats:
    """Weights and, last, the offset of one label."""
    inputs = np.hstack([vectors, np.ones((len(vectors), 1))])
    precision = np.append(np.full(vectors.shape[1], SPREAD**-2), SPREAD_OF_OFFSET**-2)

    def loss(correction: Floats) -> tuple[float, Floats]:
        margins = scores + inputs @ correction
        value = np.logaddexp(0.0, margins).sum() - labels @ margins + 0.5 * precision @ correction**2
        return float(value), np.asarray(inputs.T @ (logistic(margins) - labels) + precision * correction)

    return np.asarray(minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x)
