"""What a recipient is to be told: what changed since the last mail that was sent to them, of what they may see."""

from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from driftwatch.alerts.discretion import file_seen_by, seen_by
from driftwatch.domain.alerts import Alert, AlertStatus, Substatus
from driftwatch.domain.mailing import LastMail, MailFormat, MailLinks, Told, ToldAlert
from driftwatch.domain.meaning import Severity
from driftwatch.domain.view import JOINT, View, private_sources
from driftwatch.records import ScanRecord
from driftwatch.report.standing import UNSETTLED, standing, unsettled, weight
from driftwatch.report.week import week_bounds
from driftwatch.report.wording import SEVERITY_ORDER

_TURNS = (Substatus.ESCALATING, Substatus.NARROWING, Substatus.REGRESSED, Substatus.FLAPPING)
"""Ways of a known difference that are worth a line when they begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a mail is written, and what they know already."""

    view: View = JOINT
    timezone: tzinfo = UTC
    """Of the moments in the mail."""
    min_severity: Severity = Severity.LOW
    format: MailFormat = MailFormat.HTML
    last: LastMail | None = None
    gone: tuple[Alert, ...] = ()
    """What they were told of and the last scan did not find, as it stands now and as they may see it."""
    links: MailLinks | None = None
    audit: str = ""
    """Digest with which the programme's audit log ends: with it a log that was written anew is found out; empty where there is none."""

    @property
    def told(self) -> Told:
        """Each alert as they were last told of it."""
        return {} if self.last is None or self.last.told is None else self.last.told


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since somebody was last told."""

    scan: ScanRecord
    """As far as the reader may see it."""
    fresh: tuple[Alert, ...]
    """Unsettled and never told before."""
    moved: tuple[Alert, ...]
    """Told before, and since then with another status or severity, on another way, or with later evidence."""
    unchanged: int
    closer: tuple[Alert, ...]
    """Settled, and not yet told so."""
    high: int
    """Unsettled alerts of high severity, told before or not."""
    below: int
    """Unsettled alerts of a lower severity than the reader wants to hear of."""

    @property
    def items(self) -> tuple[Alert, ...]:
        """What is worth a talk this week: first the new, and of those the weightiest."""
        return (*self.fresh, *self.moved)

    @property
    def quiet(self) -> bool:
        """Whether nothing changed."""
        return not self.items and not self.closer


def news_of(scan: ScanRecord, period: str, reader: Reader) -> News:
    """Sort the alerts into new, moved, unchanged and closer."""
    seen, told = as_seen(scan, reader.view), reader.told
    alerts = seen.outcome.alerts
    heard = [alert for alert in alerts if _is_heard(alert, reader)]
    waiting = unsettled(heard)
    known = [alert for alert in waiting if alert.id in told]
    moved = tuple(alert for alert in known if _has_moved(alert, told[alert.id], period))
    return News(
        scan=seen,
        fresh=tuple(alert for alert in waiting if alert.id not in told),
        moved=moved,
        unchanged=len(known) - len(moved),
        closer=tuple(sorted((alert for alert in (*heard, *reader.gone) if _came_closer(alert, told.get(alert.id))), key=weight)),
        high=standing(seen).high,
        below=len(unsettled(alerts)) - len(waiting),
    )


def told_by(news: News, reader: Reader) -> Told:
    """What the reader knows after a mail with this news: the next one tells what changes from now on.

    What this mail is silent on, because it was not found, is told with another or is below their floor, they know as they did before.
    """
    heard = (alert for alert in news.scan.outcome.alerts if _is_heard(alert, reader))
    return {**reader.told, **{alert.id: told_as(alert) for alert in (*heard, *reader.gone)}}


def told_as(alert: Alert) -> ToldAlert:
    """An alert as it stands, for comparison with how it will stand."""
    return ToldAlert(status=alert.status, severity=alert.severity, substatus=alert.substatus.value, last_seen=alert.last_seen)


def as_seen(scan: ScanRecord, view: View) -> ScanRecord:
    """The scan without what the other side keeps to itself, each alert with what is told with it."""
    private = private_sources(scan.files)
    alone = [alert for alert in scan.outcome.alerts if alert.lead is None]
    alerts = tuple(seen for alert in alone if (seen := seen_by(alert, view, private)) is not None)
    files = tuple(known for file in scan.files if (known := file_seen_by(file, view)) is not None)
    return replace(scan, outcome=replace(scan.outcome, alerts=alerts), files=files)


def _is_heard(alert: Alert, reader: Reader) -> bool:
    """What was severe enough when it was told is told again when it is less so."""
    before = reader.told.get(alert.id)
    severities = [alert.severity, *([before.severity] if before and before.severity else [])]
    return min(SEVERITY_ORDER[severity] for severity in severities) <= SEVERITY_ORDER[reader.min_severity]


def _has_moved(alert: Alert, before: ToldAlert, period: str) -> bool:
    if before.status is not alert.status or before.severity not in (None, alert.severity):
        return True
    if alert.substatus in _TURNS and before.substatus not in (None, alert.substatus.value):
        return True
    return _has_later_evidence(alert.last_seen, before, period)


def _has_later_evidence(last_seen: date | None, before: ToldAlert, period: str) -> bool:
    """Where it is not known what was told of the evidence, that of the mail's own week counts as later."""
    if last_seen is None:
        return False
    if before.severity is not None:
        return before.last_seen is None or last_seen > before.last_seen
    monday, sunday = week_bounds(period)
    return monday <= last_seen <= sunday


def _came_closer(alert: Alert, before: ToldAlert | None) -> bool:
    if alert.status is AlertStatus.RESOLVED:
        return before is None or before.status is not AlertStatus.RESOLVED
    return alert.status is AlertStatus.AGREED and before is not None and before.status in (*UNSETTLED, AlertStatus.SNOOZED)
