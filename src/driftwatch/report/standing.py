"""Where a programme stands: the counts that lead the report, the summary and the mail."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus
from driftwatch.domain.meaning import Coverage, CoverageStatus, Severity
from driftwatch.domain.talk import FileStatus
from driftwatch.records import ScanRecord
from driftwatch.report.wording import SEVERITY_ORDER, share

UNSETTLED = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.DISPUTED)
"""The statuses in which a difference still waits for a talk."""
ENOUGH_ATTRIBUTED = 0.85
"""Share of attributed statements below which every output begins with a warning."""

Told = Mapping[str, AlertStatus]
"""Alert id -> status as people were last told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The counts of one run."""

    new: int | None
    """Unsettled alerts that were not known before; None where nothing is known of before."""
    unsettled: int
    high: int
    resolved: int
    agreed: int
    snoozed: int
    checks: int
    """Checks that were asked for, each between certain partners."""
    insufficient: int
    """Those of them that had not enough data."""
    files: Mapping[FileStatus, int]
    statements: int
    unattributed: int

    @property
    def attributed(self) -> float | None:
        """Share of statements whose partner is known, 0 … 1; None without statements."""
        return 1 - self.unattributed / self.statements if self.statements else None

    @property
    def warning(self) -> str | None:
        """What must be known before anything else is read."""
        if self.attributed is None or self.attributed >= ENOUGH_ATTRIBUTED:
            return None
        return (
            f"Only {share(self.attributed)} of the statements could be given to a partner ({self.unattributed:,} of {self.statements:,} could not): "
            "differences may be missed or look smaller than they are. "
            "Add the missing speakers to `people`, `aliases` or `domains` in driftwatch.toml."
        )


def standing(scan: ScanRecord, *, told: Told | None = None) -> Standing:
    """Count what a run found, what it could not see, and how far it can be trusted."""
    alerts = scan.outcome.alerts
    states = Counter(alert.status for alert in alerts)
    waiting = unsettled(alerts)
    whole, unknown = _statements(scan)
    pairs = verdicts(scan.outcome.coverage)
    return Standing(
        new=None if told is None else sum(alert.id not in told for alert in waiting),
        unsettled=len(waiting),
        high=sum(alert.severity is Severity.HIGH for alert in waiting),
        resolved=states[AlertStatus.RESOLVED],
        agreed=states[AlertStatus.AGREED],
        snoozed=states[AlertStatus.SNOOZED],
        checks=len(pairs),
        insufficient=sum(status is CoverageStatus.INSUFFICIENT_DATA for status in pairs.values()),
        files={status: sum(file.status is status for file in scan.files) for status in FileStatus},
        statements=whole,
        unattributed=unknown,
    )


def unsettled(alerts: Iterable[Alert]) -> list[Alert]:
    """The alerts that still wait for a talk, the weightiest first."""
    return sorted((alert for alert in alerts if alert.status in UNSETTLED), key=weight)


def weight(alert: Alert) -> tuple[int, float, str]:
    """The order in which people should look: severity, then confidence, then id."""
    return SEVERITY_ORDER[alert.severity], -alert.confidence, alert.id


def verdicts(coverage: Iterable[Coverage]) -> dict[tuple[str, tuple[str, ...]], CoverageStatus]:
    """Check and partners -> status; one part that could be compared makes the whole check `ran`."""
    found: dict[tuple[str, tuple[str, ...]], CoverageStatus] = {}
    for row in coverage:
        key = (row.check.value, row.partners)
        if found.get(key) is not CoverageStatus.RAN:
            found[key] = row.status
    return found


def _statements(scan: ScanRecord) -> tuple[int, int]:
    if scan.statements:
        return len(scan.statements), sum(statement.partner is None for statement in scan.statements)
    return sum(file.statements for file in scan.files), sum(file.unattributed for file in scan.files)


def told_before(histories: Mapping[str, Iterable[AlertEvent]], moment: datetime) -> dict[str, AlertStatus]:
    """The status that each alert had at a moment; alerts raised later are missing."""
    past = {alert: [event for event in events if event.at < moment] for alert, events in histories.items()}
    return {alert: max(events, key=lambda event: event.at).status for alert, events in past.items() if events}
