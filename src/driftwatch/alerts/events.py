"""What of an alert's life is told outside, and in which words: types, ids and counts, no text of anybody."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus
from driftwatch.domain.happenings import Happening, HappeningType

_TYPES: Mapping[str, HappeningType] = {
    "raised": HappeningType.ALERT_OPENED,
    "escalated": HappeningType.ALERT_ESCALATED,
    "narrowed": HappeningType.ALERT_UPDATED,
    "merge": HappeningType.ALERT_UPDATED,
    "split": HappeningType.ALERT_UPDATED,
    "settled": HappeningType.ALERT_RESOLVED,
    "cleared": HappeningType.ALERT_RESOLVED,
    "unsettled": HappeningType.ALERT_REOPENED,
    "regressed": HappeningType.ALERT_REOPENED,
    "changed": HappeningType.ALERT_REOPENED,
    "unsnoozed": HappeningType.ALERT_UNSNOOZED,
    "ack": HappeningType.ALERT_ACKNOWLEDGED,
    "agree": HappeningType.ALERT_AGREED,
    "snooze": HappeningType.ALERT_SNOOZED,
    "dispute": HappeningType.ALERT_DISPUTED,
    "resolve": HappeningType.ALERT_RESOLVED,
    "reopen": HappeningType.ALERT_REOPENED,
}
"""What the history calls it -> what receivers call it; that one is missing for a window, found
again before it was cleared, or gone for long after it was resolved, is told to nobody."""
_MOVEMENTS = ("escalated", "narrowed")
_MUTED = (AlertStatus.AGREED, AlertStatus.SNOOZED, AlertStatus.RESOLVED)


def event_type(event: AlertEvent, alert: Alert) -> HappeningType | None:
    """As what this is told; None where nobody outside is to hear of it: movements of what people have put aside, and what never stood open."""
    if event.action in _MOVEMENTS and alert.status in _MUTED:
        return None
    if event.action == "raised" and alert.status is not AlertStatus.OPEN:
        return None
    if event.action == "regressed" and alert.status in _MUTED:
        return None
    return _TYPES.get(event.action)


def happening(event: AlertEvent, alert: Alert, *, programme: str, version: int) -> Happening | None:
    """The event as receivers outside may know it; `version` is the alert's after the change."""
    kind = event_type(event, alert)
    if kind is None:
        return None
    about = (programme, alert.id, event.action, str(version))
    return Happening(id=_id(about), type=kind, programme=programme, at=event.at, alert=alert.id, facts=_facts(alert))


def scan_completed(alerts: Iterable[Alert], events: Iterable[AlertEvent], *, about: Happening) -> Happening:
    """That a scan has ended, in counts; `about` says which, with facts of its own."""
    standing = Counter(alert.status for alert in alerts)
    told = Counter(_TYPES[event.action].value.removeprefix("alert.") for event in events if event.action in _TYPES)
    counts = {"alerts": standing.total(), "open": standing[AlertStatus.OPEN]}
    counts |= {name: told[name] for name in ("opened", "escalated", "resolved", "reopened")}
    return Happening(
        id=_id((about.programme, about.id)),
        type=HappeningType.SCAN_COMPLETED,
        programme=about.programme,
        at=about.at,
        facts={**about.facts, **{name: str(count) for name, count in counts.items()}},
    )


def _facts(alert: Alert) -> dict[str, str]:
    return {
        "kind": alert.kind.value,
        "severity": alert.severity.value,
        "status": alert.status.value,
        "substatus": alert.substatus.value,
        "baseline_state": alert.baseline_state.value,
        "statements": str(sum(side.statements for side in alert.sides)),
        "windows": str(alert.windows.count),
        "merged": str(len(alert.merged)),
    }


def _id(about: Iterable[str]) -> str:
    """Always the same for the same happening: a transaction that is tried again tells it once."""
    return f"evt_{blake2b(json.dumps(list(about)).encode('ascii'), digest_size=16).hexdigest()}"
