"""Texts of no programme get their labels, and where it is asked the words that carried them."""

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.labelling import LabelledText, explained, label


class Questions:
    """Says `definition` of questions, is unsure of what ends openly, and claims nothing of Umlauts."""

    model = "questions@0"

    def __init__(self):
        self.seen = []

    def probabilities(self, texts, before=None):
        self.seen += texts
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        found[:, LABELS.index(Label.DEFINITION)] = [0.9 if text.endswith("?") else 0.5 if text.endswith("…") else 0.0 for text in texts]
        return found

    def predicted(self, probabilities):
        return [(Label.DEFINITION,) if row.max() > 0.6 else () for row in probabilities]

    def unsure(self, probabilities):
        return [(Label.DEFINITION,) if row.max() == 0.5 else () for row in probabilities]

    def foreign(self, texts):
        return ["de" if "ü" in text else None for text in texts]


def test_each_text_has_its_labels_in_its_place_and_is_looked_at_once():
    classifier = Questions()

    found = label(["what?", "", "so…", "für", "what?"], classifier=classifier)

    assert [each.text for each in found] == ["what?", "", "so…", "für", "what?"]
    assert [each.predicted for each in found] == [(Label.DEFINITION,), (), (), (), (Label.DEFINITION,)]
    assert [each.unsure for each in found] == [(), (), (Label.DEFINITION,), (), ()]
    assert [each.foreign for each in found] == [None, None, None, "de", None]
    assert list(found[0].labels) == list(LABELS)
    assert classifier.seen == ["what?", "", "so…", "für"]


def test_no_texts_have_no_labels_and_wake_no_model():
    classifier = Questions()

    assert label([], classifier=classifier) == []
    assert classifier.seen == []


def test_reasons_are_asked_once_for_each_text_that_has_a_label():
    asked = []

    def reasons(text):
        asked.append(text)
        return {Label.RISK: (text,)}

    found = explained([labelled("a", Label.RISK), labelled("b"), labelled("a", Label.RISK)], reasons)

    assert [each.reasons for each in found] == [{Label.RISK: ("a",)}, {}, {Label.RISK: ("a",)}]
    assert asked == ["a"]


def labelled(text, *predicted):
    return LabelledText(text=text, labels=dict.fromkeys(LABELS, 0.0), predicted=predicted)
