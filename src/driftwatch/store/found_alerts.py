"""Alerts as lists show them, and which of them a beginning of an id names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, literal, select

from driftwatch.alerts.discretion import seen_by
from driftwatch.alerts.identity import PREFIX, READ_ALIKE
from driftwatch.domain.alerts import Alert, AlertEvent, AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.searches import FoundAlert
from driftwatch.domain.view import Owned, View
from driftwatch.store.alert_queries import SEVERITIES
from driftwatch.store.audiences import alerts_for
from driftwatch.store.documents import read, read_map
from driftwatch.store.moments import moment
from driftwatch.store.schema import StoredAlert, StoredEvent, StoredProgramme

MOST_NAMED = 3
"""So many alerts are looked up that answer to a beginning of an id; one is right, more are too many."""
_RESERVED = '"reserved":[{'
"""In the stored text of an alert that not everybody may read in full; within a text of somebody its quotes would be escaped."""


class _Cells(NamedTuple):
    """The columns that are read, in their order."""

    programme: str
    id: str
    kind: str
    status: str
    severity: int
    confidence: float
    partners: str
    seen: str
    baseline: str
    substatus: str
    updated: int
    version: int
    body: str


_MINE = (StoredAlert.programme == bindparam("programme"), StoredAlert.id.in_(bindparam("wanted", expanding=True)))
_PLAIN = [getattr(StoredAlert, name) for name in _Cells._fields[:-1]]
_WITH_BODIES = select(*_PLAIN, StoredAlert.body).where(*_MINE)
_WITHOUT_BODIES = select(*_PLAIN, literal("")).where(*_MINE)
_WITH_PRIVATE = select(StoredProgramme.key, StoredProgramme.private).where(
    StoredProgramme.key.in_(bindparam("keys", expanding=True)), StoredProgramme.private != "{}"
)
"""Made once: to make a question takes longer than to answer it."""


def found_alerts(connection: Connection, names: Sequence[tuple[str, str]], view: View, *, whole: bool) -> Iterator[FoundAlert]:
    """The alerts of these programmes and ids, in this order; without `whole` no body is read."""
    ids: dict[str, list[str]] = {}
    for programme, identifier in names:
        ids.setdefault(programme, []).append(identifier)
    owned = _private(connection, tuple(ids)) if whole and not view.all else {}
    found: dict[tuple[str, str], FoundAlert] = {}
    for programme, wanted in ids.items():
        rows = connection.execute(_WITH_BODIES if whole else _WITHOUT_BODIES, {"programme": programme, "wanted": wanted}).all()
        alerts = (_found(_Cells._make(row), view, owned.get(programme, {})) for row in rows)
        found |= {(programme, alert.id): alert for alert in alerts if alert is not None}
    return (found[name] for name in names if name in found)


def named_alerts(connection: Connection, beginning: str, programmes: Sequence[str] | None, view: View) -> tuple[tuple[str, str], ...]:
    """Programme and id of a few alerts whose ids begin so, as identity.matches has it."""
    least = PREFIX + beginning.strip().upper().removeprefix(PREFIX).translate(READ_ALIKE)
    if least == PREFIX:
        return ()
    after = least[:-1] + chr(ord(least[-1]) + 1)
    mine = [] if programmes is None else [StoredAlert.programme.in_(programmes)]
    ids = select(StoredAlert.programme, StoredAlert.id).where(StoredAlert.id >= least, StoredAlert.id < after, *mine, *alerts_for(view))
    return tuple((row.programme, row.id) for row in connection.execute(ids.order_by(StoredAlert.id, StoredAlert.programme).limit(MOST_NAMED)))


def history_of(connection: Connection, programme: str, identifier: str) -> tuple[AlertEvent, ...]:
    """What happened to the alert of this very id, oldest first."""
    mine = (StoredEvent.programme == programme, StoredEvent.alert == identifier)
    bodies = connection.scalars(select(StoredEvent.body).where(*mine).order_by(StoredEvent.place))
    return tuple(read(AlertEvent, body) for body in bodies)


def _private(connection: Connection, programmes: Sequence[str]) -> Mapping[str, Mapping[str, Owned]]:
    """The sources that one partner alone may read, of those programmes that have any."""
    return {key: read_map(Owned, private) for key, private in connection.execute(_WITH_PRIVATE, {"keys": programmes})}


def _found(row: _Cells, view: View, private: Mapping[str, Owned]) -> FoundAlert | None:
    """One row as the reader may see it; None where they may not know of it."""
    withheld = bool(row.body) and not view.all and (bool(private) or _RESERVED in row.body)
    alert = seen_by(replace(read(Alert, row.body), status=AlertStatus(row.status)), view, private) if withheld else None
    if withheld and alert is None:
        return None
    return FoundAlert(
        programme=row.programme,
        id=row.id,
        kind=AlertKind(row.kind),
        status=AlertStatus(row.status),
        severity=SEVERITIES[row.severity],
        confidence=row.confidence,
        partners=tuple(filter(None, row.partners.split(","))),
        last_seen=date.fromisoformat(row.seen) if row.seen else None,
        baseline_state=BaselineState(row.baseline),
        substatus=Substatus(row.substatus),
        updated=moment(row.updated) if row.updated else None,
        version=row.version,
        body="" if withheld else row.body,
        alert=alert,
    )
