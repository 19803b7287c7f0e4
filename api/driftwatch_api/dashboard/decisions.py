"""What people decide on alerts in pages: which of them a decision fits, and which way leads back from it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from driftwatch.alerts.lifecycle import STATUS_AFTER, allowed
from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus

MOST = 200
"""Alerts that are decided on at once."""
_CHOSEN = re.compile(r"(DW-[0-9A-Z]{12})(?:@(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An alert that a form names, and the version that its page showed."""

    id: str
    version: int | None

    def __str__(self) -> str:
        return self.id if self.version is None else f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """The steps that lead back from what was done last, by the means of an alert's life."""

    steps: tuple[tuple[Action, date | None], ...]
    reason: str
    """Of what was done before; a dispute needs one."""


def chosen(values: Iterable[str]) -> tuple[Chosen, ...]:
    """The alerts that `DW-…` or `DW-…@version` name, each once; what names none is left out."""
    found: dict[str, Chosen] = {}
    for value in values:
        named = _CHOSEN.fullmatch(value)
        if named:
            found.setdefault(named[1], Chosen(id=named[1], version=int(named[2]) if named[2] else None))
    return tuple(found.values())[:MOST]


def fits(action: Action, status: AlertStatus) -> bool:
    """Whether this can be done with an alert of this status."""
    return action in allowed(status)


def way_back(history: Sequence[AlertEvent], *, actor: str, on: date) -> WayBack | None:
    """How to undo what this actor did last; None where something else happened since, or nothing was done.

    Open, acknowledged, disputed and resolved are reached again as they were. A snooze begins anew with the same last day, or is left out where
    that day is past. What was agreed is agreed anew, as the difference stands today.
    """
    if not history or history[-1].actor != actor or history[-1].action not in tuple(Action):
        return None
    now, before = history[-1].status, history[-2].status if len(history) > 1 else AlertStatus.OPEN
    set_by = next((event for event in reversed(history[:-1]) if event.status is before and event.action in tuple(Action)), None)
    reason, until = (set_by.reason, set_by.until) if set_by else ("", None)
    if before is AlertStatus.SNOOZED and (until is None or until <= on):
        before = AlertStatus.OPEN
    if now is before and before is not AlertStatus.SNOOZED:
        return None
    back = next(action for action, status in STATUS_AFTER.items() if status is before)
    last = (back, until if back is Action.SNOOZE else None)
    return WayBack(steps=(last,) if fits(back, now) else ((Action.REOPEN, None), last), reason=reason)


def events(way: WayBack, alert: str, *, actor: str, at: datetime) -> tuple[AlertEvent, ...]:
    """The steps as they are written into the history."""
    reason = f"Undone. {way.reason}".strip()
    return tuple(
        AlertEvent(alert_id=alert, action=action.value, actor=actor, reason=reason, at=at, status=STATUS_AFTER[action], until=until)
        for action, until in way.steps
    )
