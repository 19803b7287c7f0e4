"""Mails as they travel: headers, parts, charsets, HTML, and what nobody wrote."""

import base64
import quopri
from datetime import UTC, datetime

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import mail
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource

HEAD = """From: Ada Lind <ada@norwind.example>
To: Cy Penn <cy@southport.example>
Date: Tue, 3 Mar 2026 10:00:00 +0100
Subject: Cranes
Message-ID: <1@norwind.example>
MIME-Version: 1.0
"""
SAID = "We lift at dawn."


def html(markup: str, *, text: str | None = None) -> str:
    if text is None:
        return f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{markup}\n"
    plain = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n"
    return f'{HEAD}Content-Type: multipart/alternative; boundary="b"\n\n{plain}--b\nContent-Type: text/html; charset=utf-8\n\n{markup}\n\n--b--\n'


def texts(said) -> list[str]:
    return [message.text for message in said.messages]


def field(name: str, value: str) -> str:
    return f"{name}: {value}\n{HEAD}Content-Type: text/plain; charset=utf-8\n\n{SAID}\n"


AUTOMATIC = {
    "bounce": ("From: MAILER-DAEMON@norwind.example (Mail Delivery System)\n", {}),
    "automatic reply": ("Auto-Submitted: auto-replied\n", {}),
    "automatic mail": ("Auto-Submitted: auto-generated\n", {}),
    "draft": ("X-Gmail-Labels: Drafts\n", {}),
    "spam": ("X-Gmail-Labels: Spam,Unread\n", {}),
    "deleted": ("X-Mozilla-Status: 0009\n", {}),
}


@pytest.mark.parametrize("reason", AUTOMATIC)
def test_what_nobody_wrote_and_sent_is_left_out_with_its_reason(reading, reason: str) -> None:
    said = reading(mail, "x.eml", f"{AUTOMATIC[reason][0]}{HEAD}\n{SAID}\n")

    assert said.messages == []
    assert said.notes.dropped[reason] == 1
    assert said.notes.problems == []


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Cranes",
        "Out of office: back on Monday",
        "Automatische Antwort: Kräne",
        "Réponse automatique : Grues",
        "Autosvar: Kraner",
        "Odpowiedź automatyczna: x",
    ],
)
def test_an_absence_tells_itself_by_its_subject_too(reading, subject: str) -> None:
    said = reading(mail, "x.eml", HEAD.replace("Cranes", subject) + f"\n{SAID}\n")

    assert said.notes.dropped["automatic reply"] == 1


@pytest.mark.parametrize(
    "kind",
    [
        'multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nNot delivered.\n\n--b\nContent-Type: message/delivery-status\n\n--b--',
        'multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\n\nIt was read.\n\n--b--',
    ],
)
def test_what_a_mail_server_reports_is_no_statement(reading, kind: str) -> None:
    said = reading(mail, "x.eml", f"{HEAD}Content-Type: {kind}\n")

    assert said.messages == []
    assert said.notes.dropped["bounce"] == 1


def test_an_answer_to_an_invitation_is_no_statement(reading) -> None:
    parts = (
        "--b\nContent-Type: text/plain\n\nAda Lind has accepted this invitation.\n\n--b\nContent-Type: text/calendar; "
        "method=REPLY\n\nBEGIN:VCALENDAR\n\n--b--\n"
    )

    said = reading(mail, "x.eml", f'{HEAD}Content-Type: multipart/alternative; boundary="b"\n\n{parts}')

    assert said.messages == []
    assert said.notes.dropped["calendar response"] == 1


def test_a_newsletter_is_read_and_said_to_be_one(reading) -> None:
    said = reading(mail, "x.eml", field("List-Unsubscribe", "<https://norwind.example/u>\nPrecedence: bulk"))
    list_ = reading(
        mail, "x.eml", field("List-Unsubscribe", "<https://norwind.example/u>\nList-Post: <mailto:cranes@norwind.example>\nPrecedence: list")
    )

    assert texts(said) == [SAID]
    assert "List-Unsubscribe" in said.notes.guessed[0]
    assert list_.notes.guessed == []


