"""The life of alerts as the store keeps it: on SQLite and on a real PostgreSQL."""

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy import delete, select, update

from driftwatch.alerts.lifecycle import STATUS_AFTER
from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus, BaselineState
from driftwatch.domain.groups import Group, Member
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Severity
from driftwatch.domain.webhooks import Webhook
from driftwatch.errors import ActionRefusedError, StaleError
from driftwatch.jobs.recurring import Calendar
from driftwatch.records import AlertFilter
from driftwatch.settings import Settings
from driftwatch.store.schema import Schema, StoredAlert, StoredDelivery
from driftwatch.testing.samples import SCANNED, SIDES, later, sample_scan

FIRST, SECOND, THIRD = sample_scan("Horizon").outcome.alerts
RAN = tuple(Coverage(check=kind, partners=SIDES, status=CoverageStatus.RAN) for kind in (AlertKind.TERM_MEANING, AlertKind.DONE_CRITERIA))


def scan(number, *found, day=0, merged=()):
    """A scan of the window with this number that found these; `merged` are told with the first."""
    plain = sample_scan("Horizon", at=later(day))
    group = Group(lead=found[0], others=tuple(Member(alert=other, why="they share 2 quotes") for other in merged)) if merged else None
    outcome = replace(plain.outcome, alerts=found, coverage=RAN)
    return replace(plain, outcome=outcome, window=f"2026-W{number:02}", groups=(group,) if group else ())


def act(store, alert, action, *, days=0, reason="so", until=None, **more):
    event = AlertEvent(alert_id=alert.id, action=action, actor="team", reason=reason, at=later(days), status=STATUS_AFTER[action], until=until)
    return store.act("horizon", event, **more)


def hand(action):
    return Hand(action=action, actor="team", reason="one gate", at=later(1))


@pytest.fixture
def store(shared_store):
    """The shared store of each kind, emptied."""
    with shared_store._database.writing() as connection:
        for table in reversed(Schema.metadata.sorted_tables):
            connection.execute(delete(table))
    return shared_store


def rows(store):
    """Version, time of the last change and lead of each alert, by id."""
    with store._database.reading() as connection:
        found = connection.execute(select(StoredAlert.id, StoredAlert.version, StoredAlert.updated, StoredAlert.lead)).all()
    return {row.id: (row.version, row.updated, row.lead) for row in found}


def told(store):
    """Type and alert of what waits for the webhook, in the order in which it happened."""
    with store._database.reading() as connection:
        contents = connection.scalars(select(StoredDelivery.content).order_by(StoredDelivery.place)).all()
    happenings = [json.loads(content)["happening"] for content in contents]
    return [(happening["type"], happening["alert"]) for happening in happenings]


def listened(store):
    """A programme with a webhook that wants to hear of everything."""
    store.commit(scan(10, day=-1))
    store.webhooks.add("horizon", Webhook(id="wh_1", url="https://hooks.example/x", created=SCANNED), secret="whsec_" + "A" * 44, actor="team")


def listing(store):
    return [alert.id for alert in store.alerts("horizon", wanted=AlertFilter(), limit=50).rows]


def test_a_scan_is_told_with_its_changes_and_a_rescan_of_the_same_only_as_a_scan(store):
    listened(store)

    store.commit(scan(11, FIRST, SECOND))
    first = told(store)
    store.commit(scan(11, FIRST, SECOND, day=1))
    store.commit(scan(11, FIRST, SECOND, day=1))

    assert sorted(first[:-1]) == sorted([("alert.opened", FIRST.id), ("alert.opened", SECOND.id)])
    assert first[-1] == ("scan.completed", None)
    assert told(store)[len(first) :] == [("scan.completed", None)]


def test_what_people_do_is_told_and_stands_in_the_audit_log(store):
    listened(store)
    store.commit(scan(11, FIRST))
    before = len(told(store))

    act(store, FIRST, Action.AGREE, reason="each its own", request_id="r-1")

    line = store.audit.find("horizon", limit=1).rows[0]
    assert told(store)[before:] == [("alert.agreed", FIRST.id)]
    assert (line.action, line.object, line.actor, line.reason, line.request_id) == ("alert.agree", FIRST.id, "team", "each its own", "r-1")
    assert store.audit.verify("horizon") is None


