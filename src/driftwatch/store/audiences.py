"""Who may see what of a programme: conditions on every query that gives somebody's words."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, or_, select, update

from driftwatch.alerts.discretion import seen_by
from driftwatch.domain.alerts import Alert
from driftwatch.domain.talk import Partner, Share
from driftwatch.domain.view import JOINT, Owned, View
from driftwatch.records import Page
from driftwatch.store.documents import read, read_map
from driftwatch.store.schema import StoredAlert, StoredProgramme, StoredStatement


def find_private(connection: Connection, programme: str) -> Mapping[str, Owned]:
    """The sources that one partner alone may read; none where the programme is unknown."""
    body = connection.scalar(select(StoredProgramme.private).where(StoredProgramme.key == programme))
    return read_map(Owned, body) if body else {}


def keep_audiences(connection: Connection, programme: str, partners: Sequence[Partner], private: Mapping[str, Owned]) -> None:
    """Note of each alert who may know of it at all: most may be known to all, and shown to some without words."""
    mine = StoredAlert.programme == programme
    connection.execute(update(StoredAlert).where(mine, StoredAlert.audience.is_not(None)).values(audience=None))
    if not any(owned.share is Share.HIDDEN for owned in private.values()):
        return
    for identifier, body in connection.execute(select(StoredAlert.id, StoredAlert.body).where(mine)).all():
        alert = read(Alert, body)
        if seen_by(alert, JOINT, private) is None:
            readers = [partner.id for partner in partners if seen_by(alert, View(partner=partner.id), private) is not None]
            connection.execute(update(StoredAlert).where(mine, StoredAlert.id == identifier).values(audience=_listed(readers)))


def alerts_for(view: View) -> list[ColumnElement[bool]]:
    """The conditions on alerts that this reader may know of."""
    if view.all:
        return []
    open_to_all = StoredAlert.audience.is_(None)
    return [open_to_all if view.partner is None else or_(open_to_all, StoredAlert.audience.contains(_listed([view.partner]), autoescape=True))]


def statements_for(view: View) -> list[ColumnElement[bool]]:
    """The conditions on statements that this reader may read."""
    if view.all:
        return []
    joint = StoredStatement.owner.is_(None)
    return [joint if view.partner is None else or_(joint, StoredStatement.owner == view.partner)]


def shown(connection: Connection, programme: str, alerts: Page[Alert], view: View) -> Page[Alert]:
    """The page with what this reader may see of each alert."""
    return Page(rows=all_shown(connection, programme, alerts.rows, view), next_after=alerts.next_after)


def all_shown(connection: Connection, programme: str, alerts: Sequence[Alert], view: View) -> tuple[Alert, ...]:
    """What this reader may see of each alert."""
    if view.all:
        return tuple(alerts)
    private = find_private(connection, programme)
    return tuple(seen for alert in alerts if (seen := seen_by(alert, view, private)) is not None)


def _listed(partners: Sequence[str]) -> str:
    return "," + ",".join(partners) + ","