def test_a_digest_and_an_attached_mail_are_mails_of_their_own(reading) -> None:
    inner = (
        "--b\nContent-Type: message/rfc822\n\nFrom: Cy Penn <cy@southport.example>\nDate: Mon, 2 Mar 2026 09:00:00 +0000\nMessage-ID: "
        "<0@southport.example>\n\nWe wait.\n\n--b--\n"
    )

    said = reading(mail, "x.eml", f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee below.\n\n{inner}')

    assert said.turns() == [("Ada Lind", "See below."), ("Cy Penn", "We wait.")]
    assert said.messages[1].locator == "attached mail 1 body line 1"
    assert said.messages[1].document == "mail 0@southport.example"
    assert said.messages[1].said_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_signed_part_of_a_signed_mail_is_read(reading) -> None:
    parts = f"--b\nContent-Type: text/plain\n\n{SAID}\n\n--b\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n\n--b--\n"

    said = reading(mail, "x.eml", f'{HEAD}Content-Type: multipart/signed; boundary="b"\n\n{parts}')

    assert texts(said) == [SAID]


def test_pgp_within_the_text_is_named_as_encrypted(reading) -> None:
    said = reading(mail, "x.eml", f"{HEAD}\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")

    assert [problem.reason for problem in said.notes.problems] == [Reason.ENCRYPTED]


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Die Kräne".encode()),
        ("us-ascii", "Die Kräne".encode()),
        ("iso-8859-1", "Die Kräne".encode()),
        ("utf-8", "Die Kräne".encode("cp1252")),
        ("x-unknown", "Die Kräne".encode("cp1252")),
        ("unicode_escape", "Die Kräne".encode("latin-1")),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_a_charset_that_is_declared_wrongly_costs_no_letter(reading, charset: str, data: bytes, encoding: str) -> None:
    coded = {"8bit": data, "base64": base64.encodebytes(data), "quoted-printable": quopri.encodestring(data)}[encoding]

    said = reading(
        mail, "x.eml", f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + coded + b"\n"
    )

    assert texts(said) == ["Die Kräne"]


def test_letters_of_windows_in_a_mail_that_says_latin_are_what_they_are(reading) -> None:
    said = reading(mail, "x.eml", f"{HEAD}Content-Type: text/plain; charset=iso-8859-1\n\n".encode() + b"\x93Not before noon\x94 \x96 Ada\n")

    assert texts(said) == ["“Not before noon” – Ada"]


@pytest.mark.parametrize(
    ("encoding", "damaged"), [("base64", "V2UgbGlm\n!!dCBhdCBkYXdu\nLg"), ("quoted-printable", "We lift=ZZ at=\n dawn=E"), ("x-unheard-of", SAID)]
)
def test_a_damaged_encoding_is_read_as_far_as_it_goes(reading, encoding: str, damaged: str) -> None:
    said = reading(mail, "x.eml", f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: {encoding}\n\n{damaged}\n")

    assert texts(said)[0].startswith("We lift")


def test_a_plain_part_that_says_nothing_gives_way_to_the_html(reading) -> None:
    markup = f"<p>{SAID}</p><p>{'The rope is new. ' * 9}</p>"

    for stub in ("", "This message is in HTML. Your mail client does not support HTML.", "[logo]"):
        assert texts(reading(mail, "x.eml", html(markup, text=stub)))[0] == SAID


def test_the_plain_part_is_read_where_both_say_the_same(reading) -> None:
    assert texts(reading(mail, "x.eml", html(f"<p>{SAID.upper()}</p>", text=SAID))) == [SAID]


MARKUP = {
    "gmail": '<div>{said}</div><div class="gmail_quote"><div class="gmail_attr">On Mon, 2 Mar 2026, Dee Rao &lt;<a href="mailto:d@x.example">'
    "d@x.example</a>&gt; wrote:<br></div>"
    '<blockquote class="gmail_quote"><div>When?</div><div>&gt; Why?</div></blockquote></div>',
    "gmail-forward": '<div>{said}</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Dee</b>'
    "<br>Date: Mon<br></div><p>When?</p></div>",
    "outlook-web": '<div>{said}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Dee<br><b>Sent:</b> Monday</div><div>'
    "When?</div>",
    "outlook-web-nested": '<div>{said}</div><div id="x_divRplyFwdMsg"><b>Mittente:</b> Dee</div><div>When?</div>',
    "outlook": '<p>{said}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Dee<br><b>Gesendet:</b> Montag<br><b>An:</b> '
    "Ada</p></div><p>When?</p>",
    "outlook-old": '<p>{said}</p><div class="OutlookMessageHeader" lang="de">x</div><p>When?</p>',
    "apple": '<div>{said}</div><div><br><blockquote type="cite"><div>On 2 Mar 2026, at 09:12, Dee wrote:</div><br><div>When?</div></blockquote>'
    "</div>",
    "thunderbird": '<p>{said}</p><div class="moz-cite-prefix">On 02/03/2026 09:12, Dee Rao wrote:<br></div><blockquote type="cite" cite="mid:x"><p>'
    "When?</p></blockquote>",
    "yahoo": '<div>{said}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, 2 March 2026 at 09:12:00, Dee wrote:</div><div>'
    "When?</div></div>",
    "protonmail": '<div>{said}</div><div class="protonmail_quote">On Monday, Dee wrote:<br><blockquote>When?</blockquote></div>',
}


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_what_html_quotes_is_not_the_writers(reading, markup: str) -> None:
    said = reading(mail, "x.eml", html(markup.replace("{said}", SAID)))

    assert said.of("Ada Lind") == [SAID]
    assert said.notes.dropped["quoted reply"] + said.notes.dropped["forwarded mail"] > 0 or said.messages[1].document.endswith("#quoted")


def test_answers_between_quotations_of_html_are_the_writers(reading) -> None:
    markup = "<blockquote>When?</blockquote><p>At dawn.</p><blockquote>With whom?</blockquote><div>With both.</div>"

    assert reading(mail, "x.eml", html(f'<div class="gmail_quote">{markup}</div>')).of("Ada Lind") == ["At dawn.", "With both."]


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="display: none !important"',
        "hidden",
        'style="font-size:0px"',
        'style="mso-hide:all"',
        'style="visibility:hidden"',
    ],
)
def test_what_nobody_sees_is_left_out_and_counted(reading, hiding: str) -> None:
    said = reading(mail, "x.eml", html(f"<p>{SAID}</p><div {hiding}>The crane is ready.</div>"))

    assert texts(said) == [SAID]
    assert said.notes.dropped["hidden text"] == 1


