import numpy as np
import pytest

from driftwatch.statistics.change_points import Shape, beside, change, course, shape, smallest_p, split_range
from driftwatch.statistics.energy import kernel
from driftwatch.statistics.permutation import gather

SCHEDULES = {
    Shape.STEP: lambda time: float(time >= 0.5),
    Shape.RAMP: lambda time: min(1.0, max(0.0, (time - 0.1) / 0.8)),
    Shape.PULSE: lambda time: float(0.4 <= time < 0.7),
}


def _vectors(rng, *, moved, carried=0.0):
    """Unit vectors, one a row of `moved`, which says how far it lies along the axis of the other sense."""
    rows = rng.normal(size=(len(moved), 24)) + carried
    rows[:, 0] += 5.0 * moved
    rows -= rows.mean(axis=0)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _said(rng, *, documents, counts=None, schedule=lambda _: 0.0):
    """Vectors and documents of usages; each usage is in the new sense with the probability that the schedule gives."""
    counts = np.full(documents, 2) if counts is None else counts
    document = np.repeat(np.arange(documents), counts)
    moved = np.array([float(rng.random() < schedule(number / documents)) for number in document])
    return _vectors(rng, moved=moved), document


def _course(rng, *, documents=40, counts=None, schedule=lambda _: 0.0):
    vectors, document = _said(rng, documents=documents, counts=counts, schedule=schedule)
    return course(vectors, document, 7 * document, np.zeros(len(document), dtype=np.int64), least=5)[0]


def test_a_step_is_found_where_it_is():
    rng = np.random.default_rng(1)
    sequence = _course(rng, schedule=SCHEDULES[Shape.STEP])

    found = change(sequence, draws=1999, rng=rng)

    assert abs(found.split - 20) <= 1
    assert found.p_value <= 0.001
    assert found.clearness > 5


def test_its_place_is_a_range_that_holds_it():
    rng = np.random.default_rng(2)
    sequence = _course(rng, schedule=SCHEDULES[Shape.STEP])

    early, late = split_range(sequence, draws=200, rng=rng)

    assert early <= 20 <= late
    assert late - early <= 6


@pytest.mark.parametrize("planted", list(Shape))
def test_step_ramp_and_pulse_are_told_apart(planted):
    told = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        sequence = _course(rng, documents=60, counts=np.full(60, 3), schedule=SCHEDULES[planted])
        told.append(shape(sequence, change(sequence, draws=199, rng=rng).split))

    assert told.count(planted) >= 16


def test_more_mentions_are_not_another_meaning():
    rejected = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        found = change(_course(rng, counts=np.repeat([1, 4], 20)), draws=199, rng=rng)
        rejected += found.p_value <= 0.05

    assert rejected <= 8


def test_documents_that_resemble_their_neighbours_make_few_false_alarms():
    """Every document carries most of what the one before it was about; other orders of single documents would reject most of these."""
    rejected = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        carried = np.zeros((256, 24))
        for number in range(1, 256):
            carried[number] = 0.6 * carried[number - 1] + 0.5 * rng.normal(size=24)
        vectors = _vectors(rng, moved=np.zeros(256), carried=carried)
        sequence, _ = course(vectors, np.arange(256), np.arange(256), np.zeros(256, dtype=np.int64), least=5)
        rejected += change(sequence, draws=199, rng=rng).p_value <= 0.05

    assert rejected <= 9


def test_documents_of_one_day_are_not_parted():
    rng = np.random.default_rng(3)
    vectors, document = _said(rng, documents=20, schedule=SCHEDULES[Shape.STEP])
    day = np.where(document < 4, 0, 1)

    sequence, _ = course(vectors, document, day, np.zeros(len(document), dtype=np.int64), least=5)

    assert change(sequence, draws=199, rng=rng) is None


def test_another_register_later_on_is_no_change():
    """Chat takes the place of minutes: what differs between them is there in every order that the null allows."""
    rng = np.random.default_rng(4)
    vectors, document = _said(rng, documents=40, schedule=SCHEDULES[Shape.STEP])
    register = (document >= 20).astype(np.int64)

    sequence, _ = course(vectors, document, document, register, least=5)

    assert change(sequence, draws=199, rng=rng).p_value > 0.05


def test_few_documents_cannot_reach_a_small_p_value():
    rng = np.random.default_rng(5)

    assert smallest_p(_course(rng, documents=10)) == pytest.approx(2 / 252)
    assert smallest_p(_course(rng, documents=60)) < 0.0005


@pytest.mark.parametrize(("other_moves", "alike"), [(True, True), (False, False)], ids=["both move", "one moves"])
def test_whether_the_other_side_moved_alike_is_told(other_moves, alike):
    rng = np.random.default_rng(6)
    document = np.tile(np.arange(30), 2)
    side = np.repeat([True, False], 30)
    later = document >= 15
    vectors = _vectors(rng, moved=(later & (side | other_moves)).astype(float))
    cells, cell = gather(document, np.zeros(60, dtype=np.int64), side)
    time = np.zeros(len(cells), dtype=bool)
    time[cell] = later

    found = beside(kernel(vectors, cell, cells), cells, time, draws=999, rng=rng)

    assert (found.p_alike > 0.05) is alike
    assert (found.share > 0.5) is alike


def test_the_same_seed_gives_the_same_change():
    first, second = (change(_course(np.random.default_rng(7)), draws=999, rng=np.random.default_rng(8)) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("documents", [1, 2])
def test_so_few_documents_have_no_change(documents):
    rng = np.random.default_rng(1)

    assert change(_course(rng, documents=documents), draws=99, rng=rng) is None
