"""Mails that Outlook saved."""

import struct
from datetime import UTC, datetime

import pytest
from tests.unit.readers import outlook
from tests.unit.readers.outlook import (
    ADDRESS,
    ANSWERED,
    AUTHOR,
    AUTHOR_SMTP,
    BODY,
    CLASS,
    CODEPAGE,
    FLAGS,
    HEADERS,
    HTML,
    IDENTITY,
    INDEX,
    NAME,
    RICH,
    ROLE,
    SENDER,
    SENDER_ADDRESS,
    SENT,
    SMTP,
    SUBJECT,
)

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import mail, msg

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)
ADA: dict[int, outlook.Value] = {
    CLASS: "IPM.Note",
    SUBJECT: "Cranes",
    AUTHOR: "Ada Lind",
    AUTHOR_SMTP: "ada@norwind.example",
    SENT: NINE,
    IDENTITY: "<1@norwind.example>",
}
CY: dict[int, outlook.Value] = {NAME: "Cy Penn", SMTP: "cy@southport.example", ROLE: 1}
BODY_TEXT = "Hi Cy,\r\n\r\nWe lift at dawn,\r\nboth crews.\r\n\r\nKind regards\r\nAda\r\n\r\nFrom: Cy Penn\r\nSent: Monday\r\n\r\nWhen?\r\n"


def saved(values: dict[int, outlook.Value], **more) -> bytes:
    return outlook.compound(outlook.item({**ADA, **values}, **more))


def test_the_text_is_said_by_its_author_when_it_was_sent(reading) -> None:
    said = reading(msg, "x.msg", saved({BODY: BODY_TEXT, ANSWERED: "<0@southport.example>"}, people=[CY]))

    (message,) = said.messages
    assert (message.speaker, message.organisation, message.text) == ("Ada Lind", "norwind.example", "We lift at dawn,\nboth crews.")
    assert (message.locator, message.document, message.thread) == ("body line 3", "mail 1@norwind.example", "0@southport.example")
    assert message.said_at == NINE
    assert said.notes.attendees["mail 1@norwind.example"]["Cy Penn"] == "southport.example"
    assert said.notes.known_as["mail 1@norwind.example"]["cy@southport.example"] == "Cy Penn"


def test_the_same_mail_has_the_same_ids_in_outlook_and_on_the_net(reading) -> None:
    head = "From: Ada Lind <ada@norwind.example>\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nMessage-ID: <1@norwind.example>\nSubject: Cranes\n"

    inside = reading(msg, "x.msg", saved({BODY: BODY_TEXT}))
    travelled = reading(msg, "y.msg", saved({BODY: BODY_TEXT, HEADERS: head.replace("\n", "\r\n")}))
    outside = reading(mail, "x.eml", head + "\n" + BODY_TEXT.replace("\r\n", "\n"))

    assert len({(found.messages[0].reader, found.messages[0].native, found.messages[0].document) for found in (inside, travelled, outside)}) == 1
    assert travelled.messages[0].said_at.isoformat() == "2026-03-03T10:00:00+01:00"


def test_the_address_of_an_exchange_sender_is_found_among_the_recipients(reading) -> None:
    internal = "/O=NORWIND/OU=EXCHANGE/CN=RECIPIENTS/CN=ADA"
    values = {AUTHOR: "", AUTHOR_SMTP: "", SENDER: "Lind, Ada", SENDER_ADDRESS: internal, BODY: BODY_TEXT}

    known = reading(msg, "x.msg", saved(values, people=[{NAME: "Lind, Ada", ADDRESS: internal.lower(), SMTP: "ada@norwind.example", ROLE: 2}, CY]))
    unknown = reading(msg, "x.msg", saved(values, people=[CY]))

    assert (known.messages[0].speaker, known.messages[0].organisation) == ("Ada Lind", "norwind.example")
    assert (unknown.messages[0].speaker, unknown.messages[0].organisation) == ("Ada Lind", None)
    assert "known to its mail server only" in unknown.notes.guessed[0]


def test_html_is_read_in_its_own_encoding_where_there_is_no_text(reading) -> None:
    markup = '<html><body><p>Кран готов.</p><div id="divRplyFwdMsg"><b>From:</b> Cy</div><p>When?</p></body></html>'

    said = reading(msg, "x.msg", saved({HTML: markup.encode("cp1251"), CODEPAGE: 1251}))

    assert [message.text for message in said.messages] == ["Кран готов."]


def test_eight_bit_text_is_read_in_the_codepage_of_the_item(reading) -> None:
    values = {number: value for number, value in ADA.items() if number != SUBJECT}
    nodes = outlook.item({**values, 0x3FFD: 1252})
    entry = struct.pack("<HHIQ", 0x001E, BODY, 6, 20)
    nodes[0].content = (nodes[0].content or b"") + entry
    nodes.append(outlook.Node("__substg1.0_1000001E", "Die Kräne stehen.".encode("cp1252")))

    assert [message.text for message in reading(msg, "x.msg", outlook.compound(nodes)).messages] == ["Die Kräne stehen."]


