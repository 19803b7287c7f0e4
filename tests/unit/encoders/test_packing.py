"""What was learnt is packed as arrays, and comes back as good as it was."""

from dataclasses import fields

import numpy as np
import pytest

from driftwatch.encoders.combination import Combination
from driftwatch.encoders.early import EarlyExit
from driftwatch.encoders.forms import FormModel, features, shapes
from driftwatch.encoders.packing import ModelParts, packed, unpacked
from driftwatch.errors import ModelError

TEXTS = [[0, 1, 2], [3], [2, 2, 1]]
SHAPES = shapes({"the": 0, "crane": 1, "##s": 2, "!": 3}, kept={0})


@pytest.fixture
def parts():
    columns = np.unique(features(TEXTS, SHAPES).indices).astype(np.int32)
    chance = np.random.default_rng(11)
    forms = FormModel(
        shapes=SHAPES,
        columns=columns,
        idf=chance.uniform(1, 9, len(columns)).astype(np.float32),
        weights=chance.normal(size=(len(columns), 7)).astype(np.float32),
        intercepts=chance.normal(size=7).astype(np.float32),
    )
    early = EarlyExit(
        vector_weights=chance.normal(size=(16, 7)), form_weights=chance.normal(size=7), offsets=chance.normal(size=7), gates=chance.normal(size=7)
    )
    return ModelParts(forms=forms, early=early, combination=Combination(**{part.name: chance.normal(size=7) for part in fields(Combination)}))


def test_packing_loses_nothing_that_matters(parts):
    restored = unpacked(packed(parts))

    assert np.allclose(restored.forms.scores(TEXTS), parts.forms.scores(TEXTS), atol=0.01)
    assert np.array_equal(restored.forms.shapes, parts.forms.shapes)
    assert np.array_equal(restored.forms.columns, parts.forms.columns)
    assert all(np.allclose(getattr(restored.early, part.name), getattr(parts.early, part.name), atol=1e-6) for part in fields(EarlyExit))
    assert all(np.array_equal(getattr(restored.combination, part.name), getattr(parts.combination, part.name)) for part in fields(Combination))


def test_packing_again_gives_the_same_bytes(parts):
    first = packed(parts)

    again = packed(unpacked(first))

    assert {name: array.tobytes() for name, array in first.items()} == {name: array.tobytes() for name, array in again.items()}


def test_the_arrays_survive_a_file_without_objects(parts, tmp_path):
    np.savez(tmp_path / "weights.npz", **packed(parts))

    with np.load(tmp_path / "weights.npz", allow_pickle=False) as arrays:
        restored = unpacked(arrays)

    assert np.allclose(restored.forms.scores(TEXTS), parts.forms.scores(TEXTS), atol=0.01)


@pytest.mark.parametrize("name", ["forms.shapes", "forms.weights", "combination.thresholds", "combination.gates", "early.gates"])
def test_a_missing_array_is_named_with_the_mend(parts, name):
    arrays = {key: value for key, value in packed(parts).items() if key != name}

    with pytest.raises(ModelError, match=rf"holds no '{name}'.* driftwatch learn statements"):
        unpacked(arrays)
