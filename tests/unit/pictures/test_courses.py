from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.pictures.sights import DOCTOR, HUB, mirrored, sight, talk

from driftwatch.domain.meaning import AlertKind, Basis, Effect, Finding, Item, Position, Reckoning
from driftwatch.pictures.courses import courses
from driftwatch.pictures.sight import narrowed
from driftwatch.pictures.windows import WIDTHS


def _finding(said, reckoning=Reckoning.DIFFERENCE, *, items=None, partners=("alder", "birch"), kind=AlertKind.RISK_POSTURE, **basis):
    """A finding on all that was said; the first partner leans to 1, the second to -1, unless told otherwise."""
    own = [Item(statement=text, partner=partner, values=(1.0 if partner == "alder" else -1.0,)) for text, partner, _ in said]
    held = None if reckoning is None else Basis(reckoning=reckoning, items=tuple(own if items is None else items), **basis)
    evidence = {side: tuple(text for text, partner, _ in said if partner == side) for side in partners}
    return Finding(
        kind=kind,
        subject="risk of change",
        partners=partners,
        positions=tuple(Position(partner=side, summary="says so", statements=len(evidence[side]), evidence=evidence[side]) for side in partners),
        p_value=0.001,
        holds=True,
        effect=Effect(measure="difference of attitude", value=2.0, interval=(1.0, 2.0), within=0.3),
        title="Both lean to different sides",
        basis=held,
    )


def _course(said, finding, **keep):
    return next(each for each in courses(sight(said, finding)) if "attitude" in each.measure)


def test_a_term_is_followed_by_the_distance_of_its_usages():
    (found,) = courses(sight(talk()))

    assert found.measure == "energy distance between usages, in any 4 weeks"
    assert found.weeks == 4
    assert len(found.points) == 9
    assert all(point.value is not None and point.value.value > 1.0 for point in found.points)
    assert all(point.counts == (4, 4) for point in found.points)


def test_when_both_come_to_mean_the_same_the_distance_falls():
    said = [(HUB.format(n=f"{week}b") if week >= 10 and partner == "birch" else text, partner, week) for text, partner, week in talk(20)]

    (found,) = courses(sight(said))

    values = [point.value.value for point in found.points if point.value is not None]
    assert values[0] > 1.0
    assert values[-1] < 0.3


def test_where_too_little_is_said_there_is_no_figure_and_never_nought():
    said = [each for each in talk(20) if each[2] not in (7, 8, 9, 10)]

    (found,) = courses(sight(said))

    (gap,) = [point for point in found.points if point.counts == (0, 0)]
    assert gap.value is None


def test_stances_are_followed_by_the_check_s_own_difference():
    said = talk(20)

    found = _course(said, _finding(said))

    assert found.measure == "difference of attitude, in any 4 weeks"
    assert found.within == 0.3
    assert all(point.value is not None and point.value.value == 2.0 for point in found.points)


def test_counts_and_partners_stand_in_the_order_of_the_alert_s_sides():
    said = [each for each in talk(12) if each[1] == "alder" or each[2] % 2 == 0]
    seen = sight(said, _finding(said))

    leads = {alert.id: alert.partners for alert in seen.alerts}
    assert len(courses(seen)) == 2
    for found in courses(seen):
        assert found.partners == leads.get(found.alert, found.partners)
        first, second = (found.partners.index(partner) for partner in ("alder", "birch"))
        assert all(point.counts[first] == 2 * point.counts[second] > 0 for point in found.points)


def test_what_has_no_figure_of_its_own_is_counted_and_says_so():
    said = talk(12)

    found = _course(said, _finding(said, None))

    assert found.measure == "statements of each side in any 4 weeks; told for the whole time only: difference of attitude"
    assert all(point.value is None and point.counts == (4, 4) for point in found.points)
    assert found.within is None