def test_signatures_of_html_are_left_out_unless_they_hold_the_answer(reading) -> None:
    signed = reading(mail, "x.eml", html(f'<div>{SAID}</div><div class="gmail_signature"><p>The best crane is ours. Ask us!</p></div>'))
    swallowed = reading(mail, "x.eml", html(f'<div id="AppleMailSignature"><p>{SAID}</p><blockquote>When?</blockquote></div>'))

    assert texts(signed) == [SAID]
    assert signed.notes.dropped["signature"] == 1
    assert texts(swallowed) == [SAID]


def test_items_and_rows_of_html_are_paragraphs(reading) -> None:
    markup = "<ul><li>One   rope</li><li>Two\n cranes</li></ul><table><tr><td>Quay</td><td>3</td></tr></table><pre>a\n  b</pre>line<br>break"

    assert texts(reading(mail, "x.eml", html(markup))) == ["One rope", "Two cranes", "Quay\t3", "a\n  b", "line\nbreak"]


FROM = {
    '"Lind, Ada" <ada@norwind.example>': ("Ada Lind", "norwind.example"),
    '"Lind, Ada (Norwind)" <ada@norwind.example>': ("Ada Lind", "norwind.example"),
    "Ada Lind [External] <ada@NORWIND.example>": ("Ada Lind", "norwind.example"),
    "ada@norwind.example": ("ada@norwind.example", "norwind.example"),
    "=?utf-8?b?w4VkYSBMaW5k?= <ada@norwind.example>": ("Åda Lind", "norwind.example"),
    "=?iso-8859-1?Q?=C5da_Lind?= <ada@norwind.example>": ("Åda Lind", "norwind.example"),
    "Åda Lind <ada@norwind.example>": ("Åda Lind", "norwind.example"),
    "ada at norwind.example (Ada Lind)": ("Ada Lind", "norwind.example"),
    "'Ada Lind' via Cranes <cranes@lists.example>\nX-Original-From: Ada Lind <ada@norwind.example>": ("Ada Lind", "norwind.example"),
    "Ada Lind, PhD <ada@norwind.example>": ("Ada Lind", "norwind.example"),
    "Ada Lind": ("Ada Lind", None),
}


