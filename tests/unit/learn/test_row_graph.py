"""The graphs that ship are drawn from the networks that ship, and say what those say."""

import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

import driftwatch_models
from driftwatch.encoders.artefact import LOWER, NETWORK, UPPER
from driftwatch.encoders.sessions import graph_file, session, signs_file
from driftwatch.encoders.usage_model import INPUT, OUTPUT
from driftwatch.errors import ModelError
from driftwatch.learn.row_graph import draw_halves, draw_usages

MODELS = Path(driftwatch_models.__path__[0])
IDS = np.array([[101, 2009, 2003, 2589, 2043, 1996, 10764, 2003, 3844, 102], [101, 2057, 2175, 2444, 1999, 2089, 1010, 2030, 2101, 102]])


@pytest.mark.parametrize(
    ("model", "files", "draw"),
    [("statements", (LOWER, UPPER), draw_halves), ("facets", (LOWER, UPPER), draw_halves), ("usages", (NETWORK,), draw_usages)],
)
def test_what_ships_is_what_is_drawn(tmp_path, model, files, draw):
    for file in files:
        shutil.copy(MODELS / model / file, tmp_path)

    draw(tmp_path)

    for file in files:
        for beside in (graph_file, signs_file):
            assert beside(tmp_path / file).read_bytes() == beside(MODELS / model / file).read_bytes()


def test_pieces_mean_what_they_mean_to_the_network_itself():
    network = onnxruntime.InferenceSession(MODELS / "usages" / NETWORK)
    alone = np.concatenate([network.run([OUTPUT], {INPUT: ids[None]})[0] for ids in IDS])

    together = session(MODELS / "usages" / NETWORK).run([OUTPUT], {INPUT: IDS})[0]

    likeness = (alone * together).sum(-1) / np.linalg.norm(alone, axis=-1) / np.linalg.norm(together, axis=-1)
    assert likeness.min() > 0.97


def test_a_large_piece_does_not_round_the_others():
    run = session(MODELS / "usages" / NETWORK)
    beside = np.vstack([IDS[:1], np.full_like(IDS[:1], 100)])

    assert run.run([OUTPUT], {INPUT: beside})[0][0].tobytes() == run.run([OUTPUT], {INPUT: IDS[:1]})[0][0].tobytes()


def test_another_kind_of_network_is_refused(tmp_path):
    import onnx
    from onnx import TensorProto, helper

    same = helper.make_graph(
        [helper.make_node("Identity", [INPUT], [OUTPUT])],
        "none",
        [helper.make_tensor_value_info(INPUT, TensorProto.INT64, None)],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.INT64, None)],
    )
    onnx.save(helper.make_model(same), str(tmp_path / NETWORK))

    with pytest.raises(ModelError, match=r"network\.onnx: holds no layer with weights of one byte; export it anew"):
        draw_usages(tmp_path)
