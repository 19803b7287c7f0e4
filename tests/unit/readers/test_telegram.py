"""Telegram Desktop's exports, as JSON and as HTML."""

import json

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import telegram, telegram_html
from driftwatch.testing import SampleSource, check_reader

STAMP = 1773651720


def post(number: int, who: str, text: object, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "type": "message",
        "date_unixtime": str(STAMP + 60 * number),
        "from": who,
        "from_id": f"user{len(who)}",
        "text": text,
        **more,
    }


def chat(*posts: object, **about: object) -> str:
    return json.dumps({"name": "Quay", "type": "private_supergroup", "id": 88, **about, "messages": list(posts)})


def test_a_chat_keeps_the_contract_of_readers() -> None:
    content = chat(post(1, "Ada Lind", "It is ready."), post(2, "Cy Penn", ["Not ", {"type": "bold", "text": "yet"}, "."]))

    check_reader(telegram, SampleSource(name="result.json", content=content.encode()), decoded="It is ready.\nNot yet.")


def test_a_post_says_who_when_where_and_in_answer_to_what(reading) -> None:
    said = reading(
        telegram,
        "result.json",
        chat(
            post(2, "Ada Lind", "Ready."), post(3, "Cy Penn", "Not yet.", reply_to_message_id=2), post(4, "Ada Lind", "Why?", reply_to_message_id=3)
        ),
    )

    assert [(m.speaker, m.locator, m.native, m.thread, m.document) for m in said.messages] == [
        ("Ada Lind", "message 2", "88/2", None, "Quay/2026-03-16"),
        ("Cy Penn", "message 3", "88/3", "2", "Quay/2026-03-16"),
        ("Ada Lind", "message 4", "88/4", "2", "Quay/2026-03-16"),
    ]
    assert str(said.messages[0].said_at) == "2026-03-16 10:04:00+01:00"
    assert said.notes.known_as["Quay/2026-03-16"] == {"user8": "Ada Lind", "user7": "Cy Penn"}


def test_quotes_and_code_among_the_pieces_are_not_said_and_offsets_hold(reading) -> None:
    text = [
        "Run ",
        {"type": "code", "text": "make"},
        ":\n",
        {"type": "pre", "text": "make crane"},
        "\n then ",
        {"type": "link", "text": "https://x.example"},
    ]
    whole = "Run make:\nmake crane\n then https://x.example"

    said = reading(telegram, "result.json", chat(post(1, "Ada", text)))

    assert [m.text for m in said.messages] == ["Run make:", "then https://x.example"]
    assert all(whole[m.offset : m.offset + len(m.text)] == m.text for m in said.messages)
    assert said.notes.dropped == {"code": 1}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (post(1, "Ada", "", type="service", actor="Ada", action="invite_members"), "joins and other notices"),
        (post(1, "Ada", "It comes in June.", forwarded_from="Vendor"), "forwarded"),
        (post(1, "Ada", "It comes in June.", forwarded_from=None), "forwarded"),
        (post(1, "Ada", "A poll", via_bot="@poll"), "bot"),
        (post(1, "Ada", "", photo="x.jpg"), "attachment"),
        (post(1, "Ada", []), "empty"),
    ],
)
def test_what_the_sender_did_not_say_is_counted(reading, entry, reason: str) -> None:
    said = reading(telegram, "result.json", chat(entry))

    assert not said.messages
    assert said.notes.dropped == {reason: 1}


def test_all_chats_of_an_account_are_read_each_under_its_name(reading) -> None:
    one = {"name": "Quay", "type": "private_group", "id": 1, "messages": [post(1, "Ada", "Ready.")]}
    bot = {"name": "Helper", "type": "bot_chat", "id": 2, "messages": [post(1, "Helper", "Hello!")]}
    own = {"type": "saved_messages", "id": 3, "messages": [post(1, "Ada", "Ask Cy.")]}
    left = {"name": "Old", "type": "public_channel", "id": 4, "messages": [post(1, "Bo", "Thursday.", author="Bo Moe")]}
    account = {"about": "Telegram", "chats": {"about": "x", "list": [one, bot, own]}, "left_chats": {"list": [left]}}

    said = reading(telegram, "result.json", json.dumps(account))

    assert [(m.document, m.speaker, m.native) for m in said.messages] == [
        ("Quay/2026-03-16", "Ada", None),
        ("saved_messages/2026-03-16", "Ada", None),
        ("Old/2026-03-16", "Bo Moe", "4/1"),
    ]


