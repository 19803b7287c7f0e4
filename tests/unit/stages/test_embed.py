"""Each distinct text is encoded once, and never again once it is cached."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from driftwatch.ports import Vectors
from driftwatch.stages.embed import PORTION, embed, embed_usages
from driftwatch.tables import Statements, Usages


class CountingEncoder:
    """Vectors are the first bytes of a text's hash; remembers what it was asked for."""

    model = "counting@0"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def sentences(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return np.array([list(hashlib.sha256(text.encode()).digest()[:4]) for text in texts], dtype=np.float32)

    def usages(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> Vectors:
        return self.sentences([f"{text}|{text[start:end]}" for text, (start, end) in zip(texts, spans, strict=True)])


class Memory:
    """A vector cache in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Vectors] = {}

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        return {key: self.kept[model, key] for key in hashes if (model, key) in self.kept}

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        self.kept |= {(model, key): vector for key, vector in vectors.items()}


def statements(*texts: str) -> Statements:
    return Statements.of([f"s{i}", text, None, None, None, "a.md", "line 1", "a.md", "minutes", None, None, i, 0] for i, text in enumerate(texts))


def usages(*places: tuple[int, int, int]) -> Usages:
    return Usages.of(["pilot", statement, start, end, None, "a.md", None] for statement, start, end in places)


def test_each_distinct_text_is_encoded_once_and_white_space_makes_no_difference() -> None:
    encoder = CountingEncoder()

    vectors = embed(statements("we go live", "in May", "we  go\nlive", "in May"), encoder, Memory())

    assert encoder.seen == ["we go live", "in May"]
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors[[0, 1]], vectors[[2, 3]])
    assert not np.array_equal(vectors[0], vectors[1])


def test_a_second_call_encodes_nothing_and_gives_the_same() -> None:
    encoder, cache, table = CountingEncoder(), Memory(), statements("one", "two", "one")
    first = embed(table, encoder, cache)
    asked = len(encoder.seen)

    second = embed(table, encoder, cache)

    assert len(encoder.seen) == asked
    assert np.array_equal(first, second)


def test_another_model_does_not_get_the_former_one_s_vectors() -> None:
    cache, table, other = Memory(), statements("one"), CountingEncoder()
    embed(table, CountingEncoder(), cache)
    other.model = "counting@1"

    embed(table, other, cache)

    assert other.seen == ["one"]


def test_what_was_encoded_before_an_interruption_is_kept() -> None:
    class Interrupted(CountingEncoder):
        def sentences(self, texts: Sequence[str]) -> Vectors:
            if self.seen:
                raise KeyboardInterrupt
            return super().sentences(texts)

    cache = Memory()
    table = statements(*(f"text {i}" for i in range(PORTION + 10)))

    with pytest.raises(KeyboardInterrupt):
        embed(table, Interrupted(), cache)

    assert len(cache.kept) == PORTION


def test_usages_are_keyed_by_their_window_and_their_place_in_it() -> None:
    encoder, cache = CountingEncoder(), Memory()
    table = statements("the pilot and the pilot", "the  pilot and the pilot")
    places = usages((0, 4, 9), (0, 18, 23), (1, 5, 10))

    vectors = embed_usages(places, table, encoder, cache)
    again = embed_usages(places, table, encoder, cache)

    assert len(encoder.seen) == 2
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(vectors, again)


def test_a_usage_and_a_statement_of_the_same_text_do_not_share_a_vector() -> None:
    encoder, cache, table = CountingEncoder(), Memory(), statements("pilot")
    embed(table, encoder, cache)

    embed_usages(usages((0, 0, 5)), table, encoder, cache)

    assert len(cache.kept) == 2


def test_nothing_gives_nothing() -> None:
    encoder = CountingEncoder()

    assert len(embed(statements(), encoder, Memory())) == len(embed_usages(usages(), statements(), encoder, Memory())) == 0
    assert encoder.seen == []


def test_what_the_cache_holds_fills_its_rows_and_only_the_rest_is_asked() -> None:
    encoder, memory = CountingEncoder(), Memory()
    embed(statements("in May", "we go live"), encoder, memory)
    encoder.seen.clear()

    vectors = embed(statements("by June", "in May", "by June", "at last", "in May"), encoder, memory, portion=1)

    assert encoder.seen == ["by June", "at last"]
    assert np.array_equal(vectors, encoder.sentences(["by June", "in May", "by June", "at last", "in May"]))
