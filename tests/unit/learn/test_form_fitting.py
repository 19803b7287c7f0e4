"""The form model learns from a handful of statements what each label looks like, the same each time."""

from dataclasses import fields, replace

import numpy as np
import pytest
from tests.unit.learn.invented import OPENINGS, statements

from driftwatch.domain.labels import LABELS, Label
from driftwatch.encoders.artefact import TOKENIZER
from driftwatch.encoders.forms import BITS, FormModel, features
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.weights import minilm_folder
from driftwatch.learn.form_fitting import fit_forms
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import label_matrix

RECIPE = replace(Recipe(), kept_pieces=40)
"""So few that no subject matter is among them."""


@pytest.fixture(scope="module")
def pieces():
    return Pieces(minilm_folder() / TOKENIZER)


@pytest.fixture(scope="module")
def read(pieces):
    return pieces.read([statement.text for statement in statements(12)])


@pytest.fixture(scope="module")
def forms(pieces, read):
    return fit_forms(read, label_matrix(statements(12)), vocabulary=pieces.vocabulary(), recipe=RECIPE)


def test_the_form_of_each_label_is_learnt_whatever_the_subject(forms, pieces):
    scores = forms.scores(pieces.read([f"{opening} the lighthouse." for opening in OPENINGS.values()]))

    assert [LABELS[best] for best in scores.argmax(axis=1)] == list(OPENINGS)
    assert (np.sort(scores, axis=1)[:, -2] < 0).all()


def test_what_carries_no_label_scores_low(forms, pieces):
    assert forms.scores(pieces.read(["Yesterday somebody painted the lighthouse."])).max() < 0


def test_training_twice_gives_the_same_bytes(forms, pieces, read):
    again = fit_forms(read, label_matrix(statements(12)), vocabulary=pieces.vocabulary(), recipe=RECIPE)

    assert all(getattr(forms, part.name).tobytes() == getattr(again, part.name).tobytes() for part in fields(FormModel))


def test_what_one_statement_alone_says_carries_no_weight(forms, read):
    statements_by_column = np.bincount(features(read, forms.shapes).indices, minlength=1 << BITS)

    assert (statements_by_column == 1).any()
    assert np.array_equal(forms.columns, np.flatnonzero(statements_by_column > 1))


def test_a_rare_label_is_not_drowned(pieces):
    few = [statement for n, statement in enumerate(statements(12)) if Label.RISK not in statement.labels or n < 24]

    forms = fit_forms(pieces.read([each.text for each in few]), label_matrix(few), vocabulary=pieces.vocabulary(), recipe=RECIPE)

    assert forms.scores(pieces.read(["I am worried that we lose the lighthouse."])).argmax() == LABELS.index(Label.RISK)
