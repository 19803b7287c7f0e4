"""Webhooks on both databases: nothing is lost, nothing is told twice without need, and each alert's story stays in order."""

import json
import multiprocessing
import os
import random
import re
import signal
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import HTTPServer
from threading import Thread

import pytest
import time_machine
from sqlalchemy import event, insert, update
from standardwebhooks.webhooks import Webhook as Reference
from tests.contract.receivers import HOST, answering, authority, endless, resetting, running, stalling

from driftwatch import crashing
from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.talk import Share
from driftwatch.domain.view import Owned
from driftwatch.domain.webhooks import RETRIES, HandoverState, Template, Webhook, new_secret
from driftwatch.errors import ActionRefusedError, ConfigurationError
from driftwatch.jobs.hooks import Sender, drain_hooks, hook_errand
from driftwatch.notifiers.safe_address import Allowed
from driftwatch.notifiers.safe_http import SafeHttp, connected
from driftwatch.store import open_store
from driftwatch.store.documents import written
from driftwatch.store.handovers import LEASE
from driftwatch.store.outbox import announce
from driftwatch.store.schema import Schema, StoredAlert, StoredProgramme

NIGHTLY = os.environ.get("DRIFTWATCH_NIGHTLY") == "1"
KILLS = 100 if NIGHTLY else 10
QUEUED = 1000 if NIGHTLY else 60
"""On each of two databases, as the others."""
FAULTY = 1000 if NIGHTLY else 60
STEP = 5 if NIGHTLY else 20
"""Minutes."""
PATIENCE = 60
AT = datetime.now(UTC).replace(microsecond=0)
SECRET = "whsec_" + "A" * 43 + "="
OPENED, ESCALATED, COMPLETED = HappeningType.ALERT_OPENED, HappeningType.ALERT_ESCALATED, HappeningType.SCAN_COMPLETED


class Clock:
    """Goes on only when it is told to."""

    def __init__(self, at=AT):
        self.at = at

    def __call__(self):
        return self.at

    def pass_by(self, **time):
        self.at += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(shared_store):
    """A store of each kind, as empty as a new one."""
    with shared_store._database.writing() as connection:
        for table in reversed(Schema.metadata.sorted_tables):
            connection.execute(table.delete())
    return shared_store


@pytest.fixture
def url(store):
    return store._database.name


def prepared(store, *programmes):
    """A store that knows these programmes."""
    with store._database.writing() as connection:
        rows = [{"key": key, "name": key, "partners": "[]", "run": "", "coverage": "[]"} for key in programmes or ["horizon"]]
        connection.execute(insert(StoredProgramme), rows)
    return store


def add(store, url, identifier="wh_1", *, programme="horizon", **more):
    webhook = Webhook(**{"id": identifier, "url": url, "created": AT, **more})
    store.webhooks.add(programme, webhook, secret=SECRET, actor="tests")
    return webhook


def tell(store, *happenings):
    with store._database.writing() as connection:
        for happening in happenings:
            announce(connection, happening.programme, happening)


def happened(identifier, alert="DW-1", *, kind=OPENED, programme="horizon", **facts):
    return Happening(id=identifier, type=kind, programme=programme, at=AT, alert=alert, facts=facts)


def sender(store, clock, port, **more):
    wanted = {"ticks": time.monotonic, "allowed": Allowed((f"{HOST}:{port}",)), "resolve": lambda *_: ["127.0.0.1"], **more}
    return Sender(store=store, http=SafeHttp(**wanted), clock=clock, chance=lambda: 0.0, base_url=lambda _: "https://drift.example")


def url_of(receiver, scheme="http"):
    return f"{scheme}://{HOST}:{receiver.port}/hook"


def ids(receiver):
    return [request.headers["webhook-id"] for request in receiver.received]


def in_order(told, *, alerts):
    """Whether the messages on each alert came as they were queued: the n-th is on alert n modulo their number."""
    stories = [[one for one in told if int(one[1:]) % alerts == alert] for alert in range(alerts)]
    return all(story == sorted(story) for story in stories)


def states(store, identifier="wh_1"):
    page = store.handovers.find("horizon", identifier, limit=200)
    return {row.id: row.state for row in page.rows}


