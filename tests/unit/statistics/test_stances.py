import numpy as np
import pytest

from driftwatch.statistics.stances import MOST_SPEAKERS, Items, speakers, stance_test


def _items(values, side, document, speaker=None):
    side = np.asarray(side, dtype=bool)
    return Items(
        values=np.asarray(values, dtype=float),
        document=np.asarray(document),
        register=np.zeros(len(side), dtype=np.int64),
        speaker=np.asarray(speaker if speaker is not None else 2 * np.asarray(document) + side),
        side=side,
    )


def _two_sides(first, second, *, documents=12, seed=1, speakers=None):
    """One item a side and document; the means of the sides are `first` and `second`."""
    rng = np.random.default_rng(seed)
    values, side, document = [], [], []
    for number in range(documents):
        values += [rng.normal(first, 0.3), rng.normal(second, 0.3)]
        side += [True, False]
        document += [number, number]
    return _items(values, side, document, speakers)


def test_a_clear_difference_is_found_with_an_interval_above_nothing():
    found = stance_test(_two_sides(0.8, -0.6), rng=np.random.default_rng(3))

    assert found.p_value < 0.002
    assert found.distance == pytest.approx(1.4, abs=0.25)
    assert found.interval is not None and found.interval[0] > 1.0
    assert found.distance > found.within


def test_no_difference_is_rejected_as_seldom_as_it_should():
    p_values = [stance_test(_two_sides(0.0, 0.0, seed=seed), rng=np.random.default_rng(seed)).p_value for seed in range(60)]

    assert np.mean(np.array(p_values) <= 0.05) <= 0.12


def test_many_statements_of_one_document_are_one_cell():
    loud = _items([1.0] * 30 + [0.0] * 4, [True] * 30 + [False] * 4, [0] * 30 + [1, 2, 3, 4])

    found = stance_test(loud, rng=np.random.default_rng(1))

    assert found.smallest_p == pytest.approx(2 / 5)
    assert found.p_value > 0.05


def test_exchanging_the_sides_changes_the_means_alone():
    items = _two_sides(0.5, 0.0)
    turned = _items(items.values, ~items.side, items.document, items.speaker)

    found, other = stance_test(items, rng=np.random.default_rng(5)), stance_test(turned, rng=np.random.default_rng(5))

    assert found.distance == other.distance
    assert found.means[0] == other.means[1]
    assert abs(found.p_value - other.p_value) < 0.01


def test_one_loud_speaker_is_not_a_partner():
    documents = 12
    speaker = [number for document in range(documents) for number in ((0 if document < 9 else 1), 2 + document % 2)]
    values = [value for document in range(documents) for value in ((1.0 if document < 9 else 0.0), 0.0)]

    found = stance_test(_items(values, [True, False] * documents, np.repeat(np.arange(documents), 2), speaker), rng=np.random.default_rng(2))

    assert found.p_value < 0.05 < found.p_without_speaker
    assert not found.several_voices


def test_where_others_say_enough_it_is_told_how_much_remains_without_the_loudest():
    documents = 20
    speaker = [number for document in range(documents) for number in ((0 if document < 12 else 1), 2 + document % 2)]
    values = [value for document in range(documents) for value in ((1.0 if document < 12 else 0.2), 0.0)]

    found = stance_test(_items(values, [True, False] * documents, np.repeat(np.arange(documents), 2), speaker), rng=np.random.default_rng(2))

    assert found.others == 8
    assert found.kept_without_speaker == pytest.approx(0.2 / 0.68, abs=0.01)
    assert not found.several_voices


def test_one_other_voice_of_each_side_that_agrees_is_enough_though_little_remains_without_the_first():
    documents = 12
    speaker = [number for document in range(documents) for number in ((0 if document < 11 else 1), (2 if document < 11 else 3))]

    def spoken(other):
        values = [value for document in range(documents) for value in ((1.0 if document < 11 else other), -1.0)]
        return stance_test(_items(values, [True, False] * documents, np.repeat(np.arange(documents), 2), speaker), rng=np.random.default_rng(2))

    assert spoken(0.5).several_voices
    assert not spoken(-0.5).several_voices


def test_what_several_say_keeps_its_difference_and_what_one_of_a_side_says_is_told_apart():
    several = _two_sides(1.0, -1.0, speakers=[number % 4 + 4 * (number % 2) for number in range(24)])
    one = _two_sides(1.0, -1.0, speakers=[0 if number % 2 else 1 + number % 4 for number in range(24)])

    found = [stance_test(items, rng=np.random.default_rng(1)) for items in (several, one)]

    assert found[0].kept_without_speaker > 0.8
    assert [each.several_voices for each in found] == [True, False]
    assert [each.others > 0 for each in found] == [True, False]


def test_a_profile_is_compared_by_its_total_variation():
    first, second = [1.0, 0.0, 0.0], [0.0, 0.5, 0.5]
    found = stance_test(_items([first, second] * 10, [True, False] * 10, np.repeat(np.arange(10), 2)), rng=np.random.default_rng(2))

    assert found.distance == pytest.approx(1.0)
    assert found.means[1].tolist() == second


def test_a_side_without_items_is_refused():
    with pytest.raises(ValueError, match="side"):
        stance_test(_items([1.0, 2.0], [True, True], [0, 1]), rng=np.random.default_rng(1))


def test_of_each_side_those_who_say_most_are_left_out():
    many = MOST_SPEAKERS + 5
    speaker = np.concatenate([np.repeat(np.arange(many), 3), [many] * 9, [many + 1] * 2])
    side = np.arange(len(speaker)) < 3 * many
    said = Items(values=np.zeros(len(speaker)), document=speaker, register=np.zeros_like(speaker), speaker=speaker, side=side)

    asked = speakers(said)

    assert len(asked) == MOST_SPEAKERS + 2
    assert {many, many + 1} <= set(asked.tolist())
