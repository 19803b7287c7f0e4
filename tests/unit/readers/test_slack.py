"""Slack exports."""

import json

import pytest

from driftwatch.domain.talk import Message
from driftwatch.errors import UnreadableSourceError
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
    assert dict(said.notes.dropped) == {"joins and other notices": 1, "bot": 2, "deleted": 1, "empty": 1, "code": 0, "quoted reply": 0}


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
    assert said.notes.known_as["general/2026-03-03"] == {"cy": "Cy Penn", "U7": "Cy Penn"}


def test_the_tables_of_an_export_are_reference_and_no_talk(reading) -> None:
    said = reading(slack, "export/users.json", USERS)

    assert said.messages == []
    assert said.notes.reference


def test_an_export_cut_off_is_refused_with_its_line(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="not valid JSON") as refused:
        reading(slack, DAY, json.dumps([post("1.1", "we lift")], indent=1)[:-9])

    assert refused.value.line == 6


def test_an_entry_without_a_time_is_a_problem_and_the_others_go_on(read) -> None:
    said = read({"type": "message", "text": "when?"}, post("1.1", "we lift"))

    assert [message.text for message in said.messages] == ["we lift"]
    assert [problem.what for problem in said.notes.problems] == ["entry 1 is no message with a time stamp; it is left out"]


def test_other_json_is_not_recognised() -> None:
    assert not slack.recognises("gold.json", b'{"divergences": []}')
    assert not slack.recognises("list.json", b'[{"name": "x"}]')
