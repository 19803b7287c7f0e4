"""The card of the facet model says what model.json says, and model.json what ships."""

import json
from dataclasses import asdict
from hashlib import sha256

import pytest
from pydantic import TypeAdapter

from driftwatch.corpora import corpus
from driftwatch.domain.facets import Facet
from driftwatch.encoders.artefact import CARD, DESCRIPTION
from driftwatch.encoders.facet_model import NAME, facet_model
from driftwatch.learn.description import REAL_SOURCES
from driftwatch.learn.facet_card import card
from driftwatch.learn.facet_corpus import FacetStatement, facet_file, read_facets
from driftwatch.learn.facet_training import BASE, FacetDescription, measured
from driftwatch.learn.recipe import FacetRecipe
from driftwatch.learn.statements import Part

FOLDER = facet_model().folder


@pytest.fixture(scope="module")
def model() -> FacetDescription:
    return TypeAdapter(FacetDescription).validate_json((FOLDER / DESCRIPTION).read_text("utf-8"))


def test_the_shipped_card_is_generated_from_the_shipped_model_json(model):
    assert (FOLDER / CARD).read_text("utf-8") == card(model)


def test_the_shipped_model_was_trained_on_the_corpus_that_ships(model):
    learnt = {each.name: each.sha256 for each in model.training}

    assert all(learnt[f"{NAME}/{facet}"] == sha256(facet_file(corpus(NAME), facet).read_bytes()).hexdigest() for facet in Facet)


def test_every_public_source_that_was_learnt_from_has_its_attribution_on_the_card(model):
    named = {series for each in model.training for series in each.series}

    assert named
    assert all(f"- {name}: {REAL_SOURCES[name]}" in card(model) for name in named)


def test_the_shipped_model_belongs_to_the_pinned_weights_and_the_recipe(model):
    assert model.encoder == BASE
    assert model.recipe == json.loads(json.dumps(asdict(FacetRecipe())))


def test_no_field_was_learnt_from_that_figures_are_measured_on(model):
    taught = {each.field for each in read_facets(corpus(NAME), Part.TRAINING)}

    assert not taught & set(model.held_out)


def test_bytes_for_weights_cost_little(model):
    assert model.loss_by_bytes.correlation > 0.98


def test_scores_count_what_was_expected_said_and_right():
    text = "Breakage has to stay below four per cent, that is what I would sign for."
    statement = FacetStatement(text=text, facet=Facet.FIGURE, value="target", field="pottery", voice="mail")

    found = {each.value: each for each in measured([statement], facet_model())}

    assert (found["target"].expected, found["target"].said, found["target"].right, found["target"].f1) == (1, 1, 1, 1.0)
    assert found["reading"].f1 == 0.0
