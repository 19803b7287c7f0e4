import numpy as np
import pytest
from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Reckoning
from driftwatch.stages.bases import basis_of, share_of
from driftwatch.statistics.stances import Items

SAID = statements(("never without a test", "alder", "d1"), ("we try it", "birch", "d1"), ("we try it again", "birch", "d2"))


def _items(rows):
    zeros = np.zeros(2, dtype=np.int64)
    return Items(values=np.array([1.0, -1.0]), document=zeros, register=zeros, speaker=zeros, side=np.array([False, True]), row=rows)


def test_each_item_names_its_statement_partner_and_value():
    found = basis_of(_items(np.array([1, 0])), ("alder", "birch"), SAID, scale=0.5)

    assert [(item.statement, item.partner, item.values) for item in found.items] == [
        ("d1:never without a test", "alder", (-1.0,)),
        ("d1:we try it", "birch", (1.0,)),
    ]
    assert (found.reckoning, found.scale) == (Reckoning.DIFFERENCE, 0.5)


def test_items_that_do_not_say_what_they_are_have_no_basis():
    with pytest.raises(ValueError, match="no basis"):
        basis_of(_items(None), ("alder", "birch"), SAID)


def test_every_document_weighs_alike_however_often_it_speaks_of_it():
    found = share_of({"d1": {0, 1}, "d2": {2}}, {"d2"}, SAID)

    weights = {item.statement: (item.values, item.weight) for item in found.items}
    assert weights == {"d1:never without a test": ((0.0,), 0.5), "d1:we try it": ((0.0,), 0.5), "d2:we try it again": ((1.0,), 1.0)}


def test_what_stands_beside_counts_and_weighs_nothing():
    found = share_of({"d1": {0}}, {"d1"}, SAID, beside=[0, 2])

    assert {item.statement: item.weight for item in found.items} == {"d1:never without a test": 1.0, "d2:we try it again": 0.0}
