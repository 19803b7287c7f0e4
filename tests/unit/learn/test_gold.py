"""The labelled quotes of a programme are read, and a file of another form is refused by name."""

import json

import pytest

from driftwatch.domain.labels import Label
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import read_gold, read_labelled


def test_each_quote_is_a_document_of_its_own(tmp_path):
    file = written(tmp_path, {"statements": [{"quote": "We go", "labels": ["goal"]}, {"quote": "ok", "labels": []}]})

    first, second = read_gold(file)

    assert (first.text, first.labels, first.series) == ("We go", {Label.GOAL}, tmp_path.name)
    assert first.document != second.document


@pytest.mark.parametrize("content", [{}, [], {"statements": [{"labels": []}]}, {"statements": 7}])
def test_a_file_of_another_form_is_named(tmp_path, content):
    with pytest.raises(ConfigurationError, match=r"gold\.json: no gold\.json with `statements`"):
        read_gold(written(tmp_path, content))


def test_a_gold_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"gold\.json: cannot be read \(No such file"):
        read_gold(tmp_path / "gold.json")


def test_a_wrong_label_is_named_with_its_statement(tmp_path):
    with pytest.raises(ConfigurationError, match=r"gold\.json: statement 1: `gaol` is no label"):
        read_gold(written(tmp_path, {"statements": [{"quote": "We go", "labels": ["gaol"]}]}))


def test_lines_that_name_no_document_belong_to_their_file(tmp_path):
    file = tmp_path / "some.jsonl"
    file.write_text('{"text": "a", "labels": []}\n{"text": "b", "labels": []}\n', encoding="utf-8")

    first, second = read_labelled(file)

    assert first.series == second.series == str(file)
    assert first.document != second.document


def written(folder, content):
    file = folder / "gold.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file
