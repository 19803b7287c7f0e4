"""The card says what model.json says, and model.json what ships."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

import numpy as np
import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.labels import LABELS
from driftwatch.encoders.artefact import CARD, DESCRIPTION, WEIGHTS, read_arrays
from driftwatch.encoders.packing import unpacked
from driftwatch.encoders.statement_model import statement_model
from driftwatch.learn.card import card
from driftwatch.learn.description import REAL_SOURCES, described, material, read_description, written
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import Part, corpus_files, read_part
from driftwatch.learn.train import BASE, OWN, REFERENCES

FOLDER = statement_model().folder


@pytest.fixture(scope="module")
def model():
    return read_description((FOLDER / DESCRIPTION).read_text("utf-8"))


def test_the_shipped_card_is_generated_from_the_shipped_model_json(model):
    assert (FOLDER / CARD).read_text("utf-8") == card(model)


def test_model_json_is_read_as_it_was_written(model):
    assert written(model) == (FOLDER / DESCRIPTION).read_text("utf-8")


def test_the_shipped_model_was_trained_on_the_corpora_that_ship(model):
    labels = corpus(REFERENCES) / "labels.jsonl"

    assert material(OWN, read_part(corpus(OWN), Part.TRAINING), *corpus_files(corpus(OWN))) in model.training
    assert {each.name: each.sha256 for each in model.training}[REFERENCES] == sha256(sha256(labels.read_bytes()).digest()).hexdigest()


def test_the_shipped_model_belongs_to_the_pinned_weights_and_the_recipe(model):
    assert model.encoder == BASE
    assert model.recipe == json.loads(json.dumps(asdict(Recipe())))


def test_model_json_gives_the_numbers_of_the_shipped_weights(model):
    combination = unpacked(read_arrays(FOLDER, WEIGHTS)).combination

    assert [model.thresholds[label] for label in LABELS] == pytest.approx(combination.thresholds, abs=1e-4)
    assert [model.weights_of_network[label] for label in LABELS] == pytest.approx(combination.network_weights, abs=1e-4)
    assert [model.gates[label] for label in LABELS] == pytest.approx(combination.gates, abs=1e-4)


def test_a_description_begins_without_figures_and_is_that_of_the_folder(model):
    bare = described(Recipe(), BASE, model.training, FOLDER, model.loss_by_bytes)

    assert bare == replace(model, recipe=asdict(Recipe()), encoder=BASE, figures=(), choosing_f1=None)


def test_every_public_source_that_was_learnt_from_has_its_attribution_on_the_card(model):
    public = {series for each in model.training if each.name != OWN for series in each.series}

    assert public <= set(REAL_SOURCES)
    assert all(f"- {series}: {REAL_SOURCES[series]}" in card(model) for series in public)


def test_the_card_has_a_table_for_every_set_and_a_row_for_every_label(model):
    text = card(model)

    assert [line[4:] for line in text.splitlines() if line.startswith("### ")] == [figures.name for figures in model.figures]
    assert all(text.count(f"| {label} |") == 1 + len(model.figures) for label in LABELS)


def test_the_loss_by_bytes_is_small(model):
    assert model.loss_by_bytes.statements > 500
    assert model.loss_by_bytes.correlation > 0.99
    assert model.loss_by_bytes.flipped < 0.01
    assert np.isfinite(model.loss_by_bytes.largest)


def test_one_checksum_stands_for_several_files_in_their_order(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").write_text("y")

    forth, back = (material("m", (), *(tmp_path / name for name in order)).sha256 for order in ("ab", "ba"))

    assert forth != back
    assert forth == material("m", (), tmp_path / "a", tmp_path / "b").sha256
