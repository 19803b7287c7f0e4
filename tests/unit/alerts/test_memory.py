from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.alerts.memory import (
    FLAPPING_WINDOWS,
    MOST_MARKS,
    Mark,
    Memory,
    Standing,
    absences,
    baseline_state,
    basis_of,
    marked,
    moved,
    substatus,
    switches,
    until,
)
from driftwatch.domain.alerts import BaselineState, Substatus
from driftwatch.domain.meaning import Severity
from driftwatch.domain.weeks import UNDATED, UNKNOWN, order
from driftwatch.store.documents import read, written
from driftwatch.testing.samples import sample_scan

SEEN = Standing(severity=Severity.MEDIUM, basis="one", measure="distance", value=0.5, interval=(0.4, 0.6))
standings = st.builds(
    Standing,
    severity=st.sampled_from(Severity),
    basis=st.sampled_from("ab"),
    settled=st.booleans(),
    measure=st.sampled_from(["", "distance"]),
    value=st.none() | st.floats(-1, 1),
    interval=st.none() | st.tuples(st.floats(-1, 0), st.floats(0, 1)),
)
marks = st.lists(st.builds(Mark, window=st.integers(1, 40).map("2026-W{:02}".format), standing=st.none() | standings), max_size=40)


def of(pattern):
    """A memory with a mark for each letter, `x` where it was found."""
    memory = Memory()
    for number, letter in enumerate(pattern, start=1):
        memory = marked(memory, Mark(window=f"2026-W{number:02}", standing=SEEN if letter == "x" else None))
    return memory


@settings(deadline=None)
@given(marks)
def test_there_is_one_mark_a_window_and_of_all_the_newest_stay(all_marks):
    memory = Memory()
    for mark in sorted(all_marks, key=lambda mark: mark.window):
        memory = marked(memory, mark)

    windows = [mark.window for mark in memory.marks]
    assert windows == sorted(set(windows))
    assert windows == sorted({mark.window for mark in all_marks})[-MOST_MARKS:]


@settings(deadline=None)
@given(marks, st.none() | standings)
def test_a_mark_written_twice_is_written_once(all_marks, standing):
    memory = Memory()
    for mark in sorted(all_marks, key=lambda mark: mark.window):
        memory = marked(memory, mark)
    last = Mark(window="2026-W41", standing=standing)

    once = marked(memory, last)

    assert marked(once, last) == once


@settings(deadline=None)
@given(standings, standings)
def test_what_moves_one_way_moves_the_other_way_back_by_severity_and_never_against_itself(one, other):
    assert moved(one, one) == 0
    if one.severity is not other.severity:
        assert moved(one, other) == -moved(other, one)
    if one.basis != other.basis:
        assert moved(one, other) == 0


@pytest.mark.parametrize(("value", "way"), [(0.5, 0), (0.4, 0), (0.6, 0), (0.61, 1), (0.39, -1), (-0.9, 1), (None, 0)])
def test_an_effect_moves_when_it_leaves_the_interval_that_was_measured_before(value, way):
    assert moved(SEEN, replace(SEEN, value=value)) == way


def test_another_measure_and_an_effect_without_an_interval_say_nothing():
    assert moved(SEEN, replace(SEEN, value=0.9, measure="factor")) == 0
    assert moved(replace(SEEN, interval=None), replace(SEEN, value=0.9)) == 0


@pytest.mark.parametrize(
    ("pattern", "state", "way"),
    [
        ("x", BaselineState.NEW, Substatus.NEW),
        (".x", BaselineState.NEW, Substatus.NEW),
        ("xx", BaselineState.UNCHANGED, Substatus.ONGOING),
        ("x.", BaselineState.ABSENT, Substatus.NARROWING),
        ("x.x", BaselineState.UNCHANGED, Substatus.ONGOING),
        ("x.x.", BaselineState.ABSENT, Substatus.FLAPPING),
        ("x.x.x", BaselineState.UNCHANGED, Substatus.FLAPPING),
        ("x.x." + "x" * FLAPPING_WINDOWS, BaselineState.UNCHANGED, Substatus.ONGOING),
    ],
)
def test_the_states_follow_from_the_marks(pattern, state, way):
    assert (baseline_state(of(pattern)), substatus(of(pattern))) == (state, way)


def test_absence_is_counted_up_to_the_last_window_and_from_where_people_opened_it():
    assert [absences(of(pattern)) for pattern in ("x", "x.", "x..", "x..x", "...")] == [0, 1, 2, 0, 3]
    assert absences(replace(of("x..."), kept="2026-W03")) == 1


def test_switches_are_counted_in_the_last_windows_only():
    assert switches(of("x.x.x.x.")) == 7
    assert switches(of("x.x." + "." * FLAPPING_WINDOWS)) == 0


def test_an_earlier_period_forgets_what_came_later():
    memory = replace(of("xx.x"), cleared="2026-W03", returned="2026-W04")

    past = until(memory, "2026-W02")

    assert past == of("xx")
    assert until(memory, "2026-W04") == memory


def test_windows_without_a_time_stand_before_all_weeks():
    assert sorted(["2026-W01", UNDATED, "2025-W52", UNKNOWN], key=order) == [UNKNOWN, UNDATED, "2025-W52", "2026-W01"]


def test_a_memory_is_stored_and_read_exactly():
    memory = replace(of("x.x"), agreed=SEEN, alone=sample_scan("Horizon").outcome.alerts[0])

    assert read(Memory, written(memory)) == memory


def test_other_models_and_another_program_are_another_basis_and_the_time_is_not():
    run = sample_scan("Horizon").outcome.run

    assert basis_of(run) == basis_of(replace(run, at=run.at.replace(year=2030), config="other", models=run.models[::-1]))
    assert len({basis_of(run), basis_of(replace(run, driftwatch="9")), basis_of(replace(run, models=()))}) == 3
