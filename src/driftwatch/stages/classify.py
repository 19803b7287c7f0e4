"""Statements to labels."""

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.ports import Classifier, Vectors
from driftwatch.tables import Statements


def classify(statements: Statements, vectors: Vectors, classifier: Classifier) -> tuple[Vectors, list[tuple[Label, ...]]]:
    """Calibrated probabilities, shape (len(statements), 7), and the labels that each statement gets."""
    texts = [" ".join(text.split()) for text in statements.text]
    if not texts:
        return np.empty((0, len(LABELS)), dtype=np.float32), []
    probabilities = classifier.probabilities(texts, vectors)
    return probabilities, classifier.predicted(probabilities)
