"""Teams as JSON: Graph and the tenant's export."""

import json
from collections.abc import Callable

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import teams
from driftwatch.readers.layout.chats.fragments import fragment
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource, check_reader

Reading = Callable[..., object]
ADA = {"user": {"id": "u-ada", "displayName": "Ada Lind", "tenantId": "t-norwind"}}
CY = {"user": {"id": "u-cy", "displayName": "Penn, Cy (Guest)", "tenantId": "t-norwind"}}
ROOM = {"teamId": "t1", "channelId": "19:quay@thread.tacv2"}


def post(identity: str, who: object, body: str, **more: object) -> dict[str, object]:
    return {
        "id": identity,
        "messageType": "message",
        "createdDateTime": "2026-03-16T09:02:00.1Z",
        "from": who,
        "body": {"contentType": "html", "content": body},
        "channelIdentity": ROOM,
        **more,
    }


def pascal(value: object) -> object:
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: pascal(each) for key, each in value.items()}
    return [pascal(each) for each in value] if isinstance(value, list) else value


def test_an_export_keeps_the_contract_of_readers() -> None:
    content = json.dumps([post("1", ADA, "<p>It is ready &amp; signed.</p>"), post("2", CY, "<p>Not yet.</p>")]).encode()

    check_reader(teams, SampleSource(name="quay.json", content=content), decoded="It is ready & signed.\nNot yet.")


@pytest.mark.parametrize(
    "shape",
    [
        lambda posts: posts,
        lambda posts: {"@odata.context": "x", "value": posts, "@odata.nextLink": "y"},
        lambda posts: {"messages": posts},
        pascal,
        lambda posts: [{"id": "19:quay@thread.tacv2", "topic": "", "messages": posts}],
    ],
)
def test_every_wrapping_of_the_messages_gives_the_same(reading, shape) -> None:
    posts = [post("1", ADA, "<p>It is ready.</p>"), post("2", CY, "<p>Not yet.</p>", replyToId="1")]

    said = reading(teams, "quay.json", json.dumps(shape(posts)))

    assert said.turns() == [("Ada Lind", "It is ready."), ("Cy Penn", "Not yet.")]
    assert [(message.native, message.thread) for message in said.messages] == [
        ("19:quay@thread.tacv2/1", "1"),
        ("19:quay@thread.tacv2/2", "1"),
    ]
    assert {message.document for message in said.messages} == {"19:quay@thread.tacv2/2026-03-16"}


def test_one_message_a_line_is_read_too(reading) -> None:
    lines = "\n".join(json.dumps(post(str(n), ADA, f"<p>Line {n}.</p>")) for n in (1, 2, 3))

    assert reading(teams, "quay.jsonl", lines).of("Ada Lind") == ["Line 1.", "Line 2.", "Line 3."]


def test_replies_in_a_post_belong_to_its_thread(reading) -> None:
    posts = [post("10", ADA, "<p>Gate 2 moves.</p>", subject="Gate 2", replies=[post("11", CY, "<p>Says who?</p>")])]

    said = reading(teams, "quay.json", json.dumps({"value": posts}))

    assert [(message.text, message.thread, message.heading) for message in said.messages] == [
        ("Gate 2 moves.", "10", "Gate 2"),
        ("Says who?", "10", None),
    ]


def test_people_and_channels_are_named_by_the_tables_beside(reading) -> None:
    users = [{"Id": "u-cy", "DisplayName": "Cy Penn", "Mail": None, "UserPrincipalName": "cy_southport.example#EXT#@norwind.onmicrosoft.example"}]
    nameless = {"user": {"id": "u-cy", "displayName": None, "tenantId": "t-norwind"}}
    beside = {
        "teams/users/usersList.json": json.dumps(users).encode(),
        "teams/t1/channels_t1.json": json.dumps([{"Id": "19:quay@thread.tacv2", "DisplayName": "Quay", "MembershipType": "standard"}]).encode(),
    }

    said = reading(teams, "teams/t1/messages_t1.json", json.dumps([post("1", nameless, "<p>Not yet.</p>")]), beside=beside)

    assert [(message.speaker, message.organisation, message.document) for message in said.messages] == [
        ("Cy Penn", "southport.example", "Quay/2026-03-16")
    ]
    assert said.notes.known_as["Quay/2026-03-16"]["cy@southport.example"] == "Cy Penn"


def test_a_broken_table_costs_names_and_no_messages(reading) -> None:
    said = reading(teams, "x/messages.json", json.dumps([post("1", ADA, "<p>It is ready.</p>")]), beside={"x/usersList.json": b"[{"})

    assert said.of("Ada Lind") == ["It is ready."]
    assert [problem.reason for problem in said.notes.problems] == [Reason.MALFORMED_JSON]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (post("1", {"application": {"id": "b", "displayName": "Build Bot"}, "user": None}, "<p>Build 7 failed.</p>"), "bot"),
        (post("1", ADA, "", deletedDateTime="2026-03-16T10:00:00Z"), "deleted"),
        (post("1", None, "<systemEventMessage/>", messageType="systemEventMessage"), "joins and other notices"),
        (post("1", None, "<systemEventMessage/>", messageType="unknownFutureValue"), "joins and other notices"),
        (post("1", ADA, "<systemEventMessage/>"), "joins and other notices"),
        (post("1", ADA, "<p>&nbsp;</p>"), "empty"),
    ],
)
def test_what_nobody_said_is_counted(reading, entry, reason: str) -> None:
    said = reading(teams, "quay.json", json.dumps([entry]))

    assert not said.messages
    assert said.notes.dropped == {reason: 1}


def test_a_deleted_message_is_removed_from_other_exports_too(reading) -> None:
    said = reading(teams, "quay.json", json.dumps([post("1", ADA, "", deletedDateTime="2026-03-16T10:00:00Z")]))

    assert said.notes.removed == {"19:quay@thread.tacv2/1"}


def test_every_quote_is_found_again_in_what_its_body_shows(reading) -> None:
    body = "<p>See</p><blockquote>It is ready.</blockquote><p>Not for us,<br>says the <b>board</b>.</p><pre>x = 1</pre>After that."
    plain = {**post("2", CY, ""), "body": {"contentType": "text", "content": "  1 < 2 & 3 > 2\n"}}

    said = reading(teams, "quay.json", json.dumps([post("1", ADA, body), plain]))

    shown = {"message 1": fragment(body, Notes()).text, "message 2": "  1 < 2 & 3 > 2\n"}
    assert len(said.messages) == 4
    assert all(shown[each.locator][each.offset : each.offset + len(each.text)] == each.text for each in said.messages)


def test_an_edit_tells_when(reading) -> None:
    said = reading(teams, "quay.json", json.dumps([post("1", ADA, "<p>Ready.</p>", lastEditedDateTime="2026-03-16T10:00:00Z")]))

    assert [str(message.edited) for message in said.messages] == ["2026-03-16 11:00:00+01:00"]


def test_a_table_of_users_holds_no_talk(reading) -> None:
    users = json.dumps(
        [{"JobTitle": None, "Mail": "ada@norwind.example", "UserPrincipalName": "ada@norwind.example", "Id": "u", "DisplayName": "Ada"}]
    )

    assert teams.recognises("usersList.json", users.encode())
    assert reading(teams, "usersList.json", users).notes.reference


def test_mails_of_graph_are_none_of_ours() -> None:
    mail = [{"createdDateTime": "2026-03-16T09:02:00Z", "subject": "x", "body": {"contentType": "html", "content": ""}, "from": {"emailAddress": {}}}]

    assert not teams.recognises("mail.json", json.dumps(mail).encode())
