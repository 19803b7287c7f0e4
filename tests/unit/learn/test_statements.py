"""Labelled statements are read, split by field, and refused with their line where they are wrong."""

import json

import numpy as np
import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.labels import LABELS, Label
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import (
    Part,
    corpus_files,
    is_statement_corpus,
    label_matrix,
    read_labelled,
    read_part,
)


def test_text_labels_and_document_are_read_whatever_else_stands_there(tmp_path):
    file = tmp_path / "some.jsonl"
    rows = [
        {"text": " We go\nlive ", "labels": ["goal", "risk"], "source": "minutes-x/2021/a.md", "stratum": "random"},
        {"text": "ok", "labels": [], "document": "m1", "field": "wind"},
        {"text": "alone", "labels": []},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")

    first, second, third = read_labelled(file)

    assert (first.text, first.labels, first.document, first.series) == ("We go live", {Label.GOAL, Label.RISK}, "minutes-x/2021/a.md", "minutes-x")
    assert (second.document, second.series) == ("m1", "wind")
    assert third.document.endswith("some.jsonl:3")


def test_what_was_said_before_is_the_line_before_of_the_same_document(tmp_path):
    rows = [
        {"text": "And now the\ncrane.", "labels": [], "document": "m1"},
        {"text": "It is done.", "labels": [], "document": "m1"},
        {"text": "Good morning.", "labels": [], "document": "m2"},
        {"text": "As before.", "labels": [], "document": "m2", "before": " told\n apart "},
        {"text": "Back again.", "labels": [], "document": "m1"},
    ]

    found = read_labelled(lines(tmp_path, rows))

    assert [statement.before for statement in found] == ["", "And now the crane.", "", "told apart", ""]


def test_sentences_that_were_drawn_from_a_source_do_not_follow_on_each_other(tmp_path):
    rows = [{"text": text, "labels": [], "source": "minutes-x/a.md"} for text in ("One.", "Two.")]

    assert [statement.before for statement in read_labelled(lines(tmp_path, rows))] == ["", ""]


def test_how_a_statement_was_drawn_or_in_which_voice_it_is_written_is_kept(tmp_path):
    rows = [{"text": "a", "labels": [], "stratum": "random"}, {"text": "b", "labels": [], "voice": "chat"}, {"text": "c", "labels": []}]

    assert [statement.stratum for statement in read_labelled(lines(tmp_path, rows))] == ["random", "chat", ""]


def test_labels_stand_in_their_columns(tmp_path):
    statements = read_labelled(lines(tmp_path, [{"text": "a", "labels": ["definition", "goal"]}, {"text": "b", "labels": []}]))

    assert label_matrix(statements).tolist() == [[label in (Label.GOAL, Label.DEFINITION) for label in LABELS], [False] * len(LABELS)]
    assert label_matrix(()).shape == (0, len(LABELS))
    assert label_matrix(()).dtype == np.bool_


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not a JSON object"),
        ("[1]", "needs `text`"),
        ('{"text": "x"}', "needs `text`"),
        ('{"text": "x", "labels": ["comitment"]}', "did you mean `commitment`"),
        ('{"text": "x", "labels": ["zzz"]}', "known are goal"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path, line, message):
    file = tmp_path / "some.jsonl"
    file.write_text('{"text": "fine", "labels": []}\n' + line, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=rf"some\.jsonl:2: .*{message}"):
        read_labelled(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"none\.jsonl: cannot be read"):
        read_labelled(tmp_path / "none.jsonl")


def test_no_field_no_document_and_no_text_stands_on_both_sides_of_the_corpus():
    training, held_out = (read_part(corpus("statements"), part) for part in Part)

    assert len(training) + len(held_out) >= 6000
    assert len(held_out) > 1000
    assert len({statement.series for statement in (*training, *held_out)}) >= 20
    assert not {statement.series for statement in training} & {statement.series for statement in held_out}
    assert not {statement.document for statement in training} & {statement.document for statement in held_out}
    assert not {statement.text for statement in training} & {statement.text for statement in held_out}


def test_a_corpus_is_split_by_the_fields_that_its_description_holds_out(tmp_path):
    (tmp_path / "corpus.toml").write_text('kind = "statements"\nfiles = ["b.jsonl", "a.jsonl"]\nheld_out = ["wine"]\n', "utf-8")
    for name, field in (("a", "wine"), ("b", "wind"), ("c", "not listed")):
        lines(tmp_path, [{"text": name, "labels": [], "document": name, "field": field}], name=f"{name}.jsonl")

    assert corpus_files(tmp_path) == (tmp_path / "b.jsonl", tmp_path / "a.jsonl")
    assert [[statement.text for statement in read_part(tmp_path, part)] for part in (Part.TRAINING, Part.HELD_OUT)] == [["b"], ["a"]]


def test_the_description_of_the_corpus_lists_every_file_but_the_second_readings():
    folder = corpus("statements")

    assert sorted(corpus_files(folder)) == sorted(file for file in folder.rglob("*.jsonl") if file.parent.name != "agreement")


def test_neither_a_programme_nor_labels_without_texts_are_a_corpus_of_statements():
    assert is_statement_corpus(corpus("statements"))
    assert not is_statement_corpus(corpus("lanterna"))
    assert not is_statement_corpus(corpus("public-talk"))


def lines(folder, rows, name="some.jsonl"):
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file
