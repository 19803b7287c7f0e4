"""The facet model that ships: it tells sides apart, the same figures in any company, and claims nothing of what it was not made for."""

import shutil

import numpy as np
import pytest

from driftwatch.domain.facets import COLUMNS, VALUES, WIDTH, Facet
from driftwatch.encoders.artefact import UPPER
from driftwatch.encoders.facet_model import FacetModel, facet_model, no_sides, softmax
from driftwatch.errors import ModelError

MODEL = facet_model()
SAID = [
    (Facet.RISK, "avoid", "I will not let anybody near that kiln until the inspector has seen it cold."),
    (Facet.RISK, "accept", "If a few pots crack we sweep them up and know more, so fire it tonight."),
    (Facet.WAY, "steps", "Nothing gets ordered before the board has approved it in writing, so please send the form first."),
    (Facet.WAY, "direct", "Nobody was asked, I swapped the lamp myself and told them afterwards."),
    (Facet.PACE, "fast", "In harvest we decide at the gate and drive off the same morning."),
    (Facet.PACE, "slow", "The gang is booked in April, so next year's list goes in by Christmas and nothing is changed after that."),
    (Facet.PROMISE, "promised", "We will lend you two of our potters for the whole of March, count on it."),
    (Facet.FIGURE, "target", "Breakage has to stay below four per cent, that is what I would sign for."),
]


def test_the_columns_of_all_facets_stand_side_by_side_and_none_stands_first():
    assert [columns.stop - columns.start for columns in COLUMNS.values()] == [len(values) for values in VALUES.values()]
    assert max(columns.stop for columns in COLUMNS.values()) == WIDTH
    assert {values[0] for values in VALUES.values()} == {"none"}


@pytest.mark.parametrize(("facet", "value", "text"), SAID, ids=[value for _, value, _ in SAID])
def test_a_plain_statement_has_the_side_that_it_takes(facet, value, text):
    found = MODEL.facets([text])[0, COLUMNS[facet]]

    assert VALUES[facet][int(found.argmax())] == value


def test_probabilities_of_each_facet_sum_to_one():
    found = MODEL.facets([text for _, _, text in SAID])

    for columns in COLUMNS.values():
        assert np.allclose(found[:, columns].sum(axis=1), 1.0, atol=1e-5)


def test_a_statement_has_the_same_bits_alone_and_in_any_company():
    texts = [text for _, _, text in SAID]

    together = MODEL.facets(texts)

    assert all((MODEL.facets([text])[0] == row).all() for text, row in zip(texts, together, strict=True))


GERMAN = "Wir haben gestern beschlossen, dass die Freigabe erst nach der Prüfung durch beide Seiten erfolgen kann."


@pytest.mark.parametrize("text", ["", "  \n ", "🙂🙂", "42 %", GERMAN])
def test_what_says_nothing_in_english_takes_no_side(text):
    assert (MODEL.facets([text]) == no_sides(1)).all()


def test_nothing_asked_is_nothing_answered():
    assert MODEL.facets([]).shape == (0, WIDTH)


def test_large_scores_do_not_overflow():
    found = softmax(np.full((1, WIDTH), 1e4, dtype=np.float32))

    assert np.isfinite(found).all()


def test_an_altered_network_is_refused(tmp_path):
    folder = shutil.copytree(MODEL.folder, tmp_path / "facets")
    content = bytearray((folder / UPPER).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / UPPER).write_bytes(bytes(content))

    with pytest.raises(ModelError, match="its sha256 is"):
        FacetModel(folder).facets(["Anything at all."])
