import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, WHY_IT_MATTERS, cut, figure, joined, likelihood, odds, one_line, share


def test_every_kind_and_status_has_words():
    assert set(KIND_NAMES) == set(WHY_IT_MATTERS) == set(AlertKind)
    assert set(STATUS_WORDS) == set(AlertStatus)


def test_no_wording_blames_or_alarms():
    words = " ".join([*KIND_NAMES.values(), *WHY_IT_MATTERS.values(), *STATUS_WORDS.values()]).lower()

    assert not [
        word for word in ("fault", "blame", "refuse", "fail", "wrong", "urgent", "critical", "warning", "they", "why do you") if word in words.split()
    ]


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0004, "4 in 10,000"),
        (0.004, "4 in 1,000"),
        (0.05, "5 in 100"),
        (0.012, "1 in 100"),
        (0.1, "1 in 10"),
        (0.5, "5 in 10"),
        (0.00001, "fewer than 1 in 10,000"),
        (0.001, "1 in 1,000"),
        (0.0996, "10 in 100"),
    ],
)
def test_a_probability_is_told_as_a_count(probability, words):
    assert odds(probability) == words


@pytest.mark.parametrize(("part", "words"), [(1.0, "100 %"), (0.999, "over 99 %"), (0.001, "under 1 %"), (0.0, "0 %"), (0.934, "93 %")])
def test_a_share_is_never_rounded_to_all_or_nothing(part, words):
    assert share(part) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.34, "0.34"), (0.0004, "0.0004"), (0.0123, "0.012"), (0.00002, "under 0.0001"), (0.0, "0.00"), (12.5, "12.50")]
)
def test_a_figure_has_two_digits_that_matter(value, words):
    assert figure(value) == words


def test_names_are_joined_as_people_do():
    assert [joined(list("ABC")[:number]) for number in range(4)] == ["", "A", "A and B", "A, B and C"]


def test_likelihood_grows_with_confidence():
    assert [likelihood(confidence) for confidence in (0.2, 0.5, 0.7, 0.95)] == ["uncertain", "more likely than not", "likely", "very likely"]


def test_a_cut_ends_after_a_word_and_says_so():
    assert cut("one two three", limit=9) == "one two…"
    assert cut("one two", limit=9) == "one two"
    assert len(cut("x" * 50, limit=9)) == 9


def test_one_line_holds_no_break_of_any_kind():
    assert one_line("a\r\nb\x00c\u2028d\te") == "a b c d e"