def test_a_version_counts_the_changes_and_nothing_else(store):
    store.commit(scan(11, FIRST))
    new = rows(store)[FIRST.id]
    store.commit(scan(11, FIRST, day=3))
    same = rows(store)[FIRST.id]
    store.commit(scan(12, FIRST, day=4))
    ongoing = rows(store)[FIRST.id]
    act(store, FIRST, Action.ACK, days=5)

    assert (new[0], same, ongoing[0]) == (1, new, 2)
    assert rows(store)[FIRST.id][0] == store.lives.version("horizon", FIRST.id) == 3
    assert new[1] < ongoing[1] < rows(store)[FIRST.id][1]


def test_who_has_read_an_older_version_is_refused_and_nothing_is_done(store):
    store.commit(scan(11, FIRST))
    act(store, FIRST, Action.ACK, version=1)

    with pytest.raises(StaleError, match=r"was changed since it was read .version 2, not 1.; read it again"):
        act(store, FIRST, Action.AGREE, version=1)

    assert store.alert("horizon", FIRST.id).status is AlertStatus.ACKNOWLEDGED
    assert [event.action for event in store.history("horizon", FIRST.id)] == ["raised", "ack"]


def test_what_is_gone_is_listed_as_absent_then_cleared_and_told_once(store):
    listened(store)
    store.commit(scan(11, FIRST, SECOND))
    before = len(told(store))

    for number in range(12, 17):
        store.commit(scan(number, SECOND, day=number))
        if number == 12:
            absent = (listing(store), store.alert("horizon", FIRST.id).baseline_state, [alert.id for alert in store.outcome("horizon").alerts])

    assert absent == ([SECOND.id, FIRST.id], BaselineState.ABSENT, [SECOND.id])
    assert listing(store) == [SECOND.id]
    assert store.alert("horizon", FIRST.id).status is AlertStatus.RESOLVED
    assert [kind for kind, about in told(store)[before:] if about == FIRST.id] == ["alert.resolved"]
    assert [event.action for event in store.history("horizon", FIRST.id)] == ["raised", "absent", "cleared"]


def test_an_agreed_difference_opens_when_it_is_graver_than_agreed(store):
    store.commit(scan(11, FIRST))
    act(store, FIRST, Action.AGREE)
    store.commit(scan(12, FIRST, day=7))
    quiet = store.alert("horizon", FIRST.id).status

    store.commit(scan(13, replace(FIRST, severity=Severity.HIGH), day=14))
    store.commit(scan(14, replace(FIRST, severity=Severity.HIGH), day=21))

    assert (quiet, store.alert("horizon", FIRST.id).status) == (AlertStatus.AGREED, AlertStatus.OPEN)
    assert [event.action for event in store.history("horizon", FIRST.id)] == ["raised", "agree", "changed"]


def test_a_snooze_ends_without_a_scan_and_once(store):
    store.commit(scan(11, FIRST))
    act(store, FIRST, Action.SNOOZE, until=later(7).date())

    ended = [store.lives.wake("horizon", at=later(days)) for days in (6, 7, 8)]

    assert ended == [0, 1, 0]
    assert [event.action for event in store.history("horizon", FIRST.id)] == ["raised", "snooze", "unsnoozed"]


def test_the_worker_ends_a_snooze_on_its_day_in_the_programmes_zone(store, tmp_path):
    store.commit(replace(scan(11, FIRST), folder=tmp_path))
    act(store, FIRST, Action.SNOOZE, until=later(7).date())
    zone = timezone(timedelta(hours=12))
    calendar = Calendar(store, read=lambda folder: Settings(folder=folder, name="Horizon", partners=(), timezone=zone), random=bytes, log=print)

    statuses = []
    for moment in (later(6).replace(hour=11), later(6).replace(hour=13)):
        calendar(moment)
        statuses.append(store.alert("horizon", FIRST.id).status)

    assert statuses == [AlertStatus.SNOOZED, AlertStatus.OPEN]