def test_times_without_a_zone_are_a_guess_that_is_told(reading) -> None:
    entry = {
        "id": 1,
        "type": "message",
        "date": "2019-03-16T10:02:00",
        "edited": "1970-01-01T00:00:00",
        "from": None,
        "from_id": 4400,
        "text": "Ready.",
    }

    said = reading(telegram, "result.json", chat(entry))

    assert [(m.speaker, str(m.said_at), m.edited) for m in said.messages] == [("4400", "2019-03-16 10:02:00+01:00", None)]
    assert any("zone" in guess for guess in said.notes.guessed)


def test_a_cut_off_export_gives_what_stands_before(reading) -> None:
    said = reading(telegram, "result.json", chat(post(1, "Ada", "Ready."), post(2, "Cy", "Not yet."))[:-30])

    assert said.of("Ada") == ["Ready."]
    assert [problem.reason for problem in said.notes.problems] == [Reason.MALFORMED_JSON]


def bubble(number: int, inner: str, *, joined: str = "", title: str = "16.03.2026 10:02:00 UTC+01:00") -> str:
    date = f'<div class="pull_right date details" title="{title}">10:02</div>'
    return f'<div class="message default clearfix{joined}" id="message{number}"><div class="body">{date}{inner}</div></div>'


def page(*bubbles: str) -> str:
    header = '<div class="page_header"><div class="content"><div class="text bold">\nQuay &amp; berths\n</div></div></div>'
    inner = f'<div class="page_body chat_page"><div class="history">{"".join(bubbles)}</div></div>'
    return f'<!DOCTYPE html><html><body><div class="page_wrap">{header}{inner}</div></body></html>'


def name(who: str) -> str:
    return f'<div class="from_name">\n{who}\n</div>'


def text(words: str) -> str:
    return f'<div class="text">\n{words}\n</div>'


def test_a_page_keeps_the_contract_of_readers() -> None:
    content = page(bubble(1, name("Ada Lind") + text("It is ready.")), bubble(2, name("Cy Penn") + text("Not yet.")))

    check_reader(telegram_html, SampleSource(name="messages.html", content=content.encode()))


def test_a_page_says_who_when_and_in_answer_to_what(reading) -> None:
    reply = '<div class="reply_to details">In reply to <a href="messages.html#go_to_message1" onclick="x">this message</a></div>'

    said = reading(
        telegram_html,
        "messages.html",
        page(
            bubble(1, name("Ada Lind") + text("It is<br>ready &amp; signed.")),
            bubble(2, text("Since Monday."), joined=" joined"),
            bubble(3, name('Cy Penn <span class="details"> via @bot</span>') + reply + text("Not <b>yet</b>."), title="16.03.2026 10:03:00"),
        ),
    )

    assert [(m.speaker, m.text, m.locator, m.thread, m.document) for m in said.messages] == [
        ("Ada Lind", "It is\nready & signed.", "message 1", None, "Quay & berths/2026-03-16"),
        ("Ada Lind", "Since Monday.", "message 2", None, "Quay & berths/2026-03-16"),
        ("Cy Penn", "Not yet.", "message 3", "1", "Quay & berths/2026-03-16"),
    ]


def test_what_was_forwarded_shared_or_announced_is_not_said(reading) -> None:
    forwarded = f'<div class="forwarded body">{name("Vendor")}{text("June.")}</div>'
    photo = '<div class="media_wrap clearfix"><div class="title bold">Photo</div></div>'
    service = '<div class="message service" id="message4"><div class="body details">Ada invited Bo</div></div>'
    date = '<div class="message service" id="message-1"><div class="body details">16 March 2026</div></div>'

    said = reading(telegram_html, "messages.html", page(date, bubble(1, name("Bo") + forwarded), bubble(2, name("Bo") + photo), service))

    assert not said.messages
    assert said.notes.dropped == {"forwarded": 1, "attachment": 1, "joins and other notices": 1}


def test_a_deleted_account_is_nobody_in_particular(reading) -> None:
    said = reading(telegram_html, "messages.html", page(bubble(1, name("Ada") + text("Ready.")), bubble(2, name("Deleted Account") + text("No."))))

    assert said.turns() == [("Ada", "Ready."), (None, "No.")]
