"""Messenger and Instagram."""

import json

import pytest

from driftwatch.readers import meta
from driftwatch.readers.meta import mended
from driftwatch.testing import SampleSource, check_reader


def wrong(text: str) -> str:
    """Text as Meta stores it."""
    return text.encode().decode("latin-1")


def post(who: str, text: str | None, **more: object) -> dict[str, object]:
    return {"sender_name": who, "timestamp_ms": 1773651720000, **({} if text is None else {"content": text}), **more}


def conversation(*posts: object, **about: object) -> str:
    return json.dumps({"participants": [{"name": "Ada Lind"}], "messages": list(posts), "title": "Quay", "thread_path": "inbox/quay_1", **about})


def test_a_conversation_keeps_the_contract_of_readers() -> None:
    content = conversation(post("Ada Lind", "It is ready."), post("Cy Penn", "Not yet."))

    check_reader(meta, SampleSource(name="inbox/quay_1/message_1.json", content=content.encode()))


def test_letters_that_meta_stores_wrongly_are_repaired_and_told(reading) -> None:
    content = conversation(post(wrong("Åse Lind"), wrong("Der Prüfer sagt: bereit 👍")), title=wrong("Åse & Cy"))

    said = reading(meta, "message_1.json", content)

    assert [(m.speaker, m.text, m.document) for m in said.messages] == [("Åse Lind", "Der Prüfer sagt: bereit 👍", "Åse & Cy/2026-03-16")]
    assert any("Latin-1" in guess for guess in said.notes.guessed)


@pytest.mark.parametrize("text", ["plain", "café", "5 € für Ümit", "naïve Ã", "日本"])
def test_letters_that_were_stored_rightly_stay(text: str) -> None:
    assert mended(text) == text


def test_the_newer_form_with_names_in_camel_case_is_read(reading) -> None:
    message = {"senderName": "Ada Lind", "text": "Für Donnerstag.", "timestamp": 1773651720000, "type": "text", "isUnsent": False, "media": []}
    content = json.dumps({"participants": ["Ada Lind"], "threadName": "Cy Penn_17", "messages": [message, {**message, "isUnsent": True}]})

    said = reading(meta, "x.json", content)

    assert said.turns() == [("Ada Lind", "Für Donnerstag.")]
    assert said.messages[0].document == "Cy Penn_17/2026-03-16"
    assert said.notes.dropped == {"deleted": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind named the group Quay cranes.",
        "Ada Lind sent an attachment.",
        "Ada Lind added Cy Penn to the group.",
        "You missed a call from Cy.",
        "You left the group.",
        "Reacted x to your message ",
        "Liked a message",
    ],
)
def test_what_the_program_says_of_somebody_is_a_notice(reading, text: str) -> None:
    said = reading(meta, "message_1.json", conversation(post("Ada Lind", text)))

    assert not said.messages
    assert said.notes.dropped == {"joins and other notices": 1}


@pytest.mark.parametrize(
    "text",
    [
        "You added nothing about the vendor.",
        "You changed the plan without telling us.",
        "You called it ready.",
        "You set the date, not us.",
        "You missed the deadline.",
        "Liked the plan a lot.",
        "The group left the hall.",
    ],
)
def test_what_somebody_says_of_others_is_no_notice(reading, text: str) -> None:
    assert reading(meta, "message_1.json", conversation(post("Ada Lind", text))).of("Ada Lind") == [text]


def test_pictures_and_accounts_that_are_gone_are_counted_and_nameless(reading) -> None:
    said = reading(meta, "message_1.json", conversation(post("Ada", None, photos=[{"uri": "a"}]), post("Instagram User", "Ready?"), post("Ada", "")))

    assert said.turns() == [(None, "Ready?")]
    assert said.notes.dropped == {"attachment": 1, "empty": 1}


def test_a_conversation_without_title_is_named_by_where_it_lies(reading) -> None:
    content = json.dumps({"messages": [post("Ada", 'The "title": "x" is wrong.')]})

    assert [m.document for m in reading(meta, "inbox/quay/message_1.json", content).messages] == ["inbox/quay/message_1.json/2026-03-16"]