def test_an_alert_that_is_told_with_another_is_kept_whole_and_found_by_its_id(store):
    store.commit(scan(11, FIRST, THIRD, merged=[SECOND]))

    folded = store.alert("horizon", SECOND.id)

    assert SECOND.id not in listing(store)
    assert (folded.lead, folded.evidence, folded.title) == (FIRST.id, SECOND.evidence, SECOND.title)
    assert [event.action for event in store.history("horizon", SECOND.id)] == ["raised", "merged"]


def test_an_action_on_the_lead_is_done_to_its_group_unless_it_is_meant_alone(store):
    store.commit(scan(11, FIRST, merged=[SECOND]))

    act(store, FIRST, Action.ACK, only=True)
    alone = store.alert("horizon", SECOND.id).status
    act(store, FIRST, Action.DISPUTE)

    assert (alone, store.alert("horizon", SECOND.id).status) == (AlertStatus.OPEN, AlertStatus.DISPUTED)
    assert [line.object for line in store.audit.find("horizon", limit=9).rows] == [SECOND.id, FIRST.id, FIRST.id]


def test_a_split_gives_back_the_full_alert_and_survives_ten_rescans(store):
    store.commit(scan(11, FIRST, merged=[SECOND]))

    store.lives.split("horizon", FIRST.id[:8], SECOND.id, hand("split"))
    at_once = store.alert("horizon", SECOND.id), store.alert("horizon", FIRST.id).merged
    for day in range(2, 12):
        store.commit(scan(11, FIRST, merged=[SECOND], day=day))

    assert at_once == (SECOND, ())
    assert {FIRST.id, SECOND.id} <= set(listing(store))
    assert [event.action for event in store.history("horizon", SECOND.id)] == ["raised", "merged", "split"]


def test_a_merge_holds_at_once_and_over_rescans_and_can_be_taken_back(store):
    store.commit(scan(11, FIRST, SECOND))

    lead = store.lives.merge("horizon", FIRST.id, [SECOND.id], hand("merge"))
    store.commit(scan(12, FIRST, SECOND, day=7))
    held = [alert.id for alert in store.outcome("horizon").alerts]
    store.lives.split("horizon", FIRST.id, SECOND.id, hand("split"))

    assert [(matter.id, matter.why) for matter in lead.merged] == [(SECOND.id, "people put them together: one gate")]
    assert held == [FIRST.id]
    assert {alert.id for alert in store.outcome("horizon").alerts} == {FIRST.id, SECOND.id}
    assert [line.action for line in store.audit.find("horizon", limit=9).rows] == ["alert.split", "alert.merge"]


def test_of_several_actions_all_are_done_or_none(store):
    store.commit(scan(11, FIRST, SECOND))
    act(store, SECOND, Action.ACK)
    events = [
        AlertEvent(alert_id=alert.id, action="ack", actor="team", reason="", at=later(1), status=AlertStatus.ACKNOWLEDGED)
        for alert in (FIRST, SECOND)
    ]

    with pytest.raises(ActionRefusedError):
        store.lives.act_on_all("horizon", events)

    assert store.alert("horizon", FIRST.id).status is AlertStatus.OPEN


def test_what_schema_0001_knew_of_an_alert_is_taken_over(store):
    store.commit(scan(11, FIRST, SECOND))
    act(store, FIRST, Action.AGREE)
    with store._database.writing() as connection:
        connection.execute(update(StoredAlert).values(memory="", version=0, updated=0))

    store.commit(scan(12, replace(FIRST, severity=Severity.HIGH), SECOND, day=7))

    found = store.alert("horizon", FIRST.id)
    assert (found.status, found.baseline_state.value, found.substatus.value) == (AlertStatus.AGREED, "unchanged", "ongoing")
