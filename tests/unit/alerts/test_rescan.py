"""What a scan makes of what is known."""

from dataclasses import replace

import pytest
from tests.unit.alerts.office import FIRST, FOURTH, SECOND, START, THIRD, Office, settled, sized, together

from driftwatch.alerts.memory import of_old
from driftwatch.alerts.rescan import Known
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.weeks import UNDATED


def test_what_was_never_seen_is_new_then_ongoing():
    office = Office()

    first = office.scan(0, FIRST)
    new = office.state(FIRST)
    second = office.scan(1, FIRST)

    assert (first, new) == ([(FIRST.id, "raised")], ("new", "new"))
    assert (second, office.state(FIRST)) == ([], ("unchanged", "ongoing"))


def test_scanning_a_window_twice_is_not_two_windows():
    office = Office()

    office.scan(0, FIRST)
    for _ in range(5):
        office.days += 7
        office.scan(0)

    assert len(office.known[FIRST.id].memory.marks) == 1
    assert office.status(FIRST) is AlertStatus.OPEN


def test_without_a_date_there_is_one_window():
    office = Office()

    office.scan(UNDATED, FIRST)
    office.scan(UNDATED, FIRST)

    assert office.state(FIRST) == ("new", "new")


def test_what_is_gone_stays_absent_until_it_has_been_gone_for_long_and_is_then_resolved():
    office = Office(clear_windows=3)
    office.scan(0, FIRST)

    told = [office.scan(number) for number in (1, 2, 3, 4)]

    assert told == [[(FIRST.id, "absent")], [], [(FIRST.id, "cleared")], []]
    assert office.state(FIRST) == ("absent", "narrowing")
    assert office.status(FIRST) is AlertStatus.RESOLVED
    assert not office.lives[FIRST.id].listed


def test_what_comes_back_before_it_was_cleared_goes_on_and_afterwards_has_regressed():
    soon, late = Office(clear_windows=2), Office(clear_windows=2)
    for office, gone in ((soon, (1,)), (late, (1, 2))):
        office.scan(0, FIRST)
        for number in gone:
            office.scan(number)

    told = [soon.scan(5, FIRST), late.scan(5, FIRST)]

    assert told == [[(FIRST.id, "returned")], [(FIRST.id, "regressed")]]
    assert soon.state(FIRST) == ("unchanged", "ongoing")
    assert late.state(FIRST) == ("new", "regressed")
    assert late.status(FIRST) is AlertStatus.OPEN
    assert late.rescan() == []
    assert late.state(FIRST) == ("new", "regressed")


def test_what_comes_and_goes_is_one_alert_that_was_opened_once_and_flaps():
    office = Office()

    told = [event for number in range(8) for event in office.scan(number, *([FIRST] if number % 2 == 0 else []))]

    assert [action for _, action in told].count("raised") == 1
    assert {action for _, action in told} == {"raised", "absent", "returned"}
    assert office.state(FIRST)[1] == "flapping"


@pytest.mark.parametrize(
    ("before", "after", "state", "told"),
    [
        ({"value": 0.5}, {"value": 0.59}, ("unchanged", "ongoing"), []),
        ({"value": 0.5}, {"value": 0.7}, ("updated", "escalating"), ["escalated"]),
        ({"value": 0.5}, {"value": 0.3}, ("updated", "narrowing"), ["narrowed"]),
        ({}, {"severity": Severity.HIGH}, ("updated", "escalating"), ["escalated"]),
        ({"value": 0.5}, {"value": 0.9, "severity": Severity.LOW}, ("updated", "narrowing"), ["narrowed"]),
        ({}, {"value": 0.9}, ("unchanged", "ongoing"), []),
    ],
)
def test_it_moves_when_its_severity_does_or_its_effect_leaves_the_interval(before, after, state, told):
    office = Office()
    office.scan(0, sized(FIRST, **before))

    happened = office.scan(1, sized(FIRST, **after))

    assert office.state(FIRST) == state
    assert [action for _, action in happened] == told


def test_a_new_model_moves_nothing_and_reopens_no_agreement():
    office = Office()
    office.scan(0, sized(FIRST, value=0.5), sized(SECOND, value=0.5))
    office.act(FIRST, Action.AGREE)

    told = office.scan(0, sized(FIRST, value=0.9, severity=Severity.HIGH), sized(SECOND, value=0.9), basis="two")
    later = office.scan(1, sized(FIRST, value=0.9, severity=Severity.HIGH), sized(SECOND, value=0.9), basis="two")

    assert told == later == []
    assert office.status(FIRST) is AlertStatus.AGREED
    assert office.state(SECOND) == ("unchanged", "ongoing")


