"""Ways of a statement by the model: steps or the direct way, and time that stands for them."""

import numpy as np
import pytest

from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.ways import Marked, Way
from driftwatch.stages.procedures import told


def _sides(facet, **given):
    found = np.zeros(len(VALUES[facet]), dtype=np.float32)
    for value, probability in given.items():
        found[VALUES[facet].index(value)] = probability
    found[0] = 1.0 - sum(given.values())
    return found


@pytest.mark.parametrize(("pace", "way"), [("slow", Way.STEPS), ("fast", Way.DIRECT)])
def test_time_beforehand_stands_for_steps_and_haste_for_the_direct_way(pace, way):
    found = told((), _sides(Facet.WAY), _sides(Facet.PACE, **{pace: 0.8}))

    assert [mark.way for mark in found] == [way]


def test_a_phrase_is_believed_where_the_model_is_not_sure_of_the_opposite():
    marks = (Marked(way=Way.STEPS),)

    assert told(marks, _sides(Facet.WAY, direct=0.4), _sides(Facet.PACE)) == marks
    assert told(marks, _sides(Facet.WAY), _sides(Facet.PACE, fast=0.9)) == ()


def test_where_nothing_is_sure_there_is_no_way():
    assert told((), _sides(Facet.WAY, direct=0.3, steps=0.3), _sides(Facet.PACE, slow=0.4)) == ()
