"""Scans and people in any order: what must hold after each step."""

from collections import Counter
from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.unit.alerts.office import ALERTS, KINDS, Office, settled, sized, together

from driftwatch.alerts.events import event_type
from driftwatch.alerts.lifecycle import STATUS_AFTER, allowed
from driftwatch.alerts.memory import last_found
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus, BaselineState
from driftwatch.domain.groups import Verdict
from driftwatch.domain.meaning import Severity
from driftwatch.errors import ActionRefusedError

alerts = st.sampled_from(ALERTS)
FOUND = st.fixed_dictionaries(
    {}, optional={place: st.tuples(st.sampled_from(Severity), st.sampled_from((None, 0.2, 0.5, 0.8)), st.booleans()) for place in range(len(ALERTS))}
)
SCANNED_TO = {
    "raised": set(AlertStatus),
    "regressed": set(AlertStatus),
    "returned": set(AlertStatus),
    "settled": {AlertStatus.RESOLVED},
    "cleared": set(AlertStatus),
    "unsettled": set(AlertStatus),
    "unsnoozed": {AlertStatus.OPEN},
    "changed": {AlertStatus.OPEN},
}
"""What a scan may say changed a status -> what it may have become."""


class Life(RuleBasedStateMachine):
    """A programme that is scanned, and whose people act."""

    def __init__(self):
        super().__init__()
        self.office, self.number, self.heard = Office(clear_windows=2), 0, Counter()

    @rule(found=FOUND, ahead=st.integers(0, 2), off=st.sets(st.sampled_from(KINDS), max_size=1), merged=st.booleans(), basis=st.sampled_from("ab"))
    def scan(self, found, ahead, off, merged, basis):
        """Some alerts are found in a window, the same or a later one."""
        self.number += ahead
        raised = [
            settled(alert) if done else alert
            for place, (severity, value, done) in found.items()
            for alert in [sized(ALERTS[place], severity=severity, value=value)]
            if ALERTS[place].kind not in off
        ]
        groups = [together(raised[0], *raised[1:])] if merged and raised else raised
        before = dict(self.office.known)
        self.check(before, self.office.scan(self.number, *groups, off=off, basis=basis))
        self.rescan()

    @precondition(lambda self: self.office.last is not None)
    @rule()
    def rescan(self):
        """The same once more changes nothing and tells nothing."""
        self.office.rescan()
        before = dict(self.office.known)

        told = self.office.rescan()

        assert told == []
        assert self.office.known == before

    @rule(days=st.integers(1, 9))
    def time_passes(self, days):
        """Snoozes end, with a scan or without."""
        self.office.days += days
        before = dict(self.office.known)
        told = self.office.wake()
        assert {action for _, action in told} <= {"unsnoozed"}
        self.check(before, told)

    @rule(alert=alerts, action=st.sampled_from(Action), only=st.booleans())
    def act(self, alert, action, only):
        """Somebody does something, if the status allows it."""
        known = self.office.known.get(alert.id)
        if known is None:
            return
        if action not in allowed(known.alert.status):
            before = dict(self.office.known)
            try:
                self.office.act(alert, action, only=only)
            except ActionRefusedError:
                assert self.office.known == before
                return
            raise AssertionError(f"{action} was not refused")
        self.office.act(alert, action, only=only)
        assert self.office.status(alert) is STATUS_AFTER[action]

    @rule(lead=alerts, other=alerts, verdict=st.sampled_from(Verdict))
    def link(self, lead, other, verdict):
        """Somebody puts two together, or takes one from the other."""
        if lead.id not in self.office.known or other.id not in self.office.known:
            return
        before = dict(self.office.known)
        try:
            told = self.office.link(lead, other, verdict)
        except ActionRefusedError:
            assert self.office.known == before
            return
        assert {action for _, action in told} <= {"merge", "split"}
        self.check(before, told)
        if verdict is Verdict.APART:
            assert self.office.alert(other).lead != lead.id

    def check(self, before, told):
        """No event without a change, no change without an event, and no status that nobody gave."""
        actions = {}
        for name, action in told:
            actions.setdefault(name, []).append(action)
        for name, known in self.office.known.items():
            was = before.get(name)
            if was is None:
                assert actions[name][0] == "raised"
                continue
            if was.alert.status is not known.alert.status:
                assert any(known.alert.status in SCANNED_TO.get(action, ()) for action in actions.get(name, ())), (
                    was.alert.status,
                    known.alert.status,
                )
            missed = was.alert.baseline_state is not BaselineState.ABSENT and known.alert.baseline_state is BaselineState.ABSENT
            if was.alert.lead != known.alert.lead or missed:
                assert name in actions
            if name in actions:
                assert (was.alert, was.memory.cleared) != (known.alert, known.memory.cleared), actions[name]
        for name, action in told:
            alert = self.office.known[name].alert
            event = AlertEvent(alert_id=name, action=action, actor="x", reason="", at=self.office.now, status=alert.status)
            if event_type(event, alert) == "alert.opened":
                self.heard[name] += 1
                assert self.heard[name] == 1

    @invariant()
    def the_word_of_people_survives(self):
        """Where people said something, only what is written in alerts.rescan may have taken it away."""
        for known in self.office.known.values():
            word = known.word
            if word is None or known.memory.over or known.alert.status is word.status:
                continue
            ended = word.status is AlertStatus.SNOOZED and word.until <= self.office.now.date()
            found = last_found(known.memory)
            gone = known.memory.cleared is not None or (found is not None and found.settled)
            assert ended or (gone and known.alert.status is AlertStatus.RESOLVED), (word.status, known.alert.status)

    @invariant()
    def agreed_and_disputed_are_never_taken_away_by_silence(self):
        """Only a graver difference, or people, end an agreement; only people end a dispute."""
        for known in self.office.known.values():
            if known.word is not None and known.word.action == Action.DISPUTE:
                assert known.alert.status is AlertStatus.DISPUTED

    @invariant()
    def split_pairs_are_never_together(self):
        """Neither one with the other, nor both with a third."""
        leads = {name: known.alert.lead or name for name, known in self.office.known.items()}
        for (one, other), link in self.office.links.items():
            if link.verdict is Verdict.APART and self.office.known[one].raised and self.office.known[other].raised:
                assert leads[one] != leads[other]

    @invariant()
    def everything_that_was_found_can_be_seen(self):
        """By itself, or with a lead that stands for itself and says so."""
        for name, known in self.office.known.items():
            lead = known.alert.lead
            if lead is not None:
                above = self.office.known[lead]
                assert above.alert.lead is None
                if known.raised:
                    assert above.raised
                    assert name in {matter.id for matter in above.alert.merged}
            else:
                assert {matter.id for matter in known.alert.merged if known.raised} <= {
                    other for other, each in self.office.known.items() if each.alert.lead == name
                }

    @invariant()
    def what_is_told_together_can_be_taken_apart(self):
        """Each alert of a group is kept whole."""
        for place, alert in enumerate(ALERTS):
            known = self.office.known.get(alert.id)
            if known is not None:
                own = known.memory.alone or known.alert
                assert (own.title, own.evidence, own.kind, own.merged) == (ALERTS[place].title, alert.evidence, alert.kind, ())
                assert replace(own, merged=()).subject == alert.subject


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
