"""What minutes tell of people in their own words."""

import pytest

from driftwatch.readers import markdown

LISTED = "# Call\n\n## Attendees\n\n* Ada Lind (Norwind)\n* Cy Penn (Southport)\n* Sam Ray (Norwind)\n* Sam Oak (Southport)\n\n## Cranes\n\n"


@pytest.fixture
def voices(reading):
    def of(text: str) -> list[tuple[str | None, str]]:
        return [(message.speaker, message.text) for message in reading(markdown, "2026-03-03.md", LISTED + text).messages]

    return of


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ada said that we lift at dawn.", "Ada"),
        ("Ms. Lind reviewed the lifts.", "Ms. Lind"),
        ("Cy Penn (Southport) noted that the pilots wait.", "Cy Penn"),
        ("Cy also asked whether the tide allows it.", "Cy"),
        ("Zoe Zed (Eastquay) proposed a second crane.", "Zoe Zed"),
    ],
)
def test_a_sentence_that_reports_somebody_is_his_statement(voices, sentence: str, name: str) -> None:
    assert voices(f"{sentence}\n") == [(name, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sam said that we lift at dawn.",
        "Zoe said that we lift at dawn.",
        "The board agreed to lift at dawn.",
        "Ada and Cy agreed to lift at dawn.",
        "Ada was asked to lift at dawn.",
    ],
)
def test_who_is_not_known_for_certain_is_not_reported(voices, sentence: str) -> None:
    assert voices(f"{sentence}\n") == [(None, sentence)]


def test_a_paragraph_is_cut_at_whom_it_reports(voices) -> None:
    text = "The crane stood still. Ada said that it is mended. She also thanked the yard. The yard is open. Cy asked since when."

    assert voices(text + "\n\nThe pilots wear yellow coats today.\n") == [
        (None, "The crane stood still."),
        ("Ada", "Ada said that it is mended. She also thanked the yard."),
        (None, "The yard is open."),
        ("Cy", "Cy asked since when."),
        (None, "The pilots wear yellow coats today."),
    ]


def test_within_somebody_elses_turn_nobody_is_reported(voices) -> None:
    assert voices("Ada: We lift at dawn. Cy said that the pilots wait.\n\nCy Penn: No.\n\nSam Oak: Yes.\n")[0] == (
        "Ada",
        "We lift at dawn. Cy said that the pilots wait.",
    )


def test_titles_and_initials_end_no_sentence(voices) -> None:
    assert voices("Mr. Penn reported that Ms. Lind of St. Bree lifts at dawn.\n") == [
        ("Mr. Penn", "Mr. Penn reported that Ms. Lind of St. Bree lifts at dawn.")
    ]
