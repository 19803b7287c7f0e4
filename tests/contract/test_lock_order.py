"""Whoever locks rows of several tables does it in one order: two in different orders would wait for each other until PostgreSQL ends one."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, AlertEvent
from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.mailing import Batch, DeliveryState, Place, Skip
from driftwatch.domain.webhooks import Webhook
from driftwatch.store import open_store
from driftwatch.store.outbox import announce
from driftwatch.store.register import Doer
from driftwatch.testing.samples import SCANNED, later, sample_scan

ORDER = ("programmes", "webhooks", "deliveries", "audit_heads")
LOCKS = re.compile(r"(?:UPDATE|DELETE FROM|FROM) (\w+)")
WEEK = Batch(programme="horizon", period="2026-W15")


@pytest.fixture
def store(new_postgres_url):
    """Programme `horizon` with its alerts, a webhook that is to be told something, and two mails that are due."""
    opened = open_store(new_postgres_url())
    opened.commit(sample_scan("Horizon"))
    webhook = Webhook(id="wh_1", url="https://a.example/", created=SCANNED, events=tuple(HappeningType))
    opened.webhooks.add("horizon", webhook, secret="whsec_" + "A" * 43 + "=", actor="tests")
    with opened._database.writing() as connection:
        announce(connection, "horizon", Happening(id="e1", type=HappeningType.ALERT_OPENED, programme="horizon", at=SCANNED, alert="DW-1"))
    opened.mails.queue([Place(programme="horizon", recipient=f"{name}@alder.example", period=WEEK.period) for name in ("one", "two")], at=SCANNED)
    yield opened
    opened.close()


def acted(store):
    [first, *_] = sample_scan("Horizon").outcome.alerts
    told = AlertEvent(alert_id=first.id, action=Action.ACK.value, actor="one", reason="", at=later(1), status=STATUS_AFTER[Action.ACK])
    store.act("horizon", told)


def merged(store):
    first, second, *_ = sample_scan("Horizon").outcome.alerts
    store.lives.merge("horizon", first.id, [second.id], Hand(action="merge", actor="one", reason="", at=later(1)))


def split(store):
    first, second, *_ = sample_scan("Horizon").outcome.alerts
    store.lives.split("horizon", first.id, second.id, Hand(action="split", actor="one", reason="", at=later(2)))


def given_up(store):
    claim = store.handovers.claim("horizon", "wh_1", at=later(1), freeze=lambda *_: "{}")
    assert store.handovers.give_up(claim, at=later(1), detail="410", reason="gone")


def settled(store):
    claim = store.mails.claim(WEEK, at=later(1))
    assert store.mails.settle(claim, DeliveryState.SENT, at=later(1))


def skipped(store):
    claim = store.mails.claim(WEEK, at=later(1))
    assert store.mails.skip(claim, next(iter(Skip)), "", at=later(1))


def removed(store):
    assert store.webhooks.remove("horizon", "wh_1", actor="one", at=later(3))


def struck(store):
    assert store.register.strike("horizon", doer=Doer(name="one", request_id="", at=later(4)))


ACTS = {
    "an act": acted,
    "a merge": merged,
    "a split": split,
    "a scan": lambda store: store.commit(replace(sample_scan("Horizon"), window="2026-W30")),
    "a changed webhook": lambda store: store.webhooks.change("horizon", "wh_1", replace, actor="one", at=later(1)),
    "a new secret": lambda store: store.webhooks.rotate("horizon", "wh_1", secret="whsec_" + "B" * 43 + "=", actor="one", at=later(1)),
    "a mail that was sent": settled,
    "a mail that is not sent": skipped,
    "a dead letter": given_up,
    "a removed webhook": removed,
    "a removed programme": struck,
}


def test_programme_webhooks_messages_and_audit_log_are_locked_in_this_order(store):
    locked: dict[str, list[list[str]]] = {}

    def hear(_connection, _cursor, statement, *_):
        locking = statement.startswith(("UPDATE", "DELETE")) or "FOR UPDATE" in statement or "FOR NO KEY UPDATE" in statement
        found = LOCKS.search(statement) if locking else None
        if found and found[1] in ORDER and found[1] not in transactions[-1]:
            transactions[-1].append(found[1])

    event.listen(store._database._engine, "before_cursor_execute", hear)
    event.listen(store._database._engine, "commit", lambda _: transactions.append([]))
    for name, act in ACTS.items():
        transactions: list[list[str]] = [[]]
        act(store)
        locked[name] = transactions

    assert all(any(transactions) for transactions in locked.values())
    assert {name: found for name, found in locked.items() if any(one != sorted(one, key=ORDER.index) for one in found)} == {}
