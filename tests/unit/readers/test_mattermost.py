"""Bulk exports of Mattermost."""

import json

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import mattermost

AT = 1772528400123
HEAD: tuple[dict[str, object], ...] = (
    {"type": "version", "version": 1},
    {"type": "team", "team": {"name": "port"}},
    {"type": "user", "user": {"username": "ada.lind", "email": "ada@norwind.example", "first_name": "Ada", "last_name": "Lind", "nickname": "adi"}},
    {"type": "user", "user": {"username": "bo", "email": "bo@norwind.example", "first_name": "", "last_name": "", "nickname": ""}},
    {"type": "user", "user": {"username": "cranebot", "email": "x@localhost", "first_name": "Crane", "last_name": "Bot"}},
    {"type": "bot", "bot": {"username": "cranebot", "owner": "ada.lind"}},
)


def said_by(user: str, message: str, create_at: object = AT, **more: object) -> dict[str, object]:
    return {"user": user, "type": "", "message": message, "create_at": create_at, **more}


def post(user: str, message: str, create_at: object = AT, **more: object) -> dict[str, object]:
    return {"type": "post", "post": {"team": "port", "channel": "cranes", **said_by(user, message, create_at, **more)}}


@pytest.fixture
def read(reading):
    def run(*rows: object):
        return reading(mattermost, "export.jsonl", "\n".join(json.dumps(row) for row in (*HEAD, *rows)))

    return run


def test_a_post_carries_who_when_where_and_its_own_words(read) -> None:
    said = read(post("ada.lind", "ready *when* signed", edit_at=AT + 1000))

    message = said.messages[0]
    assert (message.speaker, message.organisation, message.text) == ("Ada Lind", "norwind.example", "ready *when* signed")
    assert (message.document, message.locator, message.native) == ("cranes/2026-03-03", "entry 7", f"cranes/ada.lind/{AT}")
    assert message.said_at is not None
    assert message.edited is not None
    assert message.said_at.isoformat() == "2026-03-03T10:00:00.123000+01:00"
    assert (message.edited - message.said_at).total_seconds() == 1


def test_somebody_is_known_by_handle_nickname_and_address_too(read) -> None:
    said = read(post("ada.lind", "ready"), post("bo", "me too"), post("gone", "and I"))

    assert [message.speaker for message in said.messages] == ["Ada Lind", "bo", "gone"]
    assert said.notes.known_as["cranes/2026-03-03"] == {
        "adi": "Ada Lind",
        "ada.lind": "Ada Lind",
        "ada@norwind.example": "Ada Lind",
        "bo@norwind.example": "bo",
    }


def test_replies_are_posts_of_their_own_in_the_thread_of_their_root(read) -> None:
    said = read(
        post("ada.lind", "who signs?", replies=[said_by("bo", "we", AT + 1), said_by("cranebot", "beep", AT + 2), said_by("bo", "you", AT + 3)])
    )

    assert [(message.locator, message.text) for message in said.messages] == [
        ("entry 7", "who signs?"),
        ("entry 7 reply 1", "we"),
        ("entry 7 reply 3", "you"),
    ]
    assert {message.thread for message in said.messages} == {f"cranes/{AT}"}
    assert len({message.native for message in said.messages}) == 3


@pytest.mark.parametrize(
    "row",
    [
        post("cranebot", "beep"),
        post("bo", "beep", props={"from_bot": "true"}),
        post("bo", "beep", props={"from_webhook": "true"}),
        post("bo", "beep", type="custom_calls"),
        post("bo", "", type="slack_attachment"),
    ],
)
def test_no_bot_is_somebody(read, row) -> None:
    said = read(row)

    assert said.messages == []
    assert said.notes.dropped == {"bot": 1}


@pytest.mark.parametrize(
    "row",
    [
        post("bo", "bo joined the channel.", type="system_join_channel"),
        post("bo", "bo joined the channel."),
        post("bo", "@ada.lind added to the channel by bo"),
        post("bo", "bo has left the team."),
    ],
)
def test_no_notice_is_talk(read, row) -> None:
    said = read(row)

    assert said.messages == []
    assert said.notes.dropped == {"joins and other notices": 1}


def test_who_speaks_of_the_channel_is_heard(read) -> None:
    said = read(post("bo", "bo joined the channel of great cranes"), post("bo", "nobody joined the channel"))

    assert len(said.messages) == 2


def test_a_deleted_post_is_told_to_other_exports(read) -> None:
    said = read(post("bo", "never mind", delete_at=AT + 5))

    assert said.messages == []
    assert said.notes.removed == {f"cranes/bo/{AT}"}


def test_posts_of_whole_seconds_are_not_taken_for_one_another(read) -> None:
    said = read(post("bo", "one", 1772528400000), post("bo", "two", 1772528400000))

    assert [message.native for message in said.messages] == [None, None]


def test_direct_posts_are_a_conversation_of_their_members(read) -> None:
    said = read({"type": "direct_post", "direct_post": {"channel_members": ["bo", "ada.lind"], **said_by("bo", "psst")}})

    assert said.messages[0].document == "direct: Ada Lind, bo/2026-03-03"


def test_a_channel_is_named_with_its_team_where_there_are_two(read) -> None:
    said = read({"type": "team", "team": {"name": "rail"}}, post("bo", "here"))

    assert said.messages[0].document == "port/cranes/2026-03-03"


def test_a_bad_line_costs_that_line(reading) -> None:
    content = "\n".join([*map(json.dumps, HEAD), '{"type":"post",', json.dumps(post("bo", "still here", None))])

    said = reading(mattermost, "export.jsonl", content)

    assert [(message.text, message.said_at) for message in said.messages] == [("still here", None)]
    assert {(problem.reason, problem.line) for problem in said.notes.problems} == {(Reason.MALFORMED_JSON, 7), (Reason.BAD_TIME, None)}


def test_other_lines_of_json_are_not_recognised() -> None:
    assert mattermost.recognises("x", json.dumps(HEAD[0]).encode())
    assert mattermost.recognises("x", b'\xef\xbb\xbf{"type": "user", "user": {"username": "bo"}}')
    assert not mattermost.recognises("x", b'{"type": "m.room.message", "sender": "@a:b"}')
    assert not mattermost.recognises("x", b'{"speaker": "Ada", "text": "ready"}')
