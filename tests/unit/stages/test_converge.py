from datetime import date

import pytest
from tests.unit.stages.dated import said, usages_of

from driftwatch.domain.meaning import Convergence
from driftwatch.stages.converge import convergence

AGREED = date(2025, 4, 25)
"""Between the 16th and the 17th week."""
APART, TOGETHER = [0.0] * 32, [1.0] * 16 + [0.0] * 16


def _convergence(alder, birch):
    statements, usages, vectors = said(*usages_of("result", "alder", alder), *usages_of("result", "birch", birch))
    return convergence("result", ("alder", "birch"), AGREED, usages=usages, statements=statements, vectors=vectors)


def test_partners_who_come_together_after_the_day_have_converged():
    assert _convergence(APART, TOGETHER) is Convergence.CONVERGED


def test_partners_who_go_on_as_before_stay_apart():
    assert _convergence(APART, [1.0] * 32) is Convergence.APART


@pytest.mark.parametrize("birch", [TOGETHER[:20], TOGETHER[:16]], ids=["four usages after the day", "none"])
def test_without_enough_usages_afterwards_nothing_is_shown(birch):
    assert _convergence(APART, birch) is Convergence.NOT_SHOWN


def test_where_no_difference_stood_before_none_can_be_shown_to_have_gone():
    assert _convergence(APART, [0.0] * 32) is Convergence.NOT_SHOWN
