from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.alerts.lifecycle import STATUS_AFTER, allowed, apply
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.errors import ActionRefusedError
from driftwatch.testing.samples import sample_scan

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
ALERT, OTHER, _ = sample_scan("Horizon").outcome.alerts
actions, statuses = st.sampled_from(Action), st.sampled_from(AlertStatus)


def event(action, *, alert=ALERT, days=7):
    until = (NOW + timedelta(days=days)).date() if action is Action.SNOOZE else None
    return AlertEvent(alert_id=alert.id, action=action.value, actor="one", reason="so", at=NOW, status=STATUS_AFTER[action], until=until)


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
