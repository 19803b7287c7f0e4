"""Which way the databases go for what lists may be asked: never through a whole table, and in the order of an index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import event, insert

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertOrder, AlertSearch, StatementOrder, StatementSearch, TermSearch
from driftwatch.domain.talk import Partner
from driftwatch.domain.view import EVERYTHING, JOINT
from driftwatch.store import alert_lists, statement_lists
from driftwatch.store.database import connect
from driftwatch.store.documents import written
from driftwatch.store.found_alerts import named_alerts
from driftwatch.store.migrating import migrate
from driftwatch.store.schema import StoredProgramme
from driftwatch.store.term_lists import find_term_page

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
ALERT_FILTERS = (
    {},
    {"kinds": (AlertKind.TIME_DRIFT,)},
    {"kinds": (AlertKind.TIME_DRIFT, AlertKind.TERM_MEANING)},
    {"statuses": (AlertStatus.OPEN,)},
    {"statuses": (AlertStatus.OPEN, AlertStatus.DISPUTED)},
    {"kinds": (AlertKind.TIME_DRIFT,), "statuses": (AlertStatus.OPEN,)},
    {"severities": (Severity.HIGH,)},
    {"severities": (Severity.LOW, Severity.HIGH)},
    {"partners": ("acme",)},
    {"since": date(2025, 1, 1)},
    {"updated_since": LONG_AGO},
    {"since": date(2025, 1, 1), "updated_since": LONG_AGO},
    {"baselines": (BaselineState.NEW,)},
    {"baselines": (BaselineState.ABSENT,)},
    {"baselines": (BaselineState.ABSENT, BaselineState.NEW)},
    {"substatuses": (Substatus.FLAPPING,)},
    {"kinds": (AlertKind.TIME_DRIFT,), "severities": (Severity.HIGH,), "partners": ("acme",), "since": date(2025, 1, 1)},
)
STATEMENT_FILTERS = (
    {},
    {"partners": ("acme",)},
    {"labels": (Label.DONE,)},
    {"sources": ("a.md",)},
    {"sources": ("a.md", "b.md")},
    {"since": LONG_AGO},
    {"until": LONG_AGO},
    {"since": LONG_AGO, "until": LONG_AGO},
    {"nobody": True},
    {"nobody": True, "partners": ("acme",)},
    {"text": "kiosk"},
    {"partners": ("acme",), "labels": (Label.DONE, Label.GOAL), "since": LONG_AGO, "text": "kiosk"},
)
PROGRAMMES = (None, ("alpha",), ("alpha", "beta"))
MANY = tuple(f"p{place}" for place in range(60))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    opened = connect(f"sqlite:///{folder}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")())
    migrate(opened)
    partners = written((Partner(id="acme", name="Acme"), Partner(id="birch", name="Birch")))
    with opened.writing() as connection:
        cells = {"partners": partners, "run": "", "coverage": "[]"}
        connection.execute(insert(StoredProgramme), [{"key": key, "name": key, **cells} for key in ("alpha", "beta")])
    yield opened
    opened.close()


@contextmanager
def plans(connection) -> Iterator[list[str]]:
    """Of the questions on lists that are asked meanwhile, a text each."""
    asked, told = [], []

    def note(_connection, _cursor, statement, parameters, *_):
        if "FROM alerts" in statement or "FROM statements" in statement or "FROM terms" in statement:
            asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    yield told
    event.remove(connection, "before_cursor_execute", note)
    if connection.dialect.name == "postgresql":
        # On tables this small the way through all of them is the cheapest: what matters is that the indexes could do it.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        connection.exec_driver_sql("SET LOCAL enable_sort = off")
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    for statement, parameters in asked:
        rows = connection.exec_driver_sql(explain + statement, parameters).all()
        told.append("\n".join([statement, *(str(row[-1]) for row in rows)]))


def wrong(told):
    """Plans that read a table as a whole, or sort what an index should have sorted."""
    scanned = [plan for plan in told if re.search(r"SCAN (alerts|statements|terms)(?! USING)|Seq Scan", plan)]
    ordered = [plan for plan in told if "ORDER BY" in plan]
    return scanned + [plan for plan in ordered if "USE TEMP B-TREE" in plan or "Sort" in plan]


@pytest.mark.parametrize("order", AlertOrder)
@pytest.mark.parametrize("programmes", [*PROGRAMMES, MANY], ids=["all", "one", "two", "many"])
def test_no_search_of_alerts_reads_the_whole_table_or_sorts_it(database, programmes, order):
    with database.answering() as connection, plans(connection) as told:
        for chosen in ALERT_FILTERS:
            search = AlertSearch(programmes=programmes, order=order, **chosen)
            columns = alert_lists.ORDERS[order].columns
            cursor = alert_lists.ORDERS[order].encoded([0 if column.key in ("rank", "updated") else "alpha" for column in columns])
            for after in (None, cursor)[bool(chosen) :]:
                alert_lists.find_keys(connection, search, JOINT, limit=50, after=after, narrow=-1)

    assert len(told) > 5
    assert not wrong(told)


@pytest.mark.parametrize("order", StatementOrder)
@pytest.mark.parametrize("programmes", [*PROGRAMMES, MANY], ids=["all", "one", "two", "many"])
def test_no_search_of_statements_reads_the_whole_table_or_sorts_it(database, programmes, order):
    with database.answering() as connection, plans(connection) as told:
        for chosen in STATEMENT_FILTERS:
            search = StatementSearch(programmes=programmes, order=order, **chosen)
            columns = statement_lists.ORDERS[order].columns
            cursor = statement_lists.ORDERS[order].encoded([0 if column.key == "said" else "alpha" for column in columns])
            for after in (None, cursor)[bool(chosen) :]:
                statement_lists.find_statement_page(connection, search, JOINT, limit=50, after=after, narrow=-1)

    assert len(told) > 5
    assert not wrong(told)


@pytest.mark.parametrize("programmes", [*PROGRAMMES, MANY], ids=["all", "one", "two", "many"])
def test_no_search_of_terms_sorts_them(database, programmes):
    with database.answering() as connection, plans(connection) as told:
        find_term_page(connection, TermSearch(programmes=programmes, partners=("acme",)), EVERYTHING, limit=50, after=None)

    assert not [plan for plan in told if "TEMP B-TREE" in plan or "Sort" in plan]


def test_few_rows_of_a_span_of_time_are_looked_up_by_time(database):
    spanned = ({"since": date(2025, 1, 1)}, {"updated_since": LONG_AGO})
    with database.answering() as connection, plans(connection) as told:
        for chosen, programmes in product(spanned, PROGRAMMES[:2]):
            alert_lists.find_keys(connection, AlertSearch(programmes=programmes, **chosen), JOINT, limit=50, after=None)

    found = [plan for plan in told if "count" not in plan]
    assert len(found) == 4
    assert database.name.startswith("postgresql") or all("by_day" in plan or "by_change" in plan for plan in found)


def test_one_alert_is_looked_up_by_its_name(database):
    with database.answering() as connection, plans(connection) as told:
        named_alerts(connection, "DW-9F2M", None, JOINT)

    assert [plan for plan in told if "alerts_by_name" in plan] == told
