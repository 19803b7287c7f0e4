"""The outbox of the weekly mail, on SQLite and on a real PostgreSQL."""

import threading
from datetime import UTC, date, datetime, timedelta

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.mailing import MOST_ATTEMPTS, Batch, DeliveryState, Frequency, Letter, Place, Preference, Skip, ToldAlert
from driftwatch.domain.meaning import Severity
from driftwatch.store import open_store
from driftwatch.store.mails import LEASE, MOST_CONNECTIONS
from driftwatch.store.preferences import Act

AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
LETTER = Letter(id="<1@drift.example>", sender="drift@drift.example", period="2026-W14", content=b"Subject: one\r\n\r\nhello\r\n")
TOLD = {"DW-1": ToldAlert(status=AlertStatus.OPEN, severity=Severity.HIGH, last_seen=date(2026, 4, 3))}


def place(recipient: str = "one@partner.example", period: str = "2026-W14", programme: str = "lantern") -> Place:
    return Place(programme=programme, recipient=recipient, period=period)


def minutes(number: float) -> datetime:
    return AT + timedelta(minutes=number)


def states(store) -> list[tuple[str, str]]:
    return [(mail.recipient, mail.state.value) for mail in store.mails.find("lantern")]


def send(store, mail: Place, at: datetime = AT, state: DeliveryState = DeliveryState.SENT) -> None:
    store.mails.queue([mail], at=at)
    claim = store.mails.claim(Batch(programme=mail.programme, period=mail.period, recipients=(mail.recipient,)), at=at)
    store.mails.freeze(claim, LETTER, TOLD)
    assert store.mails.settle(claim, state, at=at)


def test_a_place_is_given_once_and_taken_once(store):
    for _ in range(3):
        store.mails.queue([place(), place()], at=AT)

    claims = [store.mails.claim(at=AT) for _ in range(3)]

    assert [claim and claim.place for claim in claims] == [place(), None, None]
    assert states(store) == [("one@partner.example", "sending")]


def test_what_was_sent_is_never_due_again_however_often_it_is_queued(store):
    send(store, place())
    store.mails.queue([place()], at=minutes(10_000))
    store.mails.hurry([place()], at=minutes(10_000))

    assert store.mails.claim(at=minutes(10_000)) is None


def test_threads_at_once_share_the_mails_without_a_double(url):
    places = [place(f"{number}@partner.example") for number in range(9)]
    store, taken = open_store(url), []
    store.mails.queue(places, at=AT)

    def work() -> None:
        own = open_store(url)
        while claim := own.mails.claim(at=AT):
            taken.append(claim.place)
        own.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(taken, key=str) == sorted(places, key=str)
    store.close()


def test_at_most_ten_are_on_their_way_at_once(store):
    store.mails.queue([place(f"{number:02}@partner.example") for number in range(12)], at=AT)

    claims = [store.mails.claim(at=AT) for _ in range(12)]
    store.mails.settle(claims[0], DeliveryState.SENT, at=AT)

    assert sum(claim is not None for claim in claims) == MOST_CONNECTIONS
    assert store.mails.claim(at=AT) is not None
    assert store.mails.claim(at=AT) is None


def test_what_a_dead_process_had_is_sent_by_another_the_same_to_the_byte(store):
    store.mails.queue([place()], at=AT)
    dead = store.mails.claim(at=AT)
    store.mails.freeze(dead, LETTER, TOLD)

    early, late = store.mails.claim(at=AT + LEASE - timedelta(seconds=1)), store.mails.claim(at=AT + LEASE)

    assert early is None
    assert (late.letter, late.attempt) == (LETTER, 2)
    assert not store.mails.settle(dead, DeliveryState.FAILED, at=AT + LEASE)
    assert not store.mails.freeze(dead, LETTER, {})
    assert states(store) == [("one@partner.example", "sending")]


def test_what_kills_whoever_sends_it_is_given_up(store):
    store.mails.queue([place()], at=AT)

    claims = [store.mails.claim(at=AT + number * LEASE) for number in range(MOST_ATTEMPTS + 1)]

    assert [claim is not None for claim in claims] == [True] * MOST_ATTEMPTS + [False]
    assert "--resend" in store.mails.find("lantern")[0].detail


def test_a_mail_that_was_not_taken_waits_until_it_is_due_or_hurried(store):
    store.mails.queue([place()], at=AT)
    store.mails.settle(store.mails.claim(at=AT), DeliveryState.QUEUED, at=AT, detail="450 later", due=minutes(5))

    assert store.mails.claim(at=minutes(4)) is None
    store.mails.hurry([place()], at=minutes(4))
    assert store.mails.claim(at=minutes(4)).attempt == 2
    assert [(attempt.state.value, attempt.detail) for attempt in store.mails.attempts(place())] == [("queued", "450 later")]