def test_an_agreed_difference_returns_only_when_it_has_become_graver_than_agreed():
    office = Office()
    office.scan(0, sized(FIRST, value=0.5))
    office.act(FIRST, Action.AGREE)

    quiet = [office.scan(1, sized(FIRST, value=0.55)), office.scan(2, sized(FIRST, value=0.3)), office.scan(3, sized(FIRST, value=0.55))]
    told = office.scan(4, sized(FIRST, value=0.8))

    assert [action for _, action in (event for events in quiet for event in events)] == ["narrowed", "escalated"]
    assert (told, office.status(FIRST)) == ([(FIRST.id, "changed")], AlertStatus.OPEN)
    assert office.rescan() == []
    assert office.scan(5, sized(FIRST, value=0.8)) == []
    assert office.status(FIRST) is AlertStatus.OPEN


def test_an_agreed_difference_that_is_gone_and_back_is_still_agreed():
    office = Office(clear_windows=1)
    office.scan(0, FIRST)
    office.act(FIRST, Action.AGREE)

    office.scan(1)
    gone = office.status(FIRST)
    office.scan(2, FIRST)

    assert (gone, office.status(FIRST)) == (AlertStatus.AGREED, AlertStatus.AGREED)


@pytest.mark.parametrize("action", list(Action))
def test_the_word_of_people_survives_scans_of_the_same(action):
    office = Office()
    office.scan(0, FIRST)
    if action is Action.REOPEN:
        office.act(FIRST, Action.ACK)
    office.act(FIRST, action)
    status = office.status(FIRST)

    told = [office.rescan(), office.scan(1, FIRST)]

    assert (told, office.status(FIRST)) == ([[], []], status)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (None, AlertStatus.RESOLVED),
        (Action.ACK, AlertStatus.RESOLVED),
        (Action.SNOOZE, AlertStatus.RESOLVED),
        (Action.AGREE, AlertStatus.AGREED),
        (Action.DISPUTE, AlertStatus.DISPUTED),
    ],
)
def test_a_settlement_resolves_unless_people_have_decided(action, status):
    office = Office()
    office.scan(0, FIRST)
    if action:
        office.act(FIRST, action)

    told = office.scan(1, settled(FIRST))

    assert office.status(FIRST) is status
    assert told == ([(FIRST.id, "settled")] if status is AlertStatus.RESOLVED else [])


def test_what_people_opened_again_stays_open_whatever_the_settlement():
    office = Office()
    office.scan(0, settled(FIRST))
    office.act(FIRST, Action.REOPEN)

    assert (office.scan(1, settled(FIRST)), office.status(FIRST)) == ([], AlertStatus.OPEN)


def test_a_settlement_that_a_second_scan_of_its_window_does_not_find_is_taken_back():
    office = Office()
    office.scan(0, sized(FIRST))
    office.act(FIRST, Action.ACK)
    office.scan(0, settled(FIRST))

    told = office.scan(0)

    assert (FIRST.id, "unsettled") in told
    assert office.status(FIRST) is AlertStatus.ACKNOWLEDGED


def test_a_settlement_of_an_earlier_window_stays_while_the_matter_is_not_found_again():
    office = Office()
    office.scan(0, settled(FIRST))

    office.scan(1)

    assert office.status(FIRST) is AlertStatus.RESOLVED


def test_what_became_graver_and_is_settled_stays_agreed_until_it_is_open_again():
    office = Office()
    office.scan(0, sized(FIRST, severity=Severity.LOW))
    office.act(FIRST, Action.AGREE)
    graver = sized(FIRST, severity=Severity.HIGH)

    told = office.scan(1, settled(graver))
    agreed = office.status(FIRST)
    office.scan(2, graver)

    assert [action for _, action in told] == ["escalated"]
    assert (agreed, office.status(FIRST)) == (AlertStatus.AGREED, AlertStatus.OPEN)


