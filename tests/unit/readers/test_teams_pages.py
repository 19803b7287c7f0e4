"""Teams as pages and as copied text."""

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import teams_copy, teams_html
from driftwatch.testing import SampleSource, check_reader

BLOCK = '<div class="message" id="m{n}"><span class="sender">{who}</span><time class="timestamp">{when}</time><div class="body">{what}</div></div>'


def page(*blocks: str, title: str = "Conversation: Quay") -> str:
    return f"<html><head><title>{title}</title></head><body><p>Microsoft Teams</p>{''.join(blocks)}</body></html>"


def block(n: int, who: str, when: str, what: str) -> str:
    return BLOCK.format(n=n, who=who, when=when, what=what)


def test_a_page_keeps_the_contract_of_readers() -> None:
    content = page(block(1, "Ada Lind", "3/16/2026 9:02 AM", "<p>It is ready.</p>"), block(2, "Cy Penn", "3/16/2026 9:04 AM", "Not yet."))

    check_reader(teams_html, SampleSource(name="quay.html", content=content.encode()))


def test_one_order_of_day_and_month_holds_for_the_page(reading) -> None:
    said = reading(teams_html, "quay.html", page(block(1, "Ada", "4/3/2026 9:02 AM UTC", "One."), block(2, "Ada", "4/23/2026 9:02 AM UTC", "Two.")))

    assert [str(message.said_at) for message in said.messages] == ["2026-04-03 11:02:00+02:00", "2026-04-23 11:02:00+02:00"]
    assert any("date order: month/day/year" in guess for guess in said.notes.guessed)


def test_a_page_says_who_when_and_where(reading) -> None:
    said = reading(teams_html, "quay.html", page(block(7, "Penn, Cy (External)", "2026-03-16T09:02:00Z", "<blockquote>Ready.</blockquote>Not yet.")))

    assert [(m.speaker, m.locator, m.document, m.text, m.native) for m in said.messages] == [
        ("Cy Penn", "message m7", "Quay/2026-03-16", "Not yet.", "Quay/m7")
    ]
    assert said.notes.dropped == {"quoted reply": 1}


def test_notices_and_deleted_messages_are_nobodys(reading) -> None:
    notice = '<div class="message system-message"><span class="sender">Teams</span><div class="body">Bo was added.</div></div>'
    deleted = '<div class="message deleted" id="m9"><span class="sender">Bo</span><div class="body">This message was deleted.</div></div>'

    said = reading(teams_html, "quay.html", page(block(1, "Ada", "2026-03-16 09:02", "Ready."), notice, deleted))

    assert [text for _, text in said.turns()] == ["Ready."]
    assert said.notes.dropped == {"joins and other notices": 1, "deleted": 1}
    assert said.notes.removed == {"Quay/m9"}


def test_a_table_is_read_by_its_header(reading) -> None:
    table = (
        "<table><tr><th>Sent</th><th>From</th><th>To</th><th>Message</th></tr>"
        "<tr><td>2026-03-16 09:02</td><td>Ada Lind</td><td>Cy</td><td>It is<br>ready.</td></tr></table>"
    )

    assert reading(teams_html, "quay.html", page(table)).turns() == [("Ada Lind", "It is\nready.")]


def test_messages_in_messages_are_told_once_each(reading) -> None:
    reply = block(2, "Cy Penn", "2026-03-16 09:04", "Not yet.")
    head = '<span class="author">Ada Lind</span><span class="date">2026-03-16 09:02</span>'
    thread = f'<div class="message">{head}<div class="content">Ready.</div>{reply}</div>'

    assert reading(teams_html, "quay.html", page(thread)).turns() == [("Ada Lind", "Ready."), ("Cy Penn", "Not yet.")]


def test_a_page_without_senders_is_refused_with_a_hint(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="Graph") as refusal:
        reading(teams_html, "quay.html", page("<table><tr><th>From</th><th>File</th></tr></table>"))

    assert refusal.value.reason == Reason.NO_SPEAKER


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><p class='message'>Microsoft Teams is fine.</p></body></html>",
        "<html><body><article class='post'><span class='author'>A</span> on Microsoft Teams</article></body></html>",
        "<html><body><div class='message'><span class='sender'>A</span>no product is named</div></body></html>",
    ],
)
def test_pages_about_teams_are_no_pages_of_teams(markup: str) -> None:
    assert not teams_html.recognises("page.html", markup.encode())


COPIED = "[16/03/2026 10:02] Ada Lind\n    It is ready.\n\n    Signed too.\n[16/03/2026 10:04] Penn, Cy (Guest)\n    Not yet.\n"


def test_a_copy_keeps_the_contract_of_readers() -> None:
    check_reader(teams_copy, SampleSource(name="copy.txt", content=COPIED.encode()))


def test_a_copy_is_found_again_line_by_line(reading) -> None:
    said = reading(teams_copy, "copy.txt", COPIED)
    lines = COPIED.split("\n")

    assert [(m.speaker, m.locator, m.offset, m.text) for m in said.messages] == [
        ("Ada Lind", "line 2", 4, "It is ready.\n\n    Signed too."),
        ("Cy Penn", "line 6", 4, "Not yet."),
    ]
    assert all(lines[int(m.locator[5:]) - 1][m.offset :].startswith(m.text.split("\n")[0]) for m in said.messages)


def test_names_above_their_times_are_speakers(reading) -> None:
    copied = (
        "Ada Lind\n3/16/2026 10:02 AM\nIt is ready.\nhas context menu\nSigned too.\n\n"
        "Cy Penn\n3/16/2026 10:04 AM\nNot yet.\n\nAda Lind\n3/16/2026 10:09 AM\nWhy?\n"
    )

    said = reading(teams_copy, "copy.txt", copied)

    assert said.turns() == [("Ada Lind", "It is ready."), ("Ada Lind", "Signed too."), ("Cy Penn", "Not yet."), ("Ada Lind", "Why?")]
    assert said.notes.dropped == {"boilerplate": 1}


def test_a_copy_that_lost_its_speakers_is_refused_with_a_hint(reading) -> None:
    copied = "3/16/2026 10:02 AM\nIt is ready.\n3/16/2026 10:04 AM\nNot yet, the load test is missing.\n3/16/2026 10:09 AM\nWhy?\n"

    assert teams_copy.recognises("copy.txt", copied.encode())
    with pytest.raises(UnreadableSourceError, match="names") as refusal:
        reading(teams_copy, "copy.txt", copied)
    assert refusal.value.reason == Reason.NO_SPEAKER


def test_a_chat_of_whatsapp_with_notices_is_none_of_ours() -> None:
    chat = (
        "[3/16/2026 10:02] Ada joined\n[3/16/2026 10:03] Bo joined\n"
        "[3/16/2026 10:04] Ada: Ready.\n[3/16/2026 10:04] Bo: No.\n[3/16/2026 10:05] Ada: Why?\n"
    )

    assert not teams_copy.recognises("chat.txt", chat.encode())
