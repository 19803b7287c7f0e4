from datetime import UTC, datetime

import pytest

from driftwatch.alerts.quoting import quotes
from driftwatch.domain.meaning import Position
from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord

PERSONS = Persons([Partner(id="north", name="Norwind", people=("Ada Lind",)), Partner(id="south", name="Marina Works")])


def said(text, *, number=0, document=None, speaker="Ada Lind"):
    return StatementRecord(
        id=f"s{number}",
        text=text,
        partner="north",
        speaker=speaker,
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


def test_of_the_next_two_the_one_by_another_speaker_is_quoted():
    voices = ("one", "one", "two", "one", "three")
    records = [said(f"The release waits for reason {number} here.", number=number, speaker=voice) for number, voice in enumerate(voices)]
    other = [said(f"The release may go, reason {number}.", number=10 + number) for number in range(2)]
    sides = [(Position(partner=name, summary="", statements=2), own) for name, own in (("north", records), ("south", other))]

    found = quotes(sides, subject="release", persons=PERSONS)

    assert [piece.statement_id for piece in found] == ["s0", "s2", "s10", "s11"]


def test_what_holds_the_subject_comes_before_a_part_that_does_not():
    whole, torn = "The release waits for the second signature.", "Tomek sends it around. The second signature is still open."

    assert quoted(torn, whole, subject="release") == [whole, "The second signature is still open."]


def test_a_part_that_says_nothing_by_itself_is_not_quoted():
    assert quoted("Tomek is away. I know it, and it does not please me.") == []
