"""Channels of Discord as DiscordChatExporter writes them."""

import json

import pytest

from driftwatch.readers import discord


def message(content: str, name: str = "adalind", nickname: str = "Ada Lind", **more: object) -> dict[str, object]:
    author = {"id": f"5{name}", "name": name, "discriminator": "0000", "nickname": nickname, "isBot": False, "roles": [{"name": "Norwind"}]}
    return {
        "id": "71",
        "type": "Default",
        "timestamp": "2026-03-03T10:00:00.123+01:00",
        "timestampEdited": None,
        "content": content,
        "author": author,
    } | more


def export(*messages: object, **channel: object) -> str:
    about = {"id": "9", "type": "GuildTextChat", "category": "Port", "name": "cranes", "topic": None, **channel}
    return json.dumps(
        {"guild": {"id": "1", "name": "Port"}, "channel": about, "exportedAt": "x", "messages": messages, "messageCount": len(messages)}
    )


@pytest.fixture
def read(reading):
    def run(*messages: object, people: tuple[str, ...] = (), **channel: object):
        return reading(discord, "cranes.json", export(*messages, **channel), people=people)

    return run


def test_a_message_carries_who_when_where_and_its_own_words(read) -> None:
    said = read(message("ready **when** signed", timestampEdited="2026-03-03T10:01:00.123+01:00"))

    each = said.messages[0]
    assert (each.speaker, each.text, each.document) == ("Ada Lind", "ready **when** signed", "cranes/2026-03-03")
    assert (each.locator, each.native, each.thread) == ("message 71", "71", None)
    assert each.edited is not None
    assert said.notes.known_as["cranes/2026-03-03"] == {"adalind": "Ada Lind", "5adalind": "Ada Lind"}


def test_an_answer_names_what_it_answers_and_a_thread_is_one_thread_of_its_channel(read) -> None:
    answer = message("we do", type="Reply", reference={"messageId": "70", "channelId": "9"})

    assert read(answer).messages[0].thread == "70"
    assert read(answer, type="GuildPublicThread", name="signatures", category="cranes").messages[0].document == "cranes/signatures/2026-03-03"
    assert read(answer, type="GuildPublicThread").messages[0].thread == "9"


def test_a_role_that_bears_a_partners_name_tells_the_organisation(read) -> None:
    assert read(message("ready"), people=("Norwind", "Southport")).messages[0].organisation == "Norwind"
    assert read(message("ready"), people=("Southport",)).messages[0].organisation is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"author": {"id": "1", "name": "ci", "nickname": "ci", "isBot": True}}, "bot"),
        ({"type": "ChatInputCommand"}, "bot"),
        ({"type": "GuildMemberJoin"}, "joins and other notices"),
        ({"type": "ChannelPinnedMessage"}, "joins and other notices"),
        ({"type": "Call"}, "joins and other notices"),
        ({"content": "", "embeds": [{"title": "a page"}]}, "empty"),
        ({"content": "", "forwardedMessage": {"content": "words of another"}}, "quoted reply"),
    ],
)
def test_what_nobody_said_is_counted_and_left_out(read, more, reason) -> None:
    said = read(message("something") | more)

    assert said.messages == []
    assert said.notes.dropped == {reason: 1}


def test_quotes_and_code_are_not_said_by_the_writer(read) -> None:
    text = "> who signs?\nyour crew ```x``` today\n>>> and all\nthe rest"

    said = read(message(text))

    assert [each.text for each in said.messages] == ["your crew", "today"]
    assert all(text.startswith(each.text, each.offset) for each in said.messages)


def test_a_direct_conversation_is_told_as_one(read) -> None:
    assert read(message("psst"), type="DirectTextChat", name="cypenn", category="Private").messages[0].document == "direct: cypenn/2026-03-03"


def test_other_json_is_not_recognised() -> None:
    assert discord.recognises("x", export(message("x"), name="y").encode())
    assert not discord.recognises("x", b'{"guild": {"id": "1"}, "members": []}')
    assert not discord.recognises("x", b'{"channel": {}, "messages": []}')
