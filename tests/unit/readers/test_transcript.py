"""Transcripts in running text and in Word."""

from pathlib import Path

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import transcript
from driftwatch.readers.layout.office.packages import Package
from driftwatch.readers.layout.office.word import WordBody
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource

CORPUS = Path(__file__).parents[2] / "corpus" / "transcript"
GOOD = sorted(CORPUS.glob("good/*"))


def said(reading, name: str):
    return reading(transcript, name, (CORPUS / "good" / name).read_bytes())


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.name)
def test_every_text_stands_at_its_place(reading, file) -> None:
    found = reading(transcript, file.name, file.read_bytes())
    places = shown(file)

    assert found.messages
    for message in found.messages:
        start = places[message.locator] + message.offset
        assert places["text"][start : start + len(message.text)] == message.text


def shown(file: Path):
    """Each line or paragraph's locator with where it begins in all of the text."""
    places = {}
    if file.suffix == ".docx":
        text = ""
        with Package(SampleSource(name=file.name, content=file.read_bytes())) as package:
            source = SampleSource(name=file.name, content=b"")
            for block in WordBody(package, source.limits, Notes()).blocks():
                places[block.lines[0].place] = len(text)
                text += block.text + "\n"
        return {**places, "text": text}
    text = file.read_bytes().decode().replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        places[f"line {number}"] = places.get("at", 0)
        places["at"] = places.get("at", 0) + len(line) + 1
    return {**places, "text": text}


def test_paragraphs_under_one_name_are_one_turn(reading) -> None:
    first = said(reading, "otter-2026-03-03.txt").messages[0]

    assert (first.speaker, first.locator) == ("Maya Okafor", "line 11")
    assert first.text.endswith("not a day before.\n\nNobody has accepted them yet.")
    assert first.said_at.isoformat() == "2026-03-03T10:01:03+01:00"


def test_what_the_program_adds_is_counted_and_nobodys(reading) -> None:
    found = said(reading, "otter-2026-03-03.txt")

    assert "otter.ai" not in "".join(text for _, text in found.turns())
    assert found.notes.dropped["notice of the program"] == 1
    assert found.notes.dropped["heading"] == 6


def test_a_numbered_speaker_stays_without_a_name(reading) -> None:
    assert said(reading, "otter-2026-03-03.txt").of(None) == ["Two weeks, then."]
    assert said(reading, "stamped-lines-2026-03-10.txt").of(None) == ["Both."]


def test_those_whom_the_transcript_lists_were_there(reading) -> None:
    found = said(reading, "meet-2026-03-09.txt")

    assert set(found.notes.attendees["meet-2026-03-09.txt"]) == {"Maya Okafor", "Tom Beckett", "Oona Varga"}
    assert [message.said_at.isoformat()[11:19] for message in found.messages] == ["10:01:00", "10:01:00", "10:06:00", "10:06:00"]


def test_the_organisation_behind_a_name_is_told(reading) -> None:
    assert {(message.speaker, message.organisation) for message in said(reading, "fathom-2026-03-12.txt").messages} == {
        ("Maya Okafor", "Lind Freight"),
        ("Tom Beckett", None),
    }


def test_times_of_day_go_on_past_midnight(reading) -> None:
    found = said(reading, "zoom-closed-caption-2026-03-06.txt")

    assert [message.said_at.isoformat()[:19] for message in found.messages] == ["2026-03-06T23:59:50", "2026-03-06T23:59:58", "2026-03-07T00:00:06"]


def test_names_are_turned_and_freed_of_badges(reading) -> None:
    assert {speaker for speaker, _ in said(reading, "teams-copy-2026-03-07.txt").turns()} == {"Maya Okafor", "Tom Beckett"}
    assert {speaker for speaker, _ in said(reading, "teams.docx").turns()} == {"Maya Okafor", "Brigitte Haas"}


def test_a_name_repeated_above_its_time_is_not_said_by_the_one_before(reading) -> None:
    assert said(reading, "teams-spoken-times-2026-03-08.txt").turns() == [
        ("Maya Okafor", "We need a name for the gate."),
        ("Brigitte Haas", "North gate."),
        ("Maya Okafor", "Fine."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Agenda\nWelcome 10:00\nall\nBudget 10:15\nMaya\nLunch 12:00\nall\n",
        "10:00 Welcome\nby the chair\n10:15 Budget\nby Maya\n10:45 Budget\nby Tom\n",
        "Maya Okafor  10:02\nHi\nTom  10:05\nHo\nMaya Okafor  10:09\nHe\n",
        "[10:02] <maya> hi\n[10:03] <tom> ho\n[10:04] <maya> he\n",
        "10:02:11\tMaya:\thi\n10:02:15\tTom:\tho\n",
        "10:02:11 From Maya to Everyone: hi\n10:02:15 From Tom to Everyone: ho\n",
        "harbour 2026-03-03 [00:00:11] <maya> hi\nharbour 2026-03-03 [00:00:15] <tom> ho\nharbour 2026-03-03 [00:00:19] * tom nods\n",
        "[03.03.26, 10:02:11] Maya: hi\n[03.03.26, 10:02:15] Tom: ho\n",
        "Maya: hi\nTom: we meet at 10:30\nMaya: fine, 10:30\n",
        "",
    ],
)
def test_agendas_and_chats_are_no_transcripts(text) -> None:
    assert not transcript.recognises("a.txt", text.encode())


def test_a_file_that_a_rule_calls_a_transcript_and_that_names_nobody_is_refused_with_the_mend(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="with speakers and times") as refusal:
        reading(transcript, "a.txt", "We lift at dawn.\nNot before.\n")

    assert refusal.value.reason is Reason.NO_SPEAKER


def test_minutes_whose_list_of_people_would_be_lost_are_left_to_the_minutes() -> None:
    people = "".join(f"* {name} (Lind Freight)\n" for name in ("Ada Lind", "Cy Penn", "Tom Beckett", "Oona Varga", "Maya Okafor", "Joe Roy"))
    turns = "".join(f"Ada Lind: [00:0{n}:00] We lift, {n}.\n\nCy Penn: [00:0{n}:30] At dawn.\n\n" for n in range(9))

    assert not transcript.recognises("a.md", f"Attendees\n\n{people}\n{turns}".encode())
    assert transcript.recognises("a.md", turns.encode())


@pytest.mark.parametrize(
    "text",
    [
        "09:01:10 Ada Brink: Shall we begin?\n09:01:25 Tom Okoro: The lift is back.\n09:02:03 Ada Brink: Then the list.\n09:04:00 Tom Okoro: Fine.\n",
        "[14:02:10] Ada Brink\nShall we begin?\n\n[14:02:25] Tom Okoro\nThe lift is back.\n\n[14:03:03] Ada Brink\nThen the list.\n",
    ],
)
def test_a_transcript_that_tells_the_time_of_day_to_the_second_is_read(text):
    assert transcript.recognises("call.txt", text.encode())


def test_times_of_day_without_seconds_are_left_to_the_readers_of_chats():
    assert not transcript.recognises("call.txt", b"09:01 Ada Brink: Shall we begin?\n09:02 Tom Okoro: The lift is back.\n09:04 Ada Brink: Fine.\n")
