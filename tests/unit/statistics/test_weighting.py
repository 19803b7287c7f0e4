from collections import Counter

import numpy as np
import pytest

from driftwatch.statistics.weighting import Bag, Weighting


def test_rows_have_length_one_and_share_only_what_two_bags_have():
    bags = [Counter(a=2, b=1), Counter(a=1, c=4), Counter(d=1)]

    rows = Weighting(bags).rows(bags).toarray()

    assert rows.shape == (3, 1)
    assert rows.ravel().tolist() == pytest.approx([1.0, 1.0, 0.0])


def test_a_rare_word_weighs_more_than_one_that_all_have():
    bags = [Counter(common=1, rare=1), Counter(common=1, rare=1), Counter(common=1), Counter(common=1)]

    common, rare = Weighting(bags).rows(bags).toarray()[0]

    assert rare > common


def test_bags_without_a_word_in_common_are_rows_of_nothing():
    assert Weighting([Counter(a=1), Counter(b=1)]).rows([Counter(a=1)]).shape == (1, 0)
    assert np.array_equal(Weighting([]).rows([]).toarray(), np.zeros((0, 0)))


def test_packed_bags_weigh_as_counters_do():
    bags = [Counter(a=2, b=1), Counter(a=1, b=4, c=300), Counter(c=1, b=2)]
    packed = [Bag(bag) for bag in bags]

    assert np.array_equal(Weighting(packed).rows(packed).toarray(), Weighting(bags).rows(bags).toarray())
