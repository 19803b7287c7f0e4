"""Each statement gets its probabilities and labels; each distinct text is looked at once, ever."""

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.stages import classify as stage
from driftwatch.stages.classify import classify
from driftwatch.tables import Statements


class Questions:
    """Says `definition` of questions; sees texts as they come."""

    def __init__(self, model="questions@0"):
        self.model = model
        self.seen = []

    def probabilities(self, texts, before=None):
        self.seen.append(list(texts))
        found = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        found[:, LABELS.index(Label.DEFINITION)] = [text.endswith("?") for text in texts]
        return found

    def predicted(self, probabilities):
        return [(Label.DEFINITION,) if row.max() > 0.5 else () for row in probabilities]

    def unsure(self, probabilities):
        return [()] * len(probabilities)

    def foreign(self, texts):
        return [None] * len(texts)


class Remembered:
    """A cache that holds everything, by model and hash; knows what it was asked to keep, in order."""

    def __init__(self):
        self.known, self.kept = {}, []

    def vectors(self, model, hashes):
        return {key: self.known[model, key] for key in hashes if (model, key) in self.known}

    def keep_vectors(self, model, vectors):
        self.kept.append(len(vectors))
        self.known |= {(model, key): vector for key, vector in vectors.items()}


@pytest.fixture
def cache():
    return Remembered()


def said(*texts):
    return Statements.of([f"s{i}", text, None, None, None, "a.md", "line 1", "a.md", "minutes", None, None, i, 0] for i, text in enumerate(texts))


def test_labels_stand_in_the_order_of_the_statements_and_white_space_is_folded(cache):
    classifier = Questions()

    probabilities, labels = classify(said("what is\n it?", "fine", "who?"), classifier, cache)

    assert classifier.seen == [["what is it?", "fine", "who?"]]
    assert probabilities.shape == (3, len(LABELS))
    assert probabilities.dtype == np.float32
    assert labels == [(Label.DEFINITION,), (), (Label.DEFINITION,)]


def test_a_text_that_is_said_again_is_looked_at_once(cache):
    classifier = Questions()

    _, labels = classify(said("who?", "fine", " who? ", "who?", "fine"), classifier, cache)

    assert classifier.seen == [["who?", "fine"]]
    assert labels == [(Label.DEFINITION,), (), (Label.DEFINITION,), (Label.DEFINITION,), ()]


def test_what_was_labelled_before_comes_from_the_cache_to_the_bit(cache):
    first, _ = classify(said("who?", "fine"), Questions(), cache)
    classifier = Questions()

    second, labels = classify(said("new?", "fine", "who?"), classifier, cache)

    assert classifier.seen == [["new?"]]
    assert np.array_equal(second[[2, 1]], first)
    assert labels == [(Label.DEFINITION,), (), (Label.DEFINITION,)]


def test_nothing_is_asked_where_all_is_known(cache):
    classify(said("who?"), Questions(), cache)
    classifier = Questions()

    classify(said("who?"), classifier, cache)

    assert classifier.seen == []


def test_another_model_labels_afresh(cache):
    classify(said("who?"), Questions(), cache)
    classifier = Questions("questions@1")

    classify(said("who?"), classifier, cache)

    assert classifier.seen == [["who?"]]


def test_probabilities_are_not_taken_for_the_vectors_of_a_text(cache):
    classify(said("who?"), Questions(), cache)

    assert [model for model, _ in cache.known] == ["labels 1 of questions@0"]


def test_what_is_done_is_kept_portion_by_portion(cache):
    texts = [f"text {number}" for number in range(stage.PORTION + 5)]

    classify(said(*texts), Questions(), cache)

    assert cache.kept == [stage.PORTION, 5]


def test_a_lone_surrogate_has_its_place_in_the_cache(cache):
    _, labels = classify(said("\ud800?", "?"), Questions(), cache)

    assert labels == [(Label.DEFINITION,)] * 2
    assert len(cache.known) == 2


def test_nothing_gives_nothing(cache):
    probabilities, labels = classify(Statements.of([]), Questions(), cache)

    assert probabilities.shape == (0, len(LABELS))
    assert labels == []
