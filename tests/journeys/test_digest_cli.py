"""`driftwatch digest`: shown, written to files, and sent once per recipient and week to a real mail server on loopback."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.handlers import Message

from driftwatch.store import open_store
from driftwatch.store.preferences import Act

RECIPIENTS = ("one@partner.example", "two@partner.example")


class Inbox(Message):
    """Keeps what arrives as it came."""

    def __init__(self) -> None:
        super().__init__()
        self.mails = []

    def prepare_message(self, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=default))

    def handle_message(self, message):
        """All is done already."""


@pytest.fixture
def programme(lantern, tmp_path):
    """A scanned programme with two recipients."""
    folder = tmp_path / "lantern"
    (folder / ".driftwatch").mkdir(parents=True)
    partners = "".join(f'[[partner]]\nid = "{partner.id}"\nname = "{partner.name}"\n' for partner in lantern.partners)
    recipients = "".join(f'[[recipient]]\naddress = "{address}"\n' for address in RECIPIENTS)
    settings = f'[programme]\nname = "Lantern"\n[digest]\nsender = "drift@lantern.example"\n{partners}{recipients}'
    (folder / "driftwatch.toml").write_text(settings, encoding="utf-8")
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    store.commit(lantern)
    store.close()
    return folder


def test_sent_again_and_again_each_recipient_gets_one_mail_a_week(driftwatch, programme, receiving):
    inbox = Inbox()

    with receiving(inbox) as port:
        server = {"DRIFTWATCH_SMTP_HOST": "127.0.0.1", "DRIFTWATCH_SMTP_PORT": str(port)}
        first = driftwatch("digest", programme, "--send", "--period", "2026-w13", **server)
        second = driftwatch("digest", programme, "--send", "--period", "2026-W13", **server)

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stderr.splitlines() == [f"{address}: 2026-W13 sent" for address in RECIPIENTS]
    assert first.stdout == ""
    assert sorted(mail["To"] for mail in inbox.mails) == list(RECIPIENTS)
    assert {mail["Subject"] for mail in inbox.mails} == {"[Lantern] Week 13: 2 new gaps, 1 closer, 1 high"}


def test_what_was_told_in_one_week_is_not_new_in_the_next(driftwatch, programme, receiving):
    with receiving(Inbox()) as port:
        driftwatch.inside("digest", programme, "--send", "--period", "2026-W13", DRIFTWATCH_SMTP_HOST="127.0.0.1", DRIFTWATCH_SMTP_PORT=str(port))
    next_week = driftwatch.inside("digest", programme, "--period", "2026-W14")
    same_week = driftwatch.inside("digest", programme, "--period", "2026-W13")

    assert next_week.stdout.splitlines()[0] == "Subject: [Lantern] Week 14: nothing new, 2 open gaps"
    assert same_week.stdout.splitlines()[0] == "Subject: [Lantern] Week 13: 2 new gaps, 1 closer, 1 high"


def test_a_server_that_is_not_there_fails_with_the_mend_and_the_mail_can_be_sent_later(driftwatch, programme, receiving):
    inbox = Inbox()

    failed = driftwatch.inside("digest", programme, "--send", DRIFTWATCH_SMTP_HOST="127.0.0.1", DRIFTWATCH_SMTP_PORT="1")
    with receiving(inbox) as port:
        sent = driftwatch.inside("digest", programme, "--send", DRIFTWATCH_SMTP_HOST="127.0.0.1", DRIFTWATCH_SMTP_PORT=str(port))

    assert failed.returncode == 2
    assert "2 of 2 mails could not be sent" in failed.stderr
    assert "check host and port" in failed.stderr
    assert sent.returncode == 0
    assert len(inbox.mails) == 2


def test_the_status_shows_what_became_of_each_mail_to_people_and_to_programs(driftwatch, programme, receiving):
    empty = driftwatch.inside("digest", programme, "--status")
    with receiving(Inbox()) as port:
        server = {"DRIFTWATCH_SMTP_HOST": "127.0.0.1", "DRIFTWATCH_SMTP_PORT": str(port)}
        driftwatch.inside("digest", programme, "--send", "--period", "2026-W13", "--to", RECIPIENTS[0], **server)
    driftwatch.inside("digest", programme, "--send", "--period", "2026-W13", DRIFTWATCH_SMTP_HOST="127.0.0.1", DRIFTWATCH_SMTP_PORT="1")
    people = driftwatch.inside("digest", programme, "--status").stdout
    told = json.loads(driftwatch.inside("digest", programme, "--status", "--json", "--period", "2026-W13").stdout)

    assert (empty.returncode, empty.stdout) == (0, "")
    assert [(mail["recipient"], mail["state"], mail["attempts"]) for mail in told] == [(RECIPIENTS[0], "sent", 1), (RECIPIENTS[1], "queued", 1)]
    assert told[1]["next"] and "cannot be reached" in told[1]["detail"]
    for row in ("one@partner.example  sent", "two@partner.example  queued", "cannot be reached"):
        assert row in people


def test_who_insists_gets_it_again_but_not_who_has_left(driftwatch, programme, receiving):
    inbox = Inbox()
    with receiving(inbox) as port:
        server = {"DRIFTWATCH_SMTP_HOST": "127.0.0.1", "DRIFTWATCH_SMTP_PORT": str(port)}
        driftwatch.inside("digest", programme, "--send", "--period", "2026-W13", **server)
        leave(programme, RECIPIENTS[1])
        again = driftwatch.inside("digest", programme, "--resend", "--period", "2026-W13", **server)

    assert again.returncode == 0
    assert again.stderr.splitlines() == [
        "one@partner.example: 2026-W13 sent",
        "two@partner.example: 2026-W13 skipped: unsubscribed: since 2026-04-01, by themselves",
    ]
    assert [mail["To"] for mail in inbox.mails] == [*RECIPIENTS, RECIPIENTS[0]]
    assert len({mail["Message-ID"] for mail in inbox.mails}) == 3


def test_an_address_that_is_not_on_the_list_gets_nothing(driftwatch, programme):
    ran = driftwatch.inside("digest", programme, "--send", "--to", "stranger@partner.example")

    assert ran.returncode == 2
    assert "stranger@partner.example: not on the list of recipients" in ran.stderr


def leave(programme, address):
    at = datetime(2026, 4, 1, tzinfo=UTC)
    store = open_store(f"sqlite:///{programme / '.driftwatch' / 'driftwatch.db'}")
    store.preferences.change(
        "lantern", address, lambda wish: replace(wish, unsubscribed=at), Act(actor="recipient", action="mail.unsubscribe", at=at)
    )
    store.close()


def test_without_a_server_sending_names_the_variable_and_nothing_is_noted_as_sent(driftwatch, programme):
    ran = driftwatch.inside("digest", programme, "--send")

    assert ran.returncode == 2
    assert "set $DRIFTWATCH_SMTP_HOST" in ran.stderr


def test_the_messages_can_be_written_to_files_instead(driftwatch, programme, tmp_path):
    ran = driftwatch.inside("digest", programme, "--eml-dir", tmp_path / "out")

    written = sorted((tmp_path / "out").iterdir())
    assert ran.returncode == 0, ran.stderr
    assert sorted(ran.stdout.splitlines()) == [str(path) for path in written]
    assert [message_from_bytes(path.read_bytes(), policy=default)["To"] for path in written] == list(RECIPIENTS)


def test_a_week_that_is_none_is_refused(driftwatch, programme):
    ran = driftwatch.inside("digest", programme, "--period", "2026-W60")

    assert ran.returncode == 2
    assert "write it like 2026-W14" in ran.stderr
