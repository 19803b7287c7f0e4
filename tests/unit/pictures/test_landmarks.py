from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.pictures.sights import mirrored, sight, talk

from driftwatch.domain.meaning import Settlement
from driftwatch.domain.pictures import HappeningKind
from driftwatch.pictures.landmarks import landmarks

CHARTER = """# Charter

Version 1.0. Signed on 5 January 2026 by Ines Maro and Tom Okoro.

## 7 Resources

7.2 Birch Line gives two engineers from 1 February 2026.
"""
WAITING = [
    ("The pilot starts on 23 March, so the tablets come before.", "alder", 2),
    ("We need the tablets for the pilot on 23 March.", "birch", 4),
    ("The pilot of last year began on 23 March 2025.", "birch", 5),
    ("Our release comes on 30 March.", "alder", 5),
]


def _of(kind, seen):
    return [landmark for landmark in landmarks(seen) if landmark.kind is kind]


def test_the_days_of_the_charter_stand_on_the_line_and_nobody_who_signed():
    found = landmarks(sight([], charter=CHARTER))

    assert [(landmark.on, landmark.what) for landmark in found] == [
        (date(2026, 1, 5), "The charter is signed (version 1.0)"),
        (date(2026, 2, 1), "A day that the charter names (clause 7.2, Resources)"),
    ]


def test_each_alert_begins_with_its_first_statement():
    seen = sight(talk())

    (found,) = _of(HappeningKind.FIRST_EVIDENCE, seen)

    assert found.on == date(2026, 1, 5)
    assert found.alert == seen.alerts[0].id
    assert found.statements


def test_a_day_that_both_name_ahead_in_one_word_is_one_that_both_wait_for():
    (found,) = _of(HappeningKind.GATE, sight([*talk(), *WAITING]))

    assert found.on == date(2026, 3, 23)
    assert found.what == "“pilot”: both sides name this day ahead"
    assert found.statements == (WAITING[0][0], WAITING[1][0])


@pytest.mark.parametrize(
    "said",
    [
        WAITING[:1],
        [WAITING[0], ("Is the pilot on 23 March?", "birch", 4)],
        [WAITING[0], ("The release comes on 23 March.", "birch", 4)],
        [WAITING[0], ("The pilot started on 23 March.", "birch", 14)],
    ],
    ids=["one side alone", "a question", "something else", "afterwards"],
)
def test_a_day_of_which_that_is_not_clear_is_left_out(said):
    assert not _of(HappeningKind.GATE, sight([*talk(), *said]))


def _settled(seen, evidence):
    on = Settlement(on=date(2026, 3, 2), evidence=evidence)
    return replace(seen, judged=[replace(entry, finding=replace(entry.finding, settlement=on)) for entry in seen.judged])


def test_what_both_agreed_on_stands_on_its_day():
    said = talk()
    seen = _settled(sight(said), (said[4][0], said[5][0]))

    (found,) = _of(HappeningKind.AGREEMENT, seen)

    assert (found.on, found.what, found.alert) == (date(2026, 3, 2), "Agreement on “result”", seen.alerts[0].id)
    assert found.statements == (said[4][0], said[5][0])


def test_an_agreement_of_which_one_side_alone_can_be_read_is_left_out():
    said = talk()

    assert not _of(HappeningKind.AGREEMENT, _settled(sight(said), (said[4][0], "what may not be read")))


@given(order=st.permutations(range(28)))
@settings(max_examples=8, deadline=None)
def test_neither_the_order_of_statements_nor_that_of_partners_changes_anything(order):
    said = [*talk(), *WAITING]
    turned = [said[at] for at in order]

    assert landmarks(sight(turned, charter=CHARTER)) == landmarks(sight(said, charter=CHARTER))
    assert [one.what for one in landmarks(sight(mirrored(said)))] == [one.what for one in landmarks(sight(said))]


@pytest.mark.parametrize("said", [[], talk()[:1], talk()[:2], [(text, partner, None) for text, partner, _ in talk(5)]])
def test_of_nothing_dated_nothing_stands_on_the_line(said):
    assert [each for each in landmarks(sight(said)) if each.kind is not HappeningKind.FIRST_EVIDENCE] == []
