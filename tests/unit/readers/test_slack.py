"""Slack exports."""

import json

import pytest

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers import slack

USERS = json.dumps(
    [
        {"id": "U1", "name": "ada.l", "profile": {"real_name": "Ada Lind", "display_name": "ada", "email": "ada@norwind.example"}},
        {"id": "U9", "name": "helper", "is_bot": True, "profile": {"real_name": "Helper"}},
    ]
).encode()
DAY = "export/general/2026-03-03.json"


def post(ts: str, text: str, user: str = "U1", **more: object) -> dict[str, object]:
    return {"type": "message", "user": user, "ts": ts, "text": text, **more}


@pytest.fixture
def read(reading):
    def run(*posts: object):
        return reading(slack, DAY, json.dumps(posts), beside={"export/users.json": USERS})

    return run


def test_a_post_carries_who_when_where_and_its_own_words(read) -> None:
    said = read(post("1772528400.000200", "ask <@U1> &amp; <https://x.example|us>", thread_ts="1772528000.000100"))

    message: Message = said.messages[0]
    assert message.text == "ask <@U1> &amp; <https://x.example|us>"
    assert (message.speaker, message.organisation) == ("Ada Lind", "norwind.example")
    assert (message.locator, message.document, message.thread) == ("message 1772528400.000200", "general/2026-03-03", "1772528000.000100")
    assert message.said_at is not None
    assert message.said_at.isoformat() == "2026-03-03T10:00:00.000200+01:00"


def test_posts_come_in_order_of_time(read) -> None:
    said = read(post("1772528400.000300", "later"), post("1772528400.000200", "earlier"))

    assert [message.text for message in said.messages] == ["earlier", "later"]


def test_joins_bots_deletions_and_empty_posts_are_counted_and_left_out(read) -> None:
    said = read(
        post("1.1", "<@U1> has joined", subtype="channel_join"),
        post("1.2", "build green", subtype="bot_message", bot_id="B1"),
        post("1.3", "I am a bot", user="U9"),
        post("1.4", "This message was deleted.", subtype="tombstone"),
        post("1.5", ""),
        post("1.6", "we lift"),
    )

    assert [message.text for message in said.messages] == ["we lift"]
    assert dict(said.notes.dropped) == {"joins and other notices": 1, "bot": 2, "deleted": 1, "empty": 1}


def test_an_edited_post_keeps_its_last_words(read) -> None:
    said = read(
        post("1.1", "we lift at six"), {"type": "message", "subtype": "message_changed", "ts": "2.2", "message": post("1.1", "we lift at seven")}
    )

    assert [message.text for message in said.messages] == ["we lift at seven"]


def test_what_a_post_quotes_and_its_code_are_not_said_by_its_writer(read) -> None:
    said = read(post("1.1", "&gt; you said so\nno, I did not\n```\ncrane = up\n```\nthat is all"))

    assert [message.text for message in said.messages] == ["no, I did not", "that is all"]


def test_somebody_missing_in_the_table_is_known_by_the_profile_of_the_post(read) -> None:
    said = read(post("1.1", "we lift", user="U7", user_profile={"real_name": "Cy Penn", "name": "cy"}), post("1.2", "me too", user="U8"))

    assert [message.speaker for message in said.messages] == ["Cy Penn", "U8"]
    assert said.notes.known_as[said.messages[0].document] == {"cy": "Cy Penn", "U7": "Cy Penn"}


def test_the_tables_of_an_export_are_reference_and_no_talk(reading) -> None:
    said = reading(slack, "export/users.json", USERS)

    assert said.messages == []
    assert said.notes.reference


def test_an_export_cut_off_gives_what_it_held_and_says_where_it_ends(reading) -> None:
    said = reading(slack, DAY, json.dumps([post("1.1", "we lift"), post("1.2", "tomorrow")], indent=1)[:-30])

    assert [message.text for message in said.messages] == ["we lift"]
    assert [(problem.reason, problem.line) for problem in said.notes.problems] == [(Reason.MALFORMED_JSON, 11)]


def test_an_entry_without_a_time_is_a_problem_and_the_others_go_on(read) -> None:
    said = read({"type": "message", "text": "when?"}, post("1.1", "we lift"))

    assert [message.text for message in said.messages] == ["we lift"]
    assert [problem.what for problem in said.notes.problems] == ["entry 1 is no message with a time stamp; it is left out"]


def test_other_json_is_not_recognised() -> None:
    assert not slack.recognises("gold.json", b'{"divergences": []}')
    assert not slack.recognises("list.json", b'[{"name": "x"}]')


def test_every_version_of_a_post_is_one_post_with_the_time_of_its_last_edit(read) -> None:
    said = read(
        post("1772528400.1", "at six", edited={"user": "U1", "ts": "1772528500.0"}),
        post("1772528400.1", "at seven", edited={"user": "U1", "ts": "1772528600.0"}),
        post("1772528400.1", "at five"),
    )

    assert [(message.text, message.native) for message in said.messages] == [("at seven", "general/1772528400.1")]
    assert said.messages[0].edited is not None
    assert said.messages[0].edited.timestamp() == 1772528600


