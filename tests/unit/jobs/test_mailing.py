"""What each recipient gets, and when they get nothing; on a real store, with a notifier that keeps what it is given."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.mailing import Batch, Frequency, Letter, MailFormat, Place, Preference
from driftwatch.domain.meaning import Severity
from driftwatch.errors import DeliveryError, Refusal
from driftwatch.jobs.mailing import Post, drain_mail, places_of, send_digest
from driftwatch.settings import DigestSettings, Quiet, Recipient, Settings
from driftwatch.store import SqlStore, open_store
from driftwatch.store.preferences import Act

AT = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
ONE, TWO = "one@partner.example", "two@partner.example"
ACT = Act(actor="recipient", action="mail.change", at=AT)


class Recording:
    """Keeps what it is given, and refuses as it was told."""

    def __init__(self, refusal: Refusal | None = None) -> None:
        self.refusal = refusal
        self.given: list[tuple[str, Letter]] = []

    def notify(self, letter: Letter, recipient: str) -> None:
        if self.refusal:
            raise DeliveryError("not now", refusal=self.refusal)
        self.given.append((recipient, letter))

    def close(self) -> None:
        """Nothing to close."""

    def mails(self, recipient: str = ONE):
        return [message_from_bytes(letter.content, policy=default) for to, letter in self.given if to == recipient]


@pytest.fixture
def store(tmp_path: Path, lantern) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    opened.commit(lantern)
    yield opened
    opened.close()


class Office:
    """A programme's mail, week by week."""

    def __init__(self, store: SqlStore, scan, *recipients: Recipient, **digest) -> None:
        self.store, self.notifier, self.said = store, Recording(), []
        settings = DigestSettings(sender="drift@lantern.example", **digest)
        self.settings = Settings(
            folder=Path(), name="Lantern", partners=scan.partners, digest=settings, recipients=recipients or (Recipient(address=ONE),)
        )
        self.now = AT

    def post(self) -> Post:
        return Post(
            store=self.store, notifier=self.notifier, settings_of=lambda _: self.settings, clock=lambda: self.now, chance=lambda: 0.0, secret="s",
            told=self.said.append,
        )  # fmt: skip

    def send(self, week: int, **changes) -> list[tuple[str, str]]:
        """The mail of this week; what became of each."""
        self.now = AT + timedelta(weeks=week - 13)
        return [(mail.state.value, mail.detail) for mail in send_digest(self.post(), "lantern", f"2026-W{week}", **changes)]

    def again(self, week: int) -> None:
        """Somebody insists."""
        places = places_of(self.post(), "lantern", f"2026-W{week}")
        self.store.mails.ask_again(places, actor="operator", at=self.now)
        drain_mail(self.post(), Batch(programme="lantern", period=f"2026-W{week}"))

    def states(self, week: int) -> list[str]:
        return [mail.state.value for mail in self.store.mails.find("lantern", period=f"2026-W{week}")]

    def wants(self, recipient: str = ONE, **wishes) -> None:
        self.store.preferences.change("lantern", recipient, lambda _: Preference(**wishes), ACT)


@pytest.fixture
def office(store, lantern):
    return lambda *recipients, **digest: Office(store, lantern, *recipients, **digest)


def text(mail) -> str:
    return " ".join(mail.get_body(("plain",)).get_content().split())


def test_sent_again_and_again_it_is_one_mail(office):
    place = office()

    assert [place.send(13) for _ in range(3)] == [[("sent", "")]] * 3
    assert len(place.notifier.given) == 1


def test_what_was_settled_between_scan_and_sending_is_not_listed(office, lantern):
    place = office()
    place.notifier.refusal = Refusal.SERVER
    place.store.mails.queue(places_of(place.post(), "lantern", "2026-W13"), at=AT)
    alert = lantern.outcome.alerts[0]
    event = AlertEvent(alert_id=alert.id, action=Action.RESOLVE.value, actor="x", reason="met", at=AT, status=AlertStatus.RESOLVED)
    place.store.act("lantern", event)
    place.notifier.refusal = None

    place.send(13)

    [mail] = place.notifier.mails()
    assert mail["Subject"] == "[Lantern] Week 13: 1 new gap, 2 closer, 0 high"


