import pytest

from driftwatch.domain.promise_names import cites, counts, counts_days, is_last, is_near, place, quotes, speaks_of_others, tells_amount
from driftwatch.domain.promising import Promise
from driftwatch.domain.words import words

BENCH = Promise(partner="oak", words=("cold", "bench"), name="cold bench", clause="5.2", planned=True)
BEEHIVES = Promise(partner="oak", words=("beehive",), name="beehives", amount=30.0, clause="5.4", planned=True)
DIVERS = Promise(partner="oak", words=("rescue", "diver"), name="rescue divers", amount=2.0, clause="5.2", planned=True)


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize("text", ["The cold rig was down.", "Who has the key of the cold machine?"])
def test_another_noun_of_the_same_sort_behind_the_same_attribute_means_the_thing(text: str) -> None:
    assert is_near(folded(text), BENCH)
    assert place(folded(text), BENCH) is not None


@pytest.mark.parametrize("text", ["The cold soup was good.", "A warm rig."])
def test_another_attribute_or_another_sort_of_noun_does_not(text: str) -> None:
    assert not is_near(folded(text), BENCH)


@pytest.mark.parametrize(
    "text",
    [
        "Section 5.2 is clear on that.",
        "5.2 says two of them.",
        "As in clause 5.2, both of them.",
        "Five two says two of them.",
        "From 5.2 we got one man.",
    ],
)
def test_the_number_of_the_clause_names_what_it_gives(text: str) -> None:
    assert cites(folded(text), BENCH)


@pytest.mark.parametrize(
    "text", ["It rose from 4.9 to 5.2 bar.", "The pump does 5.2 litres.", "Section 5.3 is clear.", "Five of the two dozen came."]
)
def test_a_figure_that_looks_the_same_does_not(text: str) -> None:
    assert not cites(folded(text), BENCH)


@pytest.mark.parametrize("text", ["When does the second diver come?", "The second person will be named in May."])
def test_the_last_of_so_many_is_of_the_promise(text: str) -> None:
    assert is_last(folded(text), DIVERS)


@pytest.mark.parametrize("text", ["The third diver is ill.", "The second report is out.", "The first diver came."])
def test_another_number_or_thing_is_not(text: str) -> None:
    assert not is_last(folded(text), DIVERS)


@pytest.mark.parametrize("text", ["The charter says two of you, and here is one.", "In the contract it's two persons all week."])
def test_the_number_recalled_from_a_paper_names_what_was_promised(text: str) -> None:
    assert quotes(folded(text), DIVERS)


@pytest.mark.parametrize("text", ["The charter has two annexes.", "Two divers came.", "The charter says three of you."])
def test_another_number_of_a_paper_does_not(text: str) -> None:
    assert not quotes(folded(text), DIVERS)


@pytest.mark.parametrize("text", ["Twelve of thirty, and it's June.", "It will not be thirty, we have eleven.", "That's 9 against 30 in spring."])
def test_a_large_number_as_such_is_the_promised_one(text: str) -> None:
    assert tells_amount(folded(text), BEEHIVES)


@pytest.mark.parametrize("text", ["It takes thirty minutes.", "The pump is at 30.", "Not thirty metres, forty."])
def test_a_number_of_something_is_not(text: str) -> None:
    assert not tells_amount(folded(text), BEEHIVES)


def test_other_things_before_the_number_are_meant_by_it() -> None:
    assert speaks_of_others("Frames, 22 of 30 are waxed.", BEEHIVES)
    assert speaks_of_others("That's 22 boxes of 30.", BEEHIVES)
    assert not speaks_of_others("It's 22 beehives of 30.", BEEHIVES)


@pytest.mark.parametrize("text", ["Sixteen beehives are here.", "When do the other beehives come?", "We have 12 beehives of 30."])
def test_who_counts_the_things_speaks_of_their_supply(text: str) -> None:
    assert counts(folded(text), BEEHIVES)


@pytest.mark.parametrize("text", ["Beehive 7 has a crack.", "In row 4, beehive 9 leaks.", "One beehive fell over.", "The beehive hums."])
def test_who_speaks_of_one_of_them_does_not(text: str) -> None:
    assert not counts(folded(text), BEEHIVES)


def test_days_on_which_somebody_was_there_are_counted() -> None:
    assert counts_days(folded("We had Ivo on 21 days since March."))
    assert counts_days(folded("Ivo's three full days are all there is."))
    assert not counts_days(folded("Ivo comes back in three days."))
    assert not counts_days(folded("Ivo has three questions."))
