"""The weekly mail against a mail server that fails at every place: nothing lost, nothing doubled but where nobody can know."""

import os
import runpy
import socket
from collections import Counter, deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from driftwatch.jobs.mailing import Post, became, drain_mail, places_of, send_digest
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.settings import DigestSettings, Recipient, Settings
from driftwatch.store import open_store

AT = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
WEEK = "2026-W13"
WITH = runpy.run_path(str(Path(__file__).parents[1] / "faulty_smtp.py"))
FaultyServer, FAULTS, STORED_UNHEARD = WITH["FaultyServer"], WITH["FAULTS"], WITH["STORED_UNHEARD"]
BOUNCED, DEAD = ("550 at RCPT",), ("550 5.7.1 at RCPT", "554 at DATA", "554 at end")


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def settings(lantern) -> Settings:
    recipients = tuple(Recipient(address=f"{number}@partner.example") for number in ("one", "two", "three"))
    return Settings(
        folder=Path(), name="Lantern", partners=lantern.partners, digest=DigestSettings(sender="drift@lantern.example"), recipients=recipients
    )


@pytest.fixture
def post_to(tmp_path, lantern, settings):
    """A post office for a programme that was scanned, before a server."""
    opened = []

    def make(server: MailServer, *, url: str | None = None, clock: Clock | None = None, settings: Settings = settings) -> Post:
        store = open_store(url or f"sqlite:///{tmp_path / 'driftwatch.db'}")
        store.commit(lantern)
        opened.append(store)
        return Post(
            store=store,
            notifier=MailNotifier(server),
            settings_of=lambda _: settings,
            clock=clock or Clock(),
            chance=lambda: 0.5,
            secret="s",
            told=said.append,
        )

    said: list[str] = []
    make.said = said
    yield make
    for store in opened:
        store.close()


def in_time(post: Post) -> None:
    """Let days go by, with somebody who looks whenever something is due, until nothing waits any more."""
    while waiting := [mail.due for mail in post.store.mails.find("lantern") if mail.due]:
        post.clock.now = max(post.clock.now, min(waiting))
        drain_mail(post)


def states(post: Post) -> dict[str, str]:
    return {mail.recipient.partition("@")[0]: mail.state.value for mail in post.store.mails.find("lantern")}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_loses_nothing_and_doubles_nothing_that_could_be_known(post_to, fault):
    with FaultyServer(faults=deque([fault])) as faulty:
        security = {"starttls": True} if "TLS" in fault else {"user": "drift", "password": "p"} if "AUTH" in fault else {}
        post = post_to(MailServer(host="127.0.0.1", port=faulty.port, timeout=2, deadline=0.3 if fault == "drip" else 20, **security))
        send_digest(post, "lantern", WEEK)
        first = states(post)
        if security.get("starttls"):
            post.notifier.server = MailServer(host="127.0.0.1", port=faulty.port, timeout=2)
        in_time(post)

    arrived = Counter(recipient.partition("@")[0] for recipient, _ in faulty.received)
    ended = "bounced" if fault in BOUNCED else "failed" if fault in DEAD else "sent"
    assert faulty.met == [fault]
    assert sorted(states(post).values()) == sorted([ended, "sent", "sent"])
    assert ended == "sent" or first == states(post)
    assert arrived == {name: 1 + (fault == "drop after taking" and place == 0) for place, name in enumerate(arrived)}
    assert len(arrived) == 3 - (ended != "sent")
    assert len({message for _, message in faulty.received}) == len(arrived)


def test_a_second_copy_has_the_same_id_and_the_same_bytes(post_to):
    with FaultyServer(faults=deque(["drop after taking"])) as faulty:
        post = post_to(MailServer(host="127.0.0.1", port=faulty.port, timeout=2))
        send_digest(post, "lantern", WEEK)
        in_time(post)

    copies = Counter(message for _, message in faulty.received)
    assert sorted(copies.values()) == [1, 1, 2]
    assert len({message_from_bytes(message)["Message-ID"] for message in copies}) == 3


def test_a_server_that_nobody_runs_is_asked_about_ten_times_in_three_days_for_all_and_then_it_is_told(post_to):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    post = post_to(MailServer(host="127.0.0.1", port=port, timeout=2))
    send_digest(post, "lantern", WEEK)

    in_time(post)

    mails = post.store.mails.find("lantern")
    assert [mail.state.value for mail in mails] == ["failed"] * 3
    assert 8 <= mails[0].attempts == len(post_to.said) <= 12
    assert "cannot be reached (Connection refused); check host and port" in mails[0].detail


def test_many_mails_wait_out_four_hours_without_a_server_and_then_go_over_one_connection(post_to, settings):
    number = 1000 if os.environ.get("DRIFTWATCH_NIGHTLY") else 60
    many = replace(settings, recipients=tuple(Recipient(address=f"{place}@partner.example") for place in range(number)))
    post = post_to(MailServer(host="127.0.0.1", port=1, timeout=2), settings=many)
    places = places_of(post, "lantern", WEEK)
    post.store.mails.queue(places, at=AT)
    for _ in range(12):
        drain_mail(post)
        post.clock.now += timedelta(minutes=20)
    tries = sum(mail.attempts for mail in became(post.store, places[:1]))

    with FaultyServer() as server:
        post.notifier.server = MailServer(host="127.0.0.1", port=server.port, timeout=2)
        post.clock.now += timedelta(hours=4)
        drain_mail(post)

    assert 3 <= tries <= 9
    assert {mail.state.value for mail in became(post.store, places)} == {"sent"}
    assert (len(server.received), len({recipient for recipient, _ in server.received}), server.connections) == (number, number, 1)
