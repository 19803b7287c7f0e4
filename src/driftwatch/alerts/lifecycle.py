"""The life of an alert: what people may do with it, and how their word survives the next scan.

People have the last word. A scan changes a status by itself in three cases only: a settlement
resolves what is open, acknowledged or snoozed; a snooze ends on its day; and an alert that was
resolved by a settlement alone opens again when the settlement is no longer found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.errors import ActionRefusedError

SCAN = "driftwatch"
"""The actor of what a scan does by itself."""

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
_YIELD_TO_SETTLEMENT = (AlertStatus.ACKNOWLEDGED, AlertStatus.SNOOZED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of an alert from earlier scans."""

    status: AlertStatus
    raised: bool
    """Whether the last scan raised it."""
    word: AlertEvent | None = None
    """What people did with it last; None where nobody did anything."""


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


def merge(known: Mapping[str, Known], raised: Iterable[Alert], *, on: date) -> tuple[Alert, ...]:
    """The raised alerts with the status that they have after what people did, in the given order.

    `on` is the day of the scan: it ends snoozes and nothing else.
    """
    return tuple(replace(alert, status=_status(alert.status, known.get(alert.id), on)) for alert in raised)


def changes(known: Mapping[str, Known], merged: Iterable[Alert], *, at: datetime) -> tuple[AlertEvent, ...]:
    """What the scan itself changed, for the alerts' history: raised, settled, unsettled, unsnoozed, cleared, returned."""
    now = {alert.id: alert.status for alert in merged}
    happened = [(identifier, _happened(known.get(identifier), status), status) for identifier, status in now.items()]
    happened += [(identifier, "cleared", before.status) for identifier, before in known.items() if before.raised and identifier not in now]
    return tuple(
        AlertEvent(alert_id=identifier, action=action, actor=SCAN, reason="", at=at, status=status)
        for identifier, action, status in sorted(happened, key=lambda entry: entry[0])
        if action
    )


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


def _status(raised: AlertStatus, known: Known | None, on: date) -> AlertStatus:
    """The status after a scan that raised it so."""
    word = known.word if known else None
    if word is None or _is_over(word, on):
        return raised
    settled = raised is AlertStatus.RESOLVED and word.status in _YIELD_TO_SETTLEMENT
    return raised if settled else word.status


def _is_over(word: AlertEvent, on: date) -> bool:
    return word.status is AlertStatus.SNOOZED and word.until is not None and word.until <= on


def _happened(before: Known | None, status: AlertStatus) -> str | None:
    if before is None:
        return "raised"
    if before.status is status:
        return None if before.raised else "returned"
    if status is AlertStatus.RESOLVED:
        return "settled"
    return "unsnoozed" if before.status is AlertStatus.SNOOZED else "unsettled"


def _named(actions: Iterable[Action]) -> str:
    return ", ".join(actions)
