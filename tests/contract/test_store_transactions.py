"""What holds when programs run at once, die, or come back: on SQLite and on a real PostgreSQL."""

import multiprocessing
import os
import signal
from dataclasses import replace

import pytest
from sqlalchemy import select

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.mailing import Batch, DeliveryState, Place
from driftwatch.domain.talk import Partner
from driftwatch.errors import ActionRefusedError, StoreError
from driftwatch.records import AlertFilter, StatementFilter
from driftwatch.store import open_store
from driftwatch.store.database import connect
from driftwatch.store.schema import Schema, StoredProgramme
from driftwatch.testing.samples import SCANNED, later, sample_scan, sample_statement

FORK = multiprocessing.get_context("fork")
"""Real processes that need not import everything anew; each opens the store for itself."""

WEEKS = tuple(f"2026-W{week:02}" for week in range(1, 21))


class Deadly(tuple):
    """Statements that kill their reader when thousands have been read."""

    __slots__ = ()

    def __iter__(self):
        for place in range(3000):
            yield replace(sample_statement(place), id=f"new {place}")
        os.kill(os.getpid(), signal.SIGKILL)


def claim_all(store):
    places = [Place(programme="horizon", recipient="one@alder.example", period=week) for week in WEEKS]
    store.mails.queue(places, at=SCANNED)
    claims = []
    for place in places:
        claims.append(store.mails.claim(Batch(programme="horizon", period=place.period), at=SCANNED))
        assert claims[-1] is None or store.mails.settle(claims[-1], DeliveryState.SENT, at=SCANNED)
    return [claim is not None for claim in claims]


def acknowledge_all(store):
    return [acknowledge(store, alert) for alert in sample_scan("Horizon").outcome.alerts]


def acknowledge(store, alert):
    try:
        store.act("horizon", acted(alert, Action.ACK))
    except ActionRefusedError:
        return False
    return True


def die_in_commit(store):
    scan = sample_scan("Horizon", at=later(7))
    store.commit(replace(scan, statements=Deadly(), outcome=replace(scan.outcome, alerts=())))


def dump(url, *, but=()):
    """Every row of every table as it lies there."""
    database = connect(url)
    with database.reading() as connection:
        rows = {
            table.name: connection.execute(select(*[column for column in table.c if column not in but]).order_by(*table.primary_key)).all()
            for table in Schema.metadata.sorted_tables
        }
    database.close()
    return rows


