from datetime import UTC, datetime

import pytest

from driftwatch.alerts.quoting import quotes
from driftwatch.domain.meaning import Position
from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord

PERSONS = Persons([Partner(id="north", name="Norwind", people=("Ada Lind",)), Partner(id="south", name="Marina Works")])


def said(text, *, number=0, document=None):
    return StatementRecord(
        id=f"s{number}",
        text=text,
        partner="north",
        speaker="Ada Lind",
        said_at=datetime(2026, 3, 1, tzinfo=UTC),
        source="a.txt",
        locator="line 4",
        document=document or f"d{number}",
        register="minutes",
        labels={},
        predicted=(),
    )


def quoted(*texts, subject="release"):
    records = [said(text, number=number) for number, text in enumerate(texts)]
    position = Position(partner="north", summary="", statements=len(records))
    return [piece.quote for piece in quotes([(position, records)], subject=subject, persons=PERSONS)]


def test_what_names_nobody_is_quoted_whole():
    assert quoted("A release is done when the floor has used it.") == ["A release is done when the floor has used it."]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Lind is away. A release needs the approval of purchasing.", "A release needs the approval of purchasing."),
        ("A release goes out every second Thursday, as Tomek said.", "A release goes out every second Thursday,"),
        ("Thanks Siobhán: the release is in the depot since Monday.", "the release is in the depot since Monday."),
    ],
)
def test_of_a_statement_that_names_somebody_the_part_that_does_not_is_quoted_word_for_word(text, quote):
    assert quoted(text) == [quote]
    assert quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Tomek says that the release waits for purchasing.",
        "Ask Lind, and that is all.",
        "The depot was green all week, but the release is with Tomek.",
        "We wait, and so that the release may go Lind must sign.",
    ],
)
def test_where_no_part_can_stand_alone_and_tell_of_the_subject_nothing_is_quoted(text):
    assert quoted(text) == []


def test_parts_of_two_statements_that_are_the_same_are_quoted_once():
    assert quoted("Anna: ok. The release is full of widgets today.", "Sofia: ok. The release is full of widgets today.") == [
        "The release is full of widgets today."
    ]


def test_what_tells_of_family_or_health_gives_way():
    plain, personal = "The release waits for the second signature.", "The release waits, my wife is in hospital."

    assert quoted(personal, plain) == [plain]
    assert quoted(personal) == [personal]


def test_the_place_of_a_part_is_told():
    record = said("Lind is away.\nA release needs the approval of purchasing.")
    (piece,) = quotes([(Position(partner="north", summary="", statements=1), [record])], subject="", persons=PERSONS)

    assert piece.quote == "A release needs the approval of purchasing."
    assert piece.locator == "line 5"
