"""Rooms of Matrix."""

import json

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import matrix

ADA, CY, BO = "@ada:norwind.example", "@cy.penn:southport.example", "@bo:matrix.org"
AT = 1772528400123


def event(number: int, sender: str, content: object, kind: str = "m.room.message", **more: object) -> dict[str, object]:
    return {"type": kind, "sender": sender, "content": content, "origin_server_ts": AT + 60_000 * number, "event_id": f"${number}"} | more


def text(body: str, **more: object) -> dict[str, object]:
    return {"msgtype": "m.text", "body": body, **more}


def member(number: int, sender: str, name: str) -> dict[str, object]:
    return event(number, sender, {"membership": "join", "displayname": name}, "m.room.member", state_key=sender)


@pytest.fixture
def read(reading):
    def run(*events: object):
        return reading(matrix, "matrix - Cranes.json", json.dumps({"room_name": "Cranes", "topic": "", "messages": events}))

    return run


def test_a_message_carries_who_when_where_and_its_own_words(read) -> None:
    said = read(member(1, ADA, "Ada Lind"), event(2, ADA, text("ready when signed")))

    each = said.messages[0]
    assert (each.speaker, each.organisation, each.text) == ("Ada Lind", "norwind.example", "ready when signed")
    assert (each.document, each.locator, each.native) == ("Cranes/2026-03-03", "message $2", "$2")
    assert said.notes.known_as["Cranes/2026-03-03"] == {"ada": "Ada Lind", ADA: "Ada Lind"}
    assert said.notes.dropped == {"joins and other notices": 1}


def test_a_name_that_comes_later_names_the_earlier_messages_too(read) -> None:
    said = read(event(1, ADA, text("ready")), member(2, ADA, "Ada Lind"))

    assert said.messages[0].speaker == "Ada Lind"


def test_a_public_server_is_no_organisation(read) -> None:
    said = read(member(1, BO, "Bo Moe [Norwind]"), event(2, BO, text("ready")), event(3, "@eva:matrix.org", text("me too")))

    assert [(each.speaker, each.organisation) for each in said.messages] == [("Bo Moe", "Norwind"), ("eva", None)]


def test_an_edited_message_keeps_its_last_words_and_its_first_time(read) -> None:
    def edit(number: int, body: str) -> dict[str, object]:
        content = text(f" * {body}", **{"m.new_content": text(body), "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}})
        return event(number, ADA, content)

    said = read(event(1, ADA, text("at six")), edit(2, "at seven"), edit(3, "at eight"))

    assert [(each.text, each.native, each.locator) for each in said.messages] == [("at eight", "$1", "message $3")]
    assert said.messages[0].said_at is not None
    assert said.messages[0].edited is not None
    assert (said.messages[0].edited - said.messages[0].said_at).total_seconds() == 120


@pytest.mark.parametrize(
    "removal",
    [
        event(2, ADA, {"reason": "typo"}, "m.room.redaction", redacts="$1"),
        event(2, ADA, {"redacts": "$1"}, "m.room.redaction"),
    ],
)
def test_a_redaction_takes_the_message_with_it_and_is_told_to_other_exports(read, removal) -> None:
    said = read(event(1, ADA, text("never mind")), removal, event(3, ADA, {}, unsigned={"redacted_because": {}}))

    assert said.messages == []
    assert said.notes.removed == {"$1", "$3"}


def test_the_quoted_fallback_of_an_answer_is_not_said_by_its_writer(read) -> None:
    body = f"> <{ADA}> who signs\n> and when?\n\nyou do"

    said = read(event(2, CY, text(body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}})))

    assert [(each.text, each.thread) for each in said.messages] == [("you do", "$1")]
    assert body.startswith("you do", said.messages[0].offset)


def test_a_message_of_a_thread_names_its_root(read) -> None:
    relation = {"rel_type": "m.thread", "event_id": "$1", "is_falling_back": True, "m.in_reply_to": {"event_id": "$5"}}

    assert read(event(2, CY, text("we do", **{"m.relates_to": relation}))).messages[0].thread == "$1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"msgtype": "m.notice", "body": "beep"}, "bot"),
        ({"msgtype": "m.image", "body": "gate.png"}, "empty"),
        ({"msgtype": "m.file", "body": "sheet.pdf", "filename": "sheet.pdf"}, "empty"),
        ({"msgtype": "m.key.verification.request", "body": "x"}, "joins and other notices"),
    ],
)
def test_what_nobody_said_is_counted_and_left_out(read, content, reason) -> None:
    said = read(event(1, ADA, content))

    assert said.messages == []
    assert said.notes.dropped == {reason: 1}


def test_the_caption_of_a_picture_is_said(read) -> None:
    assert read(event(1, ADA, {"msgtype": "m.image", "filename": "gate.png", "body": "This is the gate"})).messages[0].text == "This is the gate"


def test_messages_that_nobody_could_decrypt_are_told(read) -> None:
    said = read(event(1, ADA, {"ciphertext": "x"}, "m.room.encrypted"), {"decrypted": event(2, ADA, text("opened")), "encrypted": {}})

    assert [each.text for each in said.messages] == ["opened"]
    assert [problem.reason for problem in said.notes.problems] == [Reason.ENCRYPTED]


def test_events_are_read_from_lines_and_from_answers_of_the_interface_too(reading) -> None:
    events = [event(2, ADA, text("second")), event(1, CY, text("first"))]

    lines = reading(matrix, "room.jsonl", "\n".join(map(json.dumps, events)))
    chunk = reading(matrix, "room.json", json.dumps({"chunk": events}))
    bare = reading(matrix, "room.json", json.dumps(events))

    assert (
        [each.text for each in lines.messages]
        == [each.text for each in chunk.messages]
        == [each.text for each in bare.messages]
        == ["first", "second"]
    )
