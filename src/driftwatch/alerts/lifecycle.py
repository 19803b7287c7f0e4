"""What people may do with an alert, and what is remembered of it; how their word fares in the next scan stands in alerts.rescan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from driftwatch.alerts.memory import Memory, last_found, standing
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.errors import ActionRefusedError

STATUS_AFTER: Mapping[Action, AlertStatus] = {
    Action.ACK: AlertStatus.ACKNOWLEDGED,
    Action.AGREE: AlertStatus.AGREED,
    Action.SNOOZE: AlertStatus.SNOOZED,
    Action.DISPUTE: AlertStatus.DISPUTED,
    Action.RESOLVE: AlertStatus.RESOLVED,
    Action.REOPEN: AlertStatus.OPEN,
}

_ALLOWED: Mapping[AlertStatus, tuple[Action, ...]] = {
    AlertStatus.OPEN: (Action.ACK, Action.AGREE, Action.SNOOZE, Action.DISPUTE, Action.RESOLVE),
    AlertStatus.ACKNOWLEDGED: (Action.AGREE, Action.SNOOZE, Action.DISPUTE, Action.RESOLVE, Action.REOPEN),
    AlertStatus.AGREED: (Action.RESOLVE, Action.REOPEN),
    AlertStatus.SNOOZED: (Action.ACK, Action.AGREE, Action.SNOOZE, Action.DISPUTE, Action.RESOLVE, Action.REOPEN),
    AlertStatus.DISPUTED: (Action.ACK, Action.AGREE, Action.RESOLVE, Action.REOPEN),
    AlertStatus.RESOLVED: (Action.REOPEN,),
}


def allowed(status: AlertStatus) -> tuple[Action, ...]:
    """What people can do with an alert of this status."""
    return _ALLOWED[status]


def apply(alert: Alert, event: AlertEvent) -> Alert:
    """The alert after an action of people; raises ActionRefusedError with what is allowed instead."""
    action = _action(alert, event)
    if action not in allowed(alert.status):
        raise ActionRefusedError(f"{alert.id} is {alert.status}: {action} is not possible; possible are {_named(allowed(alert.status))}")
    if event.status is not STATUS_AFTER[action]:
        raise ActionRefusedError(f"{alert.id}: {action} makes it {STATUS_AFTER[action]}, not {event.status}")
    _check_particulars(alert, action, event)
    return replace(alert, status=event.status)


def remembered(memory: Memory, event: AlertEvent, alert: Alert) -> Memory:
    """The memory after an action: what was agreed to, and that somebody wants to see again what was gone."""
    action = Action(event.action)
    agreed = (last_found(memory) or standing(alert, basis="")) if action is Action.AGREE else None
    if action is Action.REOPEN and memory.cleared is not None:
        memory = replace(memory, cleared=None, kept=memory.marks[-1].window if memory.marks else None)
    known = memory.marks[-1].window if agreed and memory.marks else None
    return replace(memory, agreed=agreed, agreed_in=known, over=False)


def _action(alert: Alert, event: AlertEvent) -> Action:
    if event.alert_id != alert.id:
        raise ActionRefusedError(f"{alert.id}: the action is meant for {event.alert_id}")
    try:
        return Action(event.action)
    except ValueError as error:
        raise ActionRefusedError(f"{alert.id}: `{event.action}` is no action; possible are {_named(allowed(alert.status))}") from error


def _check_particulars(alert: Alert, action: Action, event: AlertEvent) -> None:
    if action is Action.SNOOZE and (event.until is None or event.until <= event.at.date()):
        raise ActionRefusedError(f"{alert.id}: snooze needs the day on which it ends, after {event.at.date()}")
    if action is not Action.SNOOZE and event.until is not None:
        raise ActionRefusedError(f"{alert.id}: a day on which it ends goes with snooze, not with {action}")
    if action is Action.DISPUTE and not event.reason.strip():
        raise ActionRefusedError(f"{alert.id}: dispute needs a reason")


def _named(actions: Iterable[Action]) -> str:
    return ", ".join(actions)
