from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.pictures.sights import DOCTOR, HUB, MIRRORED, mirrored, sight, talk

from driftwatch.domain.meaning import Verdict
from driftwatch.pictures.sight import narrowed
from driftwatch.pictures.term_maps import MOST_POINTS, MOST_TERMS, term_maps


def _narrow(seen, keep):
    return replace(seen, material=narrowed(seen.material, np.array(keep, dtype=bool)), alerts=(), whole=all(keep))


def test_the_words_beside_a_term_tell_its_two_senses():
    (found,) = term_maps(sight(talk()))

    words = {sense.partner: {word.word for word in sense.neighbours} for sense in found.senses}

    assert words["alder"] >= {"hub", "queue", "row"}
    assert words["birch"] >= {"doctor", "chart"}
    assert found.verdict is Verdict.DIVERGENT
    assert found.alert is not None


def test_usages_of_one_sense_lie_together_and_their_words_among_them():
    (found,) = term_maps(sight(talk()))

    sides = [[point.x for point in found.points if point.partner == sense.partner] for sense in found.senses]
    between = [sum(side) / len(side) for side in sides]

    assert max(sides[0]) < min(sides[1]) or min(sides[0]) > max(sides[1])
    for sense, middle, other in zip(found.senses, between, reversed(between), strict=True):
        assert all(abs(word.x - middle) < abs(word.x - other) for word in sense.neighbours)


def test_a_word_points_at_statements_of_its_own_side_that_hold_it():
    seen = sight(talk())
    (found,) = term_maps(seen)

    said_by = dict(zip(seen.material.statements.id, seen.material.statements.partner, strict=True))

    for sense in found.senses:
        for word in sense.neighbours:
            assert word.statements
            assert all(said_by[name] == sense.partner and word.word in name for name in word.statements)


@given(weeks=st.integers(min_value=6, max_value=14), crossed=st.sets(st.integers(min_value=0, max_value=13), max_size=2))
@settings(max_examples=10, deadline=None)
def test_when_the_partners_change_places_the_map_changes_sides_and_nothing_else(weeks, crossed):
    said = [(HUB.format(n=f"{week}b") if week in crossed and partner == "birch" else text, partner, week) for text, partner, week in talk(weeks)]

    (own,), (other,) = term_maps(sight(said)), term_maps(sight(mirrored(said)))

    assert {(MIRRORED[point.partner], point.statement, point.x, point.y) for point in own.points} == {
        (point.partner, point.statement, point.x, point.y) for point in other.points
    }
    assert [sense.neighbours for sense in own.senses] == [sense.neighbours for sense in reversed(other.senses)]
    assert own.divergence is not None and other.divergence is not None
    assert own.divergence.value == pytest.approx(other.divergence.value)


@given(order=st.permutations(range(24)))
@settings(max_examples=8, deadline=None)
def test_the_order_of_statements_changes_nothing(order):
    said = talk()

    assert term_maps(sight([said[at] for at in order])) == term_maps(sight(said))


@given(keep=st.lists(st.booleans(), min_size=24, max_size=24))
@settings(max_examples=15, deadline=None)
def test_nothing_of_a_statement_that_may_not_be_read_stands_on_a_map(keep):
    seen = _narrow(sight(talk()), keep)

    found = term_maps(seen)

    readable = set(seen.material.statements.id)
    for each in found:
        assert {point.statement for point in each.points} <= readable
        assert {name for sense in each.senses for word in sense.neighbours for name in (*word.statements, *sense.statements)} <= readable
        assert sum(sense.usages for sense in each.senses) == len(readable)


def test_of_a_part_of_what_was_tested_no_verdict_is_said():
    seen = _narrow(sight(talk()), [True] * 20 + [False] * 4)

    (found,) = term_maps(seen)

    assert found.verdict is Verdict.INSUFFICIENT
    assert found.within is None
    assert "doctor" in found.senses[1].gloss


def test_no_word_names_a_person_or_a_partner():
    said = [(f"{text}, as Ines and tom told the Birch line, and Quorra too", partner, week) for text, partner, week in talk()]
    changed = [(text.replace("Quorra", "Okta") if partner == "alder" else text, partner, week) for text, partner, week in said]

    (found,) = term_maps(sight(changed))

    words = {word.word.casefold() for sense in found.senses for word in sense.neighbours}
    assert not words & {"ines", "maro", "tom", "okoro", "alder", "birch", "line", "works", "okta", "quorra"}


def test_statements_that_name_a_person_are_shown_only_where_there_are_no_others():
    said = [(f"Ines says {text}" if week and partner == "alder" else text, partner, week) for text, partner, week in talk()]

    (found,) = term_maps(sight(said))

    assert found.senses[0].statements == (HUB.format(n=0),)


def test_of_a_term_that_is_said_often_some_usages_are_drawn():
    said = [(text.replace("result", f"result, said {n} times,", 1), partner, week) for n in range(5) for text, partner, week in talk()]

    (found,) = term_maps(sight(said))

    assert [sum(point.partner == sense.partner for point in found.points) for sense in found.senses] == [MOST_POINTS, MOST_POINTS]
    assert found.senses[0].usages == 60


def test_a_divergent_term_stands_before_forty_frequent_ones():
    seen = sight(talk())
    (contrast,) = seen.material.contrasts
    others = [replace(contrast, term=f"w{n}", usages=(50, 50)) for n in range(MOST_TERMS + 5)]
    usages = seen.material.compared
    named = [usages.with_column(type(usages).term, [f"w{n}"] * len(usages)) for n in range(MOST_TERMS + 5)]
    every = type(usages).of(row for table in (usages, *named) for row in table.rows())
    vectors = np.concatenate([seen.material.usage_vectors] * (MOST_TERMS + 6))
    many = replace(seen, material=replace(seen.material, contrasts=[*others, contrast], compared=every, usage_vectors=vectors))

    found = term_maps(many)

    assert len(found) == MOST_TERMS
    assert "result" in {each.term for each in found}


@pytest.mark.parametrize("said", [[], talk()[:1], talk()[:2], talk(5), [(HUB.format(n=n), "alder", n) for n in range(9)]])
def test_too_little_for_a_map_is_no_map(said):
    assert all(len(each.senses) == 2 for each in term_maps(sight(said)))


def test_what_carries_no_date_is_drawn_all_the_same():
    (found,) = term_maps(sight([(text, partner, week) for text, partner, week in talk()] + [(DOCTOR.format(n=99), "birch", None)]))

    assert found.senses[1].usages == 13
