"""Figures on word-in-context pairs."""

import json

import numpy as np
import pytest

from driftwatch.errors import ConfigurationError
from driftwatch.learn.evaluate_usages import Pair, area, evaluate_pairs, read_pairs
from driftwatch.learn.senses import Usage


class ByLastWord:
    """Texts that end alike have like vectors."""

    model = "by-last-word"

    def sentences(self, texts):
        raise NotImplementedError

    def usages(self, texts, spans):
        ends = sorted({text.split()[-1] for text in texts})
        rng = np.random.default_rng(0)
        place = {end: rng.normal(size=8) for end in ends}
        return np.array([[*(place[text.split()[-1]] + 0.05 * rng.normal(size=8)), *np.zeros(8)] for text in texts], dtype=np.float32)


def pairs(*endings: tuple[str, str, bool]) -> list[Pair]:
    return [
        Pair(word=f"w{at}", first=Usage(f"gate {at} {a}", 0, 4), second=Usage(f"gate again {at} {b}", 0, 4), same=same)
        for at, (a, b, same) in enumerate(endings)
    ]


def test_area_is_the_share_of_pairs_in_the_right_order():
    scores, truth = np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, True, False, True])

    assert area(scores, truth) == pytest.approx(3.5 / 4)
    assert area(scores, ~truth) == pytest.approx(0.5 / 4)


def test_area_counts_what_is_drawn_twice_twice():
    scores, truth = np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, True, False, True])

    assert area(scores, truth, np.array([2, 1, 1, 1])) == pytest.approx(area(np.append(scores, 0.1), np.append(truth, False)))


def test_area_of_one_kind_alone_says_nothing():
    assert area(np.array([1.0, 2.0]), np.array([True, True])) == 0.5


def test_an_encoder_that_knows_the_senses_is_right_throughout():
    given = pairs(*[("river", "river", True), ("river", "money", False), ("money", "money", True), ("money", "river", False)] * 6)

    found = evaluate_pairs(ByLastWord(), given, name="invented")

    assert (found.area.value, found.accuracy.value, found.best_accuracy) == (1.0, 1.0, 1.0)
    assert (found.pairs, found.words) == (24, 24)


def test_an_encoder_that_knows_nothing_is_right_by_chance():
    given = pairs(*[("river", "river", at % 2 == 0) for at in range(40)])

    found = evaluate_pairs(ByLastWord(), given, name="invented")

    assert found.area.low < 0.5 < found.area.high


def test_pairs_are_read_from_json_lines(tmp_path):
    row = {"lemma": "gate", "sentence1": "the gate", "start1": "4", "end1": "8", "sentence2": "a gate", "start2": 2, "end2": 6, "tag": "T"}
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps(row) + "\n")

    assert read_pairs(file) == [Pair(word="gate", first=Usage("the gate", 4, 8), second=Usage("a gate", 2, 6), same=True)]


def test_a_line_that_is_no_pair_is_named(tmp_path):
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"lemma": "gate"}\n')

    with pytest.raises(ConfigurationError, match="line 1: not a word-in-context pair"):
        read_pairs(file)