def test_what_was_tried_once_is_sent_as_it_was_written_then(office, lantern):
    place = office()
    place.notifier.refusal = Refusal.UNKNOWN
    assert place.send(13)[0][0] == "queued"
    place.store.commit(replace(lantern, outcome=replace(lantern.outcome, alerts=())))
    place.notifier.refusal = None
    place.now += timedelta(days=1)

    drain_mail(place.post())

    assert place.notifier.mails()[0]["Subject"] == "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high"


def test_each_recipient_is_told_what_changed_since_their_own_last_mail(office):
    place = office(Recipient(address=ONE), Recipient(address=TWO))
    place.send(13, only=None)
    place.settings = replace(place.settings, recipients=(*place.settings.recipients, Recipient(address="new@partner.example")))

    place.settings = replace(place.settings, digest=replace(place.settings.digest, empty=Quiet.ALWAYS))
    place.send(14)

    assert [mail["Subject"] for mail in place.notifier.mails(ONE)] == [
        "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high",
        "[Lantern] Week 14: nothing new, 2 open gaps",
    ]
    assert place.notifier.mails("new@partner.example")[0]["Subject"] == "[Lantern] Week 14: 2 new gaps, 1 closer, 1 high"


def missing(lantern, *, window: str = "2026-W14", clear_windows: int = 3):
    """A scan that does not find the first of the differences."""
    return replace(lantern, outcome=replace(lantern.outcome, alerts=lantern.outcome.alerts[1:]), window=window, clear_windows=clear_windows)


def test_what_a_scan_missed_is_not_told_as_new_when_it_is_back(office, lantern):
    place = office(empty=Quiet.ALWAYS)
    place.send(13)
    place.store.commit(missing(lantern))
    place.send(14)
    place.store.commit(replace(lantern, window="2026-W15"))

    place.send(15)

    assert place.notifier.mails()[2]["Subject"] == "[Lantern] Week 15: nothing new, 2 open gaps"


def test_what_was_told_with_another_is_not_told_as_new_when_it_stands_alone_again(office, lantern):
    place = office(empty=Quiet.ALWAYS)
    one, two = (alert.id for alert in lantern.outcome.alerts[:2])
    hand = Hand(action="merge", actor="x", reason="the same", at=AT)
    place.send(13)
    place.store.lives.merge("lantern", one, [two], hand)
    place.send(14)
    place.store.lives.split("lantern", one, two, replace(hand, action="split"))

    place.send(15)

    assert " NEW · " not in text(place.notifier.mails()[2])


def test_what_is_cleared_came_closer_and_is_told_once(office, lantern):
    place = office(empty=Quiet.NEVER)
    place.send(13)
    place.store.commit(missing(lantern, clear_windows=1))

    states = [place.send(week)[0][0] for week in (14, 15)]

    assert states == ["sent", "skipped"]
    assert "GETTING CLOSER + “kiosk” (different criteria for done): resolved." in text(place.notifier.mails()[1])


def test_nothing_changed_is_no_mail_and_a_month_without_any_is_a_heartbeat(office):
    place = office()

    became = {week: place.send(week)[0] for week in range(13, 20)}

    assert [state for state, _ in became.values()] == ["sent", "sent", "skipped", "skipped", "skipped", "sent", "skipped"]
    assert became[15][1] == "no-change: nothing new since the mail of 2026-W14"
    assert [mail["Subject"] for mail in place.notifier.mails()] == [
        "[Lantern] Week 13: 2 new gaps, 1 closer, 1 high",
        "[Lantern] April: nothing new, everything running",
        "[Lantern] May: nothing new, everything running",
    ]
    beat = text(place.notifier.mails()[1])
    assert "The last scan ran on 30 Mar 2026, 05:30 (UTC) and read 5 documents. No new or worsening gaps." in beat
    assert "1 of 3 comparisons had not enough data" in beat
    assert "2 open differences, unchanged since your last mail." in beat


@pytest.mark.parametrize(("empty", "states"), [(Quiet.NEVER, ["skipped", "skipped"]), (Quiet.ALWAYS, ["sent", "sent"])])
def test_whether_a_quiet_week_is_told_is_a_setting(office, empty, states):
    place = office(empty=empty)
    place.send(13)

    assert [place.send(week)[0][0] for week in (14, 15)] == states


