import numpy as np
from tests.unit.stages.said import statements

from driftwatch.stages.gate_standings import standings_of

GATE = frozenset({"released"})


def _standings(*rows):
    said = statements(*rows)
    sides = tuple([n for n, partner in enumerate(said.partner) if partner == own] for own in ("alder", "birch"))
    return standings_of(said, sides, GATE, rng=np.random.default_rng(1))


def test_documents_in_which_one_says_that_it_passed_and_the_other_that_it_did_not_are_counted_by_direction():
    found = _standings(
        *[row for n in range(4) for row in ((f"vat is released, {n}", "alder", f"d{n}"), (f"vat is not released, {n}", "birch", f"d{n}"))]
    )

    assert found.contested == (4, 0)
    assert (found.held, found.denied) == ((4, 0), (0, 4))


def test_what_is_denied_elsewhere_is_not_contested():
    found = _standings(
        *[row for n in range(4) for row in ((f"vat is released, {n}", "alder", f"d{n}"), (f"vat is not released, {n}", "birch", f"e{n}"))]
    )

    assert found.contested == (0, 0)


def test_too_few_statements_are_not_tested():
    assert _standings(("vat is released", "alder", "d1"), ("vat is not released", "birch", "d1")).test is None


def test_both_directions_alike_are_no_difference():
    rows = [
        row
        for n in range(8)
        for row in ((f"vat is released, {n}", ("alder", "birch")[n % 2], f"d{n}"), (f"vat is not released, {n}", ("birch", "alder")[n % 2], f"d{n}"))
    ]

    assert not _standings(*rows).differ
