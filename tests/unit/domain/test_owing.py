import pytest

from driftwatch.domain.owing import Standing, falls_short, is_scarce, leaning, learned, rationed, rations, standings
from driftwatch.domain.words import words


@pytest.mark.parametrize(
    "text",
    [
        "We have not yet heard who the second conservator is.",
        "I am still waiting for the key to the kiln.",
        "We were to work with two and have one.",
        "Where is the rest of the timber?",
        "The contract says four.",
    ],
)
def test_those_who_wait_are_told(text: str) -> None:
    assert leaning(standings(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "There is a hiring freeze until the new budget.",
        "I can't promise you anybody before the summer.",
        "She is assigned to another customer.",
        "The post is on hold.",
        "We have no budget for it this year.",
    ],
)
def test_those_who_owe_are_told(text: str) -> None:
    assert leaning(standings(text)) == -1


@pytest.mark.parametrize("text", ["Both are there now.", "She starts on Monday.", "The third kiln has arrived."])
def test_what_came_is_there(text: str) -> None:
    assert standings(text) == {Standing.THERE}


def test_what_is_not_there_yet_is_not_there() -> None:
    assert Standing.THERE not in standings("Not before she starts on Monday.")


@pytest.mark.parametrize("text", ["The map shows the rivers in blue.", "Thursday at ten, as usual.", "I read the draft on the train."])
def test_most_statements_take_no_view(text: str) -> None:
    assert standings(text) == frozenset()


def test_a_part_of_the_whole_falls_short() -> None:
    assert falls_short([word.folded for word in words("two of the four are here")], 4.0)
    assert not falls_short([word.folded for word in words("all four are here")], 4.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("there are only two kilns", True),
        ("no kilns this week either", True),
        ("the kilns have not come", True),
        ("all four kilns are hot", False),
        ("the kilns are too loud", False),
    ],
)
def test_scarcity_stands_around_the_noun(text: str, *, expected: bool) -> None:
    folded = [word.folded for word in words(text)]
    at = folded.index("kiln")

    assert is_scarce(folded, (at, at + 1), 4.0) is expected


def test_a_ration_of_time_is_told() -> None:
    assert rations("We have her one day a week.")
    assert not rations("We have her on board.")


@pytest.mark.parametrize(
    "text",
    [
        "The press ran on two mornings last week.",
        "You have it on Monday and on Thursday.",
        "We get four hours on Tuesday.",
        "It is shared, Tuesday to Thursday.",
    ],
)
def test_days_and_hours_of_a_week_ration_what_should_always_be_there(text: str) -> None:
    assert rationed(text)


@pytest.mark.parametrize(
    "text", ["The visit is on Monday and Tuesday.", "We get it on Friday.", "It is open Monday to Friday.", "Two mornings were foggy."]
)
def test_days_on_which_something_takes_place_do_not(text: str) -> None:
    assert not rationed(text)


def test_the_facet_model_tells_a_view_that_no_pattern_knows() -> None:
    assert learned([0.2, 0.0, 0.7, 0.0, 0.1]) == {Standing.MISSED}
    assert learned([0.2, 0.0, 0.1, 0.0, 0.7]) == {Standing.OWED}
    assert learned([0.6, 0.0, 0.2, 0.0, 0.2]) == frozenset()


def test_a_number_of_two_words_is_one_number() -> None:
    said = [word.folded for word in words("Forty-four beds in five weeks.")]

    assert not falls_short(said, 40)
    assert falls_short([word.folded for word in words("That's twenty-one, against forty.")], 40)
