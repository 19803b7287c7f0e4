"""The card of the usage model says what model.json says, and model.json what ships."""

import json
from dataclasses import asdict

import pytest
from pydantic import TypeAdapter

from driftwatch.corpora import corpus
from driftwatch.encoders.artefact import CARD, DESCRIPTION
from driftwatch.encoders.usage_model import usage_model
from driftwatch.learn.description import REAL_SOURCES
from driftwatch.learn.recipe import UsageRecipe
from driftwatch.learn.senses import OWN
from driftwatch.learn.usage_card import card
from driftwatch.learn.usage_training import BASE, UsageDescription, checksum

FOLDER = usage_model().folder


@pytest.fixture(scope="module")
def model() -> UsageDescription:
    return TypeAdapter(UsageDescription).validate_json((FOLDER / DESCRIPTION).read_text("utf-8"))


def test_the_shipped_card_is_generated_from_the_shipped_model_json(model):
    assert (FOLDER / CARD).read_text("utf-8") == card(model)


def test_the_shipped_model_was_trained_on_the_corpus_that_ships(model):
    assert {each.name: each.sha256 for each in model.training}[OWN] == checksum(corpus(OWN))


def test_the_shipped_model_belongs_to_the_pinned_weights_and_the_recipe(model):
    assert model.encoder == BASE
    assert model.recipe == json.loads(json.dumps(asdict(UsageRecipe())))


def test_no_series_was_learnt_from_that_figures_are_measured_on(model):
    assert not set(model.series) & set(UsageRecipe().measured_on)


def test_every_public_source_that_was_learnt_from_has_its_attribution_on_the_card(model):
    assert all(f"- {name}: {REAL_SOURCES[name]}" in card(model) for name in model.series)


def test_bytes_for_weights_cost_little(model):
    assert model.loss_by_bytes > 0.98
