"""Alerts counted by all that lists can be narrowed to, in one question that reads no body."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from driftwatch.domain.alert_counts import AlertCell, AlertCounts
from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.view import View
from driftwatch.store.alert_lists import ABSENT, LISTED
from driftwatch.store.alert_queries import SEVERITIES
from driftwatch.store.audiences import alerts_for
from driftwatch.store.schema import StoredAlert

_TRAITS = (
    StoredAlert.standing,
    StoredAlert.status,
    StoredAlert.severity,
    StoredAlert.kind,
    StoredAlert.substatus,
    StoredAlert.baseline,
    StoredAlert.partners,
)


def count_alerts(connection: Connection, programmes: Sequence[str] | None, view: View, *, since: date | None = None) -> AlertCounts:
    """The alerts of these programmes (None: all) that lists show to this reader, last seen on that day or later."""
    wanted = [StoredAlert.standing.in_((LISTED, ABSENT)), *alerts_for(view)]
    wanted += [] if programmes is None else [StoredAlert.programme.in_(programmes)]
    wanted += [] if since is None else [StoredAlert.last_seen >= since.isoformat()]
    rows = connection.execute(select(*_TRAITS, func.count()).where(*wanted).group_by(*_TRAITS).order_by(*_TRAITS))
    return AlertCounts(
        cells=tuple(
            AlertCell(
                status=AlertStatus(status),
                severity=SEVERITIES[severity],
                kind=AlertKind(kind),
                substatus=Substatus(substatus),
                baseline=BaselineState(baseline),
                partners=tuple(filter(None, partners.split(","))),
                raised=standing == LISTED,
                count=count,
            )
            for standing, status, severity, kind, substatus, baseline, partners, count in rows
        )
    )
