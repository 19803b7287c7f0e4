import numpy as np

from driftwatch.statistics.exact import exact_p
from driftwatch.statistics.stances import Items


def _items(a, b):
    values = np.array([*a, *b], dtype=float)
    side = np.array([True] * len(a) + [False] * len(b))
    place = np.array([*range(len(a)), *range(len(b))])
    zeros = np.zeros(len(values), dtype=np.int64)
    return Items(values=values, document=place, register=zeros, speaker=zeros, side=side)


def test_every_arrangement_is_counted():
    assert exact_p(_items([1, 1, 1], [0, 0, 0]), rng=np.random.default_rng(1)) == 2 / 20
    assert exact_p(_items([1, 1], [0, 0, 0, 0]), rng=np.random.default_rng(1)) == 1 / 15


def test_equal_sides_differ_by_chance_alone():
    assert exact_p(_items([1, 0, 1], [1, 0, 1]), rng=np.random.default_rng(1)) == 1.0


def test_of_very_many_arrangements_some_are_drawn():
    p = exact_p(_items([1] * 12, [0] * 12), rng=np.random.default_rng(1))

    assert 0 < p <= 0.001


def test_under_the_null_no_more_than_the_nominal_share_is_rejected():
    rng = np.random.default_rng(7)
    shared = rng.normal(size=(400, 5)) * 0.7

    p = [exact_p(_items(day + rng.normal(size=5), day + rng.normal(size=5)), rng=rng) for day in shared]

    assert np.mean(np.array(p) <= 0.1) <= 0.1
