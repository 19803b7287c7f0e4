"""Rooms of Gitter."""

import json

import pytest

from driftwatch.readers import gitter
from driftwatch.testing import SampleSource, check_reader


def post(number: int, text: str, **more: object) -> dict[str, object]:
    user = {"id": "54d7", "username": "alind", "displayName": "Ada Lind"}
    return {"id": f"5750{number}", "text": text, "html": text, "sent": "2016-06-02T20:54:38.747Z", "fromUser": user, **more}


def test_a_room_keeps_the_contract_of_readers() -> None:
    content = json.dumps([post(1, "It is ready."), post(2, "Not yet.", parentId="57501")])

    check_reader(gitter, SampleSource(name="quay.json", content=content.encode()))


@pytest.mark.parametrize("shape", [json.dumps, lambda posts: "\n".join(map(json.dumps, posts))])
def test_a_list_and_lines_give_the_same(reading, shape) -> None:
    said = reading(
        gitter, "norwind/quay.json", shape([post(1, "It is ready."), post(2, "Not yet.", parentId="57501", editedAt="2016-06-02T21:00:00Z")])
    )

    assert [(m.speaker, m.locator, m.native, m.thread, m.document, str(m.said_at)) for m in said.messages] == [
        ("Ada Lind", "message 57501", "57501", None, "quay/2016-06-02", "2016-06-02 22:54:38.747000+02:00"),
        ("Ada Lind", "message 57502", "57502", "57501", "quay/2016-06-02", "2016-06-02 22:54:38.747000+02:00"),
    ]
    assert str(said.messages[1].edited) == "2016-06-02 23:00:00+02:00"
    assert said.notes.known_as["quay/2016-06-02"] == {"alind": "Ada Lind", "54d7": "Ada Lind"}


def test_a_message_that_was_emptied_is_deleted(reading) -> None:
    said = reading(gitter, "quay.json", json.dumps([post(1, "", editedAt="2016-06-02T21:00:00Z"), post(2, "")]))

    assert said.notes.dropped == {"deleted": 1, "empty": 1}
    assert said.notes.removed == {"57501"}


def test_quotes_and_code_are_left_out_and_offsets_hold(reading) -> None:
    text = "It fails:\n```\nmake\n```\n> Why?\n\nBecause 5 > 4."

    said = reading(gitter, "quay.json", json.dumps([post(1, text)]))

    assert [m.text for m in said.messages] == ["It fails:", "Because 5 > 4."]
    assert all(text[m.offset : m.offset + len(m.text)] == m.text for m in said.messages)


def test_people_over_a_bridge_and_without_account_are_told_apart(reading) -> None:
    bridged = post(1, "Hello.", fromUser=None, virtualUser={"type": "matrix", "externalId": "dee:norwind.example", "displayName": "Dee Roy"})

    said = reading(gitter, "quay.json", json.dumps([bridged, post(2, "Who?", fromUser=None)]))

    assert said.turns() == [("Dee Roy", "Hello."), (None, "Who?")]
