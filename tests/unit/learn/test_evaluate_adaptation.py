"""What lessons change is counted on the lessons and on statements that nobody spoke of."""

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.learn.evaluate_adaptation import change
from driftwatch.learn.statements import LabelledStatement


class Saying:
    """Says `goal` of texts that hold the word."""

    model = "saying@0"

    def __init__(self, word):
        self.word = word

    def probabilities(self, texts, before=None):
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        found[:, LABELS.index(Label.GOAL)] = [self.word in text for text in texts]
        return found

    def predicted(self, probabilities):
        return [(Label.GOAL,) if row.any() else () for row in probabilities]


def test_decisions_on_lessons_are_counted_with_the_label_and_without():
    lessons = [statement("we want red", Label.GOAL), statement("we want blue", Label.GOAL), statement("red")]

    changed = change(lessons, [], before=Saying("red"), after=Saying("want"))

    goal = next(row for row in changed.labels if row.label is Label.GOAL)
    assert (goal.lessons, goal.right_before, goal.right_after) == (2, 1, 3)
    assert (changed.lessons, changed.others, changed.others_changed) == (3, 0, 0)


def test_what_becomes_worse_elsewhere_shows():
    others = [statement("red paint", Label.GOAL), statement("they want rain"), statement("nothing")]

    changed = change([statement("a")], others, before=Saying("red"), after=Saying("want"))

    assert (changed.others, changed.others_changed) == (3, 2)
    assert changed.mean_f1_before == 1 / len(LABELS)
    assert changed.mean_f1_after == 0.0


def statement(text, *labels):
    return LabelledStatement(text=text, labels=frozenset(labels), document=text, series="s")
