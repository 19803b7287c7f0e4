"""The usage model that ships: small, alone with its file, the same figures in any company."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from driftwatch.encoders import sessions
from driftwatch.encoders.artefact import NETWORK
from driftwatch.encoders.usage_model import UsageModel, usage_model
from driftwatch.errors import ModelError

MODEL = usage_model()
BANK = [
    ("They walked along the river bank until it got dark.", "bank"),
    ("We moored at the muddy bank of the canal.", "bank"),
    ("The bank refused to extend our credit line.", "bank"),
    ("Our bank charges a fee for every transfer.", "bank"),
]


def vectors(model: UsageModel = MODEL):
    return model.usages([text for text, _ in BANK], [(text.index(word), text.index(word) + len(word)) for text, word in BANK])


def test_a_usage_lies_nearer_to_one_of_the_same_sense():
    found = vectors()

    centred = found - found.mean(axis=0)
    alike = centred @ centred.T
    assert alike[0, 1] > max(alike[0, 2], alike[0, 3])
    assert alike[2, 3] > max(alike[2, 0], alike[2, 1])


def test_a_usage_has_the_same_bits_alone_and_in_any_company():
    together = vectors()

    alone = [MODEL.usages([text], [(text.index(word), text.index(word) + len(word))])[0] for text, word in BANK]

    assert np.array_equal(together, np.stack(alone))


def test_two_words_of_one_text_share_its_window_and_differ():
    text = "The release of the report waits for the release of funds."

    first, second = MODEL.usages([text, text], [(4, 11), (40, 47)])

    assert not np.allclose(first[:384], second[:384])
    assert np.array_equal(first[384:], second[384:])


def test_texts_have_vectors_of_unit_length():
    found = MODEL.sentences(["It is done.", "done " * 400, ""])

    assert found.shape == (3, 384)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_term_beyond_what_is_read_still_has_a_vector():
    text = "x" * 3000 + " gate"

    assert np.isfinite(MODEL.usages([text], [(3001, 3005)])).all()


def test_no_text_gives_no_vector():
    assert MODEL.usages([], []).size == 0
    assert MODEL.sentences([]).size == 0


def test_weights_as_unsigned_bytes_give_the_same_bits(monkeypatch):
    texts, spans = ["It is done when the valve is shut."], [(6, 10)]
    monkeypatch.setattr(sessions, "adds_signed_bytes_rightly", lambda: False)
    there = UsageModel(MODEL.folder).usages(texts, spans)
    monkeypatch.setattr(sessions, "adds_signed_bytes_rightly", lambda: True)

    assert there.tobytes() == UsageModel(MODEL.folder).usages(texts, spans).tobytes()


def test_a_usage_gives_the_same_bits_whatever_stands_beside_it():
    texts = ["It is done.", "We are done here today.", "Done is when the yard has signed.", "THIS is done."] * 40
    spans = [(6, 10), (7, 11), (0, 4), (8, 12)] * 40

    together = MODEL.usages(texts, spans)
    alone = [MODEL.usages([text], [span]) for text, span in zip(texts[:4], spans[:4], strict=True)]

    assert together.tobytes() == np.tile(np.concatenate(alone), (40, 1)).tobytes()


def test_an_altered_network_is_refused(tmp_path):
    folder = shutil.copytree(MODEL.folder, tmp_path / "usages")
    with (folder / NETWORK).open("r+b") as file:
        file.write(b"\x01")

    with pytest.raises(ModelError, match="sha256"):
        _ = UsageModel(folder).sha256


def test_vectors_come_without_torch():
    program = (
        "import sys; from driftwatch.encoders.usage_model import usage_model; "
        "usage_model().usages(['It is done.'], [(6, 10)]); print('torch' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "False"
