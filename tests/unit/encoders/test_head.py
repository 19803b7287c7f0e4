"""The shipped head: right shapes, the same figures in any company, and nothing altered is loaded."""

import shutil

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.head import StatementHead, statement_head
from driftwatch.encoders.transformer import minilm
from driftwatch.errors import ModelError

TEXTS = [
    "It is not done before two weeks in the field without a stop.",
    "The pelican is back on the pipeline.",
    "By pilot we mean five paying customers.",
    "I'll send the revised plan to both of you by Friday.",
]


@pytest.fixture(scope="module")
def vectors():
    return minilm().sentences(TEXTS)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(statement_head().folder, tmp_path / "statement-head")


def test_clear_statements_get_their_labels(vectors):
    head = statement_head()

    predicted = head.predicted(head.probabilities(TEXTS, vectors))

    assert Label.DONE in predicted[0]
    assert predicted[1] == ()
    assert Label.DEFINITION in predicted[2]
    assert Label.COMMITMENT in predicted[3]


def test_probabilities_are_the_same_in_any_company(vectors):
    head = statement_head()

    together = head.probabilities(TEXTS * 9, np.tile(vectors, (9, 1)))
    alone = np.concatenate([head.probabilities([text], vector[None]) for text, vector in zip(TEXTS, vectors, strict=True)])

    assert together.dtype == np.float32
    assert together.shape == (len(TEXTS) * 9, len(LABELS))
    assert np.array_equal(together, np.tile(alone, (9, 1)))
    assert ((together >= 0) & (together <= 1)).all()


def test_white_space_makes_no_difference(vectors):
    head = statement_head()

    assert np.array_equal(head.probabilities(["  By pilot\nwe mean  five paying customers. "], vectors[2:3]), head.probabilities(TEXTS, vectors)[2:3])


def test_nothing_to_label_gives_nothing():
    head = StatementHead(statement_head().folder)

    assert head.probabilities([], np.empty((0, 0), dtype=np.float32)).shape == (0, len(LABELS))
    assert head.predicted(np.empty((0, len(LABELS)), dtype=np.float32)) == []


def test_the_model_is_named_with_its_checksum():
    head = statement_head()

    assert head.model == f"statement-head@{head.sha256[:12]}"
    assert len(head.sha256) == 64


@pytest.mark.parametrize("name", ["weights.npz", "model.json", "card.md"])
def test_an_altered_file_is_refused_with_the_mend(copy, vectors, name):
    file = copy / name
    file.write_bytes(file.read_bytes() + b" ")

    with pytest.raises(ModelError, match=rf"{name}: its sha256 is .* pip install"):
        StatementHead(copy).probabilities(TEXTS, vectors)


@pytest.mark.parametrize("name", ["weights.npz", "SHA256SUMS"])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()

    with pytest.raises(ModelError, match=f"{name}: cannot be read"):
        _ = StatementHead(copy).sha256


def test_a_list_of_checksums_without_the_weights_is_refused(copy):
    (copy / "SHA256SUMS").write_text("")

    with pytest.raises(ModelError, match=r"no checksum of model\.json, weights\.npz"):
        _ = StatementHead(copy).sha256


def test_vectors_of_another_encoder_are_refused(vectors):
    with pytest.raises(ModelError, match="use the encoder that"):
        statement_head().probabilities(TEXTS, vectors[:, :100])
