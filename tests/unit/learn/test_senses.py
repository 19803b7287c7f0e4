"""Usages whose senses are known."""

import json
import random
from collections import Counter

import pytest

from driftwatch.corpora import corpus
from driftwatch.errors import ConfigurationError
from driftwatch.learn.senses import OWN, Draw, Occurrence, Part, Usage, occurrences, part_of, read_senses
from driftwatch.tables import Statements


def talk(document: str, *texts: str) -> list[tuple[object, ...]]:
    return [(f"{document}{at}", text, None, None, None, "", "", document, "minutes", None, None, at, 0) for at, text in enumerate(texts)]


def test_a_word_is_learnt_from_or_held_out_never_both():
    training, held = (read_senses(corpus(OWN), part) for part in Part)

    assert not training.keys() & held.keys()
    assert len(held) > 50
    assert all(part_of(word) is Part.HELD_OUT for word in held)


def test_every_usage_of_our_corpus_holds_its_word_where_it_says():
    senses = read_senses(corpus(OWN), Part.TRAINING)

    usages = [(word, usage) for word, each in senses.items() for given in each.values() for usage in given]
    assert len(usages) > 8000
    alike = [word for word, (text, start, end) in usages if text[start:end].casefold()[:2] == word[:2]]
    assert len(alike) > 0.97 * len(usages)


def test_no_sentence_of_our_corpus_is_there_twice():
    texts = [usage.text.casefold() for part in Part for each in read_senses(corpus(OWN), part).values() for given in each.values() for usage in given]

    assert not [text for text, count in Counter(texts).items() if count > 1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"word": "gate"}', "line 1: not"),
        ('{"word": "gate", "sense": "a", "text": "the gate", "start": 4, "end": 99}', "line 1: start and end"),
        ("gate", "line 1: not"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, said):
    (tmp_path / "a.jsonl").write_text(line + "\n")

    with pytest.raises(ConfigurationError, match=said):
        read_senses(tmp_path, Part.TRAINING)


def test_nouns_of_many_documents_are_found_where_they_stand():
    rows = [row for number in range(20) for row in talk(f"d{number}", f"We looked at the valve of pump number {number} again.")]

    found = occurrences({"minutes": Statements.of(rows)})

    assert set(found) >= {"valve"}
    assert all(each.usage.text[each.usage.start : each.usage.end] == "valve" for each in found["valve"])


def test_a_pseudo_word_puts_one_surface_on_two_words():
    known = {
        word: [Occurrence("s", f"d{at}", Usage(f"The {word}s of day {at} were late.", 4, 5 + len(word))) for at in range(6)]
        for word in ("valve", "treaty")
    }

    group = Draw({}, known, random.Random(1)).pseudo_word()

    surfaces = {sensed.usage.text[sensed.usage.start : sensed.usage.end] for sensed in group}
    assert len(surfaces) == 1
    assert surfaces.pop().endswith("s")
    assert {sensed.sense for sensed in group} == {0, 1}


def test_what_is_drawn_hangs_on_the_seed_alone(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"word": "term", "sense": f"s{at % 2}", "text": f"the term {at}", "start": 4, "end": 8}) + "\n" for at in range(10))
    )
    senses = read_senses(tmp_path, part_of("term"))

    first, second = (Draw(senses, {}, random.Random(3)).own_word() for _ in range(2))

    assert first == second
