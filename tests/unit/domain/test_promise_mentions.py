from dataclasses import dataclass

from driftwatch.domain.owing import standings
from driftwatch.domain.promise_mentions import Mentions
from driftwatch.domain.promising import planned
from driftwatch.domain.words import words

CHARTER = "4.1 Oak provides two divers, full time.\n4.2 Elm provides two cooks.\n4.3 Oak provides thirty nets, and a carpenter on two days a week.\n"
DIVERS, COOKS, NETS, CARPENTER = planned(CHARTER, {"oak": ["Oak"], "elm": ["Elm"]})
PROMISES = (DIVERS, COOKS, NETS, CARPENTER)


@dataclass(frozen=True)
class Line:
    text: str
    partner: str | None
    speaker: str | None


def named(promise: object, *lines: str) -> list[int]:
    """Places of the lines "elm Ada: …" that speak of it."""
    said = [Line(text, *who.split()) for who, text in (line.split(": ", 1) for line in lines)]
    folded = [tuple(word.folded for word in words(line.text)) for line in said]
    mentions = Mentions(said, folded, lambda row: standings(said[row].text))
    return mentions.of(promise, "elm", PROMISES)  # type: ignore[arg-type]


def test_the_second_of_two_is_of_the_side_that_speaks_as_who_owes() -> None:
    assert named(DIVERS, "oak Ben: For the second person I have nobody before May.") == [0]
    assert named(DIVERS, "elm Ada: For the second person we have no budget.") == []


def test_a_number_of_the_charter_is_what_the_receiver_was_promised() -> None:
    assert named(DIVERS, "elm Ada: The charter says two of yours.", "oak Ben: The charter says two of yours.") == [0]


def test_things_by_the_dozen_are_named_by_who_counts_them() -> None:
    assert named(NETS, "elm Ada: Net 4 is torn.", "elm Ada: It's twelve of thirty.", "elm Ada: We have nine nets.", "elm Ada: Floats, 20 of 30.") == [
        1,
        2,
    ]


def test_who_is_named_with_the_promised_share_stands_for_it() -> None:
    lines = (
        "oak Ivo: The wind is up.",
        "oak Ben: Ivo is with you two days a week.",
        "elm Ada: Ivo was here on six days since May.",
        "elm Ada: Ivo laughs.",
    )

    assert named(CARPENTER, *lines) == [1, 2]