@pytest.mark.parametrize("written", FROM)
def test_a_sender_has_one_name_and_a_domain(reading, written: str) -> None:
    said = reading(mail, "x.eml", HEAD.replace("Ada Lind <ada@norwind.example>", written) + f"\n{SAID}\n")

    assert (said.messages[0].speaker, said.messages[0].organisation) == FROM[written]


def test_everybody_in_the_header_attends_under_name_and_address(reading) -> None:
    said = reading(mail, "x.eml", f'Cc: "Rao, Dee" <dee@southport.example>, undisclosed:;\n{HEAD}\n{SAID}\n')

    assert said.notes.attendees["mail 1@norwind.example"] == {
        "Dee Rao": "southport.example",
        "Cy Penn": "southport.example",
        "Ada Lind": "norwind.example",
    }
    assert said.notes.known_as["mail 1@norwind.example"]["dee@southport.example"] == "Dee Rao"


THREADS = {
    "References: <a@x> <b@x>\nIn-Reply-To: <b@x>\n": "a@x",
    "In-Reply-To: <b@x>\n": "b@x",
    "Thread-Index: AdCM7R5vK1pNgRGeQ3mtJ4bNnoZUFwAAAAAB\nSubject: RE: x\n": "thread 01d08ced1e6f2b5a4d81119e4379ad2786cd9e865417",
    "Subject: AW: [Quay] Re: Cranes\n": "subject cranes",
    "": "1@norwind.example",
}


@pytest.mark.parametrize("fields", THREADS)
def test_a_thread_is_known_by_what_the_mail_answers(reading, fields: str) -> None:
    assert reading(mail, "x.eml", f"{fields}{HEAD}\n{SAID}\n").messages[0].thread == THREADS[fields]


DATES = {
    "Tue, 3 Mar 2026 10:00:00 -0000": "2026-03-03T10:00:00+00:00",
    "3 Mar 2026 10:00": "2026-03-03T10:00:00+01:00",
    "Tue, 3 Mar 2026 10:00:00 EST": "2026-03-03T10:00:00-05:00",
    "Tue, 3 Mar 26 10:00:00 +0100 (CET)": "2026-03-03T10:00:00+01:00",
    "Tue, 33 Mar 2026 10:00:00 +0100": None,
    "Tue, 3 Mar 2026 10:00:00 +9999999999": None,
    "3": None,
    "\x00": None,
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_a_moment_or_none(reading, written: str) -> None:
    said = reading(mail, "x.eml", HEAD.replace("Tue, 3 Mar 2026 10:00:00 +0100", written) + f"\n{SAID}\n")

    assert (said.messages[0].said_at.isoformat() if said.messages[0].said_at else None) == DATES[written]


def test_a_mail_without_a_valid_date_was_said_when_the_first_server_took_it_in(reading) -> None:
    received = "Received: from a by b; Tue, 3 Mar 2026 12:00:00 +0100\nReceived: from c\n by a; Tue, 3 Mar 2026 11:00:00 +0100\n"

    said = reading(mail, "x.eml", received + HEAD.replace("Date: Tue, 3 Mar 2026 10:00:00 +0100", "Date: soon") + f"\n{SAID}\n")

    assert said.messages[0].said_at.isoformat() == "2026-03-03T11:00:00+01:00"
    assert "server" in said.notes.guessed[0]


def test_the_same_words_twice_in_a_mail_have_two_ids_and_the_same_mail_elsewhere_the_same(reading) -> None:
    body = "Yes, we do.\n\nYes, we do.\n"

    one = reading(mail, "a.eml", f"{HEAD}\n{body}")
    other = reading(mail, "b.eml", f"X-Forwarded: y\n{HEAD}Content-Transfer-Encoding: base64\n\n{base64.encodebytes(body.encode()).decode()}")

    assert len({message.native for message in one.messages}) == 2
    assert [message.native for message in one.messages] == [message.native for message in other.messages]
    assert [message.document for message in one.messages] == [message.document for message in other.messages]


def limited(content: str, **limits: int) -> tuple[list[str], Notes]:
    notes = Notes()
    source = SampleSource(name="x.eml", content=content.encode(), limits=Limits(**limits))
    return [message.text for message in mail.read(source, notes)], notes


@pytest.mark.parametrize(
    ("content", "limits", "reason"),
    [
        (f"X-Long: {'x' * 3000}\n{HEAD}\n{SAID}", {"header_bytes": 2000}, Reason.TOO_LARGE),
        (f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 30 + "--b--\n", {"mime_parts": 20}, Reason.TOO_MANY_PARTS),
        (HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(6)), {"mime_depth": 5}, Reason.TOO_DEEP),
        (HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(900)), {}, Reason.TOO_DEEP),
    ],
)
def test_a_mail_past_a_limit_is_refused(content: str, limits: dict[str, int], reason: Reason) -> None:
    with pytest.raises(UnreadableSourceError) as refusal:
        limited(content, **limits)

    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("fields", "limits"),
    [
        ("Cc: " + ", ".join(f"p{n}@x.example" for n in range(50)) + "\n", {"addresses": 20}),
        ("Subject: " + " ".join(f"=?utf-8?q?w{n}?=" for n in range(50)) + "\n", {"encoded_words": 20}),
    ],
)
def test_of_a_field_past_a_limit_the_rest_is_left_out_and_told(fields: str, limits: dict[str, int]) -> None:
    said, notes = limited(f"{fields}{HEAD}\n{SAID}\n", **limits)

    assert said == [SAID]
    assert [problem.reason for problem in notes.problems] == [Reason.TRUNCATED_TEXT]


