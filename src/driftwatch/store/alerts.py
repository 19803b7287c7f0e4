"""What scans and people do to alerts: each in one transaction with its history, its line in the audit log, and what is told outside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, or_, select

from driftwatch.alerts.events import scan_completed
from driftwatch.alerts.lifecycle import allowed, apply, remembered
from driftwatch.alerts.memory import basis_of
from driftwatch.alerts.regrouping import alone
from driftwatch.alerts.rescan import Glance, Known, Life, lived, woken
from driftwatch.domain.alerts import Action, Alert, AlertEvent, AlertStatus
from driftwatch.domain.groups import Group
from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.view import EVERYTHING
from driftwatch.errors import StaleError
from driftwatch.records import ScanRecord
from driftwatch.store.alert_links import find_links
from driftwatch.store.alert_lives import keep_lives, known_alerts
from driftwatch.store.alert_queries import find_alert, find_version
from driftwatch.store.audit import note
from driftwatch.store.outbox import announce, hold
from driftwatch.store.schema import StoredAlert, StoredProgramme


def lock(connection: Connection, programme: str, *, removing: bool = False) -> None:
    """Whoever changes a programme's alerts does it after the others; SQLite has one writer anyway.

    Only where the programme is removed does it keep waiting who adds what belongs to it, such as a job.
    """
    connection.execute(select(StoredProgramme.key).where(StoredProgramme.key == programme).with_for_update(key_share=not removing))


def merge_alerts(connection: Connection, programme: str, scan: ScanRecord) -> tuple[Life, ...]:
    """Make these the alerts of the last scan; what people did with them before stays."""
    glance = Glance(
        at=scan.outcome.run.at,
        window=scan.window,
        basis=basis_of(scan.outcome.run),
        clear_windows=scan.clear_windows,
        coverage=scan.outcome.coverage,
        partners=frozenset(partner.id for partner in scan.partners),
    )
    whole = {group.lead.id: group for group in scan.groups}
    groups = [whole.get(alert.id, Group(lead=alert)) for alert in scan.outcome.alerts]
    lives = lived(known_alerts(connection, programme), groups, find_links(connection, programme), glance)
    keep_lives(connection, programme, lives, at=glance.at)
    return lives


def tell_scan(connection: Connection, programme: str, scan: ScanRecord, lives: Sequence[Life]) -> None:
    """Queue for whoever wants to hear of it that the scan has ended."""
    run = scan.outcome.run
    facts = {"statements": str(len(scan.statements)), "files": str(len(scan.files))}
    about = Happening(id=run.at.isoformat(), type=HappeningType.SCAN_COMPLETED, programme=programme, at=run.at, facts=facts)
    listed = [life.alert for life in lives if life.raised and life.listed]
    announce(connection, programme, scan_completed(listed, [event for life in lives for event in life.events], about=about))


def act_on(
    connection: Connection, programme: str, event: AlertEvent, *, version: int | None = None, request_id: str = "", only: bool = False
) -> Alert:
    """Do what people want with an alert and with what is told with it, if their statuses allow it at this moment; `only` leaves out the others.

    Where the alert has another `version` than whoever asks has read, StaleError is raised and nothing is done.
    """
    lock(connection, programme)
    alert = find_alert(connection, programme, EVERYTHING, event.alert_id)
    require_version(connection, programme, alert.id, version)
    group = known_alerts(connection, programme, or_(StoredAlert.id == alert.id, StoredAlert.lead == alert.id))
    life = _acted(group[alert.id], replace(event, alert_id=alert.id))
    others = [] if only else _followed(group, alert.id, event)
    hold(connection, programme)
    keep_lives(connection, programme, [life, *others], at=event.at)
    for done in (life, *others):
        happened = done.events[-1]
        note(
            connection,
            programme,
            actor=event.actor,
            action=f"alert.{event.action}",
            object=happened.alert_id,
            reason=event.reason,
            request_id=request_id,
            at=event.at,
        )
    return life.alert


def require_version(connection: Connection, programme: str, identifier: str, version: int | None) -> None:
    """Raise StaleError where the alert was changed since whoever asks has read it."""
    now = find_version(connection, programme, identifier)
    if version is not None and now != version:
        raise StaleError(f"{identifier} was changed since it was read (version {now}, not {version}); read it again, then decide")


def wake(connection: Connection, programme: str, *, at: datetime) -> int:
    """End the snoozes whose day has come, without waiting for a scan; gives how many ended."""
    lock(connection, programme)
    lives = wakings(connection, programme, at=at)
    keep_lives(connection, programme, lives, at=at)
    return len(lives)


def wakings(connection: Connection, programme: str, *, at: datetime) -> list[Life]:
    """What becomes of the alerts whose snooze has ended."""
    asleep = known_alerts(connection, programme, StoredAlert.status == AlertStatus.SNOOZED.value)
    return [life for known in asleep.values() if (life := woken(known, at)) is not None]


def _acted(known: Known, event: AlertEvent) -> Life:
    after = apply(known.alert, event)
    return Life(alert=after, raised=known.raised, memory=remembered(known.memory, event, alone(known)), events=(event,))


def _followed(group: Mapping[str, Known], lead: str, event: AlertEvent) -> list[Life]:
    """The same with those that are told with it; one whose status does not allow it stays as it is."""
    others = [known for name, known in sorted(group.items()) if name != lead]
    fitting = [known for known in others if Action(event.action) in allowed(known.alert.status)]
    return [_acted(known, replace(event, alert_id=known.alert.id)) for known in fitting]
