import pytest

from driftwatch.statistics.departures import at_least, chance_of_any


def test_equal_chances_give_the_binomial_tail() -> None:
    assert at_least(3, [0.5] * 3) == pytest.approx(1 / 8)
    assert at_least(1, [0.1] * 2) == pytest.approx(0.19)


def test_nothing_is_always_reached_and_more_than_all_never() -> None:
    assert at_least(0, [0.2, 0.3]) == pytest.approx(1.0)
    assert at_least(3, [0.2, 0.3]) == 0.0


def test_more_statements_make_one_of_a_sort_likelier() -> None:
    assert chance_of_any(0.1, 0) == 0.0
    assert chance_of_any(0.1, 2) == pytest.approx(0.19)