def test_what_happens_where_nobody_listens_costs_one_query(store):
    prepared(store)
    asked = []
    event.listen(store._database._engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))

    tell(store, happened("e1"))

    assert len([statement for statement in asked if not statement.startswith(("BEGIN", "select pg_catalog", "show"))]) == 1
    assert not store.handovers.waiting(at=AT)


def test_a_webhook_is_told_what_it_asked_for_once_and_only_while_it_is_enabled(store):
    prepared(store)
    add(store, "https://a.example/", "wh_all")
    add(store, "https://b.example/", "wh_scans", events=(COMPLETED,))
    add(store, "https://c.example/", "wh_off")
    store.webhooks.change("horizon", "wh_off", lambda webhook: replace(webhook, disabled=AT, reason="by hand"), actor="tests", at=AT)

    tell(store, happened("e1"), happened("e2", None, kind=COMPLETED), happened("e1"))

    assert {name: list(states(store, name)) for name in ("wh_all", "wh_scans", "wh_off")} == {
        "wh_all": ["e2", "e1"],
        "wh_scans": ["e2"],
        "wh_off": [],
    }


def test_an_id_has_no_dot_where_it_is_signed(store, clock):
    prepared(store)
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("job_1.failed"))

        drain_hooks(sender(store, clock, receiver.port))

    assert ids(receiver) == list(states(store)) == ["job_1_failed"]


def test_what_did_not_happen_is_not_told(store):
    prepared(store)
    add(store, "https://a.example/")

    with pytest.raises(RuntimeError), store._database.writing() as connection:
        announce(connection, "horizon", happened("e1"))
        raise RuntimeError

    assert states(store) == {}


def test_a_message_arrives_signed_thin_and_once(store, clock):
    prepared(store)
    with running(answering(204)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1", severity="high", statements="41"))

        first, second = drain_hooks(sender(store, clock, receiver.port)), drain_hooks(sender(store, clock, receiver.port))

    [request] = receiver.received
    message = Reference(SECRET).verify(request.body, request.headers)
    assert (first.sent, second.sent) == (1, 0)
    assert (message["type"], message["data"]["link"]) == ("alert.opened", "https://drift.example/a/DW-1")
    assert request.headers["content-type"].startswith("application/json")
    [told] = store.handovers.find("horizon", "wh_1", limit=5).rows
    assert (told.state, [one.detail for one in told.tries], told.due) == (HandoverState.SENT, ["204"], None)


@pytest.mark.parametrize(("fault", "detail"), [
    (answering(500), "500"), (answering(404), "404"), (answering(301, "Location: http://127.0.0.1:1/"), "301"), (resetting, f"{HOST} hung up"),
    (stalling, f"{HOST} did not answer within 0.2 s"), (answering(429, "Retry-After: 3"), "429"), (answering(503), "503"),
], ids=["500", "404", "301", "reset", "stall", "429", "503"])  # fmt: skip
def test_what_a_receiver_did_not_take_is_sent_again_with_the_same_id_and_body(store, clock, fault, detail):
    prepared(store)
    with running(fault, answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))
        impatient = {"seconds": 0.2} if fault is stalling else {}
        sending = sender(store, clock, receiver.port)

        first, at_once = drain_hooks(sender(store, clock, receiver.port, **impatient)), drain_hooks(sending)
        clock.pass_by(seconds=6)
        later = drain_hooks(sending)

    assert (first.put_off, at_once.put_off + at_once.sent, later.sent) == (1, 0, 1)
    assert ids(receiver) == ["e1", "e1"]
    assert receiver.received[0].body == receiver.received[1].body
    [told] = store.handovers.find("horizon", "wh_1", limit=5).rows
    assert [(one.state, one.detail) for one in told.tries] == [(HandoverState.QUEUED, detail), (HandoverState.SENT, "200")]


def test_a_receiver_that_refuses_connections_is_asked_again(store, clock):
    prepared(store)
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))

        def refuse(*_):
            raise ConnectionRefusedError

        first = drain_hooks(sender(store, clock, receiver.port, connect=refuse))
        clock.pass_by(seconds=6)
        later = drain_hooks(sender(store, clock, receiver.port))

    assert (first.put_off, later.sent, ids(receiver)) == (1, 1, ["e1"])


