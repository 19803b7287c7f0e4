from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from driftwatch.domain.alerts import AlertEvent, AlertStatus
from driftwatch.domain.talk import programme_key
from driftwatch.domain.view import EVERYTHING, View
from driftwatch.store import open_store


@pytest.fixture(scope="module")
def scan(large_scan):
    return large_scan(statements=120, alerts=6)


@pytest.fixture(scope="module")
def key(scan):
    return programme_key(scan.outcome.programme)


@contextmanager
def stored(folder, scan):
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    store.commit(scan)
    yield store
    store.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory, scan):
    with stored(tmp_path_factory.mktemp("kept"), scan) as opened:
        yield opened


@pytest.fixture
def changing(tmp_path, scan):
    with stored(tmp_path, scan) as opened:
        yield opened


def test_a_scan_is_read_back_as_it_was_but_for_the_order(store, scan, key):
    found = store.seen(EVERYTHING).scan(key)

    assert {row.id: row for row in found.statements} == {row.id: row for row in scan.statements}
    assert {alert.id for alert in found.outcome.alerts} == {alert.id for alert in scan.outcome.alerts}
    assert (found.outcome.run, found.outcome.coverage, found.partners) == (scan.outcome.run, scan.outcome.coverage, scan.partners)
    assert sorted(found.files, key=lambda file: file.source) == sorted(scan.files, key=lambda file: file.source)
    assert found.terms == scan.terms
    assert found.pictures == {"joint": scan.pictures["all"]}


def test_with_the_cited_statements_only_there_are_those_that_alerts_name(store, scan, key):
    found = store.seen(EVERYTHING).scan(key, cited_only=True)

    evidence = {piece.statement_id for alert in scan.outcome.alerts for piece in alert.evidence}
    assert {row.id for row in found.statements} == evidence | {name for alert in scan.outcome.alerts for name in alert.against}


def test_each_side_reads_what_is_for_it(store, scan, key):
    found = store.seen(View(partner="kestrel")).scan(key)

    assert {row.own.partner for row in found.statements if row.own} == {"kestrel"}
    assert found.pictures == {"joint": scan.pictures["kestrel"]}


def test_before_the_first_scan_there_is_nothing(store):
    assert store.seen(EVERYTHING).scan("unknown") is None


def test_what_the_scan_before_had_is_known_and_the_first_scan_knows_nothing(changing, scan, key):
    seen = changing.seen(EVERYTHING)
    first = seen.told(key, seen.outcome(key))
    early, late = scan.outcome.alerts[:4], scan.outcome.alerts[1:]
    later = replace(scan.outcome.run, at=scan.outcome.run.at + timedelta(days=7))
    changing.commit(replace(scan, outcome=replace(scan.outcome, run=later, alerts=late)))

    told = seen.told(key, seen.outcome(key))

    assert first is None
    assert set(told) == {alert.id for alert in scan.outcome.alerts}
    assert early[0].id in told


def test_what_people_did_last_is_told_with_the_alert(changing, scan, key):
    seen, alert = changing.seen(EVERYTHING), next(alert for alert in scan.outcome.alerts if alert.status is AlertStatus.OPEN)
    for action, status, reason in (("ack", AlertStatus.ACKNOWLEDGED, "seen"), ("agree", AlertStatus.AGREED, "each its own")):
        changing.act(key, AlertEvent(alert_id=alert.id, action=action, actor="board", reason=reason, at=scan.outcome.run.at, status=status))

    words = seen.words(key, seen.outcome(key))

    assert {name: word.reason for name, word in words.items()} == {alert.id: "each its own"}
