"""Alerts that people put together, or apart for good."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from driftwatch.alerts.linking import check_merge, check_split
from driftwatch.alerts.regrouping import Hand, regrouped
from driftwatch.alerts.rescan import Known
from driftwatch.domain.alerts import Alert
from driftwatch.domain.groups import Link, Verdict
from driftwatch.domain.view import EVERYTHING
from driftwatch.store.alert_lives import keep_lives, known_alerts
from driftwatch.store.alert_queries import find_alert
from driftwatch.store.audit import note
from driftwatch.store.documents import read, written
from driftwatch.store.outbox import hold
from driftwatch.store.schema import StoredAlert
from driftwatch.store.service_schema import StoredLink
from driftwatch.store.writing import Cells, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """Whether to put alerts together or to take one from the other, and by whom."""

    verdict: Verdict
    lead: str
    """Its id, or an unambiguous beginning of it; so are the others."""
    others: tuple[str, ...]
    hand: Hand
    request_id: str = ""


def find_links(connection: Connection, programme: str) -> tuple[Link, ...]:
    """What people said of pairs of alerts."""
    bodies = select(StoredLink.body).where(StoredLink.programme == programme).order_by(StoredLink.first, StoredLink.second)
    return tuple(read(Link, body) for body in connection.scalars(bodies))


def regroup(connection: Connection, programme: str, wanted: Regrouping) -> Alert:
    """Put together or take apart, at once and for every scan to come; whoever calls has locked the programme. Gives the lead as it then stands."""
    lead = find_alert(connection, programme, EVERYTHING, wanted.lead)
    others = [find_alert(connection, programme, EVERYTHING, name) for name in dict.fromkeys(wanted.others)]
    known = _touched(connection, programme, [lead, *others])
    for other in others:
        if wanted.verdict is Verdict.TOGETHER:
            check_merge(lead, other, raised=known[lead.id].raised or not known[other.id].raised)
        else:
            check_split(lead, other)
    hold(connection, programme)
    for other in others:
        _keep(connection, programme, wanted, (lead.id, other.id))
    lives = regrouped(known, find_links(connection, programme), wanted.hand)
    keep_lives(connection, programme, lives, at=wanted.hand.at)
    return find_alert(connection, programme, EVERYTHING, lead.id)


def _touched(connection: Connection, programme: str, alerts: Sequence[Alert]) -> dict[str, Known]:
    """All alerts of the groups in which these stand."""
    names = {name for alert in alerts for name in (alert.id, alert.lead) if name is not None}
    return known_alerts(connection, programme, or_(StoredAlert.id.in_(names), StoredAlert.lead.in_(names)))


def _keep(connection: Connection, programme: str, wanted: Regrouping, pair: tuple[str, str]) -> None:
    hand = wanted.hand
    link = Link(lead=pair[0], other=pair[1], verdict=wanted.verdict, actor=hand.actor, reason=hand.reason, at=hand.at)
    first, second = link.pair
    cells: Cells = {"programme": programme, "first": first, "second": second, "verdict": link.verdict.value, "body": written(link)}
    upsert(connection, StoredLink, [cells])
    note(
        connection,
        programme,
        actor=hand.actor,
        action=f"alert.{hand.action}",
        object=f"{pair[0]} {pair[1]}",
        reason=hand.reason,
        request_id=wanted.request_id,
        at=hand.at,
    )
