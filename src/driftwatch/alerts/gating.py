"""What is new to a gate: of the alerts that still wait for a talk those that its baseline does not know."""

from collections.abc import Iterable, Mapping

from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.meaning import Severity

Baseline = Mapping[str, Severity]
"""Alert id -> how severe it was when the gate last let it pass."""
_RANKS = tuple(Severity)
_OVER = (AlertStatus.AGREED, AlertStatus.RESOLVED)


def baseline_of(alerts: Iterable[Alert]) -> Baseline:
    """The alerts of the scan before, with what was told with them; an agreed or resolved one that is open again says something new."""
    standing = [alert for alert in alerts if alert.status not in _OVER]
    return {name: alert.severity for alert in standing for name in (*(other.id for other in alert.merged if other.id), alert.id)}


def new_to(baseline: Baseline, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Those that it does not hold, or holds as less severe."""
    return tuple(alert for alert in alerts if alert.id not in baseline or _RANKS.index(alert.severity) > _RANKS.index(baseline[alert.id]))
