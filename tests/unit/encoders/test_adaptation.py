"""What users teach is kept apart, holds for one version of the model, and is taken back at will."""

from dataclasses import replace

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.adaptation import FILE, Adaptation, counted, forget, read_adaptation, write_adaptation
from driftwatch.errors import ModelError

MODEL = "statements@0123456789ab"


@pytest.fixture
def taught():
    chance = np.random.default_rng(2)
    return Adaptation(
        model=MODEL, weights=chance.normal(size=(16, len(LABELS))), offsets=chance.normal(size=len(LABELS)), lessons=(0, 9, 4, 0, 0, 1, 2)
    )


def test_what_was_taught_is_read_back_to_the_bit(taught, tmp_path):
    write_adaptation(tmp_path / "state", taught)

    found = read_adaptation(tmp_path / "state", model=MODEL)

    assert found is not None
    assert (found.model, found.lessons, found.sha256) == (taught.model, taught.lessons, taught.sha256)
    assert np.array_equal(found.weights, taught.weights)
    assert np.array_equal(found.offsets, taught.offsets)


def test_teaching_again_replaces_what_was_taught_and_leaves_no_half_file(taught, tmp_path):
    write_adaptation(tmp_path, taught)

    write_adaptation(tmp_path, replace(taught, lessons=(1,) * len(LABELS)))

    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    assert read_adaptation(tmp_path, model=MODEL).by_label == dict.fromkeys(LABELS, 1)


def test_lessons_for_another_version_of_the_model_are_let_be(taught, tmp_path):
    write_adaptation(tmp_path, taught)

    assert read_adaptation(tmp_path, model="statements@ba9876543210") is None
    assert (tmp_path / FILE).is_file()


def test_where_nothing_was_taught_there_is_nothing(tmp_path):
    assert read_adaptation(tmp_path / "nowhere", model=MODEL) is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_named_with_the_mend(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(ModelError, match=r"taught\.npz: not readable .*--undo"):
        read_adaptation(tmp_path, model=MODEL)


def test_a_file_that_was_cut_off_is_named_with_the_mend(taught, tmp_path):
    write_adaptation(tmp_path, taught)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(ModelError, match="--undo"):
        read_adaptation(tmp_path, model=MODEL)


def test_a_file_with_code_in_it_is_refused(tmp_path):
    with (tmp_path / FILE).open("wb") as stream:
        np.savez(stream, model=np.array([{"no": "numbers"}], dtype=object))

    with pytest.raises(ModelError, match="--undo"):
        read_adaptation(tmp_path, model=MODEL)


def test_all_lessons_can_be_taken_back(taught, tmp_path):
    write_adaptation(tmp_path, taught)

    assert forget(tmp_path)
    assert read_adaptation(tmp_path, model=MODEL) is None
    assert not forget(tmp_path)


def test_the_correction_follows_the_vector_of_a_statement(taught):
    vectors = np.eye(16, dtype=np.float32)[:2]

    assert np.allclose(taught.shift(vectors), taught.weights[:2] + taught.offsets)


def test_other_numbers_or_another_model_have_another_checksum(taught):
    others = [replace(taught, model=MODEL + "c"), replace(taught, weights=taught.weights + 1e-9), replace(taught, offsets=-taught.offsets)]

    assert len({each.sha256 for each in (taught, *others)}) == 4


def test_lessons_are_counted_by_label():
    lessons = [frozenset({Label.DONE, Label.RISK}), frozenset({Label.DONE}), frozenset()]

    assert dict(zip(LABELS, counted(lessons), strict=True)) == {**dict.fromkeys(LABELS, 0), Label.DONE: 2, Label.RISK: 1}
