import numpy as np
import pytest

from driftwatch.statistics.permutation import dealt, gather, p_value, rearrangements, smallest_p


def _cells(documents, sides, registers=None):
    documents = np.array(documents)
    return gather(documents, np.array(registers) if registers is not None else np.zeros_like(documents), np.array(sides, dtype=bool))


def test_items_of_one_partner_in_one_document_are_one_cell():
    cells, cell = _cells([0, 0, 0, 1], [1, 1, 0, 0])

    assert len(cells) == 3
    assert cell[0] == cell[1] != cell[2]
    assert sorted(cells.count) == [1, 1, 2]


def test_in_a_joint_document_the_two_sides_swap_together():
    cells, _ = _cells([0, 0, 1, 1], [1, 0, 1, 0])

    drawn = rearrangements(cells, 200, np.random.default_rng(7))

    first = np.flatnonzero(cells.document == 0)
    assert (drawn[:, first].sum(axis=1) == 1).all()
    assert 0 < drawn[:, first[0]].mean() < 1


def test_documents_of_one_side_are_dealt_only_within_their_register():
    cells, _ = _cells([0, 1, 2, 3], [1, 0, 1, 1], registers=[0, 0, 1, 1])

    drawn = rearrangements(cells, 100, np.random.default_rng(7))

    chats = np.flatnonzero(cells.register == 1)
    assert drawn[:, chats].all()


def test_side_a_keeps_about_as_many_items_as_it_had():
    documents = np.repeat(np.arange(20), 3)
    cells, _ = _cells(documents, documents < 8)

    drawn = rearrangements(cells, 100, np.random.default_rng(7))

    assert ((drawn * cells.count).sum(axis=1) == 24).all()


def test_five_documents_a_side_cannot_give_a_p_value_below_eight_in_a_thousand():
    cells, _ = _cells(range(10), [1] * 5 + [0] * 5)

    assert round(smallest_p(cells), 4) == 0.0079


def test_a_lone_document_of_both_sides_allows_no_test():
    cells, _ = _cells([0, 0], [1, 0])

    assert smallest_p(cells) == 1.0


def test_a_p_value_is_never_zero():
    assert p_value(9.0, np.zeros(99)) == 0.01


@pytest.mark.parametrize(("items", "size"), [(1, 1), (7, 3), (40, 39), (300, 150)])
def test_a_side_gets_those_with_the_smallest_random_numbers(items, size):
    sides = dealt(items, size, draws=5000, rng=np.random.default_rng(5))

    keys = np.random.default_rng(5).random((5000, items))
    assert (sides.sum(axis=1) == size).all()
    assert np.array_equal(sides, np.argsort(np.argsort(keys, axis=1), axis=1) < size)


def test_more_arrangements_than_a_float_holds_are_counted():
    cells, _ = _cells(range(3000), [1] * 1500 + [0] * 1500)

    assert 0 <= smallest_p(cells) < 1e-300
