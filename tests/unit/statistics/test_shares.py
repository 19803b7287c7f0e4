from itertools import pairwise

import pytest
from scipy.stats import binomtest

from driftwatch.statistics.shares import share_interval


@pytest.mark.parametrize(("count", "total"), [(0, 7), (3, 10), (20, 20), (41, 90)])
def test_of_independent_statements_it_is_wilsons_interval(count, total):
    counts = [1] * count + [0] * (total - count)

    found = share_interval(counts, [1] * total)

    wilson = binomtest(count, total).proportion_ci(method="wilson")
    assert found == pytest.approx((wilson.low, wilson.high), abs=0.02)
    assert found[0] <= wilson.low + 1e-9
    assert found[1] >= wilson.high - 1e-9


def test_documents_that_repeat_themselves_are_worth_less_than_their_statements():
    alone = share_interval([1] * 10 + [0] * 10, [1] * 20)
    repeated = share_interval([5, 5, 0, 0], [5, 5, 5, 5])

    assert repeated[1] - repeated[0] > 1.5 * (alone[1] - alone[0])


def test_one_document_alone_has_an_interval_too():
    assert share_interval([2], [4]) == pytest.approx((0.15, 0.85), abs=0.01)


def test_more_documents_make_it_narrower():
    widths = [high - low for n in (4, 16, 64) for low, high in [share_interval([1, 0] * n, [2, 2] * n)]]

    assert all(later < earlier for earlier, later in pairwise(widths))
