from dataclasses import replace
from datetime import date

import numpy as np
from tests.unit.stages.dated import said, usages_of

from driftwatch.stages.drift import drifts
from driftwatch.statistics.change_points import Shape
from driftwatch.tables import Statements, Usages

STEP = [0.0] * 16 + [1.0] * 16
STEADY = [0.0] * 32
BACKGROUND = [row for word in ("plan", "team", "work", "list") for partner in ("alder", "birch") for row in usages_of(word, partner, STEADY)]


def _drifts(*rows, tested=("result",), seed=0):
    statements, usages, vectors = said(*rows, *BACKGROUND, seed=seed)
    return drifts(usages, statements, vectors, tested=set(tested), least=(10, 5))


def test_a_partner_who_comes_to_mean_something_else_is_found_with_the_days_between_which_it_happened():
    (alder, birch) = _drifts(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY))

    assert (alder.partner, alder.usages, alder.shape) == ("alder", (16, 16), Shape.STEP)
    assert alder.p_value <= 0.001
    assert alder.p_alike <= 0.001
    assert alder.z > 2.6
    assert alder.between[0] <= date(2025, 4, 28) <= alder.between[1]
    assert alder.together == alder.unknown == ()
    assert birch.z < 2.6


def test_where_both_move_it_is_the_programme_that_changed():
    found = _drifts(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEP))

    assert [drift.together for drift in found] == [("birch",), ("alder",)]
    assert min(drift.p_alike for drift in found) > 0.05


def test_a_partner_who_hardly_says_the_word_cannot_be_told_to_have_stayed():
    (alder,) = _drifts(*usages_of("result", "alder", STEP), *usages_of("result", "birch", STEADY[:8]))

    assert alder.unknown == ("birch",)


def test_a_word_that_no_other_partner_says_is_that_partners_own():
    (alder,) = _drifts(*usages_of("result", "alder", STEP))

    assert (alder.together, alder.unknown, alder.p_alike) == ((), (), 0.0)


def test_what_one_speaker_makes_does_not_survive_without_that_speaker():
    quiet = usages_of("result", "alder", STEADY)
    loud = usages_of("result", "alder", STEP, speaker="loud")

    (alder,) = _drifts(*quiet, *loud, seed=1)

    assert alder.p_value <= 0.01
    assert alder.p_without_speaker > 0.10


def test_undated_and_distorted_usages_tell_nothing_of_time():
    rows = usages_of("result", "alder", STEP)
    statements, usages, vectors = said(*rows)

    undated = statements.with_column(Statements.said_at, [None] * len(rows))
    distorted = usages.with_column(Usages.distorted, ["joke"] * len(rows))

    assert drifts(usages, undated, vectors, tested={"result"}, least=(10, 5)) == ()
    assert drifts(distorted, statements, vectors, tested={"result"}, least=(10, 5)) == ()


def test_too_few_usages_on_either_side_of_every_day_give_nothing():
    assert _drifts(*usages_of("result", "alder", STEP[10:29])) == ()


def test_where_every_word_changes_as_much_none_stands_out():
    words = ["result", "plan", "team", "work", "list", "gate", "route", "stock"]
    statements, usages, vectors = said(*[row for word in words for row in usages_of(word, "alder", STEP)])

    found = drifts(usages, statements, vectors, tested=set(words), least=(10, 5))

    assert max(drift.p_value for drift in found) <= 0.01
    assert sum(drift.z > 2.6 for drift in found) <= 2


def test_the_order_of_the_rows_changes_nothing():
    statements, usages, vectors = said(*usages_of("result", "alder", STEP), *BACKGROUND)
    order = np.random.default_rng(1).permutation(len(statements))
    place = np.argsort(order)
    moved = usages.take(order).with_column(Usages.statement, [int(place[row]) for row in usages.take(order).statement])

    (first,) = drifts(usages, statements, vectors, tested={"result"}, least=(10, 5))
    (second,) = drifts(moved, statements.take(order), vectors[order], tested={"result"}, least=(10, 5))

    kept = replace(second, rows=first.rows, against=first.against, distance=first.distance, z=first.z, within=first.within, interval=first.interval)
    assert kept == first
    assert np.isclose(first.distance, second.distance)
    assert {statements.row(row).id for row in first.rows[0]} == {statements.take(order).row(row).id for row in second.rows[0]}
