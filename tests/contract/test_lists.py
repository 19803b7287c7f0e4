"""Lists over many programmes, against a plain reading of the same rows: on SQLite and on a real PostgreSQL."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, insert, update

from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Evidence, Side, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity, Verdict
from driftwatch.domain.searches import AlertOrder, AlertSearch, StatementOrder, StatementSearch, TermSearch
from driftwatch.domain.talk import Partner
from driftwatch.domain.view import EVERYTHING, JOINT, View
from driftwatch.errors import ConfigurationError, SlowReadError
from driftwatch.records import StatementRecord, TermRecord
from driftwatch.store import alert_lists, statement_lists
from driftwatch.store.database import connect
from driftwatch.store.documents import written
from driftwatch.store.migrating import migrate
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredAlert, StoredProgramme, StoredStatement, StoredTerm
from driftwatch.store.seen import SeenStore
from driftwatch.store.statements import statement_cells

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROGRAMMES = {"alpha": ("acme", "birch"), "beta": ("birch", "cedar", "acme"), "gamma": ("dune", "elm"), "empty": ("acme", "fir")}
KINDS = (AlertKind.TERM_MEANING, AlertKind.DONE_CRITERIA, AlertKind.ONE_SIDED_TOPIC)


def rows():
    """160 alerts of every sort; many are alike in what they are sorted by."""
    combinations = product(PROGRAMMES, KINDS, AlertStatus, Severity)
    for place, (programme, kind, status, severity) in enumerate(combinations):
        if programme != "empty":
            yield place, programme, kind, status, severity


def alert(place, programme, kind, severity):
    partners = PROGRAMMES[programme][place % 2 : place % 2 + 2][:2] if len(PROGRAMMES[programme]) > 2 else PROGRAMMES[programme]
    said = Evidence(statement_id="s1", partner="", quote="It is ready.", source="a.md", locator="line 1", said_at=None, label=())
    return Alert(
        id=f"DW-{place * 7919 % 997:04}{place:04}ABCD",
        kind=kind,
        subject=f"gate {place % 5}",
        title="The partners mean different things",
        partners=partners,
        severity=severity,
        confidence=(0.5, 0.75, 0.75, 0.875)[place % 4],
        p_value=None,
        q_value=None,
        status=AlertStatus.OPEN,
        first_seen=None,
        last_seen=None if place % 11 == 0 else date(2026, 3, 1) + timedelta(days=place % 9),
        sides=tuple(Side(partner=partner, summary="mostly this", statements=2) for partner in partners),
        evidence=tuple(replace(said, partner=partner) for partner in partners),
        against=(),
        questions=(),
        baseline_state=tuple(BaselineState)[place % 3],
        substatus=tuple(Substatus)[place % len(Substatus)],
    )


def alert_cells(place, programme, kind, status, severity):
    made = alert(place, programme, kind, severity)
    return {
        "programme": programme,
        "id": made.id,
        "raised": place % 7 != 0,
        "listed": place % 10 != 0,
        "status": status.value,
        "kind": kind.value,
        "severity": tuple(Severity).index(severity),
        "confidence": made.confidence,
        "last_seen": made.last_seen and made.last_seen.isoformat(),
        "partners": "," + ",".join(made.partners) + ",",
        "baseline": made.baseline_state.value,
        "substatus": made.substatus.value,
        "updated": instant(START + timedelta(hours=place % 13)),
        "version": place % 3,
        "audience": (None, f",{PROGRAMMES[programme][0]},")[place % 9 == 0],
        "body": written(made),
    }


def statement(place, programme):
    return StatementRecord(
        id=f"s{place * 31 % 97:02}",
        text=("The kiosk is ready.", "100% done_ness", "Wir öffnen ÜBER Nacht.")[place % 3],
        partner=(*PROGRAMMES[programme][:2], None)[place % 3],
        speaker=None,
        said_at=None if place % 5 == 0 else START + timedelta(days=place % 6),
        source=f"minutes/{place % 4}.md",
        locator="line 1",
        document="d",
        register="minutes",
        labels=dict.fromkeys(Label, 0.25),
        predicted=((), (Label.DONE,), (Label.DONE, Label.GOAL), (Label.RISK,))[place % 4],
    )


def term(place, programme):
    verdict = tuple(Verdict)[place % 3].value
    partners = PROGRAMMES[programme]
    return TermRecord(term=f"term {place:02}", partners=partners[-2:], n=(3, 4), divergence=None, p_value=None, q_value=None, verdict=verdict)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    opened = connect(f"sqlite:///{folder}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")())
    migrate(opened)
    with opened.writing() as connection:
        fill(connection)
    yield opened
    opened.close()


def fill(connection):
    programmes = [
        {
            "key": key,
            "name": key,
            "partners": written(tuple(Partner(id=partner, name=partner) for partner in partners)),
            "run": "",
            "coverage": "[]",
        }
        for key, partners in PROGRAMMES.items()
    ]
    connection.execute(insert(StoredProgramme), programmes)
    connection.execute(insert(StoredAlert), [alert_cells(*row) for row in rows()])
    statements = [statement_cells(programme, statement(place, programme)) for programme in ("alpha", "beta", "gamma") for place in range(40)]
    owners = [{"owner": (None, "acme")[place % 8 == 0]} for place in range(len(statements))]
    connection.execute(insert(StoredStatement), [cells | owner for cells, owner in zip(statements, owners, strict=True)])
    terms = [(programme, place) for programme in ("alpha", "beta", "gamma") for place in range(30)]
    cells = [{"programme": programme, "id": f"{place:08}", "content": "", "body": written(term(place, programme))} for programme, place in terms]
    connection.execute(insert(StoredTerm), cells)


ALERTS = [alert_cells(*row) for row in rows()]
STATEMENTS = {programme: [statement(place, programme) for place in range(40)] for programme in ("alpha", "beta", "gamma")}
OWNED = {
    (programme, f"s{place * 31 % 97:02}") for number, programme in enumerate(STATEMENTS) for place in range(40) if (number * 40 + place) % 8 == 0
}


def ranked(row):
    return row["programme"], -row["severity"], -row["confidence"], row["id"]


BY = {
    AlertOrder.RANK: ranked,
    AlertOrder.KIND: lambda row: (row["kind"], *ranked(row)),
    AlertOrder.CHANGED: lambda row: (row["updated"], row["programme"], row["id"]),
    AlertOrder.LATEST_CHANGED: lambda row: (row["updated"], row["programme"], row["id"]),
    AlertOrder.SEEN: lambda row: (row["last_seen"] or "", row["programme"], row["id"]),
    AlertOrder.LATEST_SEEN: lambda row: (row["last_seen"] or "", row["programme"], row["id"]),
}


def is_wanted(row, search, view):
    baselines = [state.value for state in search.baselines]
    return (
        row["listed"]
        and ((not baselines or row["baseline"] in baselines) if row["raised"] else "absent" in baselines)
        and (search.programmes is None or row["programme"] in search.programmes)
        and (not search.kinds or row["kind"] in search.kinds)
        and (not search.statuses or row["status"] in search.statuses)
        and (not search.severities or tuple(Severity)[row["severity"]] in search.severities)
        and (not search.substatuses or row["substatus"] in search.substatuses)
        and (not search.partners or any(f",{partner}," in row["partners"] for partner in search.partners))
        and (search.since is None or (row["last_seen"] or "") >= search.since.isoformat())
        and (search.updated_since is None or row["updated"] >= instant(search.updated_since))
        and (view.all or row["audience"] is None or f",{view.partner}," in row["audience"])
    )


def expected_alerts(search, view):
    found = [row for row in ALERTS if is_wanted(row, search, view)]
    return [(row["programme"], row["id"]) for row in sorted(found, key=BY[search.order], reverse=search.order.startswith("-"))]


def turned(fetch):
    """All rows, page by page."""
    after, found = None, []
    while after is not None or not found:
        page, after = fetch(after)
        found += page
        if after is None:
            break
    return found


def several(values):
    return some.lists(some.sampled_from(list(values)), max_size=2, unique=True).map(tuple)


programmes = some.none() | several([*PROGRAMMES, "nowhere"])
views = some.sampled_from([EVERYTHING, JOINT, View(partner="acme"), View(partner="birch")])
alert_searches = some.builds(
    AlertSearch,
    programmes=programmes,
    kinds=several(KINDS),
    partners=several(["acme", "birch", "dune", "ac"]),
    statuses=several(AlertStatus),
    severities=several(Severity),
    baselines=several(BaselineState),
    substatuses=several(Substatus),
    since=some.none() | some.sampled_from([date(2026, 3, 5), date(2027, 1, 1)]),
    updated_since=some.none() | some.sampled_from([START + timedelta(hours=7)]),
    order=some.sampled_from(AlertOrder),
)
EXAMPLES = 100 if os.environ.get("DRIFTWATCH_NIGHTLY") else 12
quick = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(search=alert_searches, view=views, limit=some.sampled_from([4, 17, 50, 200]), narrow=some.sampled_from([0, 40, 2000]))
def test_every_search_of_alerts_finds_what_reading_all_of_them_would_in_its_order(database, search, view, limit, narrow):
    with database.answering() as connection:
        keys = turned(lambda after: alert_lists.find_keys(connection, search, view, limit=limit, after=after, narrow=narrow))

    assert [(key.programme, key.id) for key in keys] == expected_alerts(search, view)


@quick
@given(order=some.sampled_from(AlertOrder), baselines=several(BaselineState), limit=some.sampled_from([4, 17, 50, 200]))
def test_alerts_of_each_order_are_all_found_by_turning_pages(database, order, baselines, limit):
    search = AlertSearch(order=order, baselines=baselines)
    lists = SeenStore(database, EVERYTHING).lists

    found = turned(lambda after: (page := lists.alerts(search, limit=limit, after=after)) and (page.rows, page.next_after))

    assert [(alert.programme, alert.id) for alert in found] == expected_alerts(search, EVERYTHING)


def said(statement):
    return instant(statement.said_at) if statement.said_at else -(10**19)


def expected_statements(search, view):
    found = [
        (programme, row)
        for programme, listed in STATEMENTS.items()
        for row in listed
        if (search.programmes is None or programme in search.programmes)
        and (not (search.partners or search.nobody) or row.partner in search.partners or (search.nobody and row.partner is None))
        and (not search.labels or set(search.labels) & set(row.predicted))
        and (not search.sources or row.source in search.sources)
        and (search.since is None or (row.said_at is not None and row.said_at >= search.since))
        and (search.until is None or (row.said_at is not None and row.said_at <= search.until))
        and (search.text is None or search.text.casefold() in row.text.casefold())
        and (view.all or (programme, row.id) not in OWNED or view.partner == "acme")
    ]
    by_id = search.order is StatementOrder.ID
    keys = sorted(
        [(programme, row.id) if by_id else (said(row), programme, row.id) for programme, row in found], reverse=search.order.startswith("-")
    )
    return [key[-2:] for key in keys]


statement_searches = some.builds(
    StatementSearch,
    programmes=programmes,
    partners=several(["acme", "birch", "dune"]),
    labels=several([Label.DONE, Label.GOAL, Label.RISK]),
    sources=several(["minutes/1.md", "minutes/2.md", "minutes/%.md"]),
    since=some.none() | some.sampled_from([START + timedelta(days=3), START + timedelta(days=900)]),
    until=some.none() | some.sampled_from([START + timedelta(days=2), START + timedelta(days=9), START - timedelta(days=9)]),
    nobody=some.booleans(),
    text=some.none() | some.sampled_from(["kiosk", "über", "0%", "e_n", "nobody"]),
    order=some.sampled_from(StatementOrder),
)


@quick
@given(
    search=statement_searches,
    view=views,
    limit=some.sampled_from([4, 17, 50, 200]),
    narrow=some.sampled_from([0, 40, 2000]),
    searched=some.sampled_from([7, 40, 10_000]),
)
def test_every_search_of_statements_finds_what_reading_all_of_them_would_in_its_order(database, search, view, limit, narrow, searched):
    def fetch(after):
        page = statement_lists.find_statement_page(connection, search, view, limit=limit, after=after, narrow=narrow, searched=searched)
        return [(row.programme, row.id) for row in page.rows], page.next_after

    with database.answering() as connection:
        found = turned(fetch)

    assert found == expected_statements(search, view)


@quick
@given(programmes=programmes, partners=several(["acme", "birch", "dune", "ac"]), verdicts=several(Verdict), limit=some.sampled_from([4, 17, 50, 200]))
def test_every_search_of_terms_finds_what_reading_all_of_them_would_in_its_order(database, programmes, partners, verdicts, limit):
    lists = SeenStore(database, EVERYTHING).lists
    search = TermSearch(programmes=programmes, partners=partners, verdicts=verdicts)
    everything = [(programme, term(place, programme)) for programme in STATEMENTS for place in range(30)]

    found = turned(lambda after: (page := lists.terms(search, limit=limit, after=after)) and (page.rows, page.next_after))

    assert found == [
        (programme, row)
        for programme, row in everything
        if (programmes is None or programme in programmes)
        and (not partners or set(partners) & set(row.partners))
        and (not verdicts or row.verdict in verdicts)
    ]


def test_turning_pages_while_alerts_change_shows_none_twice_and_misses_none_that_stayed(url):
    opened = connect(url)
    migrate(opened)
    with opened.writing() as connection:
        fill(connection)
    lists, search = SeenStore(opened, EVERYTHING).lists, AlertSearch()
    expected, seen, gone, after = expected_alerts(search, EVERYTHING), [], set(), None

    for turn in count():
        page = lists.alerts(search, limit=10, after=after)
        seen += [(alert.programme, alert.id) for alert in page.rows]
        after = page.next_after
        if after is None:
            break
        with opened.writing() as connection:
            programme, identifier = expected[(turn * 37 + 5) % len(expected)]
            mine = (StoredAlert.programme == programme, StoredAlert.id == identifier)
            connection.execute(delete(StoredAlert).where(*mine) if turn % 2 else update(StoredAlert).where(*mine).values(status="agreed", updated=1))
            connection.execute(insert(StoredAlert), [ALERTS[1] | {"id": f"DW-NEW{turn:04}", "programme": "beta"}])
        gone |= {(programme, identifier)} if turn % 2 else set()
    opened.close()

    assert len(seen) == len(set(seen))
    assert set(expected) - gone <= set(seen)


def test_a_question_that_takes_too_long_is_given_up(database):
    long = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000) SELECT count(*) FROM n"

    with pytest.raises(SlowReadError, match=r"no answer within 0.05 s; ask for less at once"), database.answering(0.05) as connection:
        connection.exec_driver_sql(long)

    with database.answering(0.05) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "WyJyYW5rIiwxLDIsM10", "WyJyYW5rIiwiYSIsMTAwMDAwMDAwMDAwMDAwMDAwMDAwLCJiIl0"])
def test_a_cursor_that_no_page_gave_is_refused(database, cursor):
    lists = SeenStore(database, EVERYTHING).lists

    with pytest.raises(ConfigurationError, match="is no beginning of a page"):
        lists.alerts(AlertSearch(), limit=5, after=cursor)


def test_a_cursor_with_text_that_no_database_takes_is_only_a_place(database):
    cursor = alert_lists.ORDERS[AlertOrder.RANK].encoded(["alpha\x00\ud800", 0, "\x00"])

    assert SeenStore(database, EVERYTHING).lists.alerts(AlertSearch(), limit=5, after=cursor).rows