def test_without_its_settlement_it_opens_again_as_regressed_but_not_where_people_resolved_it():
    office = Office()
    office.scan(0, settled(FIRST), SECOND)
    office.act(SECOND, Action.RESOLVE)

    told = office.scan(1, FIRST, SECOND)

    assert told == [(FIRST.id, "unsettled")]
    assert office.state(FIRST)[1] == "regressed"
    assert (office.status(FIRST), office.status(SECOND)) == (AlertStatus.OPEN, AlertStatus.RESOLVED)


def test_what_people_resolved_opens_again_when_it_comes_back_after_it_was_gone_for_long():
    office = Office(clear_windows=1)
    office.scan(0, FIRST)
    office.act(FIRST, Action.RESOLVE)
    office.scan(1)

    told = office.scan(2, FIRST)

    assert (told, office.status(FIRST)) == ([(FIRST.id, "regressed")], AlertStatus.OPEN)
    assert (office.scan(3, FIRST), office.status(FIRST)) == ([], AlertStatus.OPEN)


@pytest.mark.parametrize(
    ("days", "status", "told"), [(6, AlertStatus.SNOOZED, []), (7, AlertStatus.OPEN, ["unsnoozed"]), (30, AlertStatus.OPEN, ["unsnoozed"])]
)
def test_a_snooze_ends_on_its_day_with_a_scan_or_without(days, status, told):
    scanned, woken = Office(), Office()
    for office in (scanned, woken):
        office.scan(0, FIRST)
        office.act(FIRST, Action.SNOOZE, days=7)
        office.days += days

    happened = [scanned.rescan(), woken.wake()]

    assert [[action for _, action in events] for events in happened] == [told, told]
    assert scanned.status(FIRST) is woken.status(FIRST) is status
    assert woken.rescan() == woken.wake() == []


def test_a_snooze_ends_also_where_it_is_not_found_any_more():
    office = Office()
    office.scan(0, FIRST)
    office.act(FIRST, Action.SNOOZE, days=7)
    office.days += 8

    assert office.scan(1) == [(FIRST.id, "unsnoozed"), (FIRST.id, "absent")]
    assert office.status(FIRST) is AlertStatus.OPEN


def test_a_check_that_is_off_or_has_too_little_leaves_its_alerts_as_they_were():
    office = Office(clear_windows=1)
    office.scan(0, FIRST, SECOND)
    office.act(FIRST, Action.DISPUTE)
    before = office.known[FIRST.id]

    told = office.scan(1, SECOND, off=(AlertKind.TERM_MEANING,))

    assert told == []
    assert office.known[FIRST.id] == replace(before, raised=False)
    assert office.lives[FIRST.id].listed
    assert office.scan(2, FIRST, SECOND) == []


def test_what_concerns_a_partner_who_left_is_cleared_at_once_and_back_with_the_partner():
    office = Office()
    office.scan(0, FIRST)
    office.act(FIRST, Action.AGREE)

    told = [office.scan(0, partners=("alder",)), office.scan(0, partners=("alder",)), office.scan(0, FIRST)]

    assert told == [[(FIRST.id, "cleared")], [], [(FIRST.id, "regressed")]]
    assert office.status(FIRST) is AlertStatus.AGREED


def test_a_scan_of_an_earlier_period_knows_nothing_of_what_came_later():
    office, never = Office(), Office()
    office.scan(0, FIRST)
    office.scan(3, sized(FIRST, severity=Severity.HIGH))

    told = office.scan(0, FIRST)
    never.scan(0, FIRST)

    assert told == []
    assert office.known[FIRST.id] == never.known[FIRST.id]


def test_people_can_open_again_what_is_gone_and_its_absence_counts_from_there():
    office = Office(clear_windows=2)
    office.scan(0, FIRST)
    office.scan(1)
    office.scan(2)
    office.act(FIRST, Action.REOPEN)

    told = [office.rescan(), office.scan(3), office.scan(4)]

    assert told == [[], [], [(FIRST.id, "cleared")]]


def test_what_a_scan_merges_is_kept_whole_and_told_once():
    office = Office()

    first = office.scan(0, together(FIRST, SECOND), THIRD)
    alone = office.scan(1, FIRST, SECOND, THIRD)

    assert first == [(FIRST.id, "raised"), (SECOND.id, "raised"), (SECOND.id, "merged"), (THIRD.id, "raised")]
    assert alone == [(SECOND.id, "unmerged")]
    assert office.alert(SECOND).evidence == SECOND.evidence


