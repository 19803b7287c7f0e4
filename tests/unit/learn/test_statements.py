"""Labelled statements are read, split by field, and refused with their line where they are wrong."""

import json

import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.labels import Label
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import Part, is_statement_corpus, read_labelled, read_part


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


def test_no_field_and_no_document_stands_on_both_sides_of_the_seed_corpus():
    training, held_out = (read_part(corpus("seed-statements"), part) for part in Part)

    assert len(training) > 900
    assert len(held_out) > 300
    assert not {statement.series for statement in training} & {statement.series for statement in held_out}
    assert not {statement.document for statement in training} & {statement.document for statement in held_out}
    assert not {statement.text for statement in training} & {statement.text for statement in held_out}


def test_a_programme_is_no_corpus_of_statements():
    assert is_statement_corpus(corpus("seed-statements"))
    assert not is_statement_corpus(corpus("lanterna"))
