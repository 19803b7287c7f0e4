"""Claims about the chat beside a Zoom call."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import zoomchat
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource, check_reader

RECORDED = """00:03:46\tAda Lind:\tgood morning
00:04:51\tCy Penn (Southport):\ta crane is ready after the load test
00:05:22\tAda Lind:\tReplying to "a crane is ready a..."

for us when two crews have lifted
00:05:30\tCy Penn (Southport):\tReacted to "for us when two c..." with \U0001f44d
00:05:31\tAda Lind:\tReplying to "two lines
of it" with nothing behind
00:06:00\tBo Moe | Norwind:\ttwo things:
the sheet
00:07:00\tread.ai meeting notes:\tI take notes
"""
SAVED = """10:02:05\t From  Ada Lind : a crane is ready
10:03:05\t From Cy Penn to Everyone : after the load test
10:04:05\t From Cy Penn to Ada Lind (Privately) : do not tell
"""
NEW = """23:59:05 From Ada Lind To Everyone:
\ta crane is ready
\tand signed
00:03:05 From Cy Penn To Everyone:
\tReplying to "a crane is ready"
\t
\tafter the load test
00:04:05 From Cy Penn To Ada Lind(Direct Message):
\tdo not tell
"""


def test_what_a_reply_repeats_and_reactions_are_left_out(reading: Callable) -> None:
    said = reading(zoomchat, "2026-03-13/chat.txt", RECORDED)

    assert [(each.speaker, each.organisation, each.text) for each in said.messages] == [
        ("Ada Lind", None, "good morning"),
        ("Cy Penn", "Southport", "a crane is ready after the load test"),
        ("Ada Lind", None, "for us when two crews have lifted"),
        ("Ada Lind", None, 'Replying to "two lines\nof it" with nothing behind'),
        ("Bo Moe", "Norwind", "two things:\nthe sheet"),
    ]
    assert said.notes.dropped == {"quoted reply": 1, "reaction": 1, "bot": 1}


def test_a_recording_counts_from_its_beginning(reading: Callable) -> None:
    said = reading(zoomchat, "2026-03-13/chat.txt", RECORDED, zone=UTC)

    assert said.messages[0].said_at == datetime(2026, 3, 13, 0, 3, 46, tzinfo=UTC)


def test_private_messages_are_left_out(reading: Callable) -> None:
    said = reading(zoomchat, "2026-03-13 meeting_saved_chat.txt", SAVED, zone=UTC)

    assert said.turns() == [("Ada Lind", "a crane is ready"), ("Cy Penn", "after the load test")]
    assert said.messages[0].said_at == datetime(2026, 3, 13, 10, 2, 5, tzinfo=UTC)
    assert said.notes.dropped == {"direct message": 1}


def test_words_on_the_lines_below_the_name_are_read_and_pass_midnight(reading: Callable) -> None:
    said = reading(zoomchat, "meeting_saved_chat 2026-03-13.txt", NEW, zone=UTC)

    assert said.turns() == [("Ada Lind", "a crane is ready\n\tand signed"), ("Cy Penn", "after the load test")]
    assert said.messages[1].said_at == datetime(2026, 3, 14, 0, 3, 5, tzinfo=UTC)
    assert [(message.locator, message.offset) for message in said.messages] == [("line 2", 1), ("line 7", 1)]


def test_a_chat_without_a_date_is_undated(reading: Callable) -> None:
    said = reading(zoomchat, "chat.txt", RECORDED)

    assert said.messages[0].said_at is None
    assert "date: none found" in said.notes.guessed[0]


@pytest.mark.parametrize("content", [RECORDED, SAVED, NEW, NEW.replace("\n", "\r\n")])
def test_every_text_stands_verbatim_at_its_locator(reading: Callable, content: str) -> None:
    lines = content.replace("\r\n", "\n").split("\n")

    for message in reading(zoomchat, "chat.txt", content).messages:
        rest = "\n".join(lines[int(message.locator.removeprefix("line ")) - 1 :])
        assert rest[message.offset :].startswith(message.text)


@pytest.mark.parametrize("stamp", ["2026-13-45 10:02:05", "2026-03-13 27:02:05", "27:02:05"])
def test_a_time_that_cannot_be_costs_the_time_and_is_named(reading: Callable, stamp: str) -> None:
    said = reading(zoomchat, "2026-03-13 chat.txt", f"{stamp} From Ada to Everyone : a crane is ready\n")

    assert [message.said_at for message in said.messages] == [None]
    assert [(problem.line, problem.reason) for problem in said.notes.problems] == [(1, "bad_time")]


def test_a_file_without_a_stamp_is_refused_in_words() -> None:
    with pytest.raises(UnreadableSourceError, match="a time and a name"):
        list(zoomchat.read(SampleSource(name="chat.txt", content=b"nothing"), Notes()))


@pytest.mark.parametrize("content", [RECORDED, SAVED, NEW])
def test_the_reader_keeps_the_contract(content: str) -> None:
    check_reader(zoomchat, SampleSource(name="chat.txt", content=content.encode()))


@pytest.mark.parametrize(
    "content", ["[10:02] <ada> one\n", "2026-03-13 10:02:05\tada\tone\n", "00:00:01 --> 00:00:02\n", "10:02:05 From here on\n", "", "\0"]
)
def test_other_texts_are_not_recognised(content: str) -> None:
    assert not zoomchat.recognises("chat.txt", content.encode())


@pytest.mark.parametrize("sign", [" ", "From ", '"', 'Replying to "', "to ", "\t", "(priv", "\n"])
def test_a_hostile_message_costs_no_time(reading: Callable, sign: str) -> None:
    hostile = sign * (60_000 // len(sign))

    for before in ("00:00:01\tAda:\t", "00:00:01 From ", "00:00:01 From Ada to ", '00:00:01\tAda:\tReplying to "'):
        said = reading(zoomchat, "chat.txt", f"{before}{hostile}\n00:00:02\tBo:\ttwo\n")
        assert said.turns()[-1] == ("Bo", "two")
