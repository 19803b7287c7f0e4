"""What people decide in pages: once, on what they have read, and with a way back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from driftwatch.alerts.lifecycle import STATUS_AFTER, allowed
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.keys import Scope
from driftwatch_api.dashboard.decisions import chosen, events, way_back
from driftwatch_api.dashboard.entry import COOKIE, form_token

FIRST, SECOND = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB"
BACK = "/p/lantern/alerts?status=any"
EVERY = tuple(AlertStatus)
AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def sign_in(client, key):
    """Signs in with a new key of these scopes; gives what to send a form with."""

    def begin(*scopes: Scope):
        full = key(*(scopes or (Scope.READ_ALERTS, Scope.WRITE_ALERTS)))["Authorization"].removeprefix("Bearer ")
        assert client.post("/sign-in", data={"key": full}, follow_redirects=False).status_code == 303
        token = form_token(client.cookies[COOKIE])

        def send(path: str, **fields: object):
            return client.post(path, data={"form_token": token, **fields}, follow_redirects=False)

        return send

    return begin


def status(store, alert=FIRST):
    return store.alert("lantern", alert).status


def history(store, alert=FIRST):
    return [(event.action, event.reason) for event in store.history("lantern", alert)]


def test_many_are_decided_on_with_one_reason_and_undone_at_once(sign_in, store, client):
    send = sign_in()

    done = send("/p/lantern/alerts/decide", action="ack", id=[FIRST, SECOND], reason="Monday", back=BACK)
    after = status(store)
    page = client.get(done.headers["location"])
    undone = send("/p/lantern/alerts/undo", id=[FIRST], back=BACK)

    assert done.headers["location"] == f"{BACK}&did=ack&done={FIRST}#done"
    assert after is AlertStatus.ACKNOWLEDGED
    assert "Now acknowledged" in page.text
    assert "Undo" in page.text
    assert undone.headers["location"] == f"{BACK}&did=undo&done={FIRST}#done"
    assert status(store) is AlertStatus.OPEN
    assert history(store)[1:] == [("ack", "Monday"), ("reopen", "Undone.")]
    assert status(store, SECOND) is AlertStatus.RESOLVED


def test_the_form_says_which_alerts_stay_as_they_are(sign_in, client):
    sign_in()

    page = client.get("/p/lantern/alerts/decide", params={"action": "ack", "id": [FIRST, SECOND], "back": BACK}).text

    assert f'value="{FIRST}@' in page
    assert f'value="{SECOND}@' not in page
    assert "This one stays as it is" in page


def test_who_decides_on_what_somebody_else_has_changed_is_told_what_happened(sign_in, store, client):
    send = sign_in()
    version = store.lives.version("lantern", FIRST)
    store.act(
        "lantern",
        AlertEvent(alert_id=FIRST, action="dispute", actor="other desk", reason="two projects", at=store_time(store), status=AlertStatus.DISPUTED),
    )

    answer = send("/p/lantern/alerts/decide", action="ack", id=f"{FIRST}@{version}", reason="mine", back=BACK)

    assert answer.status_code == 412
    assert "other desk" in answer.text
    assert "two projects" in answer.text
    assert f'value="{FIRST}@{version + 1}"' in answer.text
    assert ">mine</textarea>" in answer.text
    assert status(store) is AlertStatus.DISPUTED
    assert send("/p/lantern/alerts/decide", action="ack", id=f"{FIRST}@{version + 1}", back=BACK).status_code == 303


def store_time(store):
    return store.history("lantern", FIRST)[-1].at + timedelta(hours=1)


def test_a_dispute_needs_a_reason_and_a_snooze_a_day(sign_in, store):
    send = sign_in()

    bare = send("/p/lantern/alerts/decide", action="dispute", id=FIRST)
    past = send("/p/lantern/alerts/decide", action="snooze", id=FIRST, until="2020-01-01")
    none = send("/p/lantern/alerts/decide", action="ack")
    unknown = send("/p/lantern/alerts/decide", action="delete", id=FIRST)

    assert [answer.status_code for answer in (bare, past, none, unknown)] == [422] * 4
    assert status(store) is AlertStatus.OPEN


def test_reading_changes_nothing_and_a_reader_decides_nothing(sign_in, store, client):
    send = sign_in(Scope.READ_ALERTS)

    asked = client.get("/p/lantern/alerts/decide", params={"action": "resolve", "id": FIRST})
    sent = send("/p/lantern/alerts/decide", action="resolve", id=FIRST)
    page = client.get(f"/p/lantern/alerts/{FIRST}").text

    assert (asked.status_code, sent.status_code) == (403, 403)
    assert "decide" not in page
    assert status(store) is AlertStatus.OPEN


def test_nobody_is_led_elsewhere(sign_in):
    send = sign_in()

    for back in (
        "https://elsewhere.example",
        "//elsewhere.example",
        "/p/harbour/alerts",
        "/p/lantern//elsewhere",
        "/p/lantern/../../a",
        "javascript:1",
    ):
        done = send("/p/lantern/alerts/decide", action="ack", id=SECOND, back=back)
        assert done.headers["location"].startswith("/p/lantern/"), back


def test_what_was_changed_since_is_not_undone(sign_in, store, client):
    send = sign_in()
    send("/p/lantern/alerts/decide", action="ack", id=FIRST, back=BACK)
    store.act("lantern", AlertEvent(alert_id=FIRST, action="agree", actor="other desk", reason="", at=store_time(store), status=AlertStatus.AGREED))

    undone = send("/p/lantern/alerts/undo", id=FIRST, back=BACK)

    assert status(store) is AlertStatus.AGREED
    assert "Nothing was undone" in client.get(undone.headers["location"]).text


def test_every_decision_that_is_allowed_can_be_undone():
    for before in EVERY:
        for action in allowed(before):
            way = way_back((set_to(before), did(action)), actor="desk", on=date(2026, 4, 6))
            now = STATUS_AFTER[action]
            if now is before and before is not AlertStatus.SNOOZED:
                continue
            assert way is not None, (before, action)
            for step in events(way, FIRST, actor="desk", at=set_to(before).at):
                assert step.action in [known.value for known in allowed(now)], (before, action, step)
                assert step.action != "dispute" or step.reason
                now = step.status
            assert now is before, (before, action)


def test_a_snooze_that_would_have_ended_is_not_begun_anew():
    asleep = set_to(AlertStatus.SNOOZED)

    way = way_back((asleep, did(Action.RESOLVE)), actor="desk", on=asleep.until or date.max)

    assert way is not None
    assert way.steps == ((Action.REOPEN, None),)


def set_to(status):
    action = next(action for action, after in STATUS_AFTER.items() if after is status)
    until = date(2026, 5, 1) if status is AlertStatus.SNOOZED else None
    return event(action, "somebody", until)


def did(action):
    return event(action, "desk", date(2026, 6, 1) if action is Action.SNOOZE else None)


def event(action, actor, until):
    return AlertEvent(alert_id=FIRST, action=action.value, actor=actor, reason="because", at=AT, status=STATUS_AFTER[action], until=until)


def test_names_of_alerts_in_forms_are_taken_as_such_and_nothing_else():
    found = chosen([FIRST, f"{FIRST}@3", f"{SECOND}@7", "DW-9F2M", "DW-9F2M4T7Q1XYA@x", "<script>", ""])

    assert [(one.id, one.version) for one in found] == [(FIRST, None), (SECOND, 7)]
