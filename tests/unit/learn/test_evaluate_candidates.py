import json
import re

import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.meaning import Term
from driftwatch.errors import ConfigurationError
from driftwatch.learn.evaluate_candidates import evaluate_candidates, evaluate_marks
from driftwatch.learn.term_corpus import PLAIN, read_marked

PARTS = ("tuning", "test")
MARKS = {PLAIN, "reported", "quotation", "joke", "hypothetical", "negated definition", "name"}


def _marked(part):
    return read_marked(corpus("terms") / f"{part}.jsonl")


@pytest.mark.parametrize("part", PARTS)
def test_every_usage_lies_in_its_text_and_bears_a_known_mark(part):
    wrong = [
        (text.text, usage)
        for text in _marked(part)
        for usage in text.usages
        if not 0 <= usage.start < usage.end <= len(text.text)
        or text.text[usage.start : usage.end] != text.text[usage.start : usage.end].strip()
        or usage.mark not in MARKS
        or usage.term != usage.term.casefold()
    ]

    assert not wrong


def test_no_document_and_no_field_stands_in_both_parts():
    tuning, test = map(_marked, PARTS)

    assert not {text.document for text in tuning} & {text.document for text in test}
    assert not {text.field for text in tuning} & {text.field for text in test}


@pytest.mark.parametrize("part", PARTS)
def test_the_datasheet_says_what_is_counted(part):
    texts = _marked(part)
    usages = [usage for text in texts for usage in text.usages]
    sheet = (corpus("terms") / "datasheet.md").read_text("utf-8")
    counted = (len(texts), len({text.document for text in texts}), len({text.field for text in texts}), len(usages))
    marked = sum(usage.mark != PLAIN for usage in usages)

    said = re.search(rf"`{part}.jsonl`: (\d+) statements, (\d+) documents, (\d+) fields, (\d+) usages, (\d+) of them", sheet)

    assert said and tuple(map(int, said.groups())) == (*counted, marked)


def test_what_is_found_exactly_as_marked_scores_one():
    texts = [text for text in _marked("tuning") if text.document == "ferry-1"]
    wanted = {usage.term: tuple(usage.term.split()) for text in texts for usage in text.usages}

    terms, usages = evaluate_candidates(texts, lambda _: [Term(name=name, words=words) for name, words in wanted.items()])

    assert (terms.precision.value, terms.recall.value) == (1.0, 1.0)
    assert usages.recall.value == 1.0


def test_terms_are_recognised_and_distorted_usages_are_kept_out_as_well_as_is_written_down():
    texts = _marked("test")

    terms, _ = evaluate_candidates([text for text in texts if not text.document.startswith("mixed-marks")])
    marks = {found.what: found for found in evaluate_marks(texts)}

    assert terms.recall.value >= 0.75
    assert marks["any"].f1.value >= 0.88
    assert marks["any"].precision.value >= 0.88


def test_a_line_that_is_no_marked_statement_is_named(tmp_path):
    file = tmp_path / "terms.jsonl"
    file.write_text(json.dumps({"document": "d", "text": "t"}) + "\n", "utf-8")

    with pytest.raises(ConfigurationError, match=r"terms\.jsonl:1"):
        read_marked(file)
