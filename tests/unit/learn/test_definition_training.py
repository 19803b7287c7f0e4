import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import TypeAdapter

import driftwatch_models
from driftwatch.corpora import corpus
from driftwatch.domain.defining_form import FormWeights
from driftwatch.encoders.artefact import write_sums
from driftwatch.encoders.definition_model import MARKS, definition_form, read_form
from driftwatch.errors import ModelError
from driftwatch.learn.definition_training import DefinitionDescription, card, write_model

SHIPPED = Path(driftwatch_models.__path__[0]) / "definitions"


def _description():
    return TypeAdapter(DefinitionDescription).validate_json((SHIPPED / "model.json").read_text("utf-8"))


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / "definitions")


def test_the_shipped_card_is_the_one_made_from_its_model_json():
    assert (SHIPPED / "card.md").read_text("utf-8") == card(_description())


def test_what_was_learnt_from_is_what_stands_in_the_corpora():
    named = {each.name: each.sha256 for each in _description().training}
    own = sha256((corpus("definitions") / "training.jsonl").read_bytes()).digest()

    assert named["corpora/definitions, training"] == sha256(own).hexdigest()


def test_a_model_that_is_written_is_read_as_it_was(tmp_path):
    form = FormWeights(intercept=-1.5, weights={"timeless": 0.25, "question": -2.0})

    write_model(tmp_path, form, _description())

    assert read_form(tmp_path) == form


def test_altered_weights_are_refused(copy):
    content = json.loads((copy / MARKS).read_text("utf-8"))
    (copy / MARKS).write_text(json.dumps({**content, "intercept": 9.0}), encoding="utf-8")

    with pytest.raises(ModelError, match="sha256"):
        read_form(copy)


def test_what_is_no_set_of_weights_is_refused(copy):
    (copy / MARKS).write_text('{"intercept": 1}', encoding="utf-8")
    write_sums(copy)

    with pytest.raises(ModelError, match="intercept"):
        read_form(copy)


def test_the_shipped_weights_are_many_and_small():
    form = definition_form()

    assert len(form.weights) > 500
    assert max(map(abs, form.weights.values())) < 6
