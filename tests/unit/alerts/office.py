"""A programme office without a store: scans come in, people act, and all that is remembered is at hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from driftwatch.alerts.lifecycle import STATUS_AFTER, allowed, apply, remembered
from driftwatch.alerts.linking import check_merge, check_split
from driftwatch.alerts.regrouping import Hand, alone, regrouped
from driftwatch.alerts.rescan import Glance, Known, lived, woken
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.groups import Group, Link, Member, Verdict
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Severity
from driftwatch.testing.samples import SIDES, sample_alert, sample_statement

START = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
KINDS = (AlertKind.TERM_MEANING, AlertKind.DONE_CRITERIA, AlertKind.METRIC_TARGET, AlertKind.RISK_POSTURE)
ALERTS = tuple(
    replace(
        sample_alert("Horizon", subject, tuple(map(sample_statement, range(4)))), id=f"DW-00000000000{place}", kind=kind, severity=Severity.MEDIUM
    )
    for place, (subject, kind) in enumerate(zip(("ready", "accepted", "uptime", "storm"), KINDS, strict=True))
)
FIRST, SECOND, THIRD, FOURTH = ALERTS


def week(number):
    """The window with this number, from 0."""
    return f"2026-W{number + 10:02d}"


def sized(alert, *, severity=Severity.MEDIUM, value=None):
    """The alert with this weight; its effect is known to within a tenth."""
    effect = None if value is None else Effect(measure="distance", value=value, interval=(value - 0.1, value + 0.1))
    return replace(alert, severity=severity, effect=effect)


def settled(alert):
    """The alert as it is raised where both sides have agreed."""
    return replace(alert, status=AlertStatus.RESOLVED)


def together(lead, *others):
    """What a scan merges by itself."""
    return Group(lead=lead, others=tuple(Member(alert=other, why="they have the same subject") for other in others))


class Office:
    """Everything that is known, and what happened last."""

    def __init__(self, *, clear_windows=3):
        self.known, self.links, self.days, self.clear_windows = {}, {}, 0, clear_windows
        self.last = None

    @property
    def now(self):
        return START + timedelta(days=self.days)

    def scan(self, number, *found, off=(), partners=SIDES, basis="one"):
        """The actions of the events of a scan of this window; `off` are the kinds that could not be looked for."""
        coverage = tuple(
            Coverage(check=kind, partners=SIDES, status=CoverageStatus.INSUFFICIENT_DATA if kind in off else CoverageStatus.RAN) for kind in KINDS
        )
        window = number if isinstance(number, str) else week(number)
        self.last = (
            [group if isinstance(group, Group) else Group(lead=group) for group in found],
            Glance(at=self.now, window=window, basis=basis, clear_windows=self.clear_windows, coverage=coverage, partners=frozenset(partners)),
        )
        return self.rescan()

    def rescan(self):
        """The same scan again, at the present moment."""
        groups, glance = self.last
        return self._take(lived(self.known, groups, tuple(self.links.values()), replace(glance, at=self.now)))

    def act(self, alert, action, *, days=7, reason="so", only=False):
        """What people do with an alert and with what is told with it."""
        until = (self.now + timedelta(days=days)).date() if action is Action.SNOOZE else None
        others = (
            [] if only else [name for name, known in self.known.items() if known.alert.lead == alert.id and action in allowed(known.alert.status)]
        )
        for name in (alert.id, *others):
            event = AlertEvent(alert_id=name, action=action.value, actor="one", reason=reason, at=self.now, status=STATUS_AFTER[action], until=until)
            before = self.known[name]
            after = apply(before.alert, event)
            self.known[name] = replace(before, alert=after, memory=remembered(before.memory, event, alone(before)), word=event)

    def link(self, lead, other, verdict):
        """Put two together or apart."""
        one, two = self.known[lead.id], self.known[other.id]
        if verdict is Verdict.TOGETHER:
            check_merge(one.alert, two.alert, raised=one.raised or not two.raised)
        else:
            check_split(one.alert, two.alert)
        link = Link(lead=lead.id, other=other.id, verdict=verdict, actor="one", reason="so", at=self.now)
        self.links[link.pair] = link
        names = {name for known in (one, two) for name in (known.alert.id, known.alert.lead) if name}
        touched = {name: known for name, known in self.known.items() if name in names or known.alert.lead in names}
        action = "merge" if verdict is Verdict.TOGETHER else "split"
        return self._take(regrouped(touched, tuple(self.links.values()), Hand(action=action, actor="one", reason="so", at=self.now)))

    def wake(self):
        """End the snoozes whose day has come."""
        return self._take([life for known in self.known.values() if (life := woken(known, self.now)) is not None])

    def alert(self, alert):
        return self.known[alert.id].alert

    def status(self, alert):
        return self.alert(alert).status

    def state(self, alert):
        """Baseline state and substatus."""
        return self.alert(alert).baseline_state.value, self.alert(alert).substatus.value

    def _take(self, lives):
        self.lives = {life.alert.id: life for life in lives}
        for name, life in self.lives.items():
            before = self.known.get(name)
            self.known[name] = Known(alert=life.alert, raised=life.raised, memory=life.memory, word=before.word if before else None)
        return [(event.alert_id, event.action) for life in lives for event in life.events]
