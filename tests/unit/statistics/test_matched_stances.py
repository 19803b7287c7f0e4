"""Stances compared where they are about like things: what only one side speaks of counts nowhere, and chance is not called a difference."""

import numpy as np
import pytest

from driftwatch.statistics.matched_stances import matched_test, matched_weight
from driftwatch.statistics.stances import CANDIDATE_P, Items

SIDES = np.arange(16) < 8


def items(values, document, side):
    return Items(
        values=np.array(values, dtype=np.float64),
        document=np.array(document),
        register=np.zeros(len(values), dtype=np.int64),
        speaker=np.array([3 * one + place % 3 for place, one in enumerate(side)]),
        side=np.array(side, dtype=np.bool_),
    )


def same_topic(topics):
    likeness = (np.array(topics)[:, None] == np.array(topics)[None, :]).astype(np.float64)
    np.fill_diagonal(likeness, 0.0)
    return likeness


def drawn(seed=1):
    return np.random.default_rng(seed)


def test_a_difference_on_one_shared_subject_is_found():
    said = items([0.7] * 8 + [-0.7] * 8, [*range(8), *range(8)], [True] * 8 + [False] * 8)

    found = matched_test(said, same_topic([0] * 16), rng=drawn())

    assert found is not None
    assert found.p_value <= 0.02
    assert found.distance == pytest.approx(1.4)
    assert found.interval is not None
    assert found.interval[0] > 0.5


def test_what_only_one_side_speaks_of_counts_nowhere():
    values = [-0.6] * 4 + [0.7] * 8 + [-0.6] * 8
    topics = [0] * 4 + [1] * 8 + [0] * 8
    said = items(values, [*range(12), *range(8)], [True] * 12 + [False] * 8)

    found = matched_test(said, same_topic(topics), rng=drawn())

    assert found is not None
    assert found.distance == pytest.approx(0.0)


def test_without_a_shared_subject_there_is_nothing_to_compare():
    said = items([0.7] * 6 + [-0.7] * 6, [*range(6), *range(6)], [True] * 6 + [False] * 6)
    likeness = same_topic([0] * 6 + [1] * 6)

    assert matched_test(said, likeness, rng=drawn()) is None
    assert matched_weight(likeness, said.side) == (0.0, 0.0)


def test_swapping_the_sides_mirrors_the_result():
    values, document, side = [0.7, 0.2, 0.6, 0.5, -0.4, -0.7, -0.2, 0.1], [0, 1, 2, 3, 0, 1, 2, 3], [True] * 4 + [False] * 4
    likeness = same_topic([0, 0, 1, 1, 0, 0, 1, 1])

    one = matched_test(items(values, document, side), likeness, rng=drawn())
    other = matched_test(items(values, document, [not each for each in side]), likeness, rng=drawn())

    assert one is not None
    assert other is not None
    assert one.distance == pytest.approx(other.distance)
    assert [float(mean[0]) for mean in one.means] == pytest.approx([float(mean[0]) for mean in reversed(other.means)])
    assert abs(one.p_value - other.p_value) < 0.1


def test_a_side_without_items_is_refused():
    with pytest.raises(ValueError, match="without items"):
        matched_test(items([0.5, 0.5], [0, 1], [True, True]), same_topic([0, 0]), rng=drawn())


def test_chance_is_called_a_difference_no_oftener_than_it_may():
    rng = drawn(7)
    rejected = 0
    for _ in range(100):
        mood = rng.normal(0.0, 0.4, size=10)
        document = rng.integers(0, 10, size=30)
        values = np.clip(mood[document] + rng.choice([-0.6, 0.6], size=30), -1, 1)
        side = rng.random(30) < 0.5
        found = matched_test(items(values, document, side.tolist()), same_topic(rng.integers(0, 3, size=30)), rng=drawn(3))
        rejected += found is not None and found.p_value <= 0.05
    assert rejected <= 11


def test_what_is_no_candidate_is_not_asked_about_its_speakers():
    rng = drawn(5)
    tests = [matched_test(items(rng.normal(size=16) + side, [*range(8)] * 2, side), same_topic([0] * 16), rng=rng) for side in [SIDES] * 40]

    assert any(test.p_value <= CANDIDATE_P for test in tests)
    assert all(test.p_without_speaker == 1.0 for test in tests if test.p_value > CANDIDATE_P)
    assert all(test.p_without_speaker <= CANDIDATE_P or test.p_without_speaker == 1.0 for test in tests)