def test_a_mail_a_month_is_the_first_of_the_month_and_tells_all_since_the_last(office, lantern):
    place = office(Recipient(address=ONE, frequency=Frequency.MONTHLY))
    place.send(12)
    assert place.send(13) == [("skipped", "monthly: that of 2026-W12 was this month's")]
    changed = replace(lantern.outcome.alerts[0], severity=Severity.MEDIUM)
    place.store.commit(replace(lantern, outcome=replace(lantern.outcome, alerts=(changed, *lantern.outcome.alerts[1:]))))

    place.send(14)
    place.send(15)

    assert [mail["Subject"].split(":")[0] for mail in place.notifier.mails()] == ["[Lantern] Week 12", "[Lantern] Week 14"]
    assert "What changed since the mail of ISO week 2026-W12." in text(place.notifier.mails()[1])
    assert "high → medium severity" in text(place.notifier.mails()[1])


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"unsubscribed": AT}, "unsubscribed: since 2026-03-30, by themselves"),
        ({"frequency": Frequency.NEVER}, "never: they want none"),
        ({"paused_until": date(2026, 3, 31)}, "paused: until 2026-03-31"),
        ({"listed": False}, "no-recipient: not on the list any more"),
    ],
)
def test_an_opt_out_beats_everything_and_who_insists_too(office, wishes, why):
    place = office()
    place.store.mails.queue(places_of(place.post(), "lantern", "2026-W13"), at=AT)
    place.wants(**wishes)

    drain_mail(place.post())
    place.store.mails.ask_again([Place(programme="lantern", recipient=ONE, period="2026-W13")], actor="operator", at=AT)
    drain_mail(place.post())

    assert place.notifier.given == []
    assert [(mail.state.value, mail.detail) for mail in place.store.mails.find("lantern")] == [("skipped", why)]


def test_who_leaves_between_two_tries_gets_nothing_more(office):
    place = office()
    place.notifier.refusal = Refusal.LATER
    place.send(13)
    place.wants(unsubscribed=AT)
    place.notifier.refusal = None
    place.now += timedelta(days=1)

    drain_mail(place.post())

    assert (place.notifier.given, place.states(13)) == ([], ["skipped"])


def test_a_pause_ends_by_itself(office):
    place = office()
    place.wants(paused_until=date(2026, 4, 6))

    assert [place.send(week)[0][0] for week in (13, 14)] == ["skipped", "sent"]


def test_two_bounces_running_end_it_and_the_operator_is_told(office):
    place = office(empty=Quiet.ALWAYS)
    place.notifier.refusal = Refusal.RECIPIENT

    states = [place.send(week)[0][0] for week in (13, 14, 15)]

    assert states == ["bounced", "bounced", "skipped"]
    assert [line for line in place.said if "bounced 2 times" in line and ONE not in line]
    assert place.store.mails.find("lantern")[0].detail.startswith("suppressed: the address bounced 2 times")


def test_who_insists_after_bounces_is_heard_and_a_mail_that_is_taken_makes_the_address_right_again(office):
    place = office(empty=Quiet.ALWAYS)
    place.notifier.refusal = Refusal.RECIPIENT
    for week in (13, 14, 15):
        place.send(week)
    place.notifier.refusal = None

    place.again(15)

    assert place.states(15) == ["sent"]
    assert place.send(16)[0][0] == "sent"
    lines = place.store.audit.find("lantern", limit=9).rows
    assert {line.action for line in lines} >= {"mail.suppress", "mail.unsuppress", "mail.resend"}


def test_who_insists_gets_a_new_message_though_nothing_changed(office):
    place = office()
    place.send(13)

    place.again(13)

    first, second = place.notifier.mails()
    assert (first["Subject"], first["Message-ID"] == second["Message-ID"]) == (second["Subject"], False)


def test_a_mail_in_the_format_and_the_zone_that_are_wanted(office):
    place = office(Recipient(address=ONE, timezone=ZoneInfo("America/New_York"), format=MailFormat.TEXT))

    place.send(13)

    [mail] = place.notifier.mails()
    assert mail.get_content_type() == "text/plain"
    assert mail["Date"] == "Mon, 30 Mar 2026 03:30:00 -0400"
    assert "As of 30 Mar 2026, 01:30 (America/New_York)." in " ".join(mail.get_content().split())


