"""Finding definitions is measured by sentence and by span, and the weights that it rests on can be fitted anew."""

import json
import re

import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.defining_form import FormWeights
from driftwatch.domain.definitions import definitions
from driftwatch.errors import ConfigurationError
from driftwatch.learn.definition_corpus import DefinitionPart, Marked, MarkedStatement, read_definitions
from driftwatch.learn.definition_filter import examples, fit
from driftwatch.learn.evaluate_definitions import evaluate_definitions, evaluate_deft

OUTAGE = "By outage we mean more than five minutes without service."
MARKED = MarkedStatement(OUTAGE, (Marked("outage", "more than five minutes without service", "means", OUTAGE.index("more")),), "minutes")
PLAIN = MarkedStatement("The pump is broken.", (), "minutes")


@pytest.mark.parametrize("part", DefinitionPart)
def test_every_line_of_the_corpus_is_marked_verbatim_and_said_once(part):
    statements = read_definitions(part)
    rows = [json.loads(line) for line in (corpus("definitions") / f"{part}.jsonl").read_text("utf-8").splitlines()]

    assert len({statement.text for statement in statements}) == len(statements)
    assert {row["part"] for row in rows} == {part}
    assert {each["kind"] for row in rows for each in row["definitions"]} <= {"means", "counts", "criterion", "not", "alias", "list", "is-a"}


def test_no_statement_is_in_both_parts():
    training, test = ({" ".join(each.text.lower().split()) for each in read_definitions(part)} for part in DefinitionPart)

    assert not training & test


def test_the_sheet_says_what_is_counted():
    sheet = (corpus("definitions") / "datasheet.md").read_text("utf-8")
    block = re.search(r"<!-- counted: size -->\n(.*?)\n<!-- end -->", sheet, re.DOTALL)

    assert block is not None
    assert block[1] == "\n".join(_counted(part) for part in DefinitionPart)


def test_what_is_found_is_counted_by_sentence_and_by_span():
    found = evaluate_definitions([MARKED, PLAIN], name="two")

    assert (found.sentences.expected, found.sentences.said, found.sentences.right) == (1, 1, 1)
    assert found.spans is not None
    assert (found.spans.expected, found.spans.said, found.spans.right, found.spans.f1) == (1, 1, 1, 1.0)


def test_a_body_that_shares_too_little_is_not_found():
    short = MarkedStatement(OUTAGE, (Marked("outage", "service", "means", OUTAGE.index("service")),), "minutes")

    found = evaluate_definitions([short], name="one")

    assert found.spans is not None
    assert found.spans.right == 0


def test_sentences_in_tokens_are_joined_and_counted(tmp_path):
    file = tmp_path / "dev.jsonl"
    rows = [
        {"file": "a", "tokens": [*OUTAGE.rstrip(".").split(), "."], "has_definition": 1},
        {"file": "b", "tokens": ["The", "pump", "is", "broken", "."], "has_definition": 0},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")

    found = evaluate_deft(file)

    assert (found.sentences.expected, found.sentences.said, found.sentences.right, found.spans) == (1, 1, 1, None)


def test_what_is_found_on_the_training_part_stays_found():
    found = evaluate_definitions(read_definitions(DefinitionPart.TRAINING), name="training")

    assert (found.sentences.f1 or 0) >= 0.88
    assert found.spans is not None
    assert (found.spans.f1 or 0) >= 0.75


def test_fitted_weights_tell_a_definition_from_what_is_none():
    intercept, weights = fit(list(examples(read_definitions(DefinitionPart.TRAINING)[:200])))

    form = FormWeights(intercept=intercept, weights=weights)

    assert definitions(OUTAGE, form)
    assert not definitions("The pump is broken again today.", form, least=0.5)


def test_a_span_that_is_not_in_its_text_is_refused(tmp_path):
    row = {"part": "test", "voice": "chat", "text": "a is b", "definitions": [{"term": "a", "body": "c", "kind": "means"}]}
    (tmp_path / "test.jsonl").write_text(json.dumps(row), "utf-8")

    with pytest.raises(ConfigurationError, match=r"test\.jsonl:1"):
        read_definitions(DefinitionPart.TEST, folder=tmp_path)


def _counted(part):
    statements = read_definitions(part)
    return (
        f"- {part}: {len(statements)} statements, {sum(bool(each.marked) for each in statements)} define something, "
        f"{sum(len(each.marked) for each in statements)} definitions."
    )
