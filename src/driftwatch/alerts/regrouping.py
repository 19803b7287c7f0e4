"""What follows at once when people put alerts together or take one apart: the same as the next scan would make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from driftwatch.alerts.linking import pair_of, relinked
from driftwatch.alerts.merging import told
from driftwatch.alerts.rescan import Known, Life, with_life_of
from driftwatch.domain.alerts import Alert, AlertEvent
from driftwatch.domain.groups import Group, Link, Member, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who puts together or takes apart, why and when."""

    action: str
    """`merge` or `split`."""
    actor: str
    reason: str
    at: datetime


def regrouped(known: Mapping[str, Known], links: Sequence[Link], hand: Hand) -> tuple[Life, ...]:
    """Those of the alerts that stand differently now; `known` holds every alert of the groups that the links touch."""
    lives: dict[str, Life] = {}
    for group in relinked(_groups(known), links):
        lives[group.lead.id] = _life(known[group.lead.id], told(group), group)
        for member in group.others:
            lives[member.alert.id] = _life(known[member.alert.id], replace(member.alert, lead=group.lead.id), None)
    leads = {name: lives[name].alert.lead if name in lives else _said_lead(before.alert, links) for name, before in known.items()}
    for name, before in known.items():
        if name not in lives:
            lives[name] = replace(_as_it_is(before), alert=replace(before.alert, lead=_root(name, leads, links)))
    return tuple(_told_of(life, hand) for name, life in sorted(lives.items()) if life != _as_it_is(known[name]))


def alone(known: Known) -> Alert:
    """The alert by itself, without what is told with it."""
    return replace(with_life_of(known.alert, known.memory.alone or known.alert), lead=None)


def _groups(known: Mapping[str, Known]) -> list[Group]:
    """The groups of what the last scan found, as they stand."""
    found = {name: before for name, before in known.items() if before.raised}
    groups = []
    for name, before in sorted(found.items()):
        if before.alert.lead is None or before.alert.lead not in found:
            why = {other.id: other.why for other in before.alert.merged}
            others = [Member(alert=alone(other), why=why.get(key, "")) for key, other in sorted(found.items()) if other.alert.lead == name]
            groups.append(Group(lead=alone(before), others=tuple(others)))
    return groups


def _life(before: Known, alert: Alert, group: Group | None) -> Life:
    kept = group.lead if group and group.others else None
    own = before.memory.alone if kept and before.memory.alone else kept
    return Life(alert=alert, raised=True, memory=replace(before.memory, alone=own))


def _as_it_is(before: Known) -> Life:
    return Life(alert=before.alert, raised=before.raised, memory=before.memory)


def _said_lead(alert: Alert, links: Sequence[Link]) -> str | None:
    """What an alert that the last scan did not find is to be told with."""
    said = [link for link in links if link.other == alert.id and link.verdict is Verdict.TOGETHER]
    return max(said, key=lambda link: link.at).lead if said else alert.lead


def _root(name: str, leads: Mapping[str, str | None], links: Sequence[Link]) -> str | None:
    """The one that leads whatever leads this one; None where the two were split, or where nobody does."""
    path = [name]
    while (above := leads.get(path[-1])) is not None and above not in path:
        path.append(above)
    apart = {link.pair for link in links if link.verdict is Verdict.APART}
    return path[-1] if len(path) > 1 and above is None and not any(pair_of(name, other) in apart for other in path[1:]) else None


def _told_of(life: Life, hand: Hand) -> Life:
    alert = life.alert
    event = AlertEvent(alert_id=alert.id, action=hand.action, actor=hand.actor, reason=hand.reason, at=hand.at, status=alert.status)
    return replace(life, events=(event,))
