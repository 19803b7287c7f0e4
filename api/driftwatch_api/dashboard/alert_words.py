"""What people can do with an alert, and what happens to it, in the words of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus, Substatus
from driftwatch.report.wording import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One action as it is offered."""

    action: Action
    label: str
    done: str
    """After `2 alerts are`."""
    key: str
    """On the keyboard."""
    means: str


MOVES: Mapping[Action, Move] = {
    move.action: move
    for move in (
        Move(action=Action.ACK, label="Acknowledge", done="acknowledged", key="a", means="Somebody takes it up. It stays open."),
        Move(
            action=Action.AGREE,
            label="Agreed difference",
            done="noted as an agreed difference",
            key="g",
            means="Both sides keep it so. It is told again only when it becomes graver than it is now.",
        ),
        Move(action=Action.SNOOZE, label="Snooze", done="snoozed", key="z", means="It is put aside until a day, then looked at anew."),
        Move(
            action=Action.DISPUTE,
            label="Not right",
            done="disputed",
            key="d",
            means="It is shown as disputed, with your reason, wherever it is told. It needs a reason.",
        ),
        Move(
            action=Action.RESOLVE, label="Resolve", done="resolved", key="r", means="It is settled. It opens again when it was gone and comes back."
        ),
        Move(action=Action.REOPEN, label="Reopen", done="open again", key="e", means="It waits for a talk again."),
    )
}
MOVE_WORDS: Mapping[Substatus, str] = {
    Substatus.NEW: "new",
    Substatus.ONGOING: "ongoing",
    Substatus.ESCALATING: "graver",
    Substatus.NARROWING: "closer",
    Substatus.REGRESSED: "back again",
    Substatus.FLAPPING: "comes and goes",
}
"""Shorter than in the report: a column is narrow."""
TAB_WORDS: Mapping[AlertStatus, str] = {
    AlertStatus.OPEN: "open",
    AlertStatus.ACKNOWLEDGED: "acknowledged",
    AlertStatus.AGREED: "agreed difference",
    AlertStatus.SNOOZED: "snoozed",
    AlertStatus.DISPUTED: "disputed",
    AlertStatus.RESOLVED: "resolved",
}
_EVENTS = {
    "raised": "Raised by a scan",
    "returned": "Found again",
    "regressed": "Came back after it was gone",
    "changed": "Open again: graver than what was agreed",
    "settled": "Resolved: both sides settled it in what was read",
    "unsettled": "Open again: the settlement no longer holds",
    "unsnoozed": "The snooze ended",
    "escalated": "Became graver",
    "narrowed": "Became smaller",
    "absent": "Not found in the last window",
    "gone": "Gone for long",
    "cleared": "Resolved: not found for several windows",
    "merged": "Told with another alert",
    "unmerged": "Told by itself again",
    "merge": "Put together with others",
    "split": "Taken apart",
    **{move.action.value: move.label for move in MOVES.values()},
}


def event_words(event: AlertEvent) -> str:
    """One line of an alert's history."""
    until = f" until {day(event.until)}" if event.until else ""
    return f"{_EVENTS.get(event.action, event.action.capitalize())}{until}"
