"""Signal in its four forms."""

import json

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import signal
from driftwatch.testing import SampleSource, check_reader

CHAT = (
    "[2026-03-16 10:02:45] Ada Lind: It is ready.  \n\n"
    "[2026-03-16 10:04:00] Me: \n\n> It is ready.\n> Really.\n\nNot yet,\nsays the board.  \n(- Ada Lind: x -)\n\n"
    "[2026-03-16 10:05:00] Ada Lind: See  ![a b.jpg](./media/a.jpg) [(d)](./media/d)  [c](./media/c.pdf)  \n\n"
    "[2026-03-16 10:06:00] Cy Penn: (This message was deleted)\n\n"
    "[2026-03-16 10:07:00] Me: Missed voice call  \n\n"
)


def test_a_chat_keeps_the_contract_of_readers() -> None:
    check_reader(signal, SampleSource(name="Quay/chat.md", content=CHAT.encode()))


def test_a_chat_is_found_again_line_by_line(reading) -> None:
    said = reading(signal, "Quay/chat.md", CHAT)
    lines = CHAT.split("\n")

    assert said.turns() == [("Ada Lind", "It is ready."), ("Me", "Not yet,\nsays the board."), ("Ada Lind", "See")]
    assert all(lines[int(m.locator[5:]) - 1][m.offset :].startswith(m.text.split("\n")[0]) for m in said.messages)
    assert {m.document for m in said.messages} == {"Quay/2026-03-16"}
    assert said.notes.dropped == {"quoted reply": 1, "reaction": 1, "attachment": 1, "deleted": 1, "joins and other notices": 1}
    assert any("Me" in guess for guess in said.notes.guessed)


def test_old_stamps_with_a_comma_are_read(reading) -> None:
    said = reading(signal, "quay.txt", "[2026-03-16, 10:02] Ada Lind: Ready.\nSigned too.\n[2026-03-16, 10:04] No-Sender: No.\n")

    assert said.turns() == [("Ada Lind", "Ready.\nSigned too."), (None, "No.")]
    assert [m.offset for m in said.messages] == [30, 31]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_chat.txt", "[2026-03-16 10:02:45] Ada: Ready.\n[2026-03-16 10:04:00] Bo: No.\n"),
        ("_chat.txt", "[2026-03-16, 10:02:45] Ada: Ready.\n[2026-03-16, 10:04:00] Bo: No.\n"),
        ("log.txt", "[10:02:45] Ada: Ready.\n"),
        ("x.jsonl", '{"date": "2026-03-16", "text": "x"}\n'),
    ],
)
def test_what_looks_alike_is_none_of_ours(name: str, content: str) -> None:
    assert not signal.recognises(name, content.encode())


def test_lines_of_signal_export_are_read(reading) -> None:
    def line(who: str, body: str, **more: object) -> str:
        return json.dumps({"date": "2026-03-16T10:02:45.123000", "sender": who, "body": body, "quote": "", "sticker": "", "reactions": [], **more})

    lines = [line("Ada Lind", " Ready.  "), line("Me", "Not yet.", quote="\n\n> Ready.\n\n"), line("Cy", "  ", attachments=[{"name": "a"}])]

    said = reading(signal, "Quay/data.json", "\n".join(lines))

    assert [(m.speaker, m.text, m.offset, m.locator, m.document) for m in said.messages] == [
        ("Ada Lind", "Ready.", 1, "entry 1", "Quay/2026-03-16"),
        ("Me", "Not yet.", 0, "entry 2", "Quay/2026-03-16"),
    ]
    assert said.notes.dropped == {"quoted reply": 1, "attachment": 1}


def test_an_export_of_signal_desktop_names_people_and_chats(reading) -> None:
    frames = [
        {"version": "1"},
        {"account": {"givenName": "Ada", "familyName": "Lind", "profileKey": "x"}},
        {"recipient": {"id": "1", "self": {}}},
        {"recipient": {"id": "2", "contact": {"profileGivenName": "Cy", "profileFamilyName": "Penn", "e164": "4712345678"}}},
        {"recipient": {"id": "3", "group": {"snapshot": {"title": {"title": "Quay cranes"}}}}},
        {"chat": {"id": "9", "recipientId": "3"}},
        {"chatItem": {"chatId": "9", "authorId": "1", "dateSent": "1773651720000", "standardMessage": {"text": {"body": "Ready."}}}},
        {"chatItem": {"chatId": "9", "authorId": "2", "dateSent": 1773651780000, "standardMessage": {"text": {"body": "Not yet."}, "quote": {}}}},
        {"chatItem": {"chatId": "9", "authorId": "2", "dateSent": 1773651790000, "remoteDeletedMessage": {}}},
        {"chatItem": {"chatId": "9", "authorId": "2", "dateSent": 1773651799000, "updateMessage": {}}},
    ]

    said = reading(signal, "main.jsonl", "\n".join(map(json.dumps, frames)))

    assert [(m.speaker, m.text, m.document, str(m.said_at)) for m in said.messages] == [
        ("Ada Lind", "Ready.", "Quay cranes/2026-03-16", "2026-03-16 10:02:00+01:00"),
        ("Cy Penn", "Not yet.", "Quay cranes/2026-03-16", "2026-03-16 10:03:00+01:00"),
    ]
    assert said.notes.removed == {"Quay cranes/Cy Penn/1773651790000"}


def test_a_line_that_is_cut_off_costs_that_line(reading) -> None:
    line = json.dumps({"date": "2026-03-16T10:02:45", "sender": "Ada", "body": "Ready.", "quote": ""})

    said = reading(signal, "data.json", f"{line}\n{line[:40]}\n")

    assert said.of("Ada") == ["Ready."]
    assert [problem.reason for problem in said.notes.problems] == [Reason.MALFORMED_JSON]
