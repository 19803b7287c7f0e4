"""Parts of a set are measured by themselves, over the labels that occur in them."""

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.evaluate_groups import evaluate_set, score_groups
from driftwatch.learn.statements import LabelledStatement

STATEMENTS = (
    LabelledStatement(text="risk", labels=frozenset({Label.RISK}), document="a/1", series="a", stratum="cue"),
    LabelledStatement(text="risk", labels=frozenset(), document="a/2", series="a", stratum="random"),
    LabelledStatement(text="fine", labels=frozenset({Label.GOAL}), document="a/2", series="a", stratum="random"),
    LabelledStatement(text="fine", labels=frozenset(), document="b/1", series="b", stratum="random"),
)
RISK = LABELS.index(Label.RISK)


class Risks:
    """Says `risk` of the word."""

    model = "risks@0"

    def probabilities(self, texts, before=None):
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        found[:, RISK] = [0.9 * (text == "risk") for text in texts]
        return found

    def predicted(self, probabilities):
        return [(Label.RISK,) if row[RISK] > 0.5 else () for row in probabilities]


def test_a_set_is_measured_whole_by_stratum_and_by_series():
    evaluation = evaluate_set(STATEMENTS, Risks(), name="four")

    assert (evaluation.whole.name, evaluation.whole.statements, evaluation.whole.documents) == ("four", 4, 3)
    assert [(score.name, score.statements, score.documents, score.labels) for score in evaluation.strata] == [("cue", 1, 1, 1), ("random", 3, 2, 1)]
    assert [(score.name, score.statements, score.documents, score.labels) for score in evaluation.series] == [("a", 3, 2, 2), ("b", 1, 1, 0)]


def test_the_mean_is_over_the_labels_that_occur_and_of_none_there_is_none():
    a, b = evaluate_set(STATEMENTS, Risks(), name="four").series

    assert a.mean_f1.value == pytest.approx((2 / 3 + 0) / 2)
    assert a.mean_f1.low <= a.mean_f1.value <= a.mean_f1.high
    assert b.mean_f1 is None


def test_the_same_statements_give_the_same_intervals():
    predicted = [(Label.RISK,), (Label.RISK,), (), ()]

    once, again = (score_groups(STATEMENTS, predicted, lambda statement: statement.series) for _ in range(2))

    assert once == again
