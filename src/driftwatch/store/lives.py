"""What people do with several alerts at once, and what time does to them: each method is one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from driftwatch.alerts.regrouping import Hand
from driftwatch.domain.alerts import Alert, AlertEvent
from driftwatch.domain.groups import Link, Verdict
from driftwatch.store import alerts
from driftwatch.store.alert_links import Regrouping, find_links, regroup
from driftwatch.store.alert_queries import find_version
from driftwatch.store.audiences import find_private, keep_audiences
from driftwatch.store.database import Database
from driftwatch.store.scans import find_partners


class SqlLives:
    """Puts alerts together, takes them apart for good, and ends snoozes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, programme: str, lead: str, others: Sequence[str], hand: Hand, *, request_id: str = "") -> Alert:
        """Tell the others with the lead from now on, whatever scans find; gives the lead as it then stands."""
        wanted = Regrouping(verdict=Verdict.TOGETHER, lead=lead, others=tuple(others), hand=hand, request_id=request_id)
        return self._regroup(programme, wanted)

    def split(self, programme: str, lead: str, other: str, hand: Hand, *, request_id: str = "") -> Alert:
        """Give back the other as the alert that it is by itself; no scan puts the two together again."""
        return self._regroup(programme, Regrouping(verdict=Verdict.APART, lead=lead, others=(other,), hand=hand, request_id=request_id))

    def act_on_all(
        self,
        programme: str,
        events: Sequence[AlertEvent],
        *,
        versions: Mapping[str, int] = MappingProxyType({}),
        only: bool = False,
        request_id: str = "",
    ) -> tuple[Alert, ...]:
        """Do something with several alerts: with all of them, or with none where one does not allow it; gives them as they then stand.

        Where one has another version than `versions` says of it, StaleError is raised and nothing is done.
        """
        with self._database.writing() as connection:
            alerts.lock(connection, programme)
            for identifier, version in versions.items():
                alerts.require_version(connection, programme, identifier, version)
            return tuple(alerts.act_on(connection, programme, event, only=only, request_id=request_id) for event in events)

    def links(self, programme: str) -> tuple[Link, ...]:
        """What people said of pairs of alerts."""
        with self._database.reading() as connection:
            return find_links(connection, programme)

    def wake(self, programme: str, *, at: datetime) -> int:
        """End the snoozes whose day has come, and tell it; gives how many ended. Where none did, nothing is locked."""
        with self._database.reading() as connection:
            ended = alerts.wakings(connection, programme, at=at)
        if not ended:
            return 0
        with self._database.writing() as connection:
            return alerts.wake(connection, programme, at=at)

    def version(self, programme: str, identifier: str) -> int:
        """How often the alert was changed: who has read this version may act on it."""
        with self._database.reading() as connection:
            return find_version(connection, programme, identifier)

    def _regroup(self, programme: str, wanted: Regrouping) -> Alert:
        with self._database.writing() as connection:
            alerts.lock(connection, programme)
            lead = regroup(connection, programme, wanted)
            keep_audiences(connection, programme, find_partners(connection, programme), find_private(connection, programme))
            return lead