def test_a_receiver_without_a_good_certificate_gets_nothing_until_it_has_one(store, clock, tmp_path):
    prepared(store)
    vouched = authority(tmp_path)
    with running(answering(200), tls=vouched.serving) as receiver:
        add(store, url_of(receiver, "https"))
        tell(store, happened("e1"))

        first = drain_hooks(sender(store, clock, receiver.port))
        clock.pass_by(seconds=6)
        later = drain_hooks(sender(store, clock, receiver.port, trust=vouched.trusting))

    assert (first.put_off, later.sent, ids(receiver)) == (1, 1, ["e1"])


def test_an_endless_answer_after_an_acceptance_is_an_acceptance(store, clock):
    prepared(store)
    with running(endless) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))

        drained = drain_hooks(sender(store, clock, receiver.port))

    assert (drained.sent, ids(receiver)) == (1, ["e1"])


@pytest.mark.parametrize("asked", ["120", format_datetime(AT + timedelta(seconds=120), usegmt=True)], ids=["seconds", "date"])
def test_a_receiver_that_asks_for_time_gets_it(store, clock, asked):
    prepared(store)
    with running(answering(429, f"Retry-After: {asked}"), answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"), happened("e2", "DW-2"))
        sending = sender(store, clock, receiver.port)

        drain_hooks(sending)
        clock.pass_by(seconds=119)
        early = drain_hooks(sending)
        clock.pass_by(seconds=1)
        later = drain_hooks(sending)

    assert (early.sent, later.sent) == (0, 2)


@pytest.mark.parametrize("asked", ["99999999999999999999", "soon", "-5", "Mon, 99 Foo 2026 00:00:00", "1e3", "٣", "Sun, 06 Nov 9999 08:49:37 GMT"])
def test_whatever_a_receiver_asks_for_it_is_tried_again_within_a_day(store, clock, asked):
    prepared(store)
    with running(answering(503, f"Retry-After: {asked}".encode().decode("latin-1")), answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))
        drain_hooks(sender(store, clock, receiver.port))
        clock.pass_by(hours=24)

        assert drain_hooks(sender(store, clock, receiver.port)).sent == 1


def test_a_receiver_that_is_gone_is_asked_no_more(store, clock):
    prepared(store)
    said = []
    with running(answering(410)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"), happened("e2", "DW-2"))

        tried = hook_errand(sender(store, clock, receiver.port), told=said.append)(AT)
        clock.pass_by(days=9)
        drain_hooks(sender(store, clock, receiver.port))
        tell(store, happened("e3"))

    webhook = store.webhooks.get("horizon", "wh_1")
    assert (tried, ids(receiver), states(store)) == (1, ["e1"], {"e1": HandoverState.FAILED, "e2": HandoverState.QUEUED})
    assert (webhook.disabled, "410" in webhook.reason, "410" in said[0]) == (AT, True, True)
    assert "webhook.disable" in [line.action for line in store.audit.find("horizon", limit=9).rows]


def test_after_ten_attempts_a_message_is_a_dead_letter_that_can_be_replayed(store, clock):
    prepared(store)
    with running(*[answering(500)] * 10, answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))
        sending = sender(store, clock, receiver.port)

        drained = []
        for hours in (0, 0.01, 0.1, 0.6, 2.1, 5.1, 10.1, 14.1, 20.1, 24.1):
            clock.pass_by(hours=hours)
            drained.append(drain_hooks(sending))
        dead = states(store)
        with pytest.raises(ActionRefusedError, match="enable it first"):
            store.handovers.replay("horizon", "wh_1", None, actor="tests", at=clock())
        store.webhooks.change("horizon", "wh_1", lambda webhook: replace(webhook, disabled=None, reason=""), actor="tests", at=clock())
        replayed = store.handovers.replay("horizon", "wh_1", None, actor="tests", at=clock())
        after = drain_hooks(sending)

    assert [one.put_off for one in drained] == [1] * 9 + [0]
    assert (drained[-1].failed, [webhook.id for _, webhook in drained[-1].disabled]) == (1, ["wh_1"])
    assert (dead, replayed, after.sent) == ({"e1": HandoverState.FAILED}, 1, 1)
    assert (ids(receiver), len({request.body for request in receiver.received})) == (["e1"] * 11, 1)
    assert len(store.handovers.find("horizon", "wh_1", limit=5).rows[0].tries) == 11


