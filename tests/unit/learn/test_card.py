"""The card says what model.json says."""

from driftwatch.encoders.head import statement_head
from driftwatch.learn.card import card
from driftwatch.learn.description import read_description


def test_the_shipped_card_is_generated_from_the_shipped_model_json():
    folder = statement_head().folder

    assert (folder / "card.md").read_text("utf-8") == card(read_description((folder / "model.json").read_text("utf-8")))
