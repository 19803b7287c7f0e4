"""The weekly mail under faults and kills for long: DRIFTWATCH_NIGHTLY=1 runs 2,000 mails, 30 % faults and 200 kills on both databases."""

import os
import random
import runpy
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from driftwatch.crashing import arm
from driftwatch.domain.mailing import Delivery, DeliveryState, Place, mail_identity
from driftwatch.jobs.mailing import Post, drain_mail
from driftwatch.notifiers.mail import MailNotifier
from driftwatch.notifiers.server import MailServer
from driftwatch.settings import DigestSettings, Quiet, Recipient, Settings
from driftwatch.store import open_store
from driftwatch.store.mails import LEASE

LONG = "DRIFTWATCH_NIGHTLY" in os.environ
MAILS, KILLS = (2000, 200) if LONG else (24, 4)
A_WEEK = 50 if LONG else 6
SHARE_OF_FAULTS = 0.3
AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
WITH = runpy.run_path(str(Path(__file__).parents[1] / "faulty_smtp.py"))
FaultyServer, STORED_UNHEARD = WITH["FaultyServer"], WITH["STORED_UNHEARD"]
FAULTS = [fault for fault in WITH["FAULTS"] if fault not in ("no TLS", "535 at AUTH", "drip")]
SPENT = ("550 at RCPT", "550 5.7.1 at RCPT", "554 at DATA", "554 at end")


class Faults:
    """An endless list of what the server meets: nothing, or a fault by chance; `before` are those that were met."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.next = dice, None

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, _: int) -> str:
        if self.next is None:
            self.next = self.dice.choice(FAULTS) if self.dice.random() < SHARE_OF_FAULTS else ""
        return self.next

    def popleft(self) -> str:
        met, self.next = self[0], None
        return met


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql" and not LONG:
        pytest.skip("the long run alone uses both databases: set DRIFTWATCH_NIGHTLY=1")
    return f"sqlite:///{tmp_path}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")()


def run(url: str, port: int, settings: Settings, now: datetime, *, die_after: int | None) -> bool:
    """Hand over what is due, in a process of its own that dies after so many places, if at all; whether it died."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    try:
        left = die_after or 0

        def come_by(name: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        store = open_store(url)
        arm(come_by if die_after else None)
        notifier = MailNotifier(MailServer(host="127.0.0.1", port=port, timeout=5))
        drain_mail(Post(store=store, notifier=notifier, settings_of=lambda _: settings, clock=lambda: now, chance=lambda: 0.5, secret="s"))
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must not go on with the tests of its parent
        import traceback

        traceback.print_exc()
        os._exit(1)


def test_whoever_fails_and_whoever_dies_no_mail_is_lost_and_a_second_copy_is_the_same(address, lantern, tally, seed):
    dice = random.Random(seed)
    recipients = tuple(Recipient(address=f"{number}@partner.example") for number in range(A_WEEK))
    digest = DigestSettings(sender="drift@lantern.example", empty=Quiet.ALWAYS)
    settings = Settings(folder=Path(), name="Lantern", partners=lantern.partners, digest=digest, recipients=recipients)
    store = open_store(address)
    store.commit(lantern)
    now, kills = AT, 0

    with FaultyServer(faults=Faults(dice)) as server:
        for week in range(MAILS // A_WEEK):
            period = f"2026-W{week + 1:02d}"
            store.mails.queue([Place(programme="lantern", recipient=recipient.address, period=period) for recipient in recipients], at=now)
            while any(mail.state in (DeliveryState.QUEUED, DeliveryState.SENDING) for mail in store.mails.find("lantern", period=period)):
                deadly = kills < KILLS * (week + 1) * A_WEEK / MAILS
                died = run(address, server.port, settings, now, die_after=dice.randrange(1, 60) if deadly else None)
                kills += died
                now += LEASE if died else timedelta(minutes=20)
    mails = store.mails.find("lantern")
    store.close()

    met = Counter(fault for fault in server.met if fault)
    copies = Counter(message for _, message in server.received)
    arrived = Counter(message.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode() for message in copies)
    states = Counter(mail.state.value for mail in mails)
    lost = [mail for mail in mails if mail.state is DeliveryState.SENT and f"<{identity(mail)}@lantern.example>" not in arrived]
    doubles, unheard = sum(copies.values()) - len(copies), sum(met[fault] for fault in STORED_UNHEARD)
    tally(
        n=len(mails), failures=len(lost) + max(0, doubles - kills - unheard), kills=kills, faults=sum(met.values()), doubles=doubles,
        **{f"became {state}": number for state, number in sorted(states.items())},
    )  # fmt: skip
    assert set(states) <= {"sent", "bounced", "failed", "skipped"}
    assert not lost
    assert set(arrived.values()) == {1}
    assert doubles <= kills + unheard
    assert states["failed"] + states["bounced"] <= sum(met[fault] for fault in SPENT)
    assert kills >= KILLS // 2


def identity(mail: Delivery) -> str:
    return mail_identity(mail.programme, mail.recipient, mail.period)
