"""A few steps of training: towards the targets, the same each time, and an exported file that says the same."""

import os
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

if "DRIFTWATCH_NIGHTLY" not in os.environ:
    # Before torch is loaded: that alone takes longer than most tests.
    pytest.skip("training runs at night (DRIFTWATCH_NIGHTLY=1)", allow_module_level=True)

import torch
from tests.unit.learn.invented import statements

from driftwatch.encoders.artefact import LOWER, TOKENIZER, UPPER
from driftwatch.encoders.combination import logistic
from driftwatch.encoders.network import StatementNetwork
from driftwatch.encoders.pieces import Pieces, Read
from driftwatch.encoders.weights import minilm_folder
from driftwatch.learn.exporting import export, loss, scores_before_export
from driftwatch.learn.finetuning import batch_of, fine_tune, label_loss, new_network
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import label_matrix

RECIPE = replace(Recipe(), batch=4, epochs=5, threads=1, rate=4e-4)
"""Ten steps; the average over the steps, which is what remains, is taken at every tenth."""
LESSONS = tuple(replace(statement, before="And what else?") if n % 3 == 0 else statement for n, statement in enumerate(statements(1)))
TARGETS = label_matrix(LESSONS).astype(np.float32)


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning:torch", "ignore:.*Python boolean:Warning")
"""The exporter speaks of its successor, which needs a library that is not there, and of shapes that never vary."""


@pytest.fixture(scope="module")
def pieces():
    return Pieces(minilm_folder() / TOKENIZER)


@pytest.fixture(scope="module")
def read(pieces):
    return pieces.read_after([statement.text for statement in LESSONS], [statement.before for statement in LESSONS])


@pytest.fixture(scope="module")
def fresh():
    """The network before training."""
    return new_network(TARGETS.shape[1]).eval()


@pytest.fixture(scope="module")
def told():
    """What is said while the network is trained."""
    return []


@pytest.fixture(scope="module")
def tuned(fresh, pieces, told):
    return fine_tune(deepcopy(fresh), LESSONS, label_loss(TARGETS), read=pieces.read_after, recipe=RECIPE, told=told.append)


@pytest.fixture(scope="module")
def exported(tuned, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    export(tuned, folder, exit_layer=2)
    return folder


def test_training_moves_the_scores_towards_the_targets(fresh, tuned, read):
    before, after = (mean_error(scores_before_export(network, read)) for network in (fresh, tuned))

    assert after < before - 0.05


def test_training_twice_gives_the_same_bytes(fresh, tuned, pieces):
    again = fine_tune(deepcopy(fresh), LESSONS, label_loss(TARGETS), read=pieces.read_after, recipe=RECIPE)

    assert all(torch.equal(value, again.state_dict()[name]) for name, value in tuned.state_dict().items())


def test_a_network_begins_the_same_whatever_chance_was_used_before(fresh):
    torch.manual_seed(4242)

    again = new_network(TARGETS.shape[1])

    assert all(torch.equal(value, again.state_dict()[name]) for name, value in fresh.state_dict().items())


def test_another_seed_gives_other_weights(fresh, tuned, pieces):
    other = fine_tune(deepcopy(fresh), LESSONS, label_loss(TARGETS), read=pieces.read_after, recipe=replace(RECIPE, seed=1))

    assert not torch.equal(other.head.weight, tuned.head.weight)


def test_the_embeddings_of_words_are_let_be_and_all_layers_are_not(fresh, tuned):
    changed = {name for name, value in tuned.state_dict().items() if not torch.equal(value, fresh.state_dict()[name])}

    assert not [name for name in changed if "embeddings" in name]
    assert {name.split("layer.")[1][0] for name in changed if "layer." in name} == set("012345")


def test_progress_is_told(tuned, told):
    assert told == ["fine-tuning: step 10 of 10"]


def test_unlike_lengths_stand_side_by_side_and_what_was_said_before_is_not_averaged():
    ids, kinds, own, mask = batch_of([Read([101, 7, 102], [0, 0, 0]), Read([101, 5, 102, 7, 102], [0, 0, 0, 1, 1])])

    assert ids.tolist() == [[101, 7, 102, 0, 0], [101, 5, 102, 7, 102]]
    assert kinds.tolist() == [[0] * 5, [0, 0, 0, 1, 1]]
    assert own.tolist() == [[1, 1, 1, 0, 0], [0, 0, 0, 1, 1]]
    assert mask.tolist() == [[1, 1, 1, 0, 0], [1] * 5]


def test_company_changes_the_scores_of_a_network_of_four_bytes_by_rounding_only(tuned, read):
    together = scores_before_export(tuned, read)

    alone = np.concatenate([scores_before_export(tuned, [one]) for one in read])

    assert np.allclose(together, alone, atol=1e-4)


def test_the_exported_file_says_what_the_network_says(tuned, exported, read):
    seen = StatementNetwork(exported / LOWER, exported / UPPER).see(read)

    assert np.allclose(seen.scores, scores_before_export(tuned, read), atol=0.15)
    with torch.inference_mode():
        vectors = torch.cat([tuned(*batch_of([one]))[1] for one in read]).numpy()
    assert (cosines(seen.vectors, vectors) > 0.98).all()


def test_the_loss_by_bytes_is_measured_and_small(tuned, exported, read):
    lost = loss(tuned, exported, read)

    assert lost.statements == len(LESSONS)
    assert lost.correlation > 0.98
    assert 0 < lost.largest < 0.15
    assert lost.flipped <= 0.02


def test_the_exported_files_are_a_quarter_of_the_network(tuned, exported):
    assert sum((exported / name).stat().st_size for name in (LOWER, UPPER)) < 0.3 * sum(value.numel() * 4 for value in tuned.state_dict().values())


def mean_error(scores):
    return float(np.abs(logistic(scores.astype(np.float64)) - TARGETS).mean())


def cosines(some, others):
    return (some * others).sum(axis=1) / np.linalg.norm(some, axis=1) / np.linalg.norm(others, axis=1)
