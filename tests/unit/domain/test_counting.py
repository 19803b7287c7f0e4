import pytest

from driftwatch.domain.counting import averages, bases, of_what, unlike

OWN = ("response", "rate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33 percent response rate of all letters sent", {"letter", "sent"}),
        ("620 of the 2,000 envelopes that were posted", {"envelop", "post"}),
        ("1.8 % over 17,400 machine shifts", {"machin", "shift"}),
        ("one divides by the visits", {"visit"}),
        ("we count it from the request until the answer", {"request", "answer"}),
        ("faults per working hour", {"work", "hour"}),
    ],
)
def test_what_a_figure_is_counted_of(text, expected):
    assert expected <= bases(text, without=OWN)


def test_the_measures_own_words_and_proper_names_say_nothing_of_the_counting():
    assert not bases("12 percent of all forms at Turin", without=("form",)) & {"form", "turin"}
    assert of_what(" of opened letters was 44", without=OWN) >= {"open", "letter"}
    assert of_what(" of Turin was 44") == frozenset()


def test_the_average_that_is_meant_is_told():
    assert averages("the median, not the mean") == {"median", "average"}


def test_two_forms_of_one_word_are_no_two_ways_of_counting():
    assert not unlike(["reader"], ["read"])
    assert unlike(["reader", "shift"], ["read", "night"])