def test_a_server_that_is_down_is_asked_once_for_all_that_are_due_and_less_and_less_often(store):
    store.mails.queue([place(f"{number}@partner.example") for number in range(5)], at=AT)
    store.mails.queue([place("later@partner.example")], at=minutes(60))
    asked, now = 0, AT

    while waiting := [mail.due for mail in store.mails.find("lantern") if mail.due]:
        now = max(now, min(waiting))
        claim = store.mails.claim(at=now)
        asked += 1
        store.mails.give_back(claim, at=now)
        store.mails.put_off("refused", at=now, chance=0.5)

    assert 10 <= asked <= 28
    assert timedelta(hours=72) <= now - AT < timedelta(hours=96)
    assert [mail.detail for mail in store.mails.find("lantern")][:5] == ["refused"] * 5
    assert 5 <= store.mails.find("lantern")[0].attempts <= 14


def test_whoever_insists_gets_it_written_anew(store):
    send(store, place())

    store.mails.ask_again([place()], actor="operator", at=minutes(1))
    claim = store.mails.claim(at=minutes(1))
    store.mails.ask_again([place()], actor="operator", at=minutes(1))

    assert (claim.letter, claim.edition, claim.attempt) == (None, 1, 1)
    assert states(store) == [("one@partner.example", "sending")]
    assert [line.action for line in store.audit.find("lantern", limit=5).rows] == ["mail.resend"]


def test_what_a_recipient_was_told_is_what_the_last_sent_mail_told(store):
    send(store, place(period="2026-W12"))
    send(store, place(period="2026-W13"), state=DeliveryState.FAILED)
    send(store, place("two@partner.example", period="2026-W13"))

    last = store.mails.last(place(period="2026-W14"))

    assert (last.period, last.at, last.told) == ("2026-W12", AT, TOLD)
    assert store.mails.last(place(period="2026-W12")) is None


def test_bounces_count_since_the_last_mail_that_was_taken(store):
    for week, state in ((10, "bounced"), (11, "sent"), (12, "bounced"), (13, "failed"), (14, "bounced")):
        send(store, place(period=f"2026-W{week}"), at=AT + timedelta(weeks=week), state=DeliveryState(state))

    assert store.mails.bounces("lantern", "one@partner.example") == 2
    assert store.mails.bounces("lantern", "two@partner.example") == 0


def test_a_skipped_mail_says_why(store):
    store.mails.queue([place()], at=AT)

    assert store.mails.skip(store.mails.claim(at=AT), Skip.NO_CHANGE, "nothing new since 2026-W13", at=AT)
    assert store.mails.find("lantern")[0].detail == "no-change: nothing new since 2026-W13"
    assert store.mails.claim(at=AT) is None


def test_what_belongs_to_webhooks_is_left_alone(store, lantern):
    from sqlalchemy import insert

    from driftwatch.store.schema import StoredDelivery

    cells = {
        "programme": "lantern",
        "recipient": "hook",
        "period": "e1",
        "channel": "webhook",
        "state": "queued",
        "at": AT.isoformat(),
        "instant": 0,
        "due": 0,
    }
    with store._database.writing() as connection:
        connection.execute(insert(StoredDelivery).values(cells))

    store.mails.put_off("refused", at=AT, chance=0.0)

    assert store.mails.claim(at=AT) is None
    assert store.mails.find("lantern") == ()


def test_preferences_are_kept_with_who_changed_them(store, lantern):
    store.commit(lantern)
    act = Act(actor="recipient", action="mail.unsubscribe", at=AT)

    def leave(preference: Preference) -> Preference:
        return Preference(frequency=Frequency.NEVER, unsubscribed=AT, paused_until=date(2026, 5, 1), min_severity=Severity.HIGH)

    for _ in range(2):
        store.preferences.change("lantern", "One@partner.example ", leave, act)

    assert store.preferences.get("lantern", "one@PARTNER.example") == leave(Preference())
    assert store.preferences.get("lantern", "two@partner.example") == Preference()
    lines = store.audit.find("lantern", limit=9).rows
    assert [line.action for line in lines if line.action.startswith("mail.")] == ["mail.unsubscribe"]
    assert "partner.example" not in str(lines)


def test_a_link_names_its_recipient_for_ever(store, lantern):
    store.commit(lantern)

    tokens = [store.preferences.token("lantern", "one@partner.example", signed=signed) for signed in ("a", "b")]

    assert tokens == ["a", "a"]
    assert store.preferences.owner("a") == ("lantern", "one@partner.example")
    assert store.preferences.owner("b") is None


def test_a_secret_of_the_store_is_made_once(store):
    assert [store.secrets.kept("links", fresh=fresh) for fresh in ("x", "y")] == ["x", "x"]
