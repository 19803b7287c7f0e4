from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import letter
from driftwatch.testing import SAMPLE_DIGEST

AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
SENDER = "drift@lantern.example"


def headers(**changes) -> dict[str, str]:
    return dict(letter(replace(SAMPLE_DIGEST, **changes), "one@partner.example", sender=SENDER, at=AT).items())


def test_the_headers_say_that_a_machine_wrote_to_a_list_that_can_be_left():
    found = headers()

    assert found["From"] == "driftwatch for Programme Lantern <drift@lantern.example>"
    assert found["Date"] == "Mon, 06 Apr 2026 07:30:00 +0000"
    assert found["List-Id"] == "<lantern.driftwatch.lantern.example>"
    assert found["List-Unsubscribe"] == "<mailto:drift@lantern.example?subject=unsubscribe%20lantern>"
    assert found["Auto-Submitted"] == "auto-generated"


def test_the_same_digest_for_the_same_recipient_is_the_same_message():
    one, two = (letter(SAMPLE_DIGEST, "one@partner.example", sender=SENDER, at=AT).as_bytes() for _ in range(2))

    assert one == two


def test_the_message_id_depends_on_programme_recipient_and_period_alone():
    plain = headers()["Message-ID"]

    assert headers(subject="another", text="another", html="another")["Message-ID"] == plain
    assert len({plain, headers(period="2026-W15")["Message-ID"], headers(programme="Other")["Message-ID"]}) == 3


@pytest.mark.parametrize("forged", ["Lantern\r\nBcc: all@partner.example", "Lantern\nX: y", "Lantern\x00\x0b\u2028Bcc: a@b"])
def test_no_name_can_begin_another_header(forged):
    message = message_from_bytes(
        letter(replace(SAMPLE_DIGEST, programme=forged, subject=forged), "one@partner.example", sender=SENDER, at=AT).as_bytes(), policy=default
    )

    assert "Bcc" not in message
    assert "X" not in message
    assert [str(address) for address in message["To"].addresses] == ["one@partner.example"]


@pytest.mark.parametrize("recipient", ["a@b\r\nBcc: c@d", "a@b,c@d", "a@b>", "", "nobody", "a b@c", "<a@b>", "a@b\u2028", "größe@b.example"])
def test_what_is_no_address_is_refused(recipient):
    with pytest.raises(DeliveryError, match="is not a mail address"):
        letter(SAMPLE_DIGEST, recipient, sender=SENDER, at=AT)


def test_a_sender_that_is_no_address_is_refused():
    with pytest.raises(DeliveryError, match="sender `nobody` is not a mail address"):
        letter(SAMPLE_DIGEST, "one@partner.example", sender="nobody", at=AT)


def test_names_beyond_ascii_arrive():
    message = message_from_bytes(
        letter(replace(SAMPLE_DIGEST, programme="Größe 🌊"), "one@partner.example", sender=SENDER, at=AT).as_bytes(), policy=default
    )

    assert message["From"].addresses[0].display_name == "driftwatch for Programme Größe 🌊"