def test_one_message_that_arrived_can_be_asked_for_again(store, clock):
    prepared(store)
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"), happened("e2", "DW-2"))
        drain_hooks(sender(store, clock, receiver.port))

        counts = [store.handovers.replay("horizon", "wh_1", message, actor="tests", at=clock()) for message in ("e2", "unknown", None)]
        drain_hooks(sender(store, clock, receiver.port))

    assert (counts, ids(receiver)) == ([1, 0, 0], ["e1", "e2", "e2"])


def test_an_event_waits_for_the_one_before_it_on_the_same_alert(store, clock):
    prepared(store)
    with running(answering(500), answering(500), answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("a1"), happened("a2", kind=ESCALATED), happened("b1", "DW-2"), happened("s1", None, kind=COMPLETED))
        sending = sender(store, clock, receiver.port)

        drain_hooks(sending)
        clock.pass_by(seconds=5)
        drain_hooks(sending)
        clock.pass_by(seconds=30)
        between = list(ids(receiver))
        clock.pass_by(minutes=5)
        drain_hooks(sending)

    assert between == ["a1", "a1"]
    assert ids(receiver) == ["a1", "a1", "a1", "a2", "b1", "s1"]


def test_one_receiver_that_fails_keeps_nothing_from_another(store, clock):
    prepared(store)
    with running(answering(200)) as broken, running(answering(200)) as well:
        add(store, url_of(broken), "wh_1")
        add(store, url_of(well), "wh_2")
        tell(store, *[happened(f"e{number}", f"DW-{number}") for number in range(5)])
        both = Allowed((HOST,))

        def connect(address, port, seconds):
            if port == broken.port:
                raise TimeoutError
            return connected(address, port, seconds)

        drained = drain_hooks(sender(store, clock, 0, allowed=both, connect=connect))

    assert (drained.sent, drained.put_off, len(well.received)) == (5, 1, 5)


