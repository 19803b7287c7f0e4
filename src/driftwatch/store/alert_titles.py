"""Alerts by words of their titles: the database sifts, and what the reader may see decides."""

import json
from itertools import islice

from sqlalchemy import ColumnElement, Connection, func, or_, select

from driftwatch.domain.alerts import BaselineState
from driftwatch.domain.searches import AlertSearch, FoundAlert
from driftwatch.domain.view import View
from driftwatch.store.alert_lists import ABSENT, LISTED
from driftwatch.store.alert_queries import SEVERITIES, listed
from driftwatch.store.audiences import alerts_for
from driftwatch.store.columns import clean
from driftwatch.store.found_alerts import found_alerts
from driftwatch.store.schema import StoredAlert

MOST_WORDS = 8
SIFTED = 2000
"""So many alerts that may hold the words are looked at."""
_AT_ONCE = 50
_HEAD = 2000
"""Letters of a stored alert among which its subject and title stand."""


def find_titled(connection: Connection, search: AlertSearch, view: View, words: str, *, limit: int) -> tuple[FoundAlert, ...]:
    """High severity and confidence first."""
    wanted = [word.casefold() for word in clean(words).split()[:MOST_WORDS]]
    conditions = [*_sifting(search), *alerts_for(view), *(_holds(connection, word) for word in wanted if word.isascii() and word.isalnum())]
    keys = select(StoredAlert.programme, StoredAlert.id).where(*conditions).order_by(StoredAlert.rank, StoredAlert.id).limit(SIFTED)
    names = [(programme, identifier) for programme, identifier in connection.execute(keys)]
    found = (each for start in range(0, len(names), _AT_ONCE) for each in found_alerts(connection, names[start : start + _AT_ONCE], view, whole=True))
    return tuple(islice((each for each in found if all(word in _titles(each) for word in wanted)), limit))


def _titles(found: FoundAlert) -> str:
    if found.alert is not None:
        return f"{found.alert.title}\n{found.alert.subject}".casefold()
    stored = json.loads(found.body)
    return f"{stored['title']}\n{stored['subject']}".casefold()


def _sifting(search: AlertSearch) -> list[ColumnElement[bool]]:
    """As the list does, but for the states against the window before, of which only `absent` counts here."""
    gone = BaselineState.ABSENT in search.baselines
    severities = [SEVERITIES.index(severity) for severity in search.severities]
    wanted = (
        (StoredAlert.standing, [LISTED, ABSENT] if gone else [LISTED]),
        (StoredAlert.status, search.statuses),
        (StoredAlert.kind, search.kinds),
        (StoredAlert.severity, severities),
        (StoredAlert.substatus, search.substatuses),
    )
    sifted = [column.in_(values) for column, values in wanted if values]
    owned = [] if search.programmes is None else [StoredAlert.programme.in_(search.programmes)]
    since = [] if search.since is None else [StoredAlert.last_seen >= search.since.isoformat()]
    concerned = [or_(*(StoredAlert.partners.contains(listed([partner]), autoescape=True) for partner in search.partners))] if search.partners else []
    return [*sifted, *owned, *since, *concerned]


def _holds(connection: Connection, word: str) -> ColumnElement[bool]:
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return place(func.lower(func.substr(StoredAlert.body, 1, _HEAD)), word) > 0
