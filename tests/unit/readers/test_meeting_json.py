"""Transcripts as JSON."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from driftwatch.domain.talk import Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import meeting_json

CORPUS = Path(__file__).parents[2] / "corpus" / "meeting_json" / "good"


def said(reading, name: str):
    return reading(meeting_json, name, (CORPUS / name).read_bytes())


def texts(value: object) -> list[str]:
    """Every text in a document, and the pieces of each utterance put together."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        joined = [
            "".join(each.get("value", "") for each in value if isinstance(each, dict)),
            " ".join(each.get("text", "") for each in value if isinstance(each, dict)),
        ]
        return [*joined, *(text for each in value for text in texts(each))]
    return [text for each in value.values() for text in texts(each)] if isinstance(value, dict) else []


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*")), ids=lambda file: file.name)
def test_every_line_stands_verbatim_in_the_file_and_every_turn_has_a_place_for_each(reading, file) -> None:
    found = reading(meeting_json, file.name, file.read_bytes())
    lines = file.read_text().splitlines() if file.suffix == ".jsonl" else [file.read_text()]
    there = [text for line in lines if line for text in texts(json.loads(line))]

    assert found.messages
    for message in found.messages:
        assert message.register == Register.TRANSCRIPT
        assert len(message.locator.split(", ")) == len(message.text.split("\n"))
        assert all(any(line in text for text in there) for line in message.text.split("\n"))
        assert any(text[message.offset :].startswith(message.text.split("\n")[0]) for text in there)


def test_neighbouring_utterances_of_one_speaker_are_one_turn(reading) -> None:
    found = said(reading, "lines-of-utterances-2026-03-03.jsonl")

    assert found.turns()[0] == ("Maya Okafor", "The pilot begins on Monday\nand not before.")
    assert [message.locator for message in found.messages] == ["entry 1, 2", "entry 3", "entry 5"]


def test_each_meeting_of_a_file_is_a_document(reading) -> None:
    found = said(reading, "meetings-a-line.jsonl")

    assert [(message.document, message.locator) for message in found.messages] == [
        ("meetings-a-line.jsonl#1", "entry 1.1"),
        ("meetings-a-line.jsonl#1", "entry 1.3"),
        ("meetings-a-line.jsonl#2", "entry 2.1"),
        ("meetings-a-line.jsonl#2", "entry 2.2"),
    ]


def test_marks_of_noises_around_a_text_are_left_out_and_the_rest_stays_verbatim(reading) -> None:
    found = said(reading, "meetings-a-line.jsonl")

    assert (found.messages[0].text, found.messages[0].offset) == ("So the gate is open .", 13)
    assert found.notes.dropped["empty"] == 1


def test_who_speaks_for_an_office_is_called_by_the_name(reading) -> None:
    assert said(reading, "meetings-a-line.jsonl").messages[2].speaker == "Ms. Oona Varga"


@pytest.mark.parametrize(
    ("name", "speakers", "at"),
    [
        ("assemblyai.json", [None, None, None], None),
        ("deepgram.json", [None, None], None),
        ("rev.json", ["Siobhán Keane", "Devon Achebe"], None),
        ("otter.json", ["Maya Okafor", "Tom Beckett", None], "2026-03-04T10:01:31+01:00"),
        ("teams-stream-2026-03-06.json", ["Maya Okafor", "Tom Beckett"], "2026-03-06T00:00:03.210+01:00"),
        ("fireflies.json", ["Maya Okafor", "Brigitte Haas"], "2026-03-04T10:01:30.400+01:00"),
        ("whisper-with-speakers.json", ["Maya Okafor", "Tom Beckett"], None),
        ("recall.json", ["Maya Okafor", None], None),
    ],
)
def test_each_program_is_understood(reading, name, speakers, at) -> None:
    found = said(reading, name)

    assert [message.speaker for message in found.messages] == speakers
    assert found.messages[0].said_at == (at and datetime.fromisoformat(at))


def test_times_in_milliseconds_are_told_from_seconds_by_how_much_is_said(reading) -> None:
    called = {"utterances": [{"speaker": "Ada", "text": "We lift at dawn.", "start": 1000}, {"speaker": "Cy", "text": "Not before.", "start": 3000}]}
    slow = {"utterances": [{"speaker": "Ada", "text": "We lift at dawn.", "start": 1}, {"speaker": "Cy", "text": "Not before.", "start": 3}]}

    for content in (called, slow):
        found = reading(meeting_json, "2026-03-03.json", json.dumps(content))
        assert [message.said_at.second for message in found.messages] == [1, 3]


def test_only_numbered_speakers_are_told_apart_and_said_so(reading) -> None:
    found = said(reading, "assemblyai.json")

    assert len(found.messages) == 3
    assert any("only numbers them" in guess for guess in found.notes.guessed)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            {"meeting": "Call 3", "highlights": {"gate": [{"timestamp": "00:01", "highlight": "Open"}]}, "action_items": [], "decisions": []},
            "summary",
        ),
        ({"timeline": [{"ts": "00:00:03.210", "users": [{"username": "Ada", "user_id": "1"}]}]}, "when somebody spoke"),
    ],
)
def test_what_programs_write_beside_a_call_is_nobodys_words(reading, content, why) -> None:
    found = reading(meeting_json, "tldr.json", json.dumps(content))

    assert meeting_json.recognises("tldr.json", json.dumps(content).encode())
    assert found.messages == []
    assert why in (found.notes.reference or "")


def test_a_transcript_without_speakers_is_refused_with_the_mend(reading) -> None:
    bare = {"text": "We lift.", "segments": [{"id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": " We lift."}]}

    with pytest.raises(UnreadableSourceError, match="transcribe with speakers") as refusal:
        reading(meeting_json, "a.json", json.dumps(bare))

    assert refusal.value.reason is Reason.NO_SPEAKER


@pytest.mark.parametrize(
    "content",
    [
        [{"user": "U1", "text": "hi", "ts": "1772614890.000100", "type": "message"}],
        {"messages": [{"id": 1, "type": "message", "date": "2026-03-03T10:00:00", "from": "Ada", "text": "hi"}], "name": "Port"},
        {"messages": [{"sender_name": "Ada", "timestamp_ms": 1772614890000, "content": "hi"}]},
        [{"text": "hi", "fromUser": {"username": "ada"}, "sent": "2026-03-03T10:00:00Z"}],
        {"name": "package", "version": "1.0.0", "description": "no talk"},
        [],
    ],
)
def test_chats_and_other_json_are_left_to_others(content) -> None:
    assert not meeting_json.recognises("a.json", json.dumps(content).encode())