def test_what_was_queued_over_an_outage_of_four_hours_arrives_in_order(store, clock, tally):
    prepared(store)
    with running(answering(503)) as receiver:
        add(store, url_of(receiver))
        sending = sender(store, clock, receiver.port)
        for minute in range(0, 240, STEP):
            queued = range(minute * QUEUED // 240, (minute + STEP) * QUEUED // 240)
            tell(store, *[happened(f"e{number:04}", f"DW-{number % 37}") for number in queued])
            drain_hooks(sending)
            clock.pass_by(minutes=STEP)
        receiver.behaviours[:] = [answering(200)]
        receiver.received.clear()
        while any(state is not HandoverState.SENT for state in store.handovers.standing("horizon")["wh_1"]):
            drain_hooks(sending)
            clock.pass_by(minutes=5)
            assert clock() < AT + timedelta(hours=15)

    tally(n=QUEUED, failures=len(set(range(QUEUED)) ^ {int(one[1:]) for one in ids(receiver)}), told=len(receiver.received))
    assert sorted(ids(receiver)) == [f"e{number:04}" for number in range(QUEUED)]
    assert in_order(ids(receiver), alerts=37)


def test_of_many_messages_to_a_faulty_receiver_none_is_lost_and_only_what_it_took_without_a_word_comes_twice(store, clock, seed, tally):
    chance, taken, wordless = random.Random(seed), [], []
    prepared(store)

    def take(connection, request):
        taken.append((request.headers["webhook-id"], request.body))
        answering(200)(connection, request)

    def take_without_a_word(connection, request):
        taken.append((request.headers["webhook-id"], request.body))
        wordless.append(request)
        resetting(connection, request)

    faults = [
        answering(500),
        answering(429, "Retry-After: 1"),
        answering(301, "Location: http://127.0.0.1:1/"),
        resetting,
        take_without_a_word,
    ]

    def behave(connection, request):
        (chance.choice(faults) if chance.random() < 0.2 else take)(connection, request)

    with running(behave) as receiver:
        add(store, url_of(receiver))
        tell(store, *[happened(f"e{number:04}", f"DW-{number % 9}") for number in range(FAULTY)])

        def connect(address, port, seconds):
            if chance.random() < 0.1:
                raise TimeoutError
            return connected(address, port, seconds)

        sending = sender(store, clock, receiver.port, connect=connect)
        while any(state is not HandoverState.SENT for state in store.handovers.standing("horizon")["wh_1"]):
            drain_hooks(sending)
            clock.pass_by(minutes=5)
            assert clock() < AT + timedelta(days=30)

    firsts = list(dict.fromkeys(identifier for identifier, _ in taken))
    tally(n=FAULTY, failures=FAULTY - len(firsts), attempts=len(receiver.received), taken_without_a_word=len(wordless), twice=len(taken) - FAULTY)
    assert len(set(taken)) == len(firsts) == FAULTY
    assert len(taken) - FAULTY == len(wordless)
    assert in_order(firsts, alerts=9)


def test_two_senders_at_once_send_each_message_once(store, url, clock):
    prepared(store)
    others = [open_store(url) for _ in range(2)]
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, *[happened(f"e{number:03}", f"DW-{number % 5}") for number in range(40)])

        threads = [Thread(target=lambda other=other: drain_hooks(sender(other, clock, receiver.port))) for other in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        drain_hooks(sender(store, clock, receiver.port))
    for opened in others:
        opened.close()

    assert sorted(ids(receiver)) == [f"e{number:03}" for number in range(40)]
    assert in_order(ids(receiver), alerts=5)


def drain_and_die(url, port, at, hit):
    """Dies as it comes by the place that is so many on its way."""
    passed = Counter()

    def act(_):
        passed["by"] += 1
        if passed["by"] == hit:
            os.kill(os.getpid(), signal.SIGKILL)

    crashing.arm(act)
    drain_hooks(sender(open_store(url), Clock(at), port))


def test_a_sender_that_is_killed_loses_nothing_and_repeats_only_what_was_under_way(store, url, clock, seed, tally):
    chance, messages, died = random.Random(seed), KILLS * 3, 0
    prepared(store)
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, *[happened(f"e{number:03}", f"DW-{number % 4}") for number in range(messages)])
        for _ in range(KILLS):
            process = multiprocessing.get_context("fork").Process(target=drain_and_die, args=(url, receiver.port, clock(), chance.randint(1, 12)))
            process.start()
            process.join(PATIENCE)
            died += process.exitcode == -signal.SIGKILL
            clock.pass_by(seconds=LEASE.total_seconds() + 1)
        while drain_hooks(sender(store, clock, receiver.port)).sent:
            pass
        standing = store.handovers.standing("horizon")

    bodies = {(request.headers["webhook-id"], request.body) for request in receiver.received}
    firsts = list(dict.fromkeys(ids(receiver)))
    tally(n=died, failures=messages - len(firsts), messages=messages, twice=len(receiver.received) - messages)
    assert died > KILLS / 2
    assert standing == {"wh_1": {HandoverState.SENT: messages}}
    assert len(bodies) == len(firsts) == messages
    assert len(receiver.received) - messages <= died
    assert in_order(firsts, alerts=4)


def test_a_body_stands_from_the_first_attempt_on_whatever_becomes_of_the_webhook(store, clock):
    prepared(store)
    with running(answering(500), answering(200)) as receiver:
        add(store, url_of(receiver))
        tell(store, happened("e1"))
        drain_hooks(sender(store, clock, receiver.port))
        store.webhooks.change("horizon", "wh_1", lambda webhook: replace(webhook, template=Template.SLACK), actor="tests", at=AT)
        clock.pass_by(seconds=6)
        drain_hooks(sender(store, clock, receiver.port))

    assert receiver.received[0].body == receiver.received[1].body


