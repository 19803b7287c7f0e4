"""Every shipped artefact keeps the contract, and what does not is refused."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import driftwatch_models
from driftwatch.encoders.artefact import write_sums
from driftwatch.errors import ModelError
from driftwatch.testing import check_artefact

NAME = "statements"
FOLDERS = sorted(folder for folder in Path(driftwatch_models.__path__[0]).iterdir() if (folder / "model.json").is_file())
MEBIBYTE = 2**20


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDERS[0].parent / NAME, tmp_path / NAME)


def test_models_of_definitions_facets_statements_and_usages_ship_and_no_other():
    assert [folder.name for folder in FOLDERS] == ["definitions", "facets", NAME, "usages"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_artefact_keeps_the_contract(folder):
    check_artefact(folder)


@pytest.mark.parametrize("name", [NAME, "facets"])
def test_the_model_is_small(name):
    assert sum(file.stat().st_size for file in (FOLDERS[0].parent / name).iterdir()) < 30 * MEBIBYTE


@pytest.mark.parametrize("half", ["lower.onnx", "upper.onnx"])
@pytest.mark.parametrize("name", [NAME, "facets"])
def test_the_network_keeps_all_its_weights_in_its_files_and_knows_the_operations_of_the_runtime_only(name, half):
    import onnx

    network = onnx.load(FOLDERS[0].parent / name / half, load_external_data=False).graph

    assert not [weights.name for weights in network.initializer if weights.data_location == onnx.TensorProto.EXTERNAL]
    assert {node.domain for node in network.node} <= {"", "ai.onnx", "com.microsoft"}


def test_a_pickle_among_the_files_is_refused(copy):
    (copy / "model.pkl").write_bytes(b"")

    with pytest.raises(AssertionError, match="arrays and text only"):
        check_artefact(copy)


def test_a_file_without_a_checksum_is_refused(copy):
    (copy / "more.json").write_text("{}")

    with pytest.raises(AssertionError, match="every file has its checksum"):
        check_artefact(copy)


def test_an_altered_file_is_refused(copy):
    (copy / "model.json").write_text("{}")

    with pytest.raises(ModelError, match="its sha256 is"):
        check_artefact(copy)


def test_figures_are_asked_for(copy):
    description = json.loads((copy / "model.json").read_text("utf-8"))
    (copy / "model.json").write_text(json.dumps({**description, "figures": []}), encoding="utf-8")
    write_sums(copy)

    with pytest.raises(AssertionError, match="figures"):
        check_artefact(copy)


def test_numbers_that_are_none_are_refused(copy):
    np.savez(copy / "weights.npz", broken=np.array([np.nan]))
    write_sums(copy)

    with pytest.raises(AssertionError, match="finite"):
        check_artefact(copy)
