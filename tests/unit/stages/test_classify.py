"""Each statement gets its probabilities and labels."""

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.stages.classify import classify
from driftwatch.tables import Statements


class Questions:
    """Says `definition` of questions; sees texts as they come."""

    model = "questions@0"

    def __init__(self):
        self.seen = []

    def probabilities(self, texts, vectors):
        self.seen += texts
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        found[:, LABELS.index(Label.DEFINITION)] = [text.endswith("?") for text in texts]
        return found

    def predicted(self, probabilities):
        return [(Label.DEFINITION,) if row.max() > 0.5 else () for row in probabilities]


def test_labels_stand_in_the_order_of_the_statements_and_white_space_is_folded():
    classifier = Questions()
    statements = Statements.of(
        [f"s{i}", text, None, None, None, "a.md", "line 1", "a.md", "minutes", None, None, i, 0] for i, text in enumerate(["what is\n it?", "fine"])
    )

    probabilities, labels = classify(statements, np.zeros((2, 4), dtype=np.float32), classifier)

    assert classifier.seen == ["what is it?", "fine"]
    assert probabilities.shape == (2, len(LABELS))
    assert labels == [(Label.DEFINITION,), ()]


def test_nothing_gives_nothing():
    probabilities, labels = classify(Statements.of([]), np.empty((0, 0), dtype=np.float32), Questions())

    assert probabilities.shape == (0, len(LABELS))
    assert labels == []
