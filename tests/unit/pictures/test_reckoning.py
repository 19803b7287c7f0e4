from math import log

import numpy as np
import pytest

from driftwatch.pictures.reckoning import Said, difference, factor, share, towards
from driftwatch.pictures.rounding import rounded
from driftwatch.statistics.stances import Items, stance_test


def _said(values, *, first, documents=None, weight=None):
    count = len(values)
    return Said(
        values=np.array(values, dtype=float),
        weight=np.ones(count) if weight is None else np.array(weight, dtype=float),
        documents=documents or [f"d{n}" for n in range(count)],
        first=np.array(first, dtype=bool),
    )


def test_over_the_whole_it_is_the_figure_of_the_check():
    rng = np.random.default_rng(3)
    values, weight, first = rng.random((30, 4)), rng.random(30), np.arange(30) % 2 == 0
    codes = np.arange(30) // 3
    items = Items(values=values, document=codes, register=codes * 0, speaker=np.arange(30), side=first, weight=weight)

    part = towards(values, weight, first)
    found = difference(_said(part, first=first, weight=weight, documents=[str(code) for code in codes]), room=(part.min(), part.max()), seed=1)

    assert found is not None
    assert found.value == pytest.approx(stance_test(items, rng=rng).distance, abs=1e-5)
    assert found.low is not None and found.high is not None and found.low < found.value < found.high


def test_when_the_sides_change_places_nothing_changes():
    rng = np.random.default_rng(4)
    values, first = rng.random((20, 1)), np.arange(20) % 2 == 0
    documents = [f"d{n // 4}" for n in range(20)]

    one, other = (
        difference(_said(towards(values, np.ones(20), side), first=side, documents=documents), room=(-1.0, 1.0), seed=2) for side in (first, ~first)
    )

    assert one == other


def test_a_part_that_leans_the_other_way_is_negative():
    values, first = np.array([[1.0], [0.0], [1.0], [0.0], [0.0], [1.0]]), np.array([True, False] * 3)
    part = towards(values, np.ones(6), first)

    found = difference(_said(part[4:], first=first[4:]), room=(0.0, 1.0), seed=2)

    assert found is not None
    assert found.value == -1.0


@pytest.mark.parametrize("documents", [2, 4, 12])
def test_of_a_few_that_all_say_the_same_the_rest_might_not(documents):
    first = [True, False] * documents

    found = difference(_said([1.0, -1.0] * documents, first=first), room=(-1.0, 1.0), seed=5)

    assert found is not None
    assert found.value == found.high == 2.0
    assert found.low == rounded(2.0 - 4.0 * (1 - 0.05 ** (1 / documents)))


def test_without_one_side_there_is_no_figure():
    assert difference(_said([1.0, 1.0], first=[True, True]), room=(0.0, 1.0), seed=1) is None
    assert share(_said([], first=[])) is None
    assert share(_said([1.0], first=[True], weight=[0.0])) is None
    assert factor(_said([], first=[]), origin=0.0, scale=1.0, seed=1) is None


def test_a_share_is_one_of_documents():
    found = share(_said([1.0, 1.0, 0.0, 1.0], first=[True] * 4, documents=["a", "a", "b", "c"]))

    assert found is not None
    assert found.value == rounded(2 / 3)
    assert found.low is not None and found.high is not None and found.low < 0.2 and found.high > 0.95


def test_a_factor_is_told_against_what_was_before():
    found = factor(_said([log(30.0)] * 3, first=[True] * 3), origin=log(60.0), scale=-1.0, seed=1)

    assert found is not None
    assert found.value == found.low == found.high == 2.0


def test_figures_are_rounded_and_nothing_is_never_less_than_nothing():
    assert rounded(1 / 3) == 0.333333
    assert str(rounded(-1e-12)) == "0.0"
