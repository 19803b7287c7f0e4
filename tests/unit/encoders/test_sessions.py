"""Texts run together with those of their length, and come back in their own order."""

import pytest

from driftwatch.encoders.sessions import in_batches


@pytest.mark.parametrize("most", [1, 4, 7, 1000])
def test_results_come_in_the_order_of_the_items_from_batches_of_one_length(most):
    items = ["aa", "b", "cc", "dddd", "e", "", "ff", "gg"]
    batches = []

    def run(batch):
        batches.append(batch)
        return [item.upper() for item in batch]

    assert in_batches(run, items, length=len, most=most) == [item.upper() for item in items]
    assert sorted(item for batch in batches for item in batch) == sorted(items)
    assert all(len({len(item) for item in batch}) == 1 for batch in batches)
    assert all(len(batch) == 1 or sum(map(len, batch)) <= most for batch in batches)


def test_nothing_runs_nothing():
    assert in_batches(lambda batch: pytest.fail("asked"), [], length=len) == []


def test_what_goes_wrong_in_a_batch_is_raised():
    def run(batch):
        raise ValueError(batch[0])

    with pytest.raises(ValueError, match="b"):
        in_batches(run, ["b"], length=len)
