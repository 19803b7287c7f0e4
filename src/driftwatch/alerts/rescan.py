"""What a scan makes of the alerts that are known: a pure function of what was remembered and what was found.

People have the last word. A scan changes a status by itself only so: a settlement resolves what is open, acknowledged or snoozed, and its
loss opens it again; a snooze ends on its day; what has been gone for `clear_windows` windows in a row is cleared, which resolves it in the
same way; what people had resolved opens again when it comes back after that; and an agreed difference opens when it has become graver
than what was agreed and is not settled, and with it the one that leads it. What a second scan of a window finds stands instead of what the
first one found, a settlement too. What could not be looked for (a check that is off or had not enough data) is left as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from driftwatch.alerts.linking import pair_of, relinked
from driftwatch.alerts.memory import MOST_MARKS, Mark, Memory, absences, baseline_state, last_found, marked, moved, standing, substatus, until
from driftwatch.alerts.merging import told
from driftwatch.domain.alerts import PUT_ASIDE, Alert, AlertEvent, AlertStatus, BaselineState
from driftwatch.domain.groups import Group, Link, Verdict
from driftwatch.domain.meaning import Coverage, CoverageStatus
from driftwatch.domain.weeks import order

SCAN = "driftwatch"
"""The actor of what a scan does by itself."""
_YIELD_TO_SETTLEMENT = (AlertStatus.ACKNOWLEDGED, AlertStatus.SNOOZED)
_YIELD_TO_CLEARING = (AlertStatus.OPEN, *_YIELD_TO_SETTLEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One scan, as far as the life of alerts hangs on it."""

    at: datetime
    """When it ran: it ends snoozes, and nothing else hangs on it."""
    window: str
    basis: str
    """A digest of program and models."""
    clear_windows: int
    coverage: tuple[Coverage, ...]
    partners: frozenset[str]

    def looked_for(self, alert: Alert) -> bool:
        """Whether its check ran between its partners: only then is it missing where it was not found."""
        own = set(alert.partners)
        return any(
            row.check is alert.kind and row.status is CoverageStatus.RAN and (own <= set(row.partners) or set(row.partners) <= own)
            for row in self.coverage
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of an alert from earlier scans."""

    alert: Alert
    """As it stands, with what is told with it."""
    raised: bool
    """Whether the last scan found it."""
    memory: Memory = Memory()
    word: AlertEvent | None = None
    """What people did with it last; None where nobody did anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An alert after a scan, or after people put some together."""

    alert: Alert
    raised: bool
    memory: Memory
    events: tuple[AlertEvent, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether lists show it: it stands for itself, and is there or not yet gone for long."""
        return self.alert.lead is None and (self.raised or self.memory.cleared is None)


def lived(known: Mapping[str, Known], groups: Iterable[Group], links: Sequence[Link], glance: Glance) -> tuple[Life, ...]:
    """All alerts after a scan that found these groups, by id."""
    lives: dict[str, Life] = {}
    for group in relinked(groups, links):
        members = [_found(member.alert, known.get(member.alert.id), glance) for member in group.others]
        lead = _called_by(members, _found(group.lead, known.get(group.lead.id), glance), known, glance)
        shown = with_life_of(lead.alert, told(group))
        lives[lead.alert.id] = _moved(replace(lead, alert=shown, memory=_alone(lead, group)), known, None, glance=glance)
        for member, life in zip(group.others, members, strict=True):
            lives[life.alert.id] = _moved(replace(life, memory=replace(life.memory, alone=None)), known, group.lead.id, why=member.why, glance=glance)
    missing = {name: _missing(before, glance) for name, before in known.items() if name not in lives}
    lives |= {name: _moved(life, known, _led_by(life, {**lives, **missing}, links), glance=glance) for name, life in missing.items()}
    return tuple(lives[name] for name in sorted(lives))


def with_life_of(alert: Alert, found: Alert) -> Alert:
    """What was found, with what this alert has from its life and not from its finding."""
    return replace(found, status=alert.status, baseline_state=alert.baseline_state, substatus=alert.substatus)


def woken(known: Known, at: datetime) -> Life | None:
    """The alert after the end of its snooze, which needs no scan; None where nothing ends."""
    if known.alert.status is not AlertStatus.SNOOZED or known.word is None or not _is_over(known.word, at.date()):
        return None
    status = AlertStatus.RESOLVED if (known.memory.last and known.memory.last.settled) else AlertStatus.OPEN
    alert = replace(known.alert, status=status)
    return Life(alert=alert, raised=known.raised, memory=known.memory, events=(_event(alert, "unsnoozed", at),))


def _found(raised: Alert, known: Known | None, glance: Glance) -> Life:
    """An alert that the scan found, by itself."""
    before = known.memory if known else Memory()
    past, now = until(before, glance.window), standing(raised, basis=glance.basis)
    undone = past.cleared == glance.window and before.marks[-1:] == (Mark(window=glance.window),)  # by the mark that is written over now
    back = past.cleared is not None and not undone
    memory = marked(past, Mark(window=glance.window, standing=now), most=_most(glance))
    memory = replace(memory, cleared=None)
    if back:
        memory = replace(memory, kept=None, returned=glance.window)
    word = known.word if known and not before.over else None
    agreed = word is not None and word.status is AlertStatus.AGREED and (before.agreed_in is None or order(before.agreed_in) <= order(glance.window))
    graver = agreed and before.agreed is not None and not now.settled and moved(before.agreed, now) > 0
    again = word is not None and word.status is AlertStatus.RESOLVED and back
    if graver or again:
        memory, word = replace(memory, over=True, agreed=None), None
    elif agreed and (before.agreed is None or before.agreed.basis != now.basis):
        memory = replace(memory, agreed=now)
    alert = replace(raised, status=_status(raised.status, word, glance.at.date()), baseline_state=baseline_state(memory), substatus=substatus(memory))
    if known is None:
        actions = ["raised"]
    else:
        actions = [*_presence(before, back), *_change(known, alert.status, back=back, graver=graver), *_movement(before, memory, graver)]
    return Life(alert=alert, raised=True, memory=memory, events=tuple(_event(alert, action, glance.at) for action in actions))


def _called_by(members: Iterable[Life], lead: Life, known: Mapping[str, Known], glance: Glance) -> Life:
    """The lead, which opens again where what people said of one that is told with it no longer holds: nobody would see that one otherwise."""
    ended = any(life.memory.over and not known[life.alert.id].memory.over for life in members)
    settled = lead.memory.last is not None and lead.memory.last.settled
    if not ended or settled or lead.alert.status not in PUT_ASIDE:
        return lead
    alert = replace(lead.alert, status=AlertStatus.OPEN)
    memory = replace(lead.memory, over=True, agreed=None)
    return replace(lead, alert=alert, memory=memory, events=(*lead.events, _event(alert, "changed", glance.at)))


def _presence(before: Memory, back: bool) -> list[str]:
    if back:
        return ["regressed"]
    return ["returned"] if before.marks and before.last is None else []


def _change(known: Known, status: AlertStatus, *, back: bool, graver: bool) -> list[str]:
    """What made the status another one."""
    if graver:
        return ["changed"]
    if known.alert.status is status:
        return []
    if status is AlertStatus.RESOLVED:
        return ["settled"]
    if known.alert.status is AlertStatus.SNOOZED:
        return ["unsnoozed"]
    return [] if back else ["unsettled"]


def _movement(before: Memory, memory: Memory, graver: bool) -> list[str]:
    """Whether it has become graver or less grave since the last scan; a scan of an earlier period says nothing of that."""
    earlier, now = before.last, memory.last
    if graver or earlier is None or now is None or order(before.marks[-1].window) > order(memory.marks[-1].window):
        return []
    return {1: ["escalated"], 0: [], -1: ["narrowed"]}[moved(earlier, now)]


def _missing(known: Known, glance: Glance) -> Life:
    """An alert that the scan did not find."""
    alert, memory = known.alert, known.memory
    status = AlertStatus.OPEN if alert.status is AlertStatus.SNOOZED and known.word and _is_over(known.word, glance.at.date()) else alert.status
    actions = ["unsnoozed"] if status is not alert.status else []
    left = not set(alert.partners) <= glance.partners
    reason = "one of its partners has left the programme" if left else ""
    if left:
        memory = memory if memory.cleared is not None else replace(memory, cleared=glance.window)
        alert = replace(alert, baseline_state=BaselineState.ABSENT)
    elif glance.looked_for(alert):
        memory = marked(until(memory, glance.window), Mark(window=glance.window), most=_most(glance))
        if memory.cleared is None and absences(memory) >= glance.clear_windows:
            memory = replace(memory, cleared=glance.window)
        alert = replace(alert, baseline_state=baseline_state(memory), substatus=substatus(memory))
        actions += ["absent"] if known.memory.last is not None else []
    if memory.cleared is not None and known.memory.cleared is None:
        status = AlertStatus.RESOLVED if status in _YIELD_TO_CLEARING else status
        actions = [*(action for action in actions if action != "unsnoozed"), "gone" if alert.status is AlertStatus.RESOLVED else "cleared"]
    elif (memory.cleared is None and known.memory.cleared is not None) or _undone(known.memory, memory):
        status = known.word.status if known.word and not memory.over and not _is_over(known.word, glance.at.date()) else AlertStatus.OPEN
        actions = [*actions, "unsettled"] if status is not known.alert.status else actions
    alert = replace(alert, status=status)
    return Life(alert=alert, raised=False, memory=memory, events=tuple(_event(alert, action, glance.at, reason) for action in actions))


def _undone(before: Memory, memory: Memory) -> bool:
    """Whether what was settled is not so any more: the mark of it is written over by one of the same window."""
    found = last_found(memory)
    return before.last is not None and before.last.settled and not (found is not None and found.settled)


def _led_by(life: Life, lives: Mapping[str, Life], links: Iterable[Link]) -> str | None:
    """The alert that one which was not found is still told with: its lead, or that one's; None where there is none to be seen."""
    lead = life.alert.lead
    above = lives.get(lead) if lead else None
    if above is not None and above.alert.lead is not None:
        above = lives.get(above.alert.lead)
    apart = {link.pair for link in links if link.verdict is Verdict.APART}
    if above is None or not above.listed or above.alert.id == life.alert.id or pair_of(above.alert.id, life.alert.id) in apart:
        return None
    return above.alert.id


def _moved(life: Life, known: Mapping[str, Known], lead: str | None, *, why: str = "", glance: Glance) -> Life:
    """The life under this lead; that it came to another one is an event."""
    alert, before = replace(life.alert, lead=lead), known.get(life.alert.id)
    if (before.alert.lead if before else None) == lead:
        return replace(life, alert=alert)
    event = _event(alert, "merged" if lead else "unmerged", glance.at, why)
    return replace(life, alert=alert, events=(*life.events, event))


def _alone(lead: Life, group: Group) -> Memory:
    return replace(lead.memory, alone=group.lead if group.others else None)


def _status(raised: AlertStatus, word: AlertEvent | None, on: date) -> AlertStatus:
    """The status of what was raised so, after what people said."""
    if word is None or _is_over(word, on):
        return raised
    settled = raised is AlertStatus.RESOLVED and word.status in _YIELD_TO_SETTLEMENT
    return raised if settled else word.status


def _is_over(word: AlertEvent, on: date) -> bool:
    return word.status is AlertStatus.SNOOZED and word.until is not None and word.until <= on


def _most(glance: Glance) -> int:
    """Marks to keep: no fewer than it takes to clear."""
    return max(MOST_MARKS, glance.clear_windows + 1)


def _event(alert: Alert, action: str, at: datetime, reason: str = "") -> AlertEvent:
    return AlertEvent(alert_id=alert.id, action=action, actor=SCAN, reason=reason, at=at, status=alert.status)
