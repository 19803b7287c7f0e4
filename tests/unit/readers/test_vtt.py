"""Captions."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import vtt
from driftwatch.readers.layout.speech.captions import plain

CORPUS = Path(__file__).parents[2] / "corpus" / "vtt"


def cue(start: str, *lines: str) -> str:
    return f"{start} --> {start[:-1]}9\n" + "\n".join(lines) + "\n\n"


def test_neighbouring_cues_of_one_speaker_are_one_turn_with_a_place_for_each_line(reading) -> None:
    text = (
        "WEBVTT\n\n1\n00:01.000 --> 00:04.000\n<v Ada Lind>We lift</v>\n\n2\n00:04.000 --> 00:05.500 align:st"
        "art\n<v Ada Lind>at dawn. Only then.</v>\n\n"
        "3\n00:06.000 --> 00:07.000\n<v Ada Lind>Any\nnews?</v>\n\n4\n01:00:08.000 --> 01:00:09.000\n<v Cy Penn (External)>No &amp; no.</v>\n"
    )

    said = reading(vtt, "2026-03-03.vtt", text)

    assert said.turns() == [("Ada Lind", "We lift\nat dawn. Only then.\nAny\nnews?"), ("Cy Penn", "No & no.")]
    assert [message.locator for message in said.messages] == ["cue 00:00:01.000, 00:00:04.000, 00:00:06.000, 00:00:06.000", "cue 01:00:08.000"]


def test_a_long_silence_parts_two_turns_of_one_speaker(reading) -> None:
    said = reading(vtt, "a.vtt", "WEBVTT\n\n" + cue("00:00:01.000", "<v Ada>Back in five.") + cue("00:06:01.000", "<v Ada>Here again."))

    assert [message.locator for message in said.messages] == ["cue 00:00:01.000", "cue 00:06:01.000"]


def test_a_very_long_speech_is_cut_where_a_sentence_ends(reading) -> None:
    captions = "WEBVTT\n\n" + "".join(
        cue(f"00:{n // 60:02d}:{n % 60:02d}.000", f"<v Ada>{'word ' * 40}{n}{'.' if n % 3 else ','}") for n in range(300)
    )

    said = reading(vtt, "a.vtt", captions)

    assert len(said.messages) > 5
    assert all(len(message.text) < 8000 and message.text.endswith(".") for message in said.messages)


def test_names_before_a_colon_and_srt_are_understood(reading) -> None:
    captions = (
        "WEBVTT - Port call, 3 March 2026\n\ncue-1\n00:00:01.000 --> 00:00:02.000\nAda: We lift: at dawn."
        "\n\n00:00:03.000 --> 00:00:04.000\nCy: Fine.\n"
    )
    srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nAda: We lift: at dawn.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nCy: Fine.\r\n"

    for name, text in {"call.vtt": captions, "call.srt": srt}.items():
        assert vtt.recognises(name, text.encode())
        assert reading(vtt, name, text).turns() == [("Ada", "We lift: at dawn."), ("Cy", "Fine.")]


def test_in_a_file_that_names_every_cue_one_without_a_name_is_nobodys(reading) -> None:
    cues = [cue(f"00:00:0{n}.000", f"{'Ada' if n % 2 else 'Cy'}: Yes, {n}.") for n in range(8)]

    said = reading(vtt, "a.vtt", "WEBVTT\n\n" + "".join(cues) + cue("00:00:09.000", "one thing: it rains"))

    assert said.turns()[-1] == (None, "one thing: it rains")


def test_in_such_a_file_a_nickname_that_comes_once_is_a_speaker(reading) -> None:
    cues = [cue(f"00:00:0{n}.000", f"{'Ada' if n % 2 else 'Cy'}: Yes, {n}.") for n in range(8)]

    said = reading(vtt, "a.vtt", "WEBVTT\n\n" + "".join(cues) + cue("00:00:09.000", "normad | lind: hi"))

    assert (said.messages[-1].speaker, said.messages[-1].organisation, said.messages[-1].text) == ("normad", "lind", "hi")


def test_in_a_file_that_names_changes_a_cue_without_a_name_goes_on(reading) -> None:
    text = (
        "WEBVTT\n\n"
        + cue("00:01.000", ">> Ada: We lift")
        + cue("00:02.000", "at dawn")
        + cue("00:03.000", ">> Cy: No.")
        + cue("00:04.000", "Or yes.")
    )
    text += cue("00:05.000", ">> Who is this?") + cue("00:06.000", ">> Ada: Me.") + cue("00:07.000", ">> Cy: Ah.")

    said = reading(vtt, "a.vtt", text)

    assert said.turns() == [("Ada", "We lift\nat dawn"), ("Cy", "No.\nOr yes."), (None, ">> Who is this?"), ("Ada", "Me."), ("Cy", "Ah.")]


def test_two_people_in_one_cue_are_told_apart(reading) -> None:
    text = "WEBVTT\n\n" + cue("00:01.000", "- Ada: Now?", "- Cy: Later,", "at ten.") + cue("00:02.000", "Ada: Ten.") + cue("00:03.000", "Cy: Ten.")

    assert reading(vtt, "a.vtt", text).turns() == [("Ada", "Now?"), ("Cy", "Later,\nat ten."), ("Ada", "Ten."), ("Cy", "Ten.")]
    voiced = "WEBVTT\n\n" + cue("00:01.000", "So <v.loud Ada>Now?</v> <v Cy>Later.")
    assert reading(vtt, "a.vtt", voiced).turns() == [(None, "So"), ("Ada", "Now?"), ("Cy", "Later.")]


@pytest.mark.parametrize(
    ("written", "name", "organisation"),
    [
        ("Maya Okafor (External)", "Maya Okafor", None),
        ("Maya Okafor (Guest) (Unverified)", "Maya Okafor", None),
        ("Maya Okafor [Extern]", "Maya Okafor", None),
        ("Maya Okafor (she/her)", "Maya Okafor", None),
        ("Maya Okafor (Lind Freight, sie/ihr)", "Maya Okafor", "Lind Freight"),
        ("Maya Okafor @ Lind Freight", "Maya Okafor", "Lind Freight"),
        ("Maya Okafor | Lind Freight", "Maya Okafor", "Lind Freight"),
        ("Maya Okafor - Lind Freight", "Maya Okafor", "Lind Freight"),
        ("Okafor, Maya (External)", "Maya Okafor", None),
        ("maya@lind.example", "maya@lind.example", "lind.example"),
        ("Unknown", None, None),
        ("Unknown speaker", None, None),
        ("Speaker 1", None, None),
        ("Sprecher 12", None, None),
        ("SPEAKER_00", None, None),
        ("Room Fjord Speaker 2", None, None),
        ("Audio shared by Maya Okafor", None, None),
        ("Maya Okafor (M)", "Maya Okafor", None),
    ],
)
def test_the_name_of_a_speaker_is_freed_of_what_the_program_adds(reading, written, name, organisation) -> None:
    said = reading(vtt, "a.vtt", "WEBVTT\n\n" + cue("00:01.000", f"<v {written}>We lift at dawn.</v>"))

    assert [(message.speaker, message.organisation) for message in said.messages] == [(name, organisation)]


def test_a_file_that_only_numbers_its_speakers_is_read_and_says_so(reading) -> None:
    said = reading(
        vtt, "a.vtt", "WEBVTT\n\n" + cue("00:01.000", "Speaker 1: Now?") + cue("00:02.000", "Speaker 2: Later.") + cue("00:03.000", "Speaker 1: Ah.")
    )

    assert said.turns() == [(None, "Now?"), (None, "Later."), (None, "Ah.")]
    assert any("only numbers them" in guess for guess in said.notes.guessed)


def test_rolling_captions_are_not_doubled(reading) -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        + cue("00:01.000", "Ada: we lift")
        + cue("00:02.000", "Ada: we lift", "at<00:00:02.100><c> dawn</c>")
        + cue("00:03.000", "at dawn")
        + cue("00:04.000", "at dawn", "Cy: not before")
        + cue("00:05.000", "Cy: not before", "Ada: fine")
        + cue("00:06.000", "Ada: fine", "Cy: so")
    )

    said = reading(vtt, "a.vtt", text)

    assert said.turns() == [("Ada", "we lift\nat dawn"), ("Cy", "not before"), ("Ada", "fine"), ("Cy", "so")]
    assert said.notes.dropped["repeated caption"] == 5


def test_the_text_and_the_metadata_of_teams_are_understood(reading) -> None:
    text = "0:0:0.0 --> 0:0:2.570\nAda Lind\nWe lift.\n\n0:0:3.12 --> 0:0:4.0\nCy Penn\nAt dawn.\n\n0:0:5.1 --> 0:0:6.0\nAda Lind\nFine.\n"
    metadata = "WEBVTT\n\n" + cue("00:00:16.246", '{"speakerName":"Ada Lind","spokenText":"We lift.","spokenLanguage":"en-us"}')

    assert vtt.recognises("call.txt", text.encode())
    assert reading(vtt, "call.txt", text).turns() == [("Ada Lind", "We lift."), ("Cy Penn", "At dawn."), ("Ada Lind", "Fine.")]
    assert reading(vtt, "call.vtt", metadata).turns() == [("Ada Lind", "We lift.")]


def test_the_ids_of_teams_are_kept(reading) -> None:
    said = reading(vtt, "a.vtt", "WEBVTT\n\n3d0ce46c-1f2e-4f63-9d16-2d6a0f2b1f0e/12-0\n" + cue("00:00:01.000", "<v Ada>We lift.</v>"))

    assert said.messages[0].native == "3d0ce46c-1f2e-4f63-9d16-2d6a0f2b1f0e/12-0"


@pytest.mark.parametrize(
    ("name", "begun"),
    [
        ("GMT20260303-090130_Recording.transcript.vtt", "2026-03-03T10:01:30+01:00"),
        ("Port call-20260303_100130-Meeting Recording.vtt", "2026-03-03T10:01:30+01:00"),
        ("Port call (2026-03-03 10:01 GMT+1) - Transcript.vtt", "2026-03-03T10:01:00+01:00"),
        ("2026-03-03/transcript.vtt", "2026-03-03T00:00:00+01:00"),
        ("calls.zip!2026-03-03_17/transcript.vtt", "2026-03-03T00:00:00+01:00"),
    ],
)
def test_a_cue_is_said_as_long_after_the_beginning_as_it_stands_behind_it(reading, name, begun) -> None:
    said = reading(vtt, name, "WEBVTT\n\n" + cue("00:00:30.000", "<v Ada>We lift.</v>"))

    assert (said.messages[0].said_at - datetime.fromisoformat(begun)).total_seconds() == 30


def test_the_beginning_may_stand_in_a_note(reading) -> None:
    said = reading(vtt, "call.vtt", "WEBVTT\n\nNOTE Call, 2026-03-03 10:01\n\n00:00:30.000 --> 00:00:31.000\n<v Ada>We lift.</v>\n")

    assert said.messages[0].said_at == datetime(2026, 3, 3, 10, 1, 30, tzinfo=ZoneInfo("Europe/Oslo"))


def test_a_broken_timing_is_a_problem_with_its_line_and_costs_one_cue(reading) -> None:
    said = reading(vtt, "call.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:1d.000\n<v Ada>Lost.</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Ada>Kept.</v>\n")

    assert said.turns() == [("Ada", "Kept.")]
    assert [(problem.line, problem.what[:12]) for problem in said.notes.problems] == [(3, "not a timing")]


def test_a_text_without_a_time_is_left_out_and_told(reading) -> None:
    said = reading(vtt, "a.vtt", "WEBVTT\n\n" + cue("00:01.000", "<v Ada>Kept.") + "Lost.\n\n" + cue("00:02.000", "<v Ada>Kept too."))

    assert said.turns() == [("Ada", "Kept.\nKept too.")]
    assert [(problem.line, problem.reason) for problem in said.notes.problems] == [(6, Reason.BAD_TIME)]


def test_a_transcript_without_speakers_is_refused_with_the_mend(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="export the transcript with names"):
        reading(vtt, "call.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nwe lift at dawn\n")


def test_a_transcript_is_left_to_its_corrected_version_beside_it(reading) -> None:
    said = reading(vtt, "1/a.vtt", "WEBVTT\n\n" + cue("00:01.000", "<v Ada>We lisp."), beside={"1/a_corrected.vtt": b"WEBVTT\n"})

    assert said.messages == []
    assert "a_corrected.vtt is read instead" in (said.notes.reference or "")


@pytest.mark.parametrize("file", sorted(CORPUS.glob("good/*")), ids=lambda file: file.name)
def test_every_line_stands_at_its_place(reading, file) -> None:
    said = reading(vtt, file.name, file.read_bytes())
    text = plain(file.read_bytes().decode("utf-8-sig" if b"\0" not in file.read_bytes() else "utf-16").replace("\r\n", "\n"))
    shown = {}
    for hit in re.finditer(r"((?:\d+:)?\d+:\d+(?:[.,]\d+)?)(?:[ \t]*-->|,)[^\n]*\n((?:[^\n]+(?:\n|$))*)", text):
        hours, minutes, seconds = ["0", *hit[1].replace(",", ".").split(":")][-3:]
        shown.setdefault(f"{int(hours):02d}:{int(minutes):02d}:{float(seconds):06.3f}", []).append(hit[2])

    assert said.messages
    for message in said.messages:
        places = message.locator.removeprefix("cue ").split(", ")
        lines = message.text.split("\n")
        assert len(places) == len(lines)
        assert all(any(line in there for there in shown[place]) for place, line in zip(places, lines, strict=True))
        assert any(there[message.offset :].startswith(lines[0]) for there in shown[places[0]]) or message.native or "<v" in file.read_text("latin-1")
