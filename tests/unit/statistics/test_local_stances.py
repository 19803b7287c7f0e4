"""The scan finds where two sides differ, and counts how often it looked."""

import numpy as np
import pytest

from driftwatch.statistics.local_stances import SIZES, local_test
from driftwatch.statistics.stances import Items, stance_test

SUBJECTS, DOCUMENTS = 6, 16


def items(values, subject, side, document):
    zeros = np.zeros(len(values), dtype=np.int64)
    return Items(values=np.asarray(values, dtype=np.float64), document=document, register=zeros, speaker=document % 3, side=side)


def talk(rng, *, apart):
    """One statement a side, subject and document at random; around subject 0 the sides lean apart."""
    document = np.repeat(np.arange(DOCUMENTS), 2 * SUBJECTS // 2)
    side = rng.random(len(document)) < 0.5
    subject = rng.integers(0, SUBJECTS, len(document))
    values = rng.normal(0.0, 0.5, len(document)) + np.where(subject == 0, np.where(side, apart, -apart), 0.0)
    return items(values, subject, side, document), (subject[:, None] == subject[None, :]).astype(float), subject


def test_the_neighbourhood_of_the_subject_on_which_sides_differ_is_found():
    said, alike, subject = talk(np.random.default_rng(1), apart=1.0)

    found = local_test(said, alike, rng=np.random.default_rng(2))

    assert found is not None
    assert found.test.p_value <= 0.01
    assert np.mean(subject[list(found.members)] == 0) > 0.6
    inside = np.isin(np.arange(len(subject)), found.members)
    assert found.test.distance == pytest.approx(stance_test(said.where(inside), rng=np.random.default_rng(2)).distance)


def test_exchangeable_sides_are_found_apart_no_more_often_than_p_says():
    drawn = [local_test(*talk(np.random.default_rng(seed), apart=0.0)[:2], rng=np.random.default_rng(seed)) for seed in range(60)]

    low = [found is not None and found.test.p_value <= 0.1 for found in drawn]
    assert sum(low) <= 13  # of 60 draws of a share of 0.1: 0.3 % of the time there are more


def test_the_same_statements_give_the_same_p_value():
    said, alike, _ = talk(np.random.default_rng(3), apart=0.4)

    one, other = (local_test(said, alike, rng=np.random.default_rng(4)) for _ in range(2))

    assert (one.members, one.test.p_value) == (other.members, other.test.p_value)


def test_few_statements_are_looked_at_as_a_whole():
    document = np.arange(6)
    side = document < 3
    said = items(np.where(side, 1.0, -1.0), document, side, document)

    found = local_test(said, np.ones((6, 6)), rng=np.random.default_rng(1))

    assert found is not None
    assert len(found.members) == 6 < min(SIZES)


def test_a_side_without_statements_has_no_neighbourhood():
    document = np.arange(6)
    said = items(np.ones(6), document, np.ones(6, dtype=bool), document)

    assert local_test(said, np.ones((6, 6)), rng=np.random.default_rng(1)) is None


def test_what_is_not_alike_is_in_no_neighbourhood():
    document = np.arange(12)
    side = document % 2 == 0
    said = items(np.where(side, 1.0, -1.0), document, side, document)

    assert local_test(said, (side[:, None] == side[None, :]).astype(float), rng=np.random.default_rng(1)) is None


def test_a_small_difference_over_all_like_subjects_counts_beside_the_scan():
    rng = np.random.default_rng(7)
    document = np.repeat(np.arange(20), 6)
    side, subject = np.arange(120) % 2 == 0, rng.integers(0, SUBJECTS, 120)
    values = rng.normal(0.0, 0.5, 120) + np.where(side, 0.3, -0.3)
    alike = (subject[:, None] == subject[None, :]).astype(float)

    found = local_test(items(values, subject, side, document), alike, rng=np.random.default_rng(2))

    assert found is not None
    assert found.test.p_value <= 0.01


def test_of_many_statements_a_neighbourhood_holds_few():
    rng = np.random.default_rng(6)
    count = 900
    document = rng.integers(0, 60, count)
    said = items(rng.normal(size=count), document, rng.random(count) < 0.5, document)
    place = rng.normal(size=(count, 4))
    place /= np.linalg.norm(place, axis=1, keepdims=True)
    alike = np.clip(place @ place.T, 0.0, 1.0)

    found = local_test(said, alike, rng=np.random.default_rng(1))

    assert found is not None
    assert len(found.members) in SIZES
    centre = max(found.members, key=lambda one: sum(alike[one, other] for other in found.members))
    likest = np.argsort(-alike[centre], kind="stable")[: len(found.members)]
    assert len(set(found.members) & set(likest.tolist())) > len(found.members) // 2