def test_a_share_is_one_of_the_documents_that_name_it():
    said = talk(12)
    items = [Item(statement=text, partner=partner, values=(float(week >= 6),), weight=0.5) for text, partner, week in said]

    found = _course(said, _finding(said, Reckoning.SHARE, items=items, kind=AlertKind.COMMITMENT_BALANCE))

    assert [point.value.value for point in found.points if point.value] == [0.0, 0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0]


def test_a_figure_that_moved_is_told_against_what_it_was():
    said = talk(16)
    own = [(text, np.log(10.0 if week < 8 else 40.0)) for text, partner, week in said if partner == "alder"]
    items = [Item(statement=text, partner="alder", values=(value,)) for text, value in own]
    finding = _finding(said, Reckoning.FACTOR, items=items, partners=("alder",), kind=AlertKind.TIME_DRIFT, origin=float(np.log(10.0)))
    twice = replace(finding, positions=(finding.positions[0], finding.positions[0]))

    found = _course(said, twice)

    values = [point.value.value for point in found.points if point.value]
    assert values[0] == 1.0
    assert values[-1] == 4.0


def test_a_sense_that_moved_is_held_against_the_usages_before():
    later = {(HUB.format(n=week), "alder"): DOCTOR.format(n=f"{week}c") for week in range(8, 16)}
    said = [(later.get((text, partner), text), partner, week) for text, partner, week in talk(16)]
    before = [Item(statement=text, partner="alder") for text, partner, week in said if partner == "alder" and week < 8]
    finding = _finding(said, Reckoning.CHANGE, items=before, partners=("alder",), kind=AlertKind.TIME_DRIFT)
    moved = replace(finding, subject="result", positions=(finding.positions[0], finding.positions[0]))

    found = _course(said, moved)

    values = [point.value.value for point in found.points if point.value]
    assert values[0] < 0.5
    assert values[-1] > 2.0


def test_without_a_date_there_is_no_course_and_it_says_so():
    said = [(f"{text} {n}", partner, None) for n in range(3) for text, partner, _ in talk(6)]

    found = _course(said, _finding(said))

    assert found.points == ()
    assert found.weeks == WIDTHS[0]
    assert found.measure == "difference of attitude: no statement on it carries a date"


@given(weeks=st.integers(min_value=6, max_value=16), missing=st.sets(st.integers(min_value=0, max_value=31), max_size=6))
@settings(max_examples=8, deadline=None)
def test_when_the_partners_change_places_the_course_changes_sides_and_nothing_else(weeks, missing):
    said = [each for n, each in enumerate(talk(weeks)) if n not in missing]
    turned = mirrored(said)

    own, other = _course(said, _finding(said)), _course(turned, _finding(turned))

    assert [point.value for point in own.points] == [point.value for point in other.points]
    assert own.partners == other.partners
    assert [point.counts for point in own.points] == [point.counts[::-1] for point in other.points]


@given(order=st.permutations(range(24)))
@settings(max_examples=6, deadline=None)
def test_the_order_of_statements_changes_nothing(order):
    said = talk()
    turned = [said[at] for at in order]

    assert courses(sight(turned, _finding(turned))) == courses(sight(said, _finding(said)))


@given(keep=st.lists(st.booleans(), min_size=24, max_size=24))
@settings(max_examples=10, deadline=None)
def test_what_may_not_be_read_is_neither_counted_nor_reckoned(keep):
    said = talk()
    seen = sight(said, _finding(said))

    found = courses(replace(seen, material=narrowed(seen.material, np.array(keep, dtype=bool))))

    readable = {week: sum(kept for (_, _, other), kept in zip(said, keep, strict=True) if other == week) for week in range(12)}
    for each in found:
        for point in each.points:
            first = (point.window - seen.material.statements.said_at.iloc[0].date()).days // 7
            assert sum(point.counts) <= sum(readable.get(week, 0) for week in range(first, first + each.weeks))


@pytest.mark.parametrize("said", [[], talk()[:1], talk()[:2], talk(4)])
def test_of_hardly_anything_there_is_no_course(said):
    assert courses(sight(said)) == ()