def test_what_somebody_chose_is_stronger_than_the_file(office):
    place = office(Recipient(address=ONE, format=MailFormat.HTML, timezone=UTC))
    place.wants(format=MailFormat.TEXT, timezone="Asia/Tokyo", min_severity=Severity.HIGH)

    place.send(13)

    [mail] = place.notifier.mails()
    assert mail.get_content_type() == "text/plain"
    assert mail["Subject"] == "[Lantern] Week 13: 1 new gap, 0 closer, 1 high"
    assert mail["Date"].endswith("+0900")


def test_whom_the_api_put_on_the_list_gets_the_mail_of_their_side(office):
    place = office()
    place.wants(TWO, listed=True, partner="northquay")

    place.send(13)

    assert sorted(to for to, _ in place.notifier.given) == [ONE, TWO]


def test_links_to_leave_name_nobody_and_stay_the_same(office):
    place = office(base_url="https://dw.lantern.example", empty=Quiet.ALWAYS)
    place.send(13)
    place.send(14)

    one, two = (mail["List-Unsubscribe"].split(">")[0].strip(" <") for mail in place.notifier.mails())
    assert one == two
    assert one.startswith("https://dw.lantern.example/m/u/")
    assert place.store.preferences.owner(one.rpartition("/")[2]) == ("lantern", ONE)
    assert "partner" not in one.partition("example")[2]


def test_the_mail_says_where_the_audit_log_ends(office):
    place = office()
    place.wants(format=MailFormat.TEXT)
    head = place.store.audit.head("lantern").digest

    place.send(13)

    assert f"Audit log, its end (driftwatch audit verify):\n{head}\n" in place.notifier.mails()[0].get_content().replace("\r\n", "\n")


def test_an_address_that_is_none_fails_alone_and_visibly(office):
    place = office(Recipient(address="größe@partner.example"), Recipient(address=ONE))

    became = place.send(13)

    assert [state for state, _ in became] == ["failed", "sent"]
    assert "is not a mail address" in became[0][1]


def test_a_programme_whose_settings_are_broken_keeps_the_mails_of_no_other_waiting(office):
    from driftwatch.errors import ConfigurationError

    place = office()
    place.store.mails.queue(places_of(place.post(), "broken", "2026-W13") + places_of(place.post(), "lantern", "2026-W13"), at=AT)

    def settings_of(programme: str) -> Settings:
        if programme == "broken":
            raise ConfigurationError("driftwatch.toml: line 3 is wrong")
        return place.settings

    drain_mail(replace(place.post(), settings_of=settings_of))

    assert place.states(13) == ["sent"]
    assert [(mail.state.value, mail.detail) for mail in place.store.mails.find("broken")] == [("queued", "driftwatch.toml: line 3 is wrong")]


def test_ctrl_c_gives_a_mail_back_at_once(office):
    place = office()
    place.notifier.notify = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)

    with pytest.raises(KeyboardInterrupt):
        place.send(13)

    place.notifier = Recording()
    assert place.send(13) == [("sent", "")]


def test_what_a_mail_before_the_outbox_told_is_worked_out_from_the_alerts_histories(office, store):
    from sqlalchemy import insert

    from driftwatch.store.schema import StoredDelivery

    place = office(empty=Quiet.NEVER)
    later = AT + timedelta(days=1)
    cells = {
        "programme": "lantern",
        "recipient": ONE,
        "period": "2026-W13",
        "channel": "mail",
        "state": "sent",
        "at": later.isoformat(),
        "instant": 1,
    }
    with store._database.writing() as connection:
        connection.execute(insert(StoredDelivery).values(cells))

    assert place.send(14) == [("skipped", "no-change: nothing new since the mail of 2026-W13")]


def test_two_schedulers_over_two_years_send_one_digest_a_key(office):
    place = office(empty=Quiet.ALWAYS)
    monday = date(2026, 1, 5)
    for week in range(104):
        year, number, _ = (monday + timedelta(weeks=week)).isocalendar()
        place.now = AT + timedelta(weeks=week)
        for scheduler in (place.post(), place.post()):
            send_digest(scheduler, "lantern", f"{year}-W{number:02d}")

    keys = Counter((to, letter.period) for to, letter in place.notifier.given)
    assert (len(keys), set(keys.values())) == (104, {1})
