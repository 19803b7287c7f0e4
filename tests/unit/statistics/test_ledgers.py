import numpy as np
import pytest

from driftwatch.statistics.ledgers import largest_roles_p, occasions_p, roles_p, shrunk_share, smallest_roles_p


def test_separate_roles_reach_the_smallest_p_value() -> None:
    assert roles_p([1, 1, 1], [-1, -1, -1], rng=np.random.default_rng(1)) == pytest.approx(smallest_roles_p(3, 3))


def test_roles_the_other_way_round_are_no_evidence() -> None:
    assert roles_p([-1, -1, -1], [1, 1, 1], rng=np.random.default_rng(1)) == pytest.approx(1.0)


def test_many_cells_are_drawn_by_the_seed() -> None:
    cells = [1.0] * 12, [-1.0] * 12

    assert roles_p(*cells, rng=np.random.default_rng(3)) == roles_p(*cells, rng=np.random.default_rng(3)) < 0.001


def test_occasions_of_one_mention_are_binomial() -> None:
    assert occasions_p([1, 1, 1], 3, rate=0.1) == pytest.approx(0.001)
    assert occasions_p([1, 1, 1], 0, rate=0.1) == pytest.approx(1.0)


def test_more_mentions_give_chance_more_occasions() -> None:
    assert occasions_p([9, 9, 9], 2, rate=0.1) > occasions_p([1, 1, 1], 2, rate=0.1)


def test_a_share_of_few_is_drawn_to_what_is_usual() -> None:
    share, (low, high) = shrunk_share(3, 3, usual=0.1, weight=4.0)

    assert 0.1 < share < 1.0
    assert low < share < high


def test_the_p_value_keeps_its_level_under_the_null() -> None:
    rng = np.random.default_rng(7)

    ps = [roles_p(list(rng.choice([-1, 1], 4)), list(rng.choice([-1, 1], 4)), rng=rng) for _ in range(400)]

    assert sum(p <= 0.1 for p in ps) <= 0.13 * len(ps)


def test_of_several_ledgers_the_largest_counts_until_one_is_too_large():
    clear, less, none = ([1.0] * 4, [-1.0] * 4), ([1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]), ([0.0] * 3, [0.0] * 3)
    rng = np.random.default_rng(1)

    def asked(*ledgers):
        for ledger in ledgers:
            seen.append(ledger)
            yield ledger

    seen = []
    assert largest_roles_p(asked(clear, less), most=0.2, rng=rng) == pytest.approx(1 / 20)
    assert largest_roles_p(asked(), most=0.2, rng=rng) == 1.0
    seen = []
    assert largest_roles_p(asked(less, none, clear), most=0.2, rng=rng) == 1.0
    assert seen == [less, none]
