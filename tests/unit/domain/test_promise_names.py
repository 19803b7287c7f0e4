import pytest

from driftwatch.domain.promise_names import cites, is_last, is_near, place
from driftwatch.domain.promising import Promise
from driftwatch.domain.words import words

BENCH = Promise(partner="oak", words=("cold", "bench"), name="cold bench", clause="5.2", planned=True)
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


@pytest.mark.parametrize("text", ["Section 5.2 is clear on that.", "5.2 says two of them.", "As in clause 5.2, both of them."])
def test_the_number_of_the_clause_names_what_it_gives(text: str) -> None:
    assert cites(folded(text), BENCH)


@pytest.mark.parametrize("text", ["It rose from 4.9 to 5.2 bar.", "The pump does 5.2 litres.", "Section 5.3 is clear."])
def test_a_figure_that_looks_the_same_does_not(text: str) -> None:
    assert not cites(folded(text), BENCH)


@pytest.mark.parametrize("text", ["When does the second diver come?", "The second person will be named in May."])
def test_the_last_of_so_many_is_of_the_promise(text: str) -> None:
    assert is_last(folded(text), DIVERS)


@pytest.mark.parametrize("text", ["The third diver is ill.", "The second report is out.", "The first diver came."])
def test_another_number_or_thing_is_not(text: str) -> None:
    assert not is_last(folded(text), DIVERS)
