"""Google Chat from Takeout."""

import json

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import googlechat
from driftwatch.testing import SampleSource, check_reader

WHEN = "Monday, March 16, 2026 at 10:02:45\u202fAM UTC"


def post(number: int, who: str, text: str, **more: object) -> dict[str, object]:
    creator = {"name": who, "email": f"{who.split(maxsplit=1)[0].lower()}@norwind.example", "user_type": "Human"}
    return {"creator": creator, "created_date": WHEN, "text": text, "topic_id": "tA", "message_id": f"AAA/tA/{number}", **more}


def group(*posts: object) -> str:
    return json.dumps({"messages": list(posts)})


def test_a_group_keeps_the_contract_of_readers() -> None:
    content = group(post(1, "Ada Lind", "It is ready."), post(2, "Cy Penn", "Not yet."))

    check_reader(googlechat, SampleSource(name="Groups/Space A/messages.json", content=content.encode()))


def test_a_space_is_called_as_its_members_call_it(reading) -> None:
    beside = {"Groups/Space A/group_info.json": json.dumps({"name": "Quay cranes", "members": [{"name": "Ada", "user_type": "Human"}]}).encode()}

    said = reading(googlechat, "Groups/Space A/messages.json", group(post(1, "Ada Lind", "It is ready.")), beside=beside)

    assert [(m.document, m.speaker, m.organisation, m.thread, m.native, str(m.said_at)) for m in said.messages] == [
        ("Quay cranes/2026-03-16", "Ada Lind", "norwind.example", "tA", "AAA/tA/1", "2026-03-16 11:02:45+01:00")
    ]


@pytest.mark.parametrize("info", [None, b"{", b"[]", b'{"members": []}'])
def test_a_space_without_a_name_is_called_as_its_folder(reading, info: bytes | None) -> None:
    beside = {} if info is None else {"Groups/Space A/group_info.json": info}

    said = reading(googlechat, "Groups/Space A/messages.json", group(post(1, "Ada Lind", "It is ready.")), beside=beside)

    assert [m.document for m in said.messages] == ["Space A/2026-03-16"]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Monday, March 16, 2026 at 12:00:00 AM UTC", "2026-03-16 01:00:00+01:00"),
        ("Monday, March 16, 2026 at 12:30:00 PM UTC", "2026-03-16 13:30:00+01:00"),
        ("March 6, 2026 at 9:05 AM UTC", "2026-03-06 10:05:00+01:00"),
        ("2026-03-16T10:02:45Z", "2026-03-16 11:02:45+01:00"),
    ],
)
def test_the_times_of_takeout_are_understood(reading, written: str, at: str) -> None:
    said = reading(googlechat, "messages.json", group(post(1, "Ada", "Ready.", created_date=written)))

    assert [str(m.said_at) for m in said.messages] == [at]


def test_a_time_that_is_none_leaves_the_message_undated_and_is_told(reading) -> None:
    said = reading(googlechat, "messages.json", group(post(1, "Ada", "Ready.", created_date="Monday, March 46, 2026 at 10:02:45 AM UTC")))

    assert [m.said_at for m in said.messages] == [None]
    assert [problem.reason for problem in said.notes.problems] == [Reason.BAD_TIME]


def test_bots_deleted_messages_and_files_are_counted(reading) -> None:
    bot = post(1, "Build", "Build 7 failed.", creator={"name": "Build", "user_type": "Bot"})
    deleted = {key: value for key, value in post(2, "Ada", "").items() if key != "text"} | {"message_state": "DELETED"}
    file = post(3, "Ada", "", attached_files=[{"original_name": "plan.pdf"}])

    said = reading(googlechat, "messages.json", group(bot, deleted, file))

    assert not said.messages
    assert said.notes.dropped == {"bot": 1, "deleted": 1, "attachment": 1}
    assert said.notes.removed == {"AAA/tA/2"}


def test_quotes_and_code_are_left_out_and_offsets_hold(reading) -> None:
    text = "> It is ready.\nNot for us.\n```\nmake\n```\nAfter that: yes."

    said = reading(googlechat, "messages.json", group(post(1, "Ada", text)))

    assert [m.text for m in said.messages] == ["Not for us.", "After that: yes."]
    assert all(text[m.offset : m.offset + len(m.text)] == m.text for m in said.messages)


def test_the_members_of_a_group_are_no_talk(reading) -> None:
    info = json.dumps({"name": "Quay", "members": [{"name": "Ada Lind", "email": "ada@norwind.example", "user_type": "Human"}]})

    assert googlechat.recognises("group_info.json", info.encode())
    assert reading(googlechat, "group_info.json", info).notes.reference