def test_a_deletion_takes_the_post_with_it_and_is_told_to_other_exports(read) -> None:
    said = read(
        post("1772528400.1", "never mind"),
        {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": "1772528500.1", "deleted_ts": "1772528400.1"},
        post("1772528300.1", "This message was deleted.", subtype="tombstone", hidden=True),
    )

    assert said.messages == []
    assert said.notes.removed == {"general/1772528400.1", "general/1772528300.1"}
    assert said.notes.dropped["deleted"] == 2


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message", "username": "ci"},
        {"bot_id": "B1"},
        {"bot_profile": {"name": "ci"}},
        {"app_id": "A1"},
        {"user": "U9"},
        {"user": "USLACKBOT"},
    ],
)
def test_no_bot_is_somebody(read, more) -> None:
    said = read(post("1772528400.1", "build green", **more))

    assert said.messages == []
    assert said.notes.dropped == {"bot": 1}


@pytest.mark.parametrize(
    "subtype",
    (
        "channel_join channel_leave channel_topic channel_purpose channel_name channel_archive group_join pinned_item reminder_add bot_add "
        "huddle_thread sh_room_created something_new"
    ).split(),
)
def test_no_notice_is_talk(read, subtype) -> None:
    said = read(post("1772528400.1", "<@U1> did something", subtype=subtype))

    assert said.messages == []
    assert said.notes.dropped == {"joins and other notices": 1}


def test_of_a_shared_file_only_the_words_of_who_shares_it_count(read) -> None:
    said = read(
        post("1772528400.1", "<@U1> uploaded a file: <https://x.example/f|f.png> and commented: This is the gate.", subtype="file_share"),
        post(
            "1772528400.2",
            "<@U1> commented on <@U9>’s file <https://x.example/f|f>: too small",
            subtype="file_comment",
            user=None,
            comment={"user": "U1"},
        ),
        post("1772528400.3", "<@U1> uploaded a file: <https://x.example/f|f.png>", subtype="file_share"),
    )

    assert [(message.speaker, message.text) for message in said.messages] == [("Ada Lind", "This is the gate."), ("Ada Lind", "too small")]
    assert said.messages[0].offset == len("<@U1> uploaded a file: <https://x.example/f|f.png> and commented: ")
    assert said.notes.dropped == {"empty": 1}


def test_somebody_of_another_team_keeps_that_team_where_no_address_is_known(read) -> None:
    profile = {"real_name": "Bo Kvist", "name": "bo"}

    said = read(post("1772528400.1", "we lift"), post("1772528400.2", "from afar", user="U5", user_profile=profile, user_team="T2", team="T1"))

    assert [(message.speaker, message.organisation) for message in said.messages] == [("Ada Lind", "norwind.example"), ("Bo Kvist", "T2")]


def test_a_profile_that_comes_later_names_the_earlier_posts_too(read) -> None:
    said = read(post("1772528400.1", "first", user="U7"), post("1772528400.2", "then", user="U7", user_profile={"real_name": "Cy Penn"}))

    assert [message.speaker for message in said.messages] == ["Cy Penn", "Cy Penn"]


def test_what_was_only_typed_into_a_block_is_read_and_what_was_only_shared_is_not(read) -> None:
    typed = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "in a block"}]}]}

    said = read(
        post("1772528400.1", "", blocks=[typed]),
        post("1772528400.2", "", attachments=[{"is_share": True, "text": "words of another", "fallback": "words of another"}]),
        post("1772528400.3", "", attachments=[{"text": "card", "fallback": "card"}]),
    )

    assert [message.text for message in said.messages] == ["in a block"]
    assert said.notes.dropped == {"quoted reply": 1, "empty": 1}


def test_direct_messages_are_a_conversation_of_their_members(reading) -> None:
    dms = json.dumps([{"id": "D1", "members": ["U1", "U7"]}]).encode()

    said = reading(
        slack, "export/D1/2026-03-03.json", json.dumps([post("1772528400.1", "psst")]), beside={"export/users.json": USERS, "export/dms.json": dms}
    )

    assert said.messages[0].document == "direct: Ada Lind, U7/2026-03-03"


def test_a_list_of_messages_without_a_day_in_its_name_is_a_channel(reading) -> None:
    one = reading(slack, "general.json", json.dumps([post("1772528400.1", "one")]))
    other = reading(slack, "C0123.json", json.dumps({"channel_id": "C0123", "name": "lifting", "messages": [post("1772528400.1", "two")]}))

    assert [message.document for message in (*one.messages, *other.messages)] == ["general/2026-03-03", "lifting/2026-03-03"]


def test_every_text_is_found_again_in_its_message(read) -> None:
    text = "&gt; you said so\n  no, I did not\n```\ncrane = up\n``` that is all \n&gt;&gt;&gt; and\nthe rest"

    said = read(post("1772528400.1", text))

    assert [message.text for message in said.messages] == ["no, I did not", "that is all"]
    assert all(text.startswith(message.text, message.offset) for message in said.messages)


def test_the_people_of_an_export_are_parsed_once(read) -> None:
    from driftwatch.readers.layout.chats import slack_tables

    read(post("1772528400.1", "a"))
    before = slack_tables._parsed.cache_info()
    read(post("1772528400.1", "b"))
    after = slack_tables._parsed.cache_info()

    assert after.misses == before.misses
