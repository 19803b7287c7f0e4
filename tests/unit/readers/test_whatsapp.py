"""Claims about WhatsApp chats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import whatsapp
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource, check_reader

IOS = """[13/03/2026, 07:01:31] Quay crew: \u200eMessages and calls are end-to-end encrypted. Only people in this chat can read them.
[13/03/2026, 07:01:35] Ada Lind: \u200eYou created this group
[13/03/2026, 07:03:50] Ada Lind: a crane is ready: two crews have lifted
[13/03/2026, 07:05:33] ~\u202fcy p: three things:
the sheet
the load test
\u200e[13/03/2026, 07:05:40] Cy Penn: \u200eimage omitted
[14/03/2026, 09:00:00] \u202a+47\u00a0912\u00a034\u00a0567\u202c: signed \u200e<This message was edited>
\u200e[14/03/2026, 09:01:00] Cy Penn: \u200eThis message was deleted.
"""
ANDROID = """1/23/26, 3:19\u202fPM - Messages and calls are end-to-end encrypted. Nobody can read them.
1/23/26, 3:20\u202fPM - Ada Lind changed the subject from "Quay: crew" to "Quay: cranes"
1/23/26, 3:22\u202fPM - Ada Lind: A crane is ready when two crews have lifted
1/23/26, 3:25\u202fPM - Cy Penn: <Media omitted>
1/23/26, 3:26\u202fPM - Cy Penn: IMG-20260123-WA0001.jpg (file attached)
this is the sheet
1/24/26, 12:05\u202fAM - Cy Penn: You deleted this message
"""


def test_people_speak_and_the_phone_does_not(reading: Callable) -> None:
    said = reading(whatsapp, "_chat.txt", IOS)

    assert said.turns() == [
        ("Ada Lind", "a crane is ready: two crews have lifted"),
        ("cy p", "three things:\nthe sheet\nthe load test"),
        ("+47 912 34 567", "signed"),
    ]
    assert said.notes.dropped == {"joins and other notices": 2, "attachment": 1, "deleted": 1}
    assert not said.notes.problems


def test_an_android_export_is_read_the_same_way(reading: Callable) -> None:
    said = reading(whatsapp, "WhatsApp Chat with Quay.txt", ANDROID)

    assert said.turns() == [("Ada Lind", "A crane is ready when two crews have lifted"), ("Cy Penn", "this is the sheet")]
    assert said.notes.dropped == {"joins and other notices": 2, "attachment": 1, "deleted": 1}


@pytest.mark.parametrize("content", [IOS, ANDROID, IOS.replace("\n", "\r\n")])
def test_every_text_stands_verbatim_at_its_locator(reading: Callable, content: str) -> None:
    lines = content.replace("\r\n", "\n").split("\n")

    for message in reading(whatsapp, "_chat.txt", content).messages:
        rest = "\n".join(lines[int(message.locator.removeprefix("line ")) - 1 :])
        assert rest[message.offset :].startswith(message.text)


def test_a_document_is_a_day_of_the_chat_in_the_zone_of_the_source(reading: Callable) -> None:
    said = reading(whatsapp, "export/_chat.txt", IOS, zone=ZoneInfo("Asia/Tokyo"))

    assert [message.document for message in said.messages] == ["Quay crew/2026-03-13", "Quay crew/2026-03-13", "Quay crew/2026-03-14"]
    assert said.messages[0].said_at == datetime(2026, 3, 12, 22, 3, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("WhatsApp Chat - Quay crew.zip!_chat.txt", "Quay crew"),
        ("own/WhatsApp-Chat mit Jörg.txt", "Jörg"),
        ("quay/_chat.txt", "quay"),
        ("_chat.txt", "WhatsApp"),
    ],
)
def test_a_chat_that_does_not_say_its_name_is_called_as_its_file_or_folder(reading: Callable, name: str, channel: str) -> None:
    said = reading(whatsapp, name, "13/03/26, 07:03 - Ada Lind: a crane is ready\n")

    assert said.messages[0].document == f"{channel}/2026-03-13"


def test_a_name_that_its_owner_gave_himself_is_known_with_and_without_its_wave(reading: Callable) -> None:
    said = reading(whatsapp, "_chat.txt", IOS)

    assert said.notes.known_as["Quay crew/2026-03-13"] == {"~\u202fcy p": "cy p"}
    assert set(said.notes.attendees["Quay crew/2026-03-13"]) == {"Ada Lind", "cy p"}


def test_the_order_of_dates_is_told_with_its_reason(reading: Callable) -> None:
    said = reading(whatsapp, "_chat.txt", "01/02/26, 07:03 - Ada: one\n02/02/26, 07:03 - Ada: two\n")

    assert said.notes.guessed[0].startswith("date order: day/month/year, because it then spans 1 days")


def test_a_poll_is_the_question_of_whoever_asked(reading: Callable) -> None:
    poll = "[13/03/2026, 07:03:50] Ada Lind: \u200ePOLL:\nWhen is it ready?\n\u200eOPTION: soon (2 votes)\n\u200eOPTION: never (\u200e1 vote)\n"

    said = reading(whatsapp, "_chat.txt", poll)

    assert said.turns() == [("Ada Lind", "When is it ready?")]
    assert (said.messages[0].locator, said.messages[0].offset) == ("line 2", 0)
    assert said.notes.dropped == {"poll options": 2}


def test_a_file_put_together_from_several_phones_is_read_by_separator_where_no_one_order_fits(reading: Callable) -> None:
    mixed = "[25.05.26, 15:48:11] Ada: one\n1/23/26, 3:22 AM - Bo: two\n[2026/5/4, 16:13:23] ~ Cy: three\n"

    said = reading(whatsapp, "_chat.txt", mixed)

    assert [message.said_at.date().isoformat() for message in said.messages] == ["2026-05-25", "2026-01-23", "2026-05-04"]
    assert not said.notes.problems


def test_a_time_that_cannot_be_costs_the_time_and_is_named(reading: Callable) -> None:
    said = reading(whatsapp, "_chat.txt", "13/03/26, 07:03 - Ada: one\n31/02/26, 07:03 - Ada: two\n")

    assert [message.said_at is None for message in said.messages] == [False, True]
    assert [(problem.line, problem.reason) for problem in said.notes.problems] == [(2, "bad_time")]


def test_an_endless_message_is_cut_at_the_limit_before_it_fills_the_memory() -> None:
    content = b"13/03/26, 07:03 - Ada: one\n" + b"and on\n" * 10_000 + b"13/03/26, 07:04 - Bo: two\n"
    source = SampleSource(name="_chat.txt", content=content, limits=replace(Limits(), message_chars=1000))

    messages = list(whatsapp.read(source, Notes()))

    assert 1000 < len(messages[0].text) < 1100
    assert messages[1].text == "two"


def test_a_file_without_a_stamp_is_refused_in_words() -> None:
    with pytest.raises(UnreadableSourceError, match="date, a time and a name"):
        list(whatsapp.read(SampleSource(name="_chat.txt", content=b"nothing"), Notes()))


@pytest.mark.parametrize("content", [IOS, ANDROID])
def test_the_reader_keeps_the_contract(content: str) -> None:
    check_reader(whatsapp, SampleSource(name="_chat.txt", content=content.encode()))


@pytest.mark.parametrize(
    "content",
    [
        "[13/03/2026 07:03:50] <ada> hello\n[13/03/2026 07:03:51] <bo> hi\n",
        "[2026-03-16, 10:02] Ada Lind: a crane is ready\n[2026-03-16, 10:04] Cy Penn: signed\n",
        "Minutes of 13/03/2026\n\nAda: a crane is ready\n",
        "13/03/2026, 07:03 - 08:00 in room 3\n",
        "",
        "\0\0",
    ],
)
def test_other_texts_are_not_recognised(content: str) -> None:
    assert not whatsapp.recognises("_chat.txt", content.encode())


@pytest.mark.parametrize("sign", [" ", "\n", "<", "(", ".jpg (", "\u200e", ":", "~", "<a", "POLL:\n"])
def test_a_hostile_message_costs_no_time(reading: Callable, sign: str) -> None:
    said = reading(whatsapp, "_chat.txt", f"13/03/26, 07:03 - Ada: x{sign * (60_000 // len(sign))}\n13/03/26, 07:04 - Bo: two\n")

    assert said.turns()[-1] == ("Bo", "two")
