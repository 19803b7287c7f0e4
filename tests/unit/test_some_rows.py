import numpy as np

from driftwatch.some_rows import SomeRows

GIVEN = np.array([[1.0, 0.0], [0.0, 0.0], [0.6, 0.8]], dtype=np.float32)
ROWS = SomeRows.of(np.array([1, 2, 4]), GIVEN, among=6)


def test_rows_without_a_vector_are_zeros_and_take_no_memory():
    assert ROWS.take([4, 0, 1]).tolist() == [[np.float32(0.6), np.float32(0.8)], [0.0, 0.0], [1.0, 0.0]]
    assert len(ROWS.vectors) == 2, "one of nothing but zeros is none"


def test_which_rows_have_one():
    assert np.flatnonzero(ROWS.known).tolist() == [1, 4]


def test_some_rows_of_them_are_renumbered():
    kept = ROWS.where(np.array([True, False, True, False, True, True]))

    assert kept.take([0, 1, 2, 3]).tolist() == ROWS.take([0, 2, 4, 5]).tolist()


def test_where_nobody_has_one_all_are_zeros():
    none = SomeRows.of(np.array([], dtype=np.intp), np.empty((0, 3), dtype=np.float32), among=2)

    assert none.take([1, 0]).tolist() == [[0.0] * 3] * 2
    assert not none.known.any() and not none.where(np.array([True, False])).known.any()
