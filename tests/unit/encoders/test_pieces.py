"""Any text is cut into word pieces, however long or broken it is."""

import time

import pytest

from driftwatch.encoders.artefact import TOKENIZER
from driftwatch.encoders.pieces import BEFORE_CHARACTERS, LONGEST, Pieces
from driftwatch.encoders.weights import minilm_folder
from driftwatch.errors import ModelError


@pytest.fixture(scope="module")
def pieces():
    return Pieces(minilm_folder() / TOKENIZER)


def spelled(pieces, ids):
    known = {number: piece for piece, number in pieces.vocabulary().items()}
    return [known[number] for number in ids]


def test_a_text_is_cut_between_the_marks_of_start_and_end(pieces):
    (found,) = pieces.read(["We go LIVE in May."])

    assert spelled(pieces, found) == ["[CLS]", "we", "go", "live", "in", "may", ".", "[SEP]"]


def test_what_was_said_before_stands_before_and_is_told_apart(pieces):
    (found,) = pieces.read_after(["We go."], ["Shall we?"])

    assert spelled(pieces, found.ids) == ["[CLS]", "shall", "we", "?", "[SEP]", "we", "go", ".", "[SEP]"]
    assert found.kinds == [0, 0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("before", ["", " \n "])
def test_where_nothing_was_said_before_a_text_stands_alone(pieces, before):
    (found,) = pieces.read_after(["We go."], [before])

    assert found.ids == pieces.read(["We go."])[0]
    assert not any(found.kinds)


def test_only_the_end_of_what_was_said_before_is_read(pieces):
    long, short = ("first " * 500 + ending for ending in ("last", "last"))

    (whole,) = pieces.read_after(["We go."], [long])
    (ending,) = pieces.read_after(["We go."], [short[-BEFORE_CHARACTERS:]])

    assert whole == ending
    assert "last" in spelled(pieces, whole.ids)


def test_a_long_statement_after_a_long_one_keeps_most_of_the_room(pieces):
    (found,) = pieces.read_after(["word " * 500], ["before " * 500])

    assert len(found.ids) == LONGEST
    assert sum(found.kinds) > LONGEST / 2


@pytest.mark.parametrize(
    "text", ["word " * 13_000, "x" * 65_536, "a." * 32_768, "é" * 65_536, "👍" * 65_536, "\x00" * 65_536], ids=lambda text: text[:5]
)
def test_a_line_of_64_kib_costs_no_more_than_another(pieces, text):
    began = time.perf_counter()

    found = pieces.read([text])

    assert 2 <= len(found[0]) <= LONGEST
    assert time.perf_counter() - began < 1.0


def test_lone_surrogates_are_read_as_question_marks(pieces):
    assert pieces.read(["so \ud800 what"]) == pieces.read(["so ? what"])
    assert pieces.read_after(["We go."], ["so \udfff what"]) == pieces.read_after(["We go."], ["so ? what"])


def test_every_piece_has_its_number(pieces):
    assert sorted(pieces.vocabulary().values()) == list(range(pieces.size))


def test_nothing_gives_nothing(pieces):
    assert pieces.read([]) == pieces.read_after([], []) == []


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe", b'{"model": 3}'])
def test_a_file_that_is_no_tokenizer_is_named(tmp_path, content):
    file = tmp_path / TOKENIZER
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ModelError, match=r"tokenizer\.json: not a tokenizer file: "):
        Pieces(file).read(["text"])
