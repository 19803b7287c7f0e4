"""The network in its file: one answer a statement, in order, the same in any company."""

import numpy as np
import pytest

from driftwatch.domain.labels import LABELS
from driftwatch.encoders import sessions
from driftwatch.encoders.artefact import LOWER, TOKENIZER, UPPER
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.sessions import graph_file, signs_file, unsigned
from driftwatch.encoders.statement_model import statement_model
from driftwatch.errors import ModelError

TEXTS = ["We go live in May.", "Ready?", "It is done when the crane has passed the load test and both yards have signed for it.", ""]


@pytest.fixture(scope="module")
def network():
    folder = statement_model().folder
    return StatementNetwork(folder / LOWER, folder / UPPER)


@pytest.fixture(scope="module")
def pieces():
    return Pieces(statement_model().folder / TOKENIZER)


def test_each_statement_has_a_score_a_label_and_a_vector(network, pieces):
    seen = network.see(pieces.read_after(TEXTS, [""] * len(TEXTS)))

    assert seen.scores.shape == (len(TEXTS), len(LABELS))
    assert seen.vectors.shape[0] == len(TEXTS)
    assert seen.scores.dtype == seen.vectors.dtype == np.float32
    assert np.isfinite(seen.scores).all()
    assert np.isfinite(seen.vectors).all()


def test_a_statement_has_the_same_bits_alone_and_among_hundreds(network, pieces):
    read = pieces.read_after(TEXTS, [""] * len(TEXTS))

    together, alone = network.see(read * 40), [network.see([one]) for one in read]

    assert together.scores.tobytes() == np.tile(np.concatenate([one.scores for one in alone]), (40, 1)).tobytes()
    assert together.vectors.tobytes() == np.tile(np.concatenate([one.vectors for one in alone]), (40, 1)).tobytes()


def test_what_was_said_before_has_a_say_but_is_not_averaged(network, pieces):
    alone, after = (network.see(pieces.read_after(["Ready?"], [before])) for before in ("", "It is done when the valve is shut."))

    assert not np.array_equal(alone.scores, after.scores)
    assert unit(alone.vectors) @ unit(after.vectors) > 0.5


def test_some_are_finished_as_if_they_had_been_alone(network, pieces):
    read = pieces.read_after(TEXTS, [""] * len(TEXTS))

    begun = network.begin(read)

    assert begun.vectors.shape == (len(TEXTS), begun.hidden[0].shape[1])
    assert network.finish(begun.where([2, 0])).scores.tobytes() == network.see([read[2], read[0]]).scores.tobytes()


def test_weights_as_unsigned_bytes_give_the_same_bits(network, pieces, tmp_path, monkeypatch):
    read = pieces.read_after(TEXTS, [""] * len(TEXTS))
    monkeypatch.setattr(sessions, "adds_signed_bytes_rightly", lambda: True)
    for half in (network.lower, network.upper):
        graph, weights = unsigned(graph_file(half).read_bytes(), half.read_bytes(), np.load(signs_file(half), allow_pickle=False))
        (tmp_path / half.name).write_bytes(weights)
        graph_file(tmp_path / half.name).write_bytes(graph)

    seen = StatementNetwork(tmp_path / LOWER, tmp_path / UPPER).see(read)

    assert (tmp_path / LOWER).read_bytes() != network.lower.read_bytes()
    assert graph_file(tmp_path / LOWER).read_bytes() != graph_file(network.lower).read_bytes()
    assert seen.scores.tobytes() == network.see(read).scores.tobytes()


def test_nothing_gives_nothing_and_loads_nothing(tmp_path):
    seen = StatementNetwork(tmp_path / "absent.onnx", tmp_path / "absent.onnx").see([])

    assert len(seen.scores) == len(seen.vectors) == 0


def test_a_file_that_is_no_network_is_named(tmp_path, pieces):
    file = tmp_path / LOWER
    file.write_bytes(b"no network")

    with pytest.raises(ModelError, match=r"lower\.onnx: not a network that onnxruntime runs: "):
        StatementNetwork(file, file).see(pieces.read_after(["Ready?"], [""]))


def unit(vectors):
    return (vectors / np.linalg.norm(vectors)).ravel()
