import numpy as np
import pytest

from driftwatch.statistics.energy import distances, distances_without, energy_test, inner_distances, interval, kernel, redrawn
from driftwatch.statistics.permutation import gather, p_value, rearrangements


def _usages(rng, *, documents, per_document, shift, document_effect=0.0, dimensions=24):
    """Unit vectors of two partners, each with its own documents; partner B is shifted along one axis."""
    rows, document, side = [], [], []
    for number in range(2 * documents):
        partner_a = number < documents
        centre = np.zeros(dimensions)
        centre[0] = 0.0 if partner_a else shift
        centre += document_effect * rng.normal(size=dimensions)
        rows.append(centre + rng.normal(size=(per_document, dimensions)))
        document += [number] * per_document
        side += [partner_a] * per_document
    vectors = np.concatenate(rows)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cells, cell = gather(np.array(document), np.zeros(len(document), dtype=np.int64), np.array(side))
    return vectors.astype(np.float32), cells, cell


def test_the_distance_is_that_of_all_pairs_from_different_documents():
    rng = np.random.default_rng(1)
    vectors, cells, cell = _usages(rng, documents=3, per_document=2, shift=1.0)
    document, side = cells.document[cell], cells.side[cell]
    apart = document[:, None] != document[None, :]
    similar = vectors.astype(np.float64) @ vectors.T.astype(np.float64)

    def mean(first, second):
        return similar[apart & first[:, None] & second[None, :]].mean()

    found = distances(kernel(vectors, cell, cells), cells.side[None, :])[0]

    assert np.isclose(found, mean(side, side) + mean(~side, ~side) - 2 * mean(side, ~side))


def test_a_clean_split_is_found_with_ten_usages_a_side():
    rng = np.random.default_rng(2)
    vectors, cells, cell = _usages(rng, documents=5, per_document=2, shift=6.0)

    test = energy_test(kernel(vectors, cell, cells), cells, draws=999, rng=rng)

    assert test.p_value < 0.02
    assert test.standardised > 2


def test_documents_that_hang_together_do_not_make_false_alarms():
    """Usages of one document resemble each other; permuting usages would reject a fifth of these."""
    rng = np.random.default_rng(3)
    rejected = 0
    for _ in range(200):
        vectors, cells, cell = _usages(rng, documents=6, per_document=4, shift=0.0, document_effect=1.0)
        rejected += energy_test(kernel(vectors, cell, cells), cells, draws=199, rng=rng).p_value <= 0.05

    assert rejected <= 20


def test_exchanging_the_partners_changes_neither_distance_nor_p_value_much():
    rng = np.random.default_rng(4)
    vectors, cells, cell = _usages(rng, documents=5, per_document=3, shift=1.5)
    swapped, swapped_cell = gather(cells.document[cell], cells.register[cell], ~cells.side[cell])

    here = energy_test(kernel(vectors, cell, cells), cells, draws=1999, rng=np.random.default_rng(5))
    there = energy_test(kernel(vectors, swapped_cell, swapped), swapped, draws=1999, rng=np.random.default_rng(5))

    assert np.isclose(here.distance, there.distance)
    assert abs(here.p_value - there.p_value) < 0.03


def test_the_interval_holds_the_distance_and_the_halves_of_a_partner_lie_near_each_other():
    rng = np.random.default_rng(6)
    vectors, cells, cell = _usages(rng, documents=10, per_document=3, shift=4.0)
    matrix = kernel(vectors, cell, cells)

    low, high = interval(matrix, cells, draws=200, rng=rng)
    inner = inner_distances(matrix, cells, draws=50, rng=rng)

    observed = distances(matrix, cells.side[None, :])[0]
    assert low < observed < high
    assert np.quantile(inner, 0.95) < observed


def test_one_document_a_side_gives_no_verdict():
    vectors = np.eye(4, dtype=np.float32)
    cells, cell = gather(np.array([0, 0, 1, 1]), np.zeros(4, dtype=np.int64), np.array([True, True, False, False]))

    test = energy_test(kernel(vectors, cell, cells), cells, draws=99, rng=np.random.default_rng(0))

    assert test.p_value == 1.0


def test_drawing_all_samples_at_once_gives_the_interval_of_drawing_one_by_one():
    vectors, cells, cell = _usages(np.random.default_rng(7), documents=8, per_document=3, shift=3.0)
    matrix = kernel(vectors, cell, cells)

    drawn = redrawn(matrix, cells, draws=400, rng=np.random.default_rng(8))

    rng, documents, alone = np.random.default_rng(8), np.unique(cells.document), []
    for _ in range(400):
        often = rng.multinomial(len(documents), np.full(len(documents), 1 / len(documents)))[np.searchsorted(documents, cells.document)]
        a, b = often * cells.side, often * ~cells.side
        if min(pairs := [x @ matrix.pairs @ y for x, y in ((a, a), (b, b), (a, b))]) > 0:
            similar = [x @ matrix.similarity @ y for x, y in ((a, a), (b, b), (a, b))]
            alone.append(similar[0] / pairs[0] + similar[1] / pairs[1] - 2 * similar[2] / pairs[2])
    assert np.allclose(drawn, alone)
    assert interval(matrix, cells, draws=400, rng=np.random.default_rng(8)) == pytest.approx(np.quantile(alone, [0.025, 0.975]))


@pytest.mark.parametrize("seed", range(6))
def test_documents_that_change_sides_whole_give_the_distances_of_their_cells(seed):
    rng = np.random.default_rng(seed)
    document, side = rng.integers(9, size=60), rng.random(60) < 0.4
    cells, cell = gather(document, document % 2, side)
    matrix = kernel(rng.normal(size=(60, 8)).astype(np.float32), cell, cells)
    drawn = distances(matrix, rearrangements(cells, 199, np.random.default_rng(seed)))
    observed = distances(matrix, cells.side[None, :])[0]

    test = energy_test(matrix, cells, draws=199, rng=np.random.default_rng(seed))

    assert cells.twins().any()
    assert test.distance == pytest.approx(observed)
    assert test.excess == pytest.approx(observed - np.nanmean(drawn))
    assert test.error == pytest.approx(np.nanstd(drawn))
    assert test.p_value == p_value(observed, drawn[np.isfinite(drawn)])


def test_the_distance_without_each_group_is_that_of_all_the_others():
    rng = np.random.default_rng(8)
    vectors, cells, cell = _usages(rng, documents=5, per_document=4, shift=0.5)
    document, side, speaker = cells.document[cell] // 2, cells.side[cell], rng.integers(0, 6, len(cell))

    found = distances_without(vectors, document, side, speaker)

    assert sorted(found) == list(range(6))
    for name, value in found.items():
        left = speaker != name
        rest, places = gather(document[left], np.zeros(left.sum(), dtype=np.int64), side[left])
        assert np.isclose(value, distances(kernel(vectors[left], places, rest), rest.side[None, :])[0])


def test_the_distance_without_all_documents_of_a_side_but_one_is_none():
    rng = np.random.default_rng(9)
    vectors, cells, cell = _usages(rng, documents=3, per_document=2, shift=0.5)
    document = cells.document[cell]

    found = distances_without(vectors, document, cells.side[cell], np.where(np.isin(document, (0, 1)), 1, 0))

    assert np.isnan(found[1])
    assert np.isnan(found[0])
