import random
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Term
from driftwatch.learn.evaluate_drift import Schedule, drift_bed
from driftwatch.learn.term_beds import Donor, dealt_by_speaker
from driftwatch.tables import Statements

DOCUMENTS, EACH = 40, 4
NAMES = ("gate", "route")


def _series():
    """Forty weekly documents in which two words stand four times each."""
    rows = [(f"the {name} {n} is here", "a", f"d{document:02}") for document in range(DOCUMENTS) for name in NAMES for n in range(EACH)]
    said = statements(*rows, days=False)
    start = datetime(2025, 1, 6, tzinfo=UTC)
    return said.with_column(Statements.said_at, [start + timedelta(weeks=int(document[1:])) for document in said.document])


def _donors(said):
    rows = {name: [row for row, text in enumerate(said.text) if text.startswith(f"the {name}")] for name in NAMES}
    return [Donor(term=Term(name=name, words=(name,)), places=dict.fromkeys(rows[name], (4, 4 + len(name)))) for name in NAMES]


def _planted(schedule, *, usages=20):
    said = _series()
    return said, drift_bed(dealt_by_speaker(said, random.Random(1)), _donors(said), random.Random(2), schedule=schedule, usages=usages)


def _halves(said, bed, side):
    """How often the made-up word stands for each of the two words, before and after the middle of the time."""
    counts = {}
    for before, row in zip(said.text, bed.statements.rows(), strict=True):
        if bed.word in row.text and row.partner == side:
            key = (before.split()[1] == bed.made_of[0], int(row.document[1:]) >= DOCUMENTS // 2)
            counts[key] = counts.get(key, 0) + 1
    return counts


def test_a_step_is_one_word_before_and_another_after_on_one_side_only():
    said, bed = _planted(Schedule.STEP)

    assert _halves(said, bed, "a") == {(True, False): 20, (False, True): 20}
    assert _halves(said, bed, "b") == {(True, False): 20, (True, True): 20}


def test_a_rise_is_one_word_said_more_often():
    said, bed = _planted(Schedule.RISE)

    assert _halves(said, bed, "a") == {(True, False): 10, (True, True): 30}


def test_both_change_where_both_shall():
    said, bed = _planted(Schedule.BOTH)

    assert _halves(said, bed, "a") == _halves(said, bed, "b") == {(True, False): 20, (False, True): 20}


@pytest.mark.parametrize("schedule", [Schedule.RAMP, Schedule.PULSE])
def test_a_ramp_and_a_pulse_mix_the_senses_over_time(schedule):
    said, bed = _planted(schedule)

    assert {kind for kind, _ in _halves(said, bed, "a")} == {True, False}


def test_without_enough_usages_there_is_no_bed():
    assert _planted(Schedule.STEP, usages=200)[1] is None
