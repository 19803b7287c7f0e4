"""What an inbox counts is what it lists, for every reader; words are looked for in nothing that the reader may not see."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from tests.contract import two_sides

from driftwatch.alerts.reserving import reserved
from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertSearch
from driftwatch.domain.view import EVERYTHING, JOINT, View

VIEWS = (JOINT, View(partner="kestrel"), EVERYTHING)
SEARCHES = (
    AlertSearch(),
    AlertSearch(statuses=(AlertStatus.OPEN, AlertStatus.DISPUTED)),
    AlertSearch(severities=(Severity.HIGH,), partners=("kestrel",)),
    AlertSearch(kinds=tuple(AlertKind)[:4], substatuses=(Substatus.NARROWING, Substatus.NEW)),
    AlertSearch(baselines=(BaselineState.ABSENT,)),
    AlertSearch(baselines=(BaselineState.NEW, BaselineState.ABSENT), statuses=(AlertStatus.OPEN,)),
)
FIELDS = {
    "statuses": lambda row: (row.status.value,),
    "severities": lambda row: (row.severity.value,),
    "kinds": lambda row: (row.kind.value,),
    "substatuses": lambda row: (row.substatus.value,),
    "baselines": lambda row: (row.baseline_state.value,),
    "partners": lambda row: row.partners,
}


@pytest.fixture
def filled(emptied, large_scan):
    """A programme of sixty alerts, of which the last scan found no more than forty."""
    scan = large_scan(statements=900, alerts=60, pictures=False)
    emptied.commit(reserved(scan))
    emptied.commit(reserved(replace(scan, outcome=replace(scan.outcome, alerts=scan.outcome.alerts[:40]), window="2026-W15")))
    return emptied


def test_the_counts_are_those_of_the_list(filled):
    every = (*(state for state in BaselineState if state is not BaselineState.ABSENT), BaselineState.ABSENT)
    for view, search in product(VIEWS, SEARCHES):
        lists = filled.seen(view).lists
        counts = lists.counts(None)

        assert counts.total(search) == len(lists.alerts(search, limit=200, whole=False).rows)
        for trait, of in FIELDS.items():
            wider = replace(search, **{trait: every if trait == "baselines" else ()})
            found = Counter(value for row in lists.alerts(wider, limit=200, whole=False).rows for value in of(row))
            assert counts.by(trait, search) == found, (view, search, trait)


def test_a_day_narrows_the_counts_as_it_does_the_list(filled):
    lists = filled.seen(EVERYTHING).lists
    days = sorted(row.last_seen for row in lists.alerts(AlertSearch(), limit=200).rows if row.last_seen)
    since = days[len(days) // 2]

    assert lists.counts(["meridian-corridor"], since=since).total(AlertSearch()) == len(lists.alerts(AlertSearch(since=since), limit=200).rows) > 0
    assert lists.counts(["nowhere"]).total(AlertSearch()) == 0


def test_words_are_found_in_titles_that_the_reader_may_see_and_in_no_others(emptied):
    emptied.commit(reserved(two_sides.scan("Lantern")))
    for owner, share in two_sides.PLACES:
        word = two_sides.planted("Lantern", owner, share, "text")
        for view in (JOINT, *(View(partner=side) for side in two_sides.SIDES), EVERYTHING):
            found = emptied.seen(view).lists.titled(AlertSearch(programmes=("lantern",)), word.upper(), limit=10)

            assert bool(found) == (view.reads(owner) or str(share) == "evidence"), (view, owner, share)


def test_words_narrow_what_is_wanted_otherwise(filled):
    lists = filled.seen(EVERYTHING).lists
    whole = lists.alerts(AlertSearch(statuses=(AlertStatus.OPEN,)), limit=200).rows
    wanted = AlertSearch(programmes=("meridian-corridor",), statuses=(AlertStatus.OPEN,), severities=(Severity.LOW,), partners=("kestrel",))

    found = lists.titled(wanted, "the", limit=200)

    assert {row.id for row in found} == {row.id for row in lists.alerts(wanted, limit=200).rows if row.id in {row.id for row in found}}
    assert {row.severity for row in found} == {Severity.LOW}
    assert len(found) < len(whole)
    assert lists.titled(wanted, "nobody says this", limit=10) == ()


def test_a_run_is_told_without_its_alerts(emptied, lantern):
    before = emptied.seen(JOINT).lists.run("lantern")
    emptied.commit(lantern)

    assert before is None
    assert emptied.seen(JOINT).lists.run("lantern") == replace(lantern.outcome, alerts=())
