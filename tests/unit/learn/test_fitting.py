"""A head learns from a handful of statements, the same one each time."""

from dataclasses import replace

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.packing import packed, unpacked
from driftwatch.learn.fitting import fit_head
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement

RECIPE = replace(Recipe(), networks=2, hidden=8, folds=3, network_rounds=20)
OPENINGS = {
    Label.GOAL: "We want to reach",
    Label.DONE: "It is not finished until we see",
    Label.RISK: "I am worried that we lose",
    Label.METRIC: "We measure success by 90 percent of",
    Label.COMMITMENT: "I will send",
    Label.PROCESS: "The board decides about",
    Label.DEFINITION: "By this word we mean",
}
THINGS = "the valve;the crane;a ward;the canteen;our ledger;a sample;the mast;the archive;the pump;a kiln;the hall;the yard".split(";")


@pytest.fixture(scope="module")
def statements():
    return [
        LabelledStatement(text=f"{opening} {thing}.", labels=frozenset([label] if label else []), document=f"d{number}", series=f"s{number % 4}")
        for number, thing in enumerate(THINGS)
        for label, opening in [*OPENINGS.items(), (None, "Yesterday somebody painted")]
    ]


@pytest.fixture(scope="module")
def vectors(statements):
    return np.random.default_rng(5).normal(size=(len(statements), 16)).astype(np.float32) / 4


@pytest.fixture(scope="module")
def head(statements, vectors):
    return fit_head(statements, vectors, np.arange(len(statements)) % 2 == 0, RECIPE)


def test_the_head_learns_the_form_of_each_label(head, vectors):
    texts = [f"{opening} the lighthouse." for opening in OPENINGS.values()]
    seen = vectors[: len(texts)]

    probabilities = head.combination.probabilities(head.linear.scores(texts), head.networks.scores(texts, seen))

    assert [LABELS[best] for best in probabilities.argmax(axis=1)] == list(OPENINGS)


def test_training_twice_gives_the_same_bytes(head, statements, vectors):
    again = fit_head(statements, vectors, np.arange(len(statements)) % 2 == 0, RECIPE)

    assert {name: array.tobytes() for name, array in packed(head).items()} == {name: array.tobytes() for name, array in packed(again).items()}


def test_packing_loses_nothing_that_matters(head, vectors):
    texts = ["We want to reach the lighthouse.", "Naïve café, ½ price"]

    restored = unpacked(packed(head))

    assert restored.linear.kept == head.linear.kept
    assert [block.vocabulary for block in restored.linear.blocks] == [block.vocabulary for block in head.linear.blocks]
    assert np.allclose(restored.linear.scores(texts), head.linear.scores(texts), atol=0.02)
    assert np.allclose(restored.networks.scores(texts, vectors[:2]), head.networks.scores(texts, vectors[:2]), atol=0.02)


def test_what_only_one_series_says_is_not_learnt(statements, vectors):
    named = [replace(one, text=f"Zebediah {one.text}") if one.series == "s1" else one for one in statements]

    head = fit_head(named, vectors, np.arange(len(named)) % 2 == 0, RECIPE)

    assert "zebediah" not in head.linear.kept
    assert not [ngram for block in head.linear.blocks for ngram in block.vocabulary if "zebed" in ngram]