def test_a_message_is_one_senders_until_the_lease_ends(store, clock):
    prepared(store)
    add(store, "https://a.example/")
    tell(store, happened("e1"))
    take = lambda: store.handovers.claim("horizon", "wh_1", at=clock(), freeze=lambda *_: f"made at {clock()}")  # noqa: E731

    first, second = take(), take()
    clock.pass_by(seconds=LEASE.total_seconds())
    third = take()
    late, in_time = store.handovers.sent(first, at=clock(), detail="200"), store.handovers.sent(third, at=clock(), detail="200")

    assert (second, third.body, third.attempts) == (None, first.body, 2)
    assert (late, in_time) == (False, True)
    tries = store.handovers.find("horizon", "wh_1", limit=5).rows[0].tries
    assert [one.state for one in tries] == [HandoverState.SENDING, HandoverState.SENT]


@time_machine.travel(AT)
def test_the_receiver_in_the_documentation_verifies_what_it_is_told(store, clock, repository):
    [written] = re.findall(r"```python\n(.*?)```", (repository / "docs" / "webhooks.md").read_text("utf-8"), re.DOTALL)
    told = []
    known = {"print": lambda *words: told.append(words)}
    exec(written.replace("whsec_…", SECRET).rpartition("HTTPServer(")[0], known)
    prepared(store)
    with HTTPServer(("127.0.0.1", 0), known["Receiver"]) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        add(store, f"http://{HOST}:{server.server_port}/")
        tell(store, happened("e1"))

        drained = drain_hooks(sender(store, clock, server.server_port))
        thread.join(PATIENCE)

    assert (drained.sent, told) == (1, [("e1", "alert.opened")])


