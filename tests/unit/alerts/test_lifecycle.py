from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.alerts.lifecycle import SCAN, STATUS_AFTER, Known, allowed, apply, changes, merge
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.errors import ActionRefusedError
from driftwatch.testing.samples import sample_scan

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
ALERT, OTHER, THIRD = sample_scan("Horizon").outcome.alerts
actions, statuses = st.sampled_from(Action), st.sampled_from(AlertStatus)


def event(action, *, alert=ALERT, days=7):
    until = (NOW + timedelta(days=days)).date() if action is Action.SNOOZE else None
    return AlertEvent(alert_id=alert.id, action=action.value, actor="one", reason="so", at=NOW, status=STATUS_AFTER[action], until=until)


def known(status, *, word=None, raised=True):
    return {ALERT.id: Known(status=status, raised=raised, word=word)}


@settings(deadline=None)
@given(statuses, actions)
def test_an_action_does_what_it_says_or_is_refused_with_what_is_allowed(status, action):
    alert = replace(ALERT, status=status)

    if action in allowed(status):
        assert apply(alert, event(action)) == replace(alert, status=STATUS_AFTER[action])
    else:
        with pytest.raises(ActionRefusedError) as refused:
            apply(alert, event(action))
        assert f"is {status}: {action} is not possible; possible are {', '.join(allowed(status))}" in str(refused.value)


@settings(deadline=None)
@given(st.lists(actions, max_size=12))
def test_every_status_has_a_way_back_to_open(done):
    alert = ALERT
    for action in done:
        if action in allowed(alert.status):
            alert = apply(alert, event(action))

    assert alert.status is AlertStatus.OPEN or Action.REOPEN in allowed(alert.status)


@pytest.mark.parametrize("until", [None, NOW.date(), date(2026, 4, 5)])
def test_a_snooze_needs_a_day_that_lies_ahead(until):
    with pytest.raises(ActionRefusedError, match="snooze needs the day on which it ends, after 2026-04-06"):
        apply(ALERT, replace(event(Action.SNOOZE), until=until))


def test_a_dispute_needs_a_reason():
    with pytest.raises(ActionRefusedError, match="dispute needs a reason"):
        apply(ALERT, replace(event(Action.DISPUTE), reason=" "))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"alert_id": OTHER.id}, "is meant for"),
        ({"action": "delete"}, "`delete` is no action; possible are ack"),
        ({"action": "raised"}, "`raised` is no action"),
        ({"status": AlertStatus.RESOLVED}, "ack makes it acknowledged, not resolved"),
        ({"until": date(2026, 5, 1)}, "goes with snooze"),
    ],
)
def test_an_event_that_contradicts_itself_is_refused(wrong, said):
    with pytest.raises(ActionRefusedError, match=said):
        apply(ALERT, replace(event(Action.ACK), **wrong))


@settings(deadline=None)
@given(actions)
def test_the_word_of_people_survives_a_rescan(action):
    word = event(action)

    (merged,) = merge(known(word.status, word=word), [ALERT], on=NOW.date())

    assert merged == replace(ALERT, status=word.status)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([ALERT.id, OTHER.id]), actions), st.sets(st.sampled_from([ALERT, OTHER, THIRD])), st.integers(0, 20))
def test_a_second_scan_of_the_same_changes_nothing(words, raised, days):
    at, raised = NOW + timedelta(days=days), sorted(raised, key=lambda alert: alert.id)
    before = {key: Known(status=STATUS_AFTER[action], raised=True, word=event(action)) for key, action in words.items()}

    first = merge(before, raised, on=at.date())
    remembered = {alert.id: Known(status=alert.status, raised=True, word=before[alert.id].word if alert.id in before else None) for alert in first}
    second = merge(remembered, raised, on=at.date())

    assert second == first
    assert changes(remembered, second, at=at) == ()


@pytest.mark.parametrize(("days", "status"), [(6, AlertStatus.SNOOZED), (7, AlertStatus.OPEN), (30, AlertStatus.OPEN)])
def test_a_snooze_ends_on_its_day(days, status):
    word = event(Action.SNOOZE, days=7)

    (merged,) = merge(known(AlertStatus.SNOOZED, word=word), [ALERT], on=(NOW + timedelta(days=days)).date())

    assert merged.status is status


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (None, AlertStatus.RESOLVED),
        (Action.ACK, AlertStatus.RESOLVED),
        (Action.SNOOZE, AlertStatus.RESOLVED),
        (Action.AGREE, AlertStatus.AGREED),
        (Action.DISPUTE, AlertStatus.DISPUTED),
        (Action.REOPEN, AlertStatus.OPEN),
    ],
)
def test_a_settlement_resolves_unless_people_have_decided(action, status):
    word = action and event(action)
    settled = replace(ALERT, status=AlertStatus.RESOLVED)

    (merged,) = merge(known(AlertStatus.OPEN, word=word), [settled], on=NOW.date())

    assert merged.status is status


def test_resolved_by_people_stays_resolved_but_resolved_by_a_settlement_opens_without_it():
    by_people = merge(known(AlertStatus.RESOLVED, word=event(Action.RESOLVE)), [ALERT], on=NOW.date())
    by_settlement = merge(known(AlertStatus.RESOLVED), [ALERT], on=NOW.date())

    assert [by_people[0].status, by_settlement[0].status] == [AlertStatus.RESOLVED, AlertStatus.OPEN]


def test_an_alert_that_is_not_raised_is_left_out_and_comes_back_with_its_status():
    before = known(AlertStatus.AGREED, word=event(Action.AGREE), raised=False)

    assert merge(before, [OTHER], on=NOW.date()) == (OTHER,)
    assert merge(before, [ALERT], on=NOW.date())[0].status is AlertStatus.AGREED


@pytest.mark.parametrize(
    ("before", "status", "action"),
    [
        ({}, AlertStatus.OPEN, "raised"),
        (known(AlertStatus.AGREED, raised=False), AlertStatus.AGREED, "returned"),
        (known(AlertStatus.ACKNOWLEDGED), AlertStatus.RESOLVED, "settled"),
        (known(AlertStatus.RESOLVED), AlertStatus.OPEN, "unsettled"),
        (known(AlertStatus.SNOOZED), AlertStatus.OPEN, "unsnoozed"),
    ],
)
def test_what_a_scan_changes_is_told(before, status, action):
    (told,) = changes(before, [replace(ALERT, status=status)], at=NOW)

    assert told == AlertEvent(alert_id=ALERT.id, action=action, actor=SCAN, reason="", at=NOW, status=status)


def test_an_alert_that_is_raised_no_more_is_told_once():
    assert [told.action for told in changes(known(AlertStatus.OPEN), [], at=NOW)] == ["cleared"]
    assert changes(known(AlertStatus.OPEN, raised=False), [], at=NOW) == ()
