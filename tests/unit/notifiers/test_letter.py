import random
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.domain.mailing import MailLinks
from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import Envelope, letter
from driftwatch.testing import SAMPLE_DIGEST

AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
SENDER = "drift@lantern.example"


ENVELOPE = Envelope(sender=SENDER, recipient="one@partner.example", at=AT)
LINKS = MailLinks(unsubscribe="https://dw.lantern.example/m/u/abc-_1", preferences="https://dw.lantern.example/m/p/abc-_1")


def parsed(envelope: Envelope = ENVELOPE, **changes) -> EmailMessage:
    return message_from_bytes(letter(replace(SAMPLE_DIGEST, **changes), envelope).content, policy=default)


def headers(envelope: Envelope = ENVELOPE, **changes) -> dict[str, str]:
    return dict(parsed(envelope, **changes).items())


def test_the_headers_say_that_a_machine_wrote_to_a_list_that_can_be_left():
    found = headers()

    assert found["From"] == "driftwatch for Programme Lantern <drift@lantern.example>"
    assert found["Date"] == "Mon, 06 Apr 2026 07:30:00 +0000"
    assert found["List-Id"] == "<lantern.driftwatch.lantern.example>"
    assert found["List-Unsubscribe"] == "<mailto:drift@lantern.example?subject=unsubscribe%20lantern>"
    assert found["Auto-Submitted"] == "auto-generated"


def test_the_same_digest_for_the_same_recipient_is_the_same_message():
    one, two = (letter(SAMPLE_DIGEST, ENVELOPE) for _ in range(2))

    assert one == two


def test_the_message_id_depends_on_programme_recipient_and_period_alone():
    plain = headers()["Message-ID"]

    assert headers(subject="another", text="another", html="another")["Message-ID"] == plain
    assert len({plain, headers(period="2026-W15")["Message-ID"], headers(programme="Other")["Message-ID"]}) == 3


def test_no_text_can_hold_what_divides_the_parts():
    divider = parsed().get_boundary()

    hostile = parsed(text=f"--{divider}\n\nforged\n", html=f"<p>\n--{divider}\n\nforged</p>")

    assert [part.get_content_type() for part in hostile.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("forged", ["Lantern\r\nBcc: all@partner.example", "Lantern\nX: y", "Lantern\x00\x0b\u2028Bcc: a@b"])
def test_no_name_can_begin_another_header(forged):
    message = parsed(programme=forged, subject=forged)

    assert "Bcc" not in message
    assert "X" not in message
    assert [str(address) for address in message["To"].addresses] == ["one@partner.example"]


@pytest.mark.parametrize("recipient", ["a@b\r\nBcc: c@d", "a@b,c@d", "a@b>", "", "nobody", "a b@c", "<a@b>", "a@b\u2028", "größe@b.example"])
def test_what_is_no_address_is_refused(recipient):
    with pytest.raises(DeliveryError, match="is not a mail address"):
        letter(SAMPLE_DIGEST, replace(ENVELOPE, recipient=recipient))


def test_a_sender_that_is_no_address_is_refused():
    with pytest.raises(DeliveryError, match="sender `nobody` is not a mail address"):
        letter(SAMPLE_DIGEST, replace(ENVELOPE, sender="nobody"))


def test_names_beyond_ascii_arrive():
    message = parsed(programme="Größe 🌊")

    assert message["From"].addresses[0].display_name == "driftwatch for Programme Größe 🌊"


def test_where_a_server_runs_the_list_is_left_by_one_click():
    found = headers(replace(ENVELOPE, links=LINKS))

    assert found["List-Unsubscribe"] == "<https://dw.lantern.example/m/u/abc-_1>, <mailto:drift@lantern.example?subject=unsubscribe%20lantern>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe-Post" not in headers()


@pytest.mark.parametrize("address", ["http://dw.lantern.example/m/u/t", "https://dw.example/m/u/t>\r\nBcc: x@y.z", "https://dw.example/m u"])
def test_what_is_no_safe_link_stands_in_no_header(address):
    found = headers(replace(ENVELOPE, links=MailLinks(unsubscribe=address, preferences=address)))

    assert found["List-Unsubscribe"] == "<mailto:drift@lantern.example?subject=unsubscribe%20lantern>"
    assert "List-Unsubscribe-Post" not in found


def test_answers_go_to_a_mailbox_that_somebody_reads():
    found = headers(replace(ENVELOPE, reply_to="office@lantern.example"))

    assert found["Reply-To"] == "office@lantern.example"
    assert found["List-Unsubscribe"].startswith("<mailto:office@lantern.example?")


def test_whoever_insists_gets_another_message_with_an_id_of_its_own():
    assert headers()["Message-ID"] != headers(replace(ENVELOPE, edition=1))["Message-ID"]


def test_a_digest_without_html_is_a_plain_message():
    message = parsed(html="")

    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == SAMPLE_DIGEST.text


EXPECTED = (
    "From To Reply-To Message-ID Subject Date List-Id List-Unsubscribe List-Unsubscribe-Post Auto-Submitted "
    "MIME-Version Content-Type Content-Transfer-Encoding"
).split()


def claim_expected_headers_alone(programme: str, subject: str) -> None:
    envelope = replace(ENVELOPE, reply_to="office@lantern.example", links=LINKS)
    programme = programme.encode("utf-8", "replace").decode()

    content = letter(replace(SAMPLE_DIGEST, programme=programme, subject=subject, text="hello", html=""), envelope).content

    lines = content.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    names = [line.partition(":")[0] for line in lines if not line.startswith((" ", "\t"))]
    assert sorted(names) == sorted(EXPECTED)
    found = {name: getaddresses([value]) for name, _, value in (line.partition(": ") for line in lines) if name in ("From", "To")}
    assert [[address for _, address in pairs] for pairs in found.values()] == [[SENDER], ["one@partner.example"]]


def test_a_thousand_hostile_names_and_subjects_make_exactly_the_expected_headers():
    dice = random.Random(7)
    beginnings = ["Lantern", "=?utf-8?q?=0D=0ABcc:_x=40y.z?=", "=?x?Q?=0D=0A", '"', "<a@b.c>", "a@b.c,", "\\", "(", ";", "\u202e", "x" * 300, ""]
    ends = [
        "\r\nBcc: all@y.z",
        "\n\n<b>",
        "\x00",
        "\u2028To: x@y.z",
        "\x85X: y",
        " ",
        "=?utf-8?b?DQpCY2M6?=",
        "\ud800",
        "\r",
        "\x0b\x1c",
        "\u2029",
        "\t",
    ]

    def hostile() -> str:
        middle = "".join(chr(dice.choice([dice.randrange(32), dice.randrange(128), dice.randrange(0x3000)])) for _ in range(dice.randrange(12)))
        return dice.choice(beginnings) + middle + dice.choice(ends)

    for _ in range(1000):
        claim_expected_headers_alone(hostile(), hostile())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(programme=st.text(min_size=1, max_size=80), subject=st.text(max_size=60))
def test_whatever_a_programme_is_called_its_mail_has_exactly_the_expected_headers(programme, subject):
    claim_expected_headers_alone(programme, subject)
