"""The form model sees what a statement does, not what it is about, and sees it the same way each time."""

import numpy as np
import pytest

from driftwatch.encoders.forms import BITS, FormModel, features, normalised, shapes

VOCABULARY = {
    piece: number
    for number, piece in enumerate(["the", "crane", "kiln", "12", "7th", "grandmother", "stepbrother", "##ship", "##whip", "##ing", "!", "?", "sing"])
}
SHAPES = shapes(VOCABULARY, kept={0})
TEXTS = [[0, 1, 3, 10], [5, 7], [], [2, 2, 2, 9, 12, 0], [11]]


@pytest.fixture
def model():
    columns = np.unique(features(TEXTS, SHAPES).indices).astype(np.int32)
    chance = np.random.default_rng(3)
    return FormModel(
        shapes=SHAPES,
        columns=columns,
        idf=chance.uniform(1, 5, len(columns)).astype(np.float32),
        weights=chance.normal(size=(len(columns), 7)).astype(np.float32),
        intercepts=np.linspace(-3, 3, 7, dtype=np.float32),
    )


def shape(piece):
    return SHAPES[VOCABULARY[piece]]


def test_subject_matter_loses_its_name_and_keeps_its_ending():
    assert shape("crane") == shape("kiln") == shape("sing")
    assert shape("grandmother") == shape("stepbrother") != shape("crane")
    assert shape("##ship") == shape("##whip") != shape("##ing")


def test_numbers_are_one_and_signs_and_frequent_words_stand_for_themselves():
    assert shape("12") == shape("7th")
    assert len({shape("the"), shape("!"), shape("?"), shape("crane"), shape("12")}) == 5


@pytest.mark.parametrize(("pieces", "ngrams"), [([], 0), ([0], 1 + 1), ([0, 10], 3 + 3), ([0, 10, 5, 9, 3], 5 + 4 + 3 + 2 + 5 + 4)])
def test_there_are_runs_of_one_to_four_shapes_and_of_one_or_two_pieces(pieces, ngrams):
    assert features([pieces], SHAPES).nnz == ngrams


def test_runs_end_inside_their_text():
    together = features(TEXTS, SHAPES).toarray()

    alone = [features([text], SHAPES).toarray()[0] for text in TEXTS]

    assert np.array_equal(together, alone)


def test_what_is_said_again_counts_a_little_more():
    once, thrice = (features([[1] * times], SHAPES) for times in (1, 3))

    assert once.data.tolist() == [1, 1]
    assert thrice.data.max() == pytest.approx(1 + np.log(3))


def test_the_same_text_gets_the_same_bits_in_any_company(model):
    together = model.scores(TEXTS * 40)

    alone = np.concatenate([model.scores([text]) for text in TEXTS])
    backwards = model.scores(TEXTS[::-1])[::-1]

    assert together.dtype == np.float32
    assert together.tobytes() == np.tile(alone, (40, 1)).tobytes()
    assert alone.tobytes() == backwards.tobytes()


def test_hashing_is_the_same_on_every_machine():
    found = features([[5, 9]], SHAPES)

    assert shape("grandmother") == 1871331845
    assert sorted(found.indices.tolist()) == [50731, 53415, 67740, 126034, 148301, 190874]


def test_rows_have_length_one_and_columns_without_weight_are_out():
    counts = features(TEXTS, SHAPES)
    idf = np.zeros(1 << BITS, dtype=np.float32)
    idf[counts[0].indices] = 2.5

    weighted = normalised(counts, idf)

    lengths = np.linalg.norm(weighted.toarray(), axis=1)
    assert lengths[0] == pytest.approx(1)
    assert lengths[2] == 0
    assert set(weighted[0].indices) == set(counts[0].indices)
    assert not weighted[4].data.any()


def test_a_text_without_pieces_has_the_intercepts(model):
    assert np.array_equal(model.scores([[]]), model.intercepts[None])


def test_nothing_gives_nothing(model):
    assert model.scores([]).shape == (0, 7)
