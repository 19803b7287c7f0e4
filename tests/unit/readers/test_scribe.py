"""One meeting as three scribe tools write it."""

from pathlib import Path
from types import ModuleType

import pytest

from driftwatch.readers import html, markdown, scribe_html, scribe_markdown, scribe_text, text
from driftwatch.readers.layout.meetings.scribed import named

CORPUS = Path(__file__).parents[2] / "corpus"
MARKDOWN = (CORPUS / "scribe_markdown/good/2026-03-10-crane.md").read_text()
HTML = (CORPUS / "scribe_html/good/2026-03-10-crane.html").read_text()
TEXT = (CORPUS / "scribe_text/good/2026-03-10-crane.txt").read_text()
PRINTED = (CORPUS / "scribe_text/good/printed.log").read_text()

MEETING = [
    ("Ada Lind", "welcome to the call"),
    ("Ada Lind", "we want to look at the load test today"),
    ("Mira Solano", "the crane lifts ten tonnes, and the hook holds."),
    ("Mira Solano", "a lift counts once both crews have signed"),
    ("Ted Osei", "I would count it before that"),
    ("Ada Lind", "then let us write it down"),
]
DISSENT = ("Mira Solano", "-1 we have no second crew in May")


@pytest.mark.parametrize(("reader", "content"), [(scribe_markdown, MARKDOWN), (scribe_html, HTML), (scribe_text, TEXT)])
def test_one_meeting_says_the_same_in_all_three_formats(reading, reader: ModuleType, content: str) -> None:
    said = reading(reader, "minutes", content)

    turns = [(speaker, " ".join(text.split())) for speaker, text in said.turns()]
    assert turns[: len(MEETING)] == MEETING
    assert DISSENT in turns
    assert {message.said_at.date().isoformat() for message in said.messages} == {"2026-03-10"}
    assert {message.heading for message in said.messages[2:]} <= {"Load test", "1. Load test"}
    assert said.notes.dropped["vote"] == 2
    assert len(turns) == len(MEETING) + 4


@pytest.mark.parametrize(("reader", "content"), [(scribe_markdown, MARKDOWN), (scribe_html, HTML), (scribe_text, TEXT)])
def test_a_resolution_is_everybodys_and_an_action_its_owners(reading, reader: ModuleType, content: str) -> None:
    said = reading(reader, "minutes", content)

    resolutions = [message for message in said.messages if message.text.casefold().startswith("resolution")]
    actions = [message for message in said.messages if message.text.casefold().startswith("action")]
    assert [message.speaker for message in resolutions] == [None]
    assert [message.speaker for message in actions] == ["Mira Solano"]


def test_who_proposes_a_resolution_says_it(reading) -> None:
    in_markdown, in_html = reading(scribe_markdown, "m.md", MARKDOWN), reading(scribe_html, "m.html", HTML)

    proposal = "Proposed resolution: a lift counts once both crews have signed."
    assert proposal in in_markdown.of("Ada Lind")
    assert proposal in in_html.of("Ada Lind")


def test_people_carry_the_organisation_that_stands_beside_them(reading) -> None:
    lists = [
        reading(reader, "m", content).notes.attendees["m"]
        for reader, content in [(scribe_markdown, MARKDOWN), (scribe_html, HTML), (scribe_text, TEXT)]
    ]

    assert [names["Ted Osei"] for names in lists] == ["Kestrel"] * 3
    assert all({"Ada Lind", "Mira Solano"} <= set(names) for names in lists)


def test_a_printed_page_is_read_from_its_minutes_to_its_summary(reading) -> None:
    said = reading(scribe_text, "printed.log", PRINTED)

    assert [(speaker, " ".join(text.split())) for speaker, text in said.turns()] == [
        ("Ada Lind", "welcome to the call, all of you who could make it"),
        ("Ada Lind", "we want to look at the load test"),
        ("Mira Solano", "we have no second crew in May"),
        (None, "RESOLUTION: a lift counts once both crews have signed"),
    ]


def test_a_speaker_recognised_by_a_machine_is_the_person_listed(reading) -> None:
    said = reading(scribe_text, "robots.log", (CORPUS / "scribe_text/good/robots.log").read_text())
    page = reading(scribe_html, "robots.html", (CORPUS / "scribe_html/good/robots.html").read_text())

    assert said.turns() == page.turns()
    assert [speaker for speaker, _ in said.turns()] == ["Ada Lind", "Ada Lind", "Ada Lind", "Jeff O", "Mira Solano"]


@pytest.mark.parametrize(("reader", "content"), [(scribe_markdown, MARKDOWN), (scribe_text, TEXT), (scribe_text, PRINTED)])
def test_every_message_is_found_verbatim_at_its_place(reading, reader: ModuleType, content: str) -> None:
    said = reading(reader, "minutes", content)

    lines = content.split("\n")
    for message in said.messages:
        rest = "\n".join(lines[int(message.locator.removeprefix("line ")) - 1 :])
        assert rest[message.offset :].startswith(message.text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("TedO_//_Ted_Osei_(he/him)_(Kestrel)", ("Ted Osei", "Kestrel", ["TedO"])),
        ("Ada_Lind", ("Ada Lind", "", [])),
        ("Jeff O - Kestrel", ("Jeff O", "Kestrel", [])),
        ("mira_(she/her)", ("mira", "", [])),
        ("()", ("", "", [])),
    ],
)
def test_a_handle_is_taken_apart(written: str, expected: tuple[str, str, list[str]]) -> None:
    assert named(written) == expected


def test_general_readers_are_asked_after_the_scribes() -> None:
    assert all(reader.fallback for reader in (html, markdown, text))
    assert scribe_markdown.recognises("x", MARKDOWN.encode())
    assert scribe_html.recognises("x", HTML.encode())
    assert scribe_text.recognises("x", TEXT.encode())
    assert not scribe_markdown.recognises("x.md", b"# Call\n\n**Ada:** hello\n")
    assert not scribe_html.recognises("x.html", b"<html><p>Ada: hello</p></html>")
    assert not scribe_text.recognises("x.txt", b"Minutes\n\nPresent:\n  Ada\n\nAda: hello\n")
