from dataclasses import replace

import pytest
from tests.unit.alerts.office import FIRST, SECOND, START

from driftwatch.alerts.events import happening, scan_completed
from driftwatch.domain.alerts import AlertEvent, AlertStatus
from driftwatch.domain.happenings import Happening, HappeningType


def event(action):
    return AlertEvent(alert_id=FIRST.id, action=action, actor="one", reason="what somebody wrote", at=START, status=AlertStatus.OPEN)


@pytest.mark.parametrize(
    ("action", "status", "told"),
    [
        ("raised", "open", "alert.opened"),
        ("raised", "resolved", None),
        ("escalated", "acknowledged", "alert.escalated"),
        ("escalated", "snoozed", None),
        ("narrowed", "open", "alert.updated"),
        ("narrowed", "agreed", None),
        ("changed", "open", "alert.reopened"),
        ("regressed", "open", "alert.reopened"),
        ("regressed", "agreed", None),
        ("unsettled", "open", "alert.reopened"),
        ("settled", "resolved", "alert.resolved"),
        ("cleared", "resolved", "alert.resolved"),
        ("gone", "resolved", None),
        ("absent", "open", None),
        ("returned", "open", None),
        ("merged", "open", None),
        ("unsnoozed", "open", "alert.unsnoozed"),
        ("ack", "acknowledged", "alert.acknowledged"),
        ("agree", "agreed", "alert.agreed"),
        ("snooze", "snoozed", "alert.snoozed"),
        ("dispute", "disputed", "alert.disputed"),
        ("resolve", "resolved", "alert.resolved"),
        ("reopen", "open", "alert.reopened"),
        ("merge", "open", "alert.updated"),
        ("split", "open", "alert.updated"),
    ],
)
def test_what_happens_is_told_in_the_words_of_the_specification(action, status, told):
    found = happening(event(action), replace(FIRST, status=AlertStatus(status)), programme="horizon", version=3)

    assert (found.type.value if found else None) == told


def test_what_is_told_holds_ids_kinds_and_counts_and_nothing_that_anybody_said():
    told = happening(event("raised"), FIRST, programme="horizon", version=1)

    assert told.alert == FIRST.id
    assert told.facts == {
        "kind": "term_meaning",
        "severity": "medium",
        "status": "open",
        "substatus": "new",
        "baseline_state": "new",
        "statements": "82",
        "windows": "0",
        "merged": "0",
    }


def test_the_same_happening_has_the_same_id_and_another_one_another():
    one = happening(event("ack"), FIRST, programme="horizon", version=1)
    others = [
        happening(event("ack"), FIRST, programme="horizon", version=2),
        happening(event("ack"), SECOND, programme="horizon", version=1),
        happening(event("ack"), FIRST, programme="meadow", version=1),
        happening(event("reopen"), FIRST, programme="horizon", version=1),
    ]

    assert happening(event("ack"), FIRST, programme="horizon", version=1).id == one.id
    assert len({told.id for told in (one, *others)}) == 5


def test_a_scan_is_told_in_counts():
    about = Happening(id="2026", type=HappeningType.SCAN_COMPLETED, programme="horizon", at=START, facts={"statements": "40"})

    told = scan_completed([FIRST, replace(SECOND, status=AlertStatus.AGREED)], [event("raised"), event("cleared"), event("absent")], about=about)

    assert told.facts == {"statements": "40", "alerts": "2", "open": "1", "opened": "1", "escalated": "0", "resolved": "1", "reopened": "0"}
