"""The card says what model.json says, and model.json what ships."""

import json
from dataclasses import asdict

from driftwatch.corpora import corpus
from driftwatch.encoders.head import statement_head
from driftwatch.encoders.transformer import minilm
from driftwatch.learn.card import card
from driftwatch.learn.description import material, read_description
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import Part, read_part


def test_the_shipped_card_is_generated_from_the_shipped_model_json():
    folder = statement_head().folder

    assert (folder / "card.md").read_text("utf-8") == card(read_description((folder / "model.json").read_text("utf-8")))


def test_the_shipped_head_was_trained_on_the_corpus_that_ships():
    description = read_description((statement_head().folder / "model.json").read_text("utf-8"))

    found = material("seed-statements", read_part(corpus("seed-statements"), Part.TRAINING), *sorted(corpus("seed-statements").glob("*.jsonl")))

    assert found in description.training


def test_the_shipped_head_belongs_to_the_shipped_encoder_and_recipe():
    description = read_description((statement_head().folder / "model.json").read_text("utf-8"))

    assert description.encoder == minilm().model
    assert description.recipe == json.loads(json.dumps(asdict(Recipe())))