BROKEN_FIELDS = [
    'Content-Type: text/plain; charset="\x00"',
    "Content-Type: text/plain; charset*=''%ZZ",
    "Content-Type: text/plain; charset*0*=utf-8''%",
    "Content-Type: multipart/mixed",
    "Content-Type: multipart/alternative; boundary=",
    "Content-Type: ;;;=",
    "Content-Type: text/plain; name*=x'y",
    "Content-Disposition: attachment; filename*=utf-99''x\nContent-Type: text/plain",
    "Content-Transfer-Encoding: =?utf-8?b?x?=",
    "Subject: =?utf-8?b?!!!?= =?idna?q?x?= =??q?x?=",
    "From: =?unknown?q?=ZZ?= <ada@norwind.example",
    "To: " + "(" * 3000,
    "To: " + '"' * 3001,
    "Cc: " + "<" * 3000 + "@",
    "Date: " + "9" * 400,
    "References: " + "<" * 5000,
    "Thread-Index: ====",
    "Message-ID: <\ud800>",
    "In-Reply-To: =?utf-8?q?<x@y>?=",
    "Received: ;;;",
    "MIME-Version: x\nContent-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n" * 30,
]


@pytest.mark.parametrize("broken", BROKEN_FIELDS, ids=range(len(BROKEN_FIELDS)))
def test_a_broken_field_breaks_nothing_else(reading, broken: str) -> None:
    content = f"{broken}\n{HEAD}\n{SAID}\n".encode("utf-8", "surrogatepass")

    try:
        said = reading(mail, "x.eml", content)
    except UnreadableSourceError as refusal:
        assert str(refusal)
    else:
        assert all(text == SAID or SAID in text for text in texts(said))


def test_every_paragraph_stands_verbatim_at_its_line_and_offset(reading) -> None:
    body = (
        f"Hi Cy,\n\n  {SAID}\n\n- one\n- two\n  lines\n\n> > old\n\nOn Mon, 2 Mar 2026 at 09:12, Dee Rao <d@x.example> wrote:\n>   When do\n> "
        "you lift?\n>\n> And the rope?\n"
    )

    said = reading(mail, "x.eml", f"{HEAD}\n{body}")
    lines = body.split("\n")

    assert len(said.messages) == 5
    for message in said.messages:
        line = int(message.locator.removeprefix("body line "))
        assert "\n".join(lines[line - 1 :])[message.offset :].startswith(message.text)