def run_together(work, url):
    """What two processes give that begin at the same moment."""
    start, results = FORK.Barrier(2), FORK.SimpleQueue()
    both = [FORK.Process(target=run_one, args=(work, url, start, results)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    return [results.get() for _ in both]


def run_one(work, url, start, results):
    start.wait(30)
    results.put(work(open_store(url)))


def killed_while(work, url):
    """How a process ended that did this."""
    process = FORK.Process(target=lambda: work(open_store(url)))
    process.start()
    process.join(60)
    return process.exitcode


def acted(alert, action, *, days=0, until=None):
    at = later(days)
    return AlertEvent(alert_id=alert.id, action=action.value, actor="one", reason="so", at=at, status=STATUS_AFTER[action], until=until)


def test_of_two_processes_that_claim_a_delivery_exactly_one_wins(url):
    open_store(url).close()

    first, second = run_together(claim_all, url)

    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * len(WEEKS)


def test_of_two_processes_that_acknowledge_an_alert_one_is_refused(url, store):
    store.commit(sample_scan("Horizon"))
    alerts = [alert.id for alert in sample_scan("Horizon").outcome.alerts]

    first, second = run_together(acknowledge_all, url)

    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * len(alerts)
    assert [event.action for event in store.history("horizon", alerts[0])] == ["raised", "ack"]


def test_two_processes_may_open_a_new_store_at_once(url):
    found = run_together(lambda store: store.check(), url)

    assert found == [None, None]


def test_a_kill_in_the_middle_of_a_commit_leaves_the_old_state(url, store):
    store.commit(sample_scan("Horizon"))
    before = dump(url)

    ended = killed_while(die_in_commit, url)

    assert ended == -signal.SIGKILL
    assert dump(url) == before
    store.commit(sample_scan("Horizon", at=later(7)))
    assert store.outcome("horizon").run.at == later(7)


def test_an_error_in_the_middle_of_a_commit_leaves_the_old_state(url, store):
    store.commit(sample_scan("Horizon"))
    before = dump(url)
    broken = replace(sample_scan("Horizon", at=later(7)), statements=(None,))

    with pytest.raises(AttributeError):
        store.commit(broken)

    assert dump(url) == before


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(url, store):
    store.commit(sample_scan("Horizon"))
    database = connect(url)

    with database.reading() as connection:
        before = connection.execute(select(StoredProgramme.run)).all()
        store.commit(sample_scan("Horizon", at=later(7)))
        after = connection.execute(select(StoredProgramme.run)).all()

    assert after == before
    database.close()


def test_a_second_scan_of_the_same_changes_nothing_but_the_time_of_the_run(url, store):
    alerts = sample_scan("Horizon").outcome.alerts
    store.commit(sample_scan("Horizon"))
    store.act("horizon", acted(alerts[0], Action.AGREE))
    store.act("horizon", acted(alerts[1], Action.SNOOZE, until=later(30).date()))
    before = dump(url, but=[StoredProgramme.__table__.c.run])

    store.commit(sample_scan("Horizon", at=later(7)))

    assert dump(url, but=[StoredProgramme.__table__.c.run]) == before
    assert store.outcome("horizon").run.at == later(7)


def test_the_order_in_which_a_scan_lists_things_does_not_matter(url, store):
    store.commit(sample_scan("Horizon"))
    before, scan = dump(url), sample_scan("Horizon")

    turned = replace(scan, statements=scan.statements[::-1], terms=scan.terms[::-1], files=scan.files[::-1])
    store.commit(replace(turned, outcome=replace(scan.outcome, alerts=scan.outcome.alerts[::-1])))

    assert dump(url) == before


def test_a_store_is_the_same_after_it_was_closed_and_opened(url, store):
    store.commit(sample_scan("Horizon"))
    outcome = store.outcome("horizon")

    with_another = open_store(url)

    assert with_another.outcome("horizon") == outcome
    with_another.close()


def test_a_snooze_that_ended_opens_the_alert_and_its_history_says_so(store):
    scan = sample_scan("Horizon")
    store.commit(scan)
    alert = scan.outcome.alerts[0]
    store.act("horizon", acted(alert, Action.SNOOZE, until=later(3).date()))

    store.commit(sample_scan("Horizon", at=later(2)))
    asleep = store.alert("horizon", alert.id).status
    store.commit(sample_scan("Horizon", at=later(3)))

    assert (asleep, store.alert("horizon", alert.id).status) == (AlertStatus.SNOOZED, AlertStatus.OPEN)
    assert [event.action for event in store.history("horizon", alert.id)] == ["raised", "snooze", "unsnoozed"]


def test_two_programmes_that_would_get_one_key_are_kept_apart(store):
    store.commit(sample_scan("North Sea"))

    with pytest.raises(StoreError, match="another programme, 'North Sea'"):
        store.commit(sample_scan("North-Sea!"))

    store.commit(sample_scan("north  sea"))
    assert store.programmes() == (("north-sea", "north  sea"),)


def test_programmes_without_a_latin_letter_have_keys_of_their_own(store):
    store.commit(sample_scan("Проект А"))
    store.commit(sample_scan("Проект Б"))

    assert [name for _, name in store.programmes()] in (["Проект А", "Проект Б"], ["Проект Б", "Проект А"])


def test_a_partner_who_left_is_forgotten_but_not_what_people_said(store):
    scan = sample_scan("Horizon")
    store.commit(scan)
    store.act("horizon", acted(scan.outcome.alerts[0], Action.AGREE))

    store.commit(replace(scan, partners=(Partner(id="alder", name="Alder"),), outcome=replace(scan.outcome, alerts=()), statements=()))

    assert [partner.id for partner in store.partners("horizon")] == ["alder"]
    assert store.alerts("horizon", wanted=AlertFilter(), limit=5).rows == ()
    assert store.statements("horizon", wanted=StatementFilter(), limit=5).rows == ()
    assert store.alert("horizon", scan.outcome.alerts[0].id).status is AlertStatus.AGREED


def test_thousands_of_statements_are_stored_paged_and_replaced(store):
    scan, one = sample_scan("Horizon"), sample_scan("Horizon").statements[0]
    many = tuple(replace(one, id=f"{place:05}") for place in range(2500))

    store.commit(replace(scan, statements=many))
    page = store.statements("horizon", wanted=StatementFilter(), limit=2000)
    rest = store.statements("horizon", wanted=StatementFilter(), limit=2000, after=page.next_after)
    store.commit(replace(scan, statements=many[:1]))

    assert (len(page.rows), len(rest.rows), rest.next_after) == (2000, 500, None)
    assert [row.id for row in store.statements("horizon", wanted=StatementFilter(), limit=5).rows] == ["00000"]
