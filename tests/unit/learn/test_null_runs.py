"""Speakers of one partner are dealt to two sides."""

import random

import pytest

from driftwatch.learn.null_runs import SIDES, deal
from driftwatch.tables import Statements

SPEAKERS = ("Ada Quill", "ada.q", "Bo Lindgren", "Cy Marsh", "Dee Rowe", "Eve Stone", None)


@pytest.fixture
def statements():
    """Each speaker twice, in two documents."""
    return Statements.of(
        (f"{document}{at}", "We go.", "northquay", speaker, None, "s", "line 1", document, "minutes", None, None, at, 0)
        for document in ("spring", "autumn")
        for at, speaker in enumerate(SPEAKERS)
    )


def dealt(statements, seed):
    return list(deal(statements, random.Random(seed)).partner)


def test_a_voice_stays_on_one_side_however_it_is_written(statements):
    for seed in range(8):
        sides = dealt(statements, seed)

        assert sides[:6] == sides[7:13]
        assert sides[0] == sides[1]
        assert set(sides) == set(SIDES)


def test_the_same_seed_deals_the_same_whatever_the_order_and_another_deals_otherwise(statements):
    backwards = statements.take(range(len(statements))[::-1])

    assert dealt(statements, 1) == dealt(backwards, 1)[::-1]
    assert len({tuple(dealt(statements, seed)) for seed in range(8)}) > 1
