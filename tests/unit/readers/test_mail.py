"""Mails."""

import pytest

from driftwatch.errors import UnreadableSourceError
from driftwatch.readers import mail

HEAD = """From: "Lind, Ada" <ada.lind@norwind.example>
To: Cy Penn <cy@southport.example>
Cc: Dee Rao <dee@southport.example>
Date: Tue, 3 Mar 2026 10:00:00 -0500
Subject: =?utf-8?b?S3LDpG5l?=
Message-ID: <1@norwind.example>
"""
PLAIN = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"


def test_the_frame_of_a_letter_is_left_out(reading) -> None:
    body = "Dear Cy,\n\nWe lift at dawn.\n\nThe hook is tested, the rope\nis not.\n\nKind regards\nAda Lind\n\nCrane Office | Norwind\n-- \nQuay 3\n"

    said = reading(mail, "cranes.eml", HEAD + PLAIN + body)

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Ada Lind", "The hook is tested, the rope\nis not.")]
    assert [message.locator for message in said.messages] == ["body line 3", "body line 5"]
    assert said.messages[0].organisation == "norwind.example"
    assert said.messages[0].heading == "Kräne"
    assert said.messages[0].said_at is not None
    assert said.messages[0].said_at.isoformat() == "2026-03-03T10:00:00-05:00"
    assert said.notes.dropped["greeting"] == 1
    assert said.notes.dropped["signature"] == 5


@pytest.mark.parametrize(
    "quotation",
    [
        "On Mon, 2 Mar 2026 at 09:12, Cy Penn <cy@southport.example> wrote:\n> Dear Ada,\n> we wait for the test.\n",
        "Am Mo., 2. März 2026 um 09:12 schrieb Cy Penn\n<cy@southport.example>:\n\n> we wait for the test.\n",
        "> Dear Ada,\n>\n> we wait for the test.\n>\n> Best\n> Cy\n",
    ],
)
def test_a_quotation_that_names_its_writer_is_said_by_him(reading, quotation: str) -> None:
    said = reading(mail, "cranes.eml", f"{HEAD}{PLAIN}We lift at dawn.\n\n{quotation}")

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Cy Penn", "we wait for the test.")]
    assert [message.document for message in said.messages] == ["mail 1@norwind.example", "mail 1@norwind.example#quoted"]


@pytest.mark.parametrize(
    "quotation",
    [
        "> we wait for the test.\n",
        "-----Original Message-----\nFrom: Cy Penn\nSent: Monday\nTo: Ada\n\nwe wait for the test.\n",
        "From: Cy Penn <cy@southport.example>\nSent: Monday, 2 March 2026\n\nwe wait for the test.\n",
        "> > we wait for the test.\n",
    ],
)
def test_a_quotation_of_nobody_in_particular_is_left_out_and_counted(reading, quotation: str) -> None:
    said = reading(mail, "cranes.eml", f"{HEAD}{PLAIN}We lift at dawn.\n\n{quotation}")

    assert said.turns() == [("Ada Lind", "We lift at dawn.")]
    assert said.notes.dropped["quoted reply"] > 0


def test_answers_between_quoted_lines_are_the_writers(reading) -> None:
    said = reading(mail, "cranes.eml", f"{HEAD}{PLAIN}> when do you lift?\nAt dawn.\n> with whom?\nWith both crews.\n")

    assert said.turns() == [("Ada Lind", "At dawn."), ("Ada Lind", "With both crews.")]


def test_of_two_versions_of_one_text_one_is_read(reading) -> None:
    parts = (
        'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n'
        "Content-Transfer-Encoding: quoted-printable\n\nWe lift at da=\nwn, J=C3=B6rg.\n\n--b\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: base64\n\nPHA+V2UgbGlmdCBhdCBkYXduLjwvcD4=\n\n--b--\n"
    )

    said = reading(mail, "cranes.eml", HEAD + parts)

    assert said.turns() == [("Ada Lind", "We lift at dawn, Jörg.")]


def test_a_mail_of_html_alone_is_read_from_it(reading) -> None:
    said = reading(
        mail, "cranes.eml", HEAD + "Content-Type: text/html; charset=utf-8\n\n<p>Hi Cy,</p><p>We lift at dawn &amp; dusk.</p><style>x</style>\n"
    )

    assert said.turns() == [("Ada Lind", "We lift at dawn & dusk.")]


def test_a_request_to_delete_something_is_no_disclaimer(reading) -> None:
    said = reading(
        mail, "cranes.eml", f"{HEAD}{PLAIN}The plan is off. Please delete it from the slides.\n\nThis message may contain confidential information.\n"
    )

    assert said.turns() == [("Ada Lind", "The plan is off. Please delete it from the slides.")]
    assert said.notes.dropped["disclaimer"] == 1


def test_a_mail_without_sender_is_refused(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="no sender"):
        reading(mail, "x.eml", "Subject: x\nDate: x\n\nWe lift.\n")


def test_a_mail_without_a_date_stays_undated_and_says_so(reading) -> None:
    said = reading(mail, "x.eml", HEAD.replace("Date: Tue, 3 Mar 2026 10:00:00 -0500", "Date: someday") + PLAIN + "We lift.\n")

    assert said.messages[0].said_at is None
    assert "someday" in said.notes.guessed[0]
