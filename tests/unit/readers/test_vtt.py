"""Captions."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import vtt


def test_cues_of_one_speaker_are_joined_where_the_sentence_goes_on(reading) -> None:
    text = (
        "WEBVTT\n\n1\n00:01.000 --> 00:04.000\n<v Ada Lind>We lift</v>\n\n2\n00:04.000 --> 00:05.500 align:st"
        "art\n<v Ada Lind>at dawn. Only then.</v>\n\n"
        "3\n00:06.000 --> 00:07.000\n<v Ada Lind>Any news?</v>\n\n4\n01:00:08.000 --> 01:00:09.000\n<v Cy Penn (External)>No &amp; no.</v>\n"
    )

    said = reading(vtt, "2026-03-03.vtt", text)

    assert said.turns() == [("Ada Lind", "We lift\nat dawn. Only then."), ("Ada Lind", "Any news?"), ("Cy Penn", "No & no.")]
    assert [message.locator for message in said.messages] == ["cue 00:00:01.000, 00:00:04.000", "cue 00:00:06.000", "cue 01:00:08.000"]


def test_names_before_a_colon_and_srt_are_understood(reading) -> None:
    captions = (
        "WEBVTT - Port call, 3 March 2026\n\ncue-1\n00:00:01.000 --> 00:00:02.000\nAda: We lift: at dawn."
        "\n\n00:00:03.000 --> 00:00:04.000\nCy: Fine.\n"
    )
    srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nAda: We lift: at dawn.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nCy: Fine.\r\n"

    for name, text in {"call.vtt": captions, "call.srt": srt}.items():
        assert vtt.recognises(name, text.encode())
        assert reading(vtt, name, text).turns() == [("Ada", "We lift: at dawn."), ("Cy", "Fine.")]


def test_a_cue_is_said_at_its_own_time_where_the_call_has_one(reading) -> None:
    said = reading(vtt, "call.vtt", "WEBVTT\n\nNOTE Call, 2026-03-03 10:01\n\n00:00:30.000 --> 00:00:31.000\n<v Ada>We lift.</v>\n")

    assert said.messages[0].said_at == datetime(2026, 3, 3, 10, 1, 30, tzinfo=ZoneInfo("Europe/Oslo"))


def test_a_broken_timing_is_a_problem_with_its_line_and_costs_one_cue(reading) -> None:
    said = reading(vtt, "call.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:1d.000\n<v Ada>Lost.</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Ada>Kept.</v>\n")

    assert said.turns() == [("Ada", "Kept.")]
    assert [(problem.line, problem.what[:12]) for problem in said.notes.problems] == [(3, "not a timing")]


def test_a_transcript_without_speakers_is_refused_with_the_mend(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="export the transcript with names"):
        reading(vtt, "call.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nwe lift at dawn\n")