def test_the_documentation_names_every_event_and_every_attempt(repository):
    told = (repository / "docs" / "webhooks.md").read_text("utf-8")

    assert not [one for one in HappeningType if f"`{one}`" not in told and f"`.{one.partition('.')[2]}`" not in told]
    assert "| after | 0 s | 5 s | 5 min | 30 min | 2 h | 5 h | 10 h | 14 h | 20 h | 24 h |" in told
    assert [wait.total_seconds() for wait in RETRIES] == [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_a_webhook_that_was_removed_takes_what_it_was_to_be_told_along(store, clock):
    prepared(store)
    add(store, "https://a.example/")
    tell(store, happened("e1"), happened("e2"))
    claim = store.handovers.claim("horizon", "wh_1", at=clock(), freeze=lambda *_: "{}")

    removed = [store.webhooks.remove("horizon", "wh_1", actor="tests", at=AT) for _ in range(2)]

    assert (removed, store.handovers.sent(claim, at=AT, detail="200"), states(store)) == ([True, False], False, {})
    assert not store.handovers.waiting(at=clock() + timedelta(days=1))


def test_the_life_of_a_webhook_is_in_the_audit_log_without_its_secrets_and_address(store, clock):
    prepared(store)
    add(store, "https://hooks.example/services/T0/B0/opens-everything")
    fresh = new_secret(bytes)
    store.webhooks.rotate("horizon", "wh_1", secret=fresh, actor="portal", at=AT)
    store.webhooks.test("horizon", "wh_1", happened("t1", None, kind=HappeningType.WEBHOOK_TEST), actor="portal")
    for disabled in (AT, None):
        store.webhooks.change("horizon", "wh_1", lambda webhook, at=disabled: replace(webhook, disabled=at), actor="portal", at=AT)
    store.webhooks.remove("horizon", "wh_1", actor="portal", at=AT)

    lines = store.audit.find("horizon", limit=9).rows

    actions = ["webhook.remove", "webhook.enable", "webhook.disable", "webhook.test", "webhook.rotate", "webhook.create"]
    assert [line.action for line in lines] == actions
    assert {line.object for line in lines} == {"wh_1"}
    assert not [line for line in lines if "opens-everything" in repr(line) or "whsec_" in repr(line)]
    assert store.audit.verify("horizon") is None


@time_machine.travel(AT)
def test_while_a_secret_is_replaced_both_verify_at_the_receiver(store, clock):
    prepared(store)
    fresh = new_secret(bytes)
    with running(answering(200)) as receiver:
        add(store, url_of(receiver))
        store.webhooks.rotate("horizon", "wh_1", secret=fresh, actor="tests", at=AT)
        tell(store, happened("e1"))
        drain_hooks(sender(store, clock, receiver.port))

    [request] = receiver.received
    for secret in (SECRET, fresh):
        Reference(secret).verify(request.body, request.headers)


def test_a_test_goes_to_one_webhook_whatever_it_asked_for_and_to_none_that_is_disabled(store, clock):
    prepared(store)
    add(store, "https://a.example/", events=(COMPLETED,))
    add(store, "https://b.example/", "wh_2")
    message = happened("t1", None, kind=HappeningType.WEBHOOK_TEST)

    found = [store.webhooks.test("horizon", identifier, message, actor="tests") for identifier in ("wh_1", "wh_9")]
    store.webhooks.change("horizon", "wh_2", lambda webhook: replace(webhook, disabled=AT), actor="tests", at=AT)

    with pytest.raises(ActionRefusedError, match="disabled"):
        store.webhooks.test("horizon", "wh_2", message, actor="tests")
    assert (found, list(states(store)), states(store, "wh_2")) == ([True, False], ["t1"], {})


def hide(store, alert, *, readers):
    """Make all that is said of the alert stand in hidden sources of these partners."""
    owned = {"private/notes.md": Owned(partner=readers, share=Share.HIDDEN)}
    cells = {"programme": "horizon", "id": alert, "raised": True, "status": "open", "kind": "term_meaning", "severity": 2, "confidence": 0.9}
    with store._database.writing() as connection:
        connection.execute(insert(StoredAlert), {**cells, "partners": ",a,b,", "body": "{}", "audience": f",{readers},"})
        connection.execute(update(StoredProgramme).values(private=written(owned)))


def test_a_webhook_hears_nothing_of_what_is_hidden_from_its_side(store, clock):
    prepared(store)
    with running(answering(200)) as receiver:
        for view in ("joint", "north", "south", "all"):
            add(store, url_of(receiver), f"wh_{view}", view=view)
        hide(store, "DW-1", readers="north")
        tell(store, happened("e1", statements="41", severity="high"), happened("e2", None, kind=COMPLETED, alerts="12"))

        drain_hooks(sender(store, clock, receiver.port))

    told = Counter(
        (message["type"], json.dumps(message["data"]["counts"])) for message in (json.loads(request.body) for request in receiver.received)
    )
    assert told == {
        ("alert.opened", '{"statements": 41}'): 2,
        ("scan.completed", '{"alerts": 12}'): 2,
        ("scan.completed", "{}"): 2,
    }
    assert [states(store, f"wh_{view}")["e1"] for view in ("joint", "north", "south", "all")] == ["skipped", "sent", "skipped", "sent"]


def test_webhooks_of_other_programmes_are_not_seen(store):
    prepared(store, "horizon", "orchard")
    add(store, "https://a.example/", programme="orchard")

    tell(store, happened("e1"))

    assert (store.webhooks.find("horizon"), store.webhooks.get("horizon", "wh_1"), store.webhooks.secrets("horizon", "wh_1")) == ((), None, ())
    assert not store.handovers.find("orchard", "wh_1", limit=5).rows
    assert store.webhooks.rotate("horizon", "wh_1", secret=SECRET, actor="x", at=AT) is None
    assert store.webhooks.change("horizon", "wh_1", lambda webhook: webhook, actor="x", at=AT) is None


def test_a_programme_has_twenty_webhooks_at_most(store):
    prepared(store)
    for number in range(20):
        add(store, "https://a.example/", f"wh_{number}")

    with pytest.raises(ActionRefusedError, match="20 webhooks already"):
        add(store, "https://a.example/", "wh_more")


def test_the_log_is_read_page_by_page(store):
    prepared(store)
    add(store, "https://a.example/")
    tell(store, *[happened(f"e{number}") for number in range(5)])

    first = store.handovers.find("horizon", "wh_1", limit=2)
    second = store.handovers.find("horizon", "wh_1", limit=9, after=first.next_after)

    assert [row.id for row in (*first.rows, *second.rows)] == ["e4", "e3", "e2", "e1", "e0"]
    with pytest.raises(ConfigurationError):
        store.handovers.find("horizon", "wh_1", limit=2, after="WyJ4Il0=")
