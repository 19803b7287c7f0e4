"""Statements to labels: each distinct text once, and only those that the cache does not hold."""

import hashlib

import numpy as np

from driftwatch.asked_once import asked_once
from driftwatch.domain.labels import LABELS, Label
from driftwatch.ports import Classifier, VectorCache, Vectors
from driftwatch.tables import Statements

READING = 1
"""Rises with every change of how a text is read, its language told or its labels worked out, that the model's checksum does not show."""
PORTION = 8192
"""Texts that are labelled before their probabilities are kept: what an interruption can cost."""


def classify(
    statements: Statements, classifier: Classifier, cache: VectorCache, *, portion: int = PORTION
) -> tuple[Vectors, list[tuple[Label, ...]]]:
    """Calibrated probabilities, shape (len(statements), 7), and the labels that each statement gets; after every `portion` what is new is kept."""
    texts = [" ".join(text.split()) for text in statements.text]
    if not texts:
        return np.empty((0, len(LABELS)), dtype=np.float32), []
    model = f"labels {READING} of {classifier.model}"
    probabilities = asked_once([_digest(text) for text in texts], texts, classifier.probabilities, model=model, cache=cache, portion=portion)
    return probabilities, classifier.predicted(probabilities)


def _digest(text: str) -> str:
    return hashlib.sha256(f"labels\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()
