from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.alerts.office import ALERTS, FIRST, FOURTH, SECOND, START, THIRD, Office, together

from driftwatch.alerts.linking import pair_of, relinked
from driftwatch.domain.alerts import Action, AlertStatus
from driftwatch.domain.groups import Group, Link, Verdict
from driftwatch.errors import ActionRefusedError


def link(lead, other, verdict=Verdict.TOGETHER, reason="one gate"):
    return Link(lead=lead.id, other=other.id, verdict=verdict, actor="one", reason=reason, at=START)


def apart(lead, other):
    return link(lead, other, Verdict.APART)


def ids(groups):
    return sorted([alert.id for alert in group.alerts] for group in groups)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(list(permutations(ALERTS, 2))), max_size=6),
    st.lists(st.sampled_from(list(permutations(ALERTS, 2))), max_size=3),
    st.booleans(),
)
def test_every_alert_stands_in_one_group_and_no_pair_that_was_split_in_the_same(joined, split, merged):
    links = {pair_of(one.id, other.id): link(one, other) for one, other in joined} | {pair_of(a.id, b.id): apart(a, b) for a, b in split}

    found = relinked([together(*ALERTS)] if merged else [Group(lead=alert) for alert in ALERTS], links.values())

    assert sorted(alert.id for group in found for alert in group.alerts) == [alert.id for alert in ALERTS]
    for one, other in split:
        assert not any({one.id, other.id} <= {alert.id for alert in group.alerts} for group in found)


def test_what_people_put_together_is_led_as_they_said_and_tells_why():
    (group,) = relinked([Group(lead=SECOND), Group(lead=FIRST)], [link(FIRST, SECOND)])

    assert (group.lead, group.others[0].alert, group.others[0].why) == (FIRST, SECOND, "people put them together: one gate")


def test_a_group_comes_along_with_its_lead():
    assert ids(relinked([together(SECOND, THIRD), Group(lead=FIRST)], [link(FIRST, SECOND)])) == [[FIRST.id, SECOND.id, THIRD.id]]


def test_a_scan_that_merges_them_the_other_way_round_gives_way_to_people():
    (group,) = relinked([together(SECOND, FIRST, THIRD)], [link(FIRST, SECOND)])

    assert [alert.id for alert in group.alerts] == [FIRST.id, SECOND.id, THIRD.id]


def test_what_was_not_found_is_put_together_with_nothing():
    assert ids(relinked([Group(lead=SECOND)], [link(FIRST, SECOND)])) == [[SECOND.id]]


def test_apart_is_stronger_than_together_by_way_of_a_third():
    links = [link(FIRST, SECOND), link(FIRST, THIRD), apart(SECOND, THIRD)]

    assert ids(relinked([Group(lead=alert) for alert in (FIRST, SECOND, THIRD)], links)) == [[FIRST.id, SECOND.id], [THIRD.id]]


def test_a_split_takes_back_the_whole_alert_at_once_and_ten_rescans_leave_it_so():
    office = Office()
    office.scan(0, together(FIRST, SECOND), THIRD)

    told = office.link(FIRST, SECOND, Verdict.APART)
    later = [office.scan(number, together(FIRST, SECOND), THIRD) for number in range(10)]

    assert told == [(FIRST.id, "split"), (SECOND.id, "split")]
    assert not [event for events in later for event in events]
    assert replace(office.alert(SECOND), baseline_state=SECOND.baseline_state, substatus=SECOND.substatus) == SECOND
    assert office.alert(FIRST).merged == ()
    assert office.alert(SECOND).lead is None


def test_a_merge_holds_at_once_and_over_rescans_that_find_them_apart():
    office = Office()
    office.scan(0, FIRST, SECOND)

    told = office.link(FIRST, SECOND, Verdict.TOGETHER)
    held = office.known[FIRST.id].alert
    later = [office.rescan(), office.scan(1, FIRST, SECOND)]

    assert told == [(FIRST.id, "merge"), (SECOND.id, "merge")]
    assert later == [[], []]
    assert [matter.id for matter in held.merged] == [SECOND.id]
    assert office.alert(SECOND).lead == FIRST.id


def test_merge_and_split_are_inverse():
    office = Office()
    office.scan(0, FIRST, SECOND)
    before = {name: known.alert for name, known in office.known.items()}

    office.link(FIRST, SECOND, Verdict.TOGETHER)
    office.link(FIRST, SECOND, Verdict.APART)

    assert {name: known.alert for name, known in office.known.items()} == before


def test_an_action_on_the_lead_reaches_the_group_and_on_a_member_the_member_alone():
    office = Office()
    office.scan(0, together(FIRST, SECOND, THIRD))

    office.act(SECOND, Action.DISPUTE)
    office.act(FIRST, Action.ACK, only=True)
    alone = [office.status(alert) for alert in (FIRST, SECOND, THIRD)]
    office.act(FIRST, Action.SNOOZE)

    assert alone == [AlertStatus.ACKNOWLEDGED, AlertStatus.DISPUTED, AlertStatus.OPEN]
    assert [office.status(alert) for alert in (FIRST, SECOND, THIRD)] == [AlertStatus.SNOOZED, AlertStatus.DISPUTED, AlertStatus.SNOOZED]


@pytest.mark.parametrize(
    ("lead", "other", "verdict", "said"),
    [
        (FIRST, FIRST, Verdict.TOGETHER, "cannot be merged with itself"),
        (SECOND, THIRD, Verdict.TOGETHER, "is told with DW-000000000000; merge into that one"),
        (FIRST, SECOND, Verdict.TOGETHER, "is told with DW-000000000000 already"),
        (FOURTH, THIRD, Verdict.TOGETHER, "was not found by the last scan and cannot lead"),
        (FIRST, THIRD, Verdict.APART, "is not told with DW-000000000000: it stands for itself"),
        (THIRD, SECOND, Verdict.APART, "it is told with DW-000000000000"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(lead, other, verdict, said):
    office = Office()
    office.scan(0, together(FIRST, SECOND), THIRD, FOURTH)
    office.scan(1, together(FIRST, SECOND), THIRD)

    with pytest.raises(ActionRefusedError, match=said):
        office.link(lead, other, verdict)
