import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.domain.defining_cues import CUES
from driftwatch.domain.direct_words import AGAINST_STEPS, OWN_WORD
from driftwatch.domain.record_words import ASKS_FOR_RECORD, MISSES_RECORD, POINTS_TO_TALK
from driftwatch.domain.sieve import Sieve, Sifted, Together, needed
from driftwatch.domain.step_words import ASKS_FOR_STEPS, MISSES_STEP

PATTERNS = [
    *(cue.pattern for cue in CUES),
    *(pattern for name in (AGAINST_STEPS, ASKS_FOR_STEPS, OWN_WORD, MISSES_STEP, ASKS_FOR_RECORD, MISSES_RECORD, POINTS_TO_TALK) for pattern in name),
]
SIEVE = Sieve(PATTERNS)
SIEVE.speaks("what the patterns need is learnt once, at the first text")
WORDS = sorted({word for pattern in PATTERNS for word in re.findall(r"[a-z']{2,}", pattern.pattern)})


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r"\bready\b", {"ready"}),
        (r"(?i)Ready (?:when|once)", {"ready when", "ready once"}),
        (r"\b(?:done|finished)\b", {"done", "finished"}),
        (r"(?:on )?(?:hold|stand-by)", {"hold", "stand-by"}),
        (r"x(?:abc)+", {"xabc"}),
        (r"x(?:abc)?y", {"xy", "xabcy"}),
        (r"\w+ (?=means )", {" means "}),
        (r"(?<!not )done", {"done"}),
        (r"[ab]c", {"ac", "bc"}),
        (r"[a-b]c", set()),
        (r"\u00e9tat ready", {"tat ready"}),
        (r"(?:ready|\d+) done", {" done"}),
        (r"(?:has|have)\snot\b", {"has not", "have not"}),
        (r"not(?: really)? good", {"not good", "not really good"}),
        (r"it['’]s \w+ed", {"it's ", "it’s ", "ed"}),
        (r"(?:go|went) (?:\w+ )?(?:home|away|back|out)\b", {"go ", "went ", "home", "away", "back", "out"}),
        (r"(?<=as )agreed", {"as ", "agreed"}),
        (r"(?:ready|\d+)", set()),
    ],
)
def test_what_a_text_must_hold(pattern, strings):
    assert set().union(*needed(re.compile(pattern))) == strings


def test_of_two_parts_both_are_needed():
    assert needed(re.compile(r"(?:stands?|is short) [a-z]+ for it")) == (frozenset({"stand ", "stands ", "is short "}), frozenset({" for it"}))
    assert not Sieve([re.compile(r"(?:stands?|is short) [a-z]+ for it")]).finds("it is for it")


@given(
    st.lists(st.sampled_from([*WORDS, "X", "=", ":", " – ", "\t", "\n", "\u00a0", "İs", "ſhall", "Means", '"a b"', "ready?"]), max_size=14).map(
        " ".join
    )
)
def test_nothing_that_can_be_found_is_left_out(text):
    possible = set(SIEVE.possible(text))

    assert all(place in possible for place, pattern in enumerate(PATTERNS) if pattern.search(text))


def test_letters_that_are_taken_for_others_are_found_all_the_same():
    sieve = Sieve([re.compile("signed", re.IGNORECASE)])

    assert sieve.finds("SIGNED") and sieve.finds("ſigned")
    assert not sieve.finds("unsent")


def test_the_order_of_the_patterns_is_kept():
    assert list(Sieve([re.compile("two"), re.compile("three"), re.compile("one")]).possible("one, two")) == [0, 2]


LONG = re.compile(r"\b(?:no (?:use|point) (?:of|in)|we (?:promised|owe)|beside the point|(?:hardly|never) matters?|ha ?ha)\b", re.IGNORECASE)


PIECES = ["no use of", "we", "Promised", "owe", "beside the point", "HARDLY matter", "haha", "ſ", "é", "K", "."]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
def test_a_sifted_pattern_finds_what_the_pattern_does(text):
    sifted = Sifted(LONG)

    assert [hit.span() for hit in sifted.finditer(text)] == [hit.span() for hit in LONG.finditer(text)]
    assert (sifted.search(text) is None) == (LONG.search(text) is None)


def test_of_two_parts_the_rarer_one_is_looked_for_first():
    assert needed(re.compile(r"(?:the|you) \w+ (?:insisted|maintained)"))[0] == {" insisted", " maintained"}


def test_a_pattern_of_which_a_part_may_be_short_is_asked_for_short_strings():
    sieve = Sieve([re.compile(r"\b(?:go|stand by)\b"), re.compile(r"\d+"), re.compile(r"\bgone\b")])

    assert list(sieve.possible("We go.")) == [0, 1]
    assert list(sieve.possible("It is gone.")) == [0, 1, 2]
    assert list(sieve.possible("4")) == [1]


def test_sieves_that_are_asked_together_find_what_each_finds_alone():
    together = Together()
    first, second = (Sieve(PATTERNS[begin::2], among=together) for begin in (0, 1))

    for text in (*PIECES, "It is signed off, which means that nothing else counts.", "We\nhave the minutes", "ſ"):
        assert list(first.possible(text)) == list(Sieve(PATTERNS[0::2]).possible(text))
        assert list(second.possible(text)) == list(Sieve(PATTERNS[1::2]).possible(text))


@given(st.lists(st.sampled_from(["one", "two", "three", "ſ", "."]), max_size=6).map(" ".join))
def test_the_first_place_is_that_of_a_pattern_of_them_all(text):
    hit, whole = Sieve([re.compile("two three"), re.compile("one"), re.compile("two")]).search(text), re.search("two three|one|two", text)

    assert (hit and hit.span()) == (whole and whole.span())