def test_rich_text_alone_is_not_read_and_says_what_would_be(reading) -> None:
    said = reading(msg, "x.msg", saved({RICH: b"LZFu" * 10}))

    assert [(problem.reason, "save it as .eml" in problem.what) for problem in said.notes.problems] == [(Reason.NO_TEXT, True)]


def test_attached_mails_are_mails_of_their_own_and_attached_files_are_not(reading) -> None:
    inner = outlook.attached(
        {CLASS: "IPM.Note", BODY: "We wait.", AUTHOR: "Cy Penn", AUTHOR_SMTP: "cy@southport.example", SENT: NINE, IDENTITY: "<0@southport.example>"}
    )
    contact = outlook.attached({CLASS: "IPM.Contact", SUBJECT: "Cy"})

    said = reading(msg, "x.msg", saved({BODY: "See below."}, within=[b"x" * 5000, inner, contact]))

    assert said.turns() == [("Ada Lind", "See below."), ("Cy Penn", "We wait.")]
    assert [message.locator for message in said.messages] == ["body line 1", "attached mail 1 body line 1"]
    assert said.notes.dropped["attachment"] == 2


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({CLASS: "REPORT.IPM.Note.NDR"}, "bounce"),
        ({CLASS: "IPM.Schedule.Meeting.Resp.Pos"}, "calendar response"),
        ({CLASS: "IPM.Note.Rules.OofTemplate.Microsoft"}, "automatic reply"),
        (
            {SUBJECT: "Automatic reply: Cranes", HEADERS: "From: Ada Lind <ada@norwind.example>\r\nAuto-Submitted: auto-replied\r\n\r\n"},
            "automatic reply",
        ),
        ({FLAGS: 0x8}, "draft"),
    ],
)
def test_what_nobody_wrote_and_sent_is_left_out_with_its_reason(reading, values: dict[int, outlook.Value], reason: str) -> None:
    said = reading(msg, "x.msg", saved({BODY: BODY_TEXT, **values}))

    assert said.messages == []
    assert said.notes.dropped[reason] == 1


@pytest.mark.parametrize("kind", ["IPM.Appointment", "IPM.Contact", "IPM.Task", "IPM.StickyNote"])
def test_what_is_no_mail_is_passed_over(reading, kind: str) -> None:
    said = reading(msg, "x.msg", saved({CLASS: kind, BODY: BODY_TEXT}))

    assert said.messages == []
    assert said.notes.reference is not None


def test_an_encrypted_mail_is_named(reading) -> None:
    said = reading(msg, "x.msg", saved({CLASS: "IPM.Note.SMIME"}))

    assert [problem.reason for problem in said.notes.problems] == [Reason.ENCRYPTED]


def test_threads_are_known_as_outlook_numbers_them(reading) -> None:
    index = bytes(range(22)) + b"later"
    values = {BODY: BODY_TEXT, INDEX: index, SUBJECT: "AW: Cranes"}

    assert reading(msg, "x.msg", saved(values)).messages[0].thread == f"thread {bytes(range(22)).hex()}"


def test_an_item_without_sender_is_refused(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="no sender") as refusal:
        reading(msg, "x.msg", outlook.compound(outlook.item({CLASS: "IPM.Note", BODY: BODY_TEXT})))

    assert refusal.value.reason is Reason.NO_SPEAKER


def test_parts_that_share_their_bytes_are_refused(reading) -> None:
    data = bytearray(saved({BODY: "x" * 3000, HTML: b"y" * 200_000}))
    at = data.find("__substg1.0_10130102".encode("utf-16-le"))
    for place in (name for name in range(at - 128 * 8, at + 128 * 8, 128) if data[name + 66 : name + 67] == b"\x02"):
        data[place + 116 : place + 128] = data[at + 116 : at + 128]

    with pytest.raises(UnreadableSourceError) as refusal:
        reading(msg, "x.msg", bytes(data))

    assert refusal.value.reason is Reason.OVERLAP


def test_broken_bytes_anywhere_end_in_words_or_in_what_is_left(reading) -> None:
    whole = saved({BODY: BODY_TEXT, HTML: b"<p>x</p>" * 700}, people=[CY], within=[outlook.attached({**ADA, BODY: "Inner."})])

    for place in range(0, len(whole), 61):
        for wild in (b"\0", b"\xff", b"\x80"):
            damaged = whole[:place] + wild * 4 + whole[place + 4 :]
            try:
                reading(msg, "x.msg", damaged)
            except UnreadableSourceError as refusal:
                assert str(refusal)


@pytest.mark.parametrize("length", [0, 8, 76, 511, 512, 600, 1536, 4000])
def test_what_is_cut_off_is_refused_in_words(reading, length: int) -> None:
    whole = saved({BODY: BODY_TEXT})

    with pytest.raises(UnreadableSourceError):
        reading(msg, "x.msg", whole[: min(length, len(whole) - 600)])


def test_other_compound_files_are_no_mails() -> None:
    word = outlook.compound([outlook.Node("WordDocument", b"x" * 5000)])

    assert msg.recognises("x", saved({BODY: BODY_TEXT})[: 64 * 1024])
    assert not msg.recognises("x.doc", word)
    assert not msg.recognises("x.msg", b"PK\x03\x04")
