"""The invented programme on which sizes and times are measured is what a scan could leave."""

import re

import pytest

from driftwatch.domain.talk import programme_key
from driftwatch.domain.view import EVERYTHING
from driftwatch.store import open_store


@pytest.fixture(scope="module")
def scan(large_scan):
    return large_scan(statements=400, alerts=20)


def test_the_same_seed_makes_the_same_programme_and_another_seed_another(large_scan):
    assert large_scan(statements=200, alerts=5) == large_scan(statements=200, alerts=5) != large_scan(statements=200, alerts=5, seed=8)


def test_it_has_as_many_statements_and_alerts_as_are_wanted_and_a_picture_of_each_sort(scan):
    drawn = scan.pictures["joint"]

    assert (len(scan.statements), len({row.id for row in scan.statements})) == (400, 400)
    assert len({alert.id for alert in scan.outcome.alerts}) == 20
    assert sum(file.statements for file in scan.files) == 400
    assert all((drawn.terms, drawn.done, drawn.goals.rows, drawn.risks.rows, drawn.silence.rows, drawn.heard, drawn.courses, drawn.landmarks))


def test_no_audience_is_shown_statements_of_sources_that_it_may_not_read(scan):
    own = {row.id for row in scan.statements if row.own and row.own.partner == "kestrel"}

    assert own
    assert set(scan.pictures) == {"joint", "all", "kestrel", "harbourline"}
    assert {name: bool(own & set(re.findall("[0-9a-f]{16}", repr(drawn)))) for name, drawn in scan.pictures.items()} == {
        "joint": False,
        "all": True,
        "kestrel": True,
        "harbourline": False,
    }


@pytest.mark.parametrize("statements", [0, 1, 2, 10])
def test_a_handful_of_statements_makes_a_programme_too(large_scan, statements):
    scan = large_scan(statements=statements, alerts=3)

    assert len(scan.statements) == statements
    assert len(scan.outcome.alerts) == (3 if statements == 10 else 0)


def test_the_store_takes_it(scan, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")

    store.commit(scan)

    outcome = store.seen(EVERYTHING).outcome(programme_key(scan.outcome.programme))
    assert outcome is not None
    assert len(outcome.alerts) == 20
    store.close()
