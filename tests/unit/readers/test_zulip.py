"""Exports of Zulip."""

import json

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import zulip

AT = 1772528400.25
REALM = {
    "zerver_realm": [{"id": 1}],
    "zerver_userprofile": [
        {"id": 11, "email": "user11@zulip.example", "delivery_email": "ada@norwind.example", "full_name": "Ada Lind", "is_bot": False},
        {"id": 12, "email": "cy@southport.example", "full_name": "Cy Penn (Southport)", "is_bot": False},
        {"id": 13, "email": "crane-bot@norwind.example", "full_name": "Crane Bot", "is_bot": True},
        {"id": 15, "email": "user15@zulip.example", "full_name": "Bo Moe", "is_bot": False},
    ],
    "zerver_userprofile_crossrealm": [{"id": 14, "email": "notification-bot@zulip.example"}],
    "zerver_stream": [{"id": 21, "name": "cranes"}],
    "zerver_recipient": [{"id": 101, "type": 2, "type_id": 21}, {"id": 102, "type": 1, "type_id": 12}, {"id": 103, "type": 3, "type_id": 31}],
    "zerver_subscription": [{"user_profile": 11, "recipient": 103}, {"user_profile": 15, "recipient": 103}],
}


def message(sender: int, content: str, recipient: int = 101, **more: object) -> dict[str, object]:
    return {
        "id": 7,
        "sender": sender,
        "recipient": recipient,
        "subject": "gates",
        "content": content,
        "date_sent": AT,
        "last_edit_time": None,
        **more,
    }


@pytest.fixture
def read(reading):
    def run(*messages: object):
        content = json.dumps({"zerver_message": messages, "zerver_usermessage": [{"id": 1, "message": 7}]})
        return reading(zulip, "zulip/messages-000001.json", content, beside={"zulip/realm.json": json.dumps(REALM).encode()})

    return run


def test_a_message_carries_who_when_where_topic_and_its_own_words(read) -> None:
    said = read(message(11, "ready **when** signed", last_edit_time=AT + 60)).messages[0]

    assert (said.speaker, said.organisation, said.text) == ("Ada Lind", "norwind.example", "ready **when** signed")
    assert (said.document, said.heading, said.thread) == ("cranes/2026-03-03", "gates", "cranes/gates")
    assert (said.locator, said.native) == ("message 7", "7")
    assert said.said_at is not None
    assert said.edited is not None
    assert (said.edited - said.said_at).total_seconds() == 60


def test_an_address_that_the_server_made_up_tells_no_organisation(read) -> None:
    said = read(message(15, "ready"), message(12, "so are we"))

    assert [(each.speaker, each.organisation) for each in said.messages] == [("Bo Moe", None), ("Cy Penn", "southport.example")]


def test_bots_and_the_programs_own_notices_are_nobody(read) -> None:
    said = read(message(13, "beep"), message(14, "This topic was moved here."))

    assert said.messages == []
    assert said.notes.dropped == {"bot": 2}


def test_direct_messages_are_a_conversation_of_all_in_it(read) -> None:
    said = read(message(11, "psst", 102, subject=""), message(15, "all of us", 103, subject=""))

    assert [each.document for each in said.messages] == ["direct: Ada Lind, Cy Penn (Southport)/2026-03-03", "direct: Ada Lind, Bo Moe/2026-03-03"]
    assert said.messages[0].thread is None


def test_quotations_and_code_are_not_said_by_the_sender_but_spoilers_are(read) -> None:
    text = "@_**Cy Penn|12** [said](https://x.example/#7):\n````quote\n```\nready\n```\n````\nnot here\n```spoiler end\nit lifts\n```"

    said = read(message(11, text))

    assert [each.text for each in said.messages] == ["not here", "it lifts"]
    assert all(text.startswith(each.text, each.offset) for each in said.messages)
    assert said.notes.dropped["quoted reply"] == 1


def test_without_the_realm_nobody_has_a_name_and_the_file_is_refused(reading) -> None:
    with pytest.raises(UnreadableSourceError, match=r"realm\.json") as refused:
        reading(zulip, "messages-000001.json", json.dumps({"zerver_message": [message(11, "ready")]}))

    assert refused.value.reason == Reason.NO_SPEAKER


@pytest.mark.parametrize(
    "content",
    [REALM, {"zerver_attachment": []}, {"analytics_realmcount": []}, [{"realm_id": 2, "path": "2/x.png", "s3_path": "2/x.png"}]],
)
def test_the_tables_of_an_export_are_reference_and_no_talk(reading, content) -> None:
    text = json.dumps(content)

    said = reading(zulip, "realm.json", text)

    assert zulip.recognises("realm.json", text.encode())
    assert said.messages == []
    assert said.notes.reference