def test_the_lead_tells_what_is_told_with_it_and_why():
    office = Office()
    office.scan(0, together(FIRST, sized(SECOND, severity=Severity.HIGH)))

    (matter,) = office.alert(FIRST).merged

    assert (matter.id, matter.why) == (SECOND.id, "they have the same subject")
    assert office.alert(FIRST).severity is Severity.HIGH
    assert office.alert(SECOND).lead == FIRST.id
    assert office.known[FIRST.id].memory.alone.severity is Severity.MEDIUM
    assert not office.lives[SECOND.id].listed


def test_a_lead_that_takes_in_a_graver_alert_has_not_become_graver_itself():
    office = Office()
    office.scan(0, FIRST, sized(SECOND, severity=Severity.HIGH))

    assert office.scan(1, together(FIRST, sized(SECOND, severity=Severity.HIGH))) == [(SECOND.id, "merged")]


def test_what_was_told_with_a_lead_that_is_gone_stands_for_itself():
    office = Office(clear_windows=1)
    office.scan(0, together(FIRST, SECOND))

    office.scan(1, off=(SECOND.kind,))

    assert office.alert(SECOND).lead is None
    assert office.lives[SECOND.id].listed


def test_what_was_stored_before_anything_was_remembered_is_not_new_and_keeps_its_status():
    office = Office()
    raised, gone = replace(FIRST, status=AlertStatus.AGREED), replace(FOURTH, status=AlertStatus.RESOLVED)
    word = AlertEvent(alert_id=FIRST.id, action="agree", actor="one", reason="so", at=START, status=AlertStatus.AGREED)
    office.known = {
        FIRST.id: Known(alert=raised, raised=True, memory=of_old(raised, raised=True), word=word),
        FOURTH.id: Known(alert=gone, raised=False, memory=of_old(gone, raised=False)),
    }

    told = office.scan(0, sized(FIRST, severity=Severity.HIGH))

    assert told == []
    assert (office.status(FIRST), office.state(FIRST)) == (AlertStatus.AGREED, ("unchanged", "ongoing"))
    assert not office.lives[FOURTH.id].listed


@pytest.mark.parametrize("action", [Action.AGREE, Action.SNOOZE])
def test_what_is_told_with_an_agreed_lead_opens_it_when_it_has_become_graver_than_agreed(action):
    office = Office()
    office.scan(0, together(FIRST, sized(SECOND, value=0.5)))
    office.act(FIRST, Action.AGREE)
    if action is not Action.AGREE:
        office.act(FIRST, Action.REOPEN, only=True)
        office.act(FIRST, action, days=90, only=True)

    told = office.scan(1, together(FIRST, sized(SECOND, value=0.8)))

    assert told == [(FIRST.id, "changed"), (SECOND.id, "changed")]
    assert (office.status(FIRST), office.status(SECOND)) == (AlertStatus.OPEN, AlertStatus.OPEN)
    assert office.rescan() == []
    assert office.status(FIRST) is AlertStatus.OPEN


def test_a_scan_of_an_earlier_period_that_was_graver_ends_no_agreement():
    office = Office()
    office.scan(0, sized(FIRST, severity=Severity.HIGH))
    office.scan(3, FIRST)
    office.act(FIRST, Action.AGREE)

    earlier = [office.scan(0, sized(FIRST, severity=Severity.HIGH)), office.rescan(), office.scan(3, FIRST)]

    assert (earlier[1], office.status(FIRST)) == ([], AlertStatus.AGREED)
    assert "changed" not in {action for events in earlier for _, action in events}
    assert office.scan(4, sized(FIRST, severity=Severity.HIGH)) == [(FIRST.id, "changed")]


@pytest.mark.parametrize("resolved", [False, True])
def test_what_was_cleared_early_in_a_week_and_is_found_later_in_it_was_never_cleared(resolved):
    hourly, once = Office(clear_windows=2), Office(clear_windows=2)
    for office in (hourly, once):
        office.scan(0, FIRST)
        if resolved:
            office.act(FIRST, Action.RESOLVE)
        office.scan(1)

    cleared, told = hourly.scan(2), hourly.scan(2, FIRST)
    once.scan(2, FIRST)

    assert hourly.known[FIRST.id] == once.known[FIRST.id]
    assert (cleared, told) == (
        [(FIRST.id, "gone" if resolved else "cleared")],
        [(FIRST.id, "returned"), *([] if resolved else [(FIRST.id, "unsettled")])],
    )
